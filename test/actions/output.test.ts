import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorsOf } from '../promises/support';
import { locator, mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const update: INodeParameters = {
	resource: 'user',
	operation: 'update',
	user: locator('key', '={{ $json.key }}'),
	fields: mapper({ telephone: '020 2222', 'customField:10': 'Countess' }),
	departmentMode: 'direct',
	department: locator('name', 'Engineering'),
};
const ada = [{ key: '00123' }];

test('a result has the name, one sentence, and the labels of the site', async () => {
	const { json } = await net2.run(update, ada);
	expect(json).toMatchObject([
		{
			name: 'Ada Lovelace',
			summary:
				'Changed Telephone, Position and Department of Ada Lovelace (00123), who has access now',
			changes: [
				{ field: 'telephone', label: 'Telephone' },
				{ field: 'customField:10', label: 'Position', to: 'Countess' },
				{ field: 'department', label: 'Department' },
			],
			undo: { name: 'Ada Lovelace', key: '00123' },
		},
	]);
});

test.each([
	[
		'a new user without access',
		{ enabled: 'keep' },
		'Created New Joiner (90001) in department Sales with access level Office hours, who has no access',
	],
	[
		'a new user who has access from a day ahead',
		{ enabled: 'keep', startDate: '2098-12-01', endDate: '2099-05-31' },
		'Created New Joiner (90001) in department Sales with access level Office hours, who has access from 1 December 2098 until 31 May 2099',
	],
	[
		'a dry run',
		{ enabled: 'enable', startDate: '2098-12-01', options: { dryRun: true } },
		'Would create New Joiner (90001) in department Sales with access level Office hours, who would have access from 1 December 2098 (dry run, nothing was written)',
	],
])('the sentence says when access begins and ends for %s', async (_, more, sentence) => {
	const { json } = await net2.run({
		resource: 'user',
		operation: 'upsert',
		key: '90001',
		fields: mapper({ firstName: 'New', lastName: 'Joiner' }),
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
		accessLevels: ['Office hours'],
		...more,
	});
	expect(json).toMatchObject([{ summary: sentence, name: 'New Joiner' }]);
});

test('the sentence of a dry run does not say that the user has no access already', async () => {
	const { json } = await net2.run({
		resource: 'user',
		operation: 'disable',
		user: locator('key', '00123'),
		options: { dryRun: true },
	});
	expect(json[0]?.['summary']).toMatch(/^Would disable .*, who would have no access \(dry run/);
});

test.each<[string, INodeParameters, object]>([
	['user', { operation: 'delete', user: locator('key', '77001') }, { name: "Miles O'Brien" }],
	['department', { operation: 'delete', department: locator('name', 'Empty') }, {}],
	[
		'card',
		{
			operation: 'remove',
			user: locator('key', '00123'),
			card: locator('number', '10000001'),
		},
		{},
	],
])(
	'%s: what deletes returns deleted: true, and a dry run does not',
	async (resource, parameters, more) => {
		await net2.run({ resource: 'department', operation: 'create', name: 'Empty' });
		const dry = await net2.run({ resource, ...parameters, options: { dryRun: true } });
		expect(dry.json).toMatchObject([{ outcome: 'deleted' }]);
		expect(dry.json[0]).not.toHaveProperty('deleted');
		const { json } = await net2.run({ resource, ...parameters });
		expect(json).toMatchObject([{ outcome: 'deleted', deleted: true, ...more }]);
	},
);

test('a table has one flat row for each result', async () => {
	const { json } = await net2.run({ ...update, options: { output: 'table' } }, ada);
	expect(json).toEqual([
		{
			number: '00123',
			name: 'Ada Lovelace',
			'what happened': 'Changed',
			'changes in Net2 (before → after)':
				'Department: Sales → Engineering; Telephone: 020 1111 → 020 2222; Position: Countess',
			'access from': '2024-01-01',
			'access until': 'no end date',
			'warning, and what you can do': '–',
		},
	]);
});

test('a synchronisation gives rows of a table by default, and the full summary', async () => {
	const { json } = await net2.run({ resource: 'user', operation: 'synchronize' }, [
		{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '020 9' },
	]);
	expect(json[0]).toEqual({
		number: '00123',
		name: 'Ada Lovelace',
		'what happened': 'Would be changed',
		'changes in Net2 (before → after)': 'Telephone: 020 1111 → 020 9',
		'access from': '2024-01-01',
		'access until': 'no end date',
		'warning, and what you can do': '–',
		kind: 'drift',
		changed: false,
		mode: '–',
		planId: '–',
		blocked: '–',
	});
	expect(json[0]).not.toHaveProperty('audit');
	expect(json[1]).toMatchObject({ kind: 'summary', planId: expect.any(String) });
});

test.each(['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const)(
	'minimal output names no employee in errors either, if the node is set to %s',
	async (onError) => {
		net2.emulator.faults([{ match: 'PUT /api/v1/users/*/departments', fault: '503', times: 99 }]);
		const options = { output: 'minimal', timeout: 5 };
		const result = await net2.run({ ...update, options }, ada, { onError });
		const all =
			onError === 'stopWorkflow'
				? [result.error?.message, result.error?.description, result.error?.context]
				: errorsOf(result);
		expect(JSON.stringify(all)).toContain('telephone');
		expect(JSON.stringify(all)).not.toMatch(/Ada|Lovelace|020 2222|Countess|020 1111/);
	},
);

test('minimal output of a list leaves names out', async () => {
	const { json } = await net2.run({
		resource: 'user',
		operation: 'getAll',
		options: { output: 'minimal' },
	});
	expect(json[0]).toEqual({ id: 1, key: '00123', enabled: true });
});

const hintsOf = ({ workflow }: Awaited<ReturnType<typeof net2.run>>) => {
	const [run] = workflow.run.data.resultData.runData['Node'] ?? [];
	return (run?.hints ?? []).map(({ message }) => message);
};

test.each(['check', 'requestCode', 'signOut', 'rehearse'])(
	'connection: %s over plain http says once that the connection is not encrypted',
	async (operation) => {
		const mode = 'manual';
		const result = await net2.run({ resource: 'connection', operation }, [{}, {}], { mode });
		const hints = hintsOf(result);
		expect(hints.filter((message) => message.includes('not encrypted'))).toHaveLength(1);
	},
);

test('a list over plain http says once that the connection is not encrypted', async () => {
	const hints = hintsOf(await net2.run({ resource: 'user', operation: 'getAll' }, [{}, {}]));
	expect(hints.filter((message) => message.includes('not encrypted'))).toHaveLength(1);
});

test('a run over plain http says once that the connection is not encrypted', async () => {
	const items = [{ key: '00123' }, { key: '123' }, { key: '200' }];
	const hints = hintsOf(
		await net2.run(
			{ resource: 'user', operation: 'get', user: locator('key', '={{ $json.key }}') },
			items,
		),
	);
	expect(hints.filter((message) => message.includes('not encrypted'))).toHaveLength(1);
});
