import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorsOf, personWith, writes } from '../promises/support';
import { locator, openToolEngine, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const synchronize: INodeParameters = {
	resource: 'user',
	operation: 'synchronize',
	options: { output: 'full' },
};
const loose: INodeParameters = {
	maxDisablePercent: 100,
	maxChangePercent: 100,
	maxErrorPercent: 100,
	maxKeyChangePercent: 100,
	minMatchPercent: 0,
};
const rows: IDataObject[] = [
	{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '020 9' },
	{ key: '123', firstName: 'Grace', lastName: 'Hopper', endDate: '2024-05-31' },
	{ key: '500', firstName: 'New', lastName: 'Person', department: 'S', accessLevels: 'Warehouse' },
	{ key: '501', firstName: 'No', lastName: 'Where', department: 'X' },
];
const mapped: INodeParameters = {
	departmentMode: 'mapped',
	mapping: { source: 'rows', rows: '[{ "Department": "S", "DepartmentNet2": "Sales" }]' },
};

test('returns items in the order of the list, each paired with its line, and orphans and summary with all', async () => {
	const parameters = { ...synchronize, ...mapped, missing: 'report' };
	const before = net2.emulator.state();
	const result = await net2.run(parameters, rows, { onError: 'continueErrorOutput' });
	const everyRow = rows.map((_, item) => ({ item }));
	expect(
		result.items.map(({ json, pairedItem }) => [json['kind'], json['key'], pairedItem]),
	).toEqual([
		['drift', '00123', { item: 0 }],
		['leaverStillActive', '123', { item: 1 }],
		['joiner', '500', { item: 2 }],
		['orphan', '200', everyRow],
		['summary', undefined, everyRow],
	]);
	expect(result.json[0]).toMatchObject({
		operation: 'user.synchronize',
		outcome: 'updated',
		changed: false,
		dryRun: true,
		verified: false,
		undo: null,
		audit: [{ isError: false, message: expect.stringContaining('Would') }],
	});
	expect(result.errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 3 }]);
	expect(errorsOf(result)).toMatchObject([{ reason: 'unknownDepartment', key: '501' }]);
	expect(net2.emulator.state()).toEqual(before);
});

test('writes the list, checks it, and returns an undo for each item', async () => {
	const parameters = { ...synchronize, ...mapped, mode: 'apply', safetyLimits: loose };
	const result = await net2.run(parameters, rows, { onError: 'continueErrorOutput' });
	expect(result.json.slice(0, 3)).toMatchObject([
		{ kind: 'drift', outcome: 'updated', changed: true, verified: true, dryRun: false },
		{ kind: 'leaverStillActive', outcome: 'disabled', changed: true, verified: true },
		{ kind: 'joiner', outcome: 'created', changed: true, verified: true },
	]);
	for (const { undo } of result.json.slice(0, 3))
		expect(undo).toMatchObject({ operation: 'user.synchronize', sealed: expect.any(String) });
	expect(result.json.at(-1)).toMatchObject({ kind: 'summary', changed: true, verified: true });
	expect(personWith(net2.emulator, '123').canOpen).toEqual([]);
	expect(personWith(net2.emulator, '500')).toMatchObject({ department: 'Sales' });
});

test('reports an exceeded safety limit as one error for the whole list, in each way to treat errors', async () => {
	const safetyLimits = { maxDisables: 0 };
	const parameters = { ...synchronize, ...mapped, mode: 'apply', safetyLimits };
	const before = net2.emulator.state();
	for (const onError of ['continueErrorOutput', 'continueRegularOutput'] as const) {
		const result = await net2.run(parameters, rows, { onError });
		expect(errorsOf(result)).toMatchObject([
			{
				reason: 'safetyLimit',
				message: expect.stringContaining('1 user would lose access, and the limit is 0.'),
			},
		]);
	}
	const { error } = await net2.run(parameters, rows);
	expect(error?.message).toContain('1 user would lose access, and the limit is 0.');
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test('applies an approved plan whose id an expression returns, and takes no expression for the mode', async () => {
	const list = rows.slice(0, 3);
	const plan = await net2.run({ ...synchronize, ...mapped }, list);
	const planId = String(plan.json.at(-1)?.['planId']);
	const approve = { ...synchronize, ...mapped, mode: 'applyApproved', safetyLimits: loose };
	for (const changes of [
		{ planId, mode: '={{ "applyApproved" }}' },
		{ planId, mode: "={{ $fromAI('mode') }}" },
	]) {
		const result = await net2.run({ ...approve, ...changes }, list, {
			onError: 'continueErrorOutput',
		});
		expect(errorsOf(result)).toMatchObject([{ reason: 'badInput' }]);
	}
	expect(writes(net2.emulator)).toEqual([]);
	const fromExpression = { ...approve, planId: `={{ "${planId}" }}` };
	const { json } = await net2.run(fromExpression, list);
	expect(json.at(-1)).toMatchObject({ mode: 'applyApproved', changed: true });
});

test('stops the run for a safety limit that cannot be read', async () => {
	for (const maxDisables of ['many', -1, '5%', '={{ "many" }}']) {
		const result = await net2.run({ ...synchronize, safetyLimits: { maxDisables } }, rows, {
			onError: 'continueErrorOutput',
		});
		expect(errorsOf(result)).toMatchObject([{ reason: 'badInput' }]);
	}
	expect(net2.emulator.requests()).toEqual([]);
});

/** Whatever a member contains, the table view of n8n makes a high cell of one that is nested. */
test('no row of the default output has a nested member, and the summary has what a workflow goes on with', async () => {
	const safetyLimits = { maxDisables: 0 };
	const { json } = await net2.run(
		{ resource: 'user', operation: 'synchronize', ...mapped, missing: 'report', safetyLimits },
		rows,
	);
	const nested = json.flatMap((row) => Object.values(row).filter((one) => typeof one === 'object'));
	expect(nested).toEqual([]);
	expect(json.map((row) => row['what happened'])).toEqual([
		'Would be changed',
		'Would be disabled: the end date in HR has passed',
		'Would be created',
		'Cannot be processed',
		'Enabled, but not on the list',
		expect.any(String),
	]);
	expect(json.at(-1)).toEqual({
		number: '–',
		name: 'Summary',
		'what happened':
			'This plan would create 1 user, change 1 user and disable 1 user, but a safety limit blocks it. Nothing was written. 1 user is not on the list. 1 line cannot be processed.',
		'changes in Net2 (before → after)': '–',
		'access from': '–',
		'access until': '–',
		'warning, and what you can do': expect.stringMatching(
			/^1 user would lose access, and the limit is 0\. /,
		),
		kind: 'summary',
		mode: 'plan',
		planId: expect.stringMatching(/^2/),
		changed: false,
		blocked: true,
	});
	const columns = json.map((row) => Object.keys(row));
	for (const names of columns) expect(names).toEqual(columns[0]);
});

test('the summary says what was written and read back', async () => {
	const parameters = { resource: 'user', operation: 'synchronize', ...mapped };
	const list = rows.slice(0, 3);
	const plan = await net2.run(parameters, list);
	const planId = String(plan.json.at(-1)?.['planId']);
	const { json } = await net2.run(
		{ ...parameters, mode: 'applyApproved', planId, approvedBy: 'Ann', safetyLimits: loose },
		list,
	);
	expect(json.at(-1)).toMatchObject({
		'what happened':
			'The node created 1 user, changed 1 user and disabled 1 user, and read each change back from Net2.',
		changed: true,
		'warning, and what you can do': '–',
	});
});

test('returns kinds and counts and no name as minimal output', async () => {
	const parameters = { ...synchronize, ...mapped, options: { output: 'minimal' } };
	const { json } = await net2.run(parameters, rows.slice(0, 3));
	expect(json[0]).toMatchObject({ kind: 'drift', key: '00123', changedFields: ['telephone'] });
	expect(json.at(-1)).toMatchObject({ kind: 'summary', planId: expect.any(String) });
	expect(JSON.stringify(json)).not.toMatch(/Ada|Grace|020 9/);
});

const engine = openToolEngine();

test('plans only, as an AI tool, whatever is allowed', async () => {
	const before = net2.emulator.state();
	const { workflow } = await net2.run(
		{ ...synchronize, mode: 'apply', safetyLimits: loose, allowWrites: true },
		rows.slice(0, 2),
		{ node: { rewireOutputLogTo: 'ai_tool' }, onError: 'continueRegularOutput' },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await engine },
	);
	const output = workflow.run.data.resultData.runData['Node']?.[0]?.data?.['ai_tool']?.[0] ?? [];
	expect(output.at(-1)?.json).toMatchObject({ kind: 'summary', mode: 'plan', dryRun: true });
	expect(JSON.stringify(output.at(-1)?.json['warnings'])).toContain('nothing was written');
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test('reads the leaver department and protected users from the node', async () => {
	const parameters = {
		...synchronize,
		mode: 'apply',
		missing: 'disable',
		leaverDepartment: locator('name', 'Terminated Employment'),
		safetyLimits: loose,
		options: { output: 'full', protect: `${personWith(net2.emulator, '200').id}` },
	};
	const { json } = await net2.run(parameters, rows.slice(0, 1));
	expect(json.map(({ kind, key }) => [kind, key])).toEqual([
		['drift', '00123'],
		['leaver', '123'],
		['summary', undefined],
	]);
	expect(personWith(net2.emulator, '123').department).toBe('Terminated Employment');
	expect(personWith(net2.emulator, '200').canOpen).not.toEqual([]);
});

test('reads the columns, the status, several lines and dates as the node says', async () => {
	const list = [
		{ Nr: '00123', Voornaam: 'Ada', Achternaam: 'Lovelace', Laatste: '', Toestand: 'Pensioen' },
		{ Nr: '500', Voornaam: 'New', Achternaam: 'Person', Laatste: '31-12-2026', Toestand: 'actief' },
		{ Nr: '500', Voornaam: 'New', Achternaam: 'Person', Laatste: '31-12-2027', Toestand: 'actief' },
	];
	const parameters: INodeParameters = {
		...synchronize,
		safetyLimits: loose,
		columnNames: {
			columns: [
				{ column: 'Nr', means: 'key' },
				{ column: 'Laatste', means: 'endDate' },
				{ column: 'Toestand', means: 'status' },
			],
		},
		leaverStatuses: 'Pensioen, Overleden',
		severalLines: 'merge',
		options: { dateOrder: 'dayFirst', output: 'full' },
	};
	const { json } = await net2.run(parameters, list);
	expect(json).toMatchObject([
		{ kind: 'leaverStillActive', key: '00123', reason: 'status' },
		{ kind: 'joiner', key: '500' },
		{
			kind: 'summary',
			columns: { assigned: expect.arrayContaining([{ column: 'Nr', means: 'key' }]) },
		},
	]);
	expect(JSON.stringify(json[1]?.['changes'])).toContain('2027-12-31T23:59:00');
	const { error } = await net2.run({ ...parameters, columnNames: {} }, list);
	expect(error?.message).toContain('No column is the personnel number');
});

test.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'a list of 20 lines with 5 bad ones gives a plan of 15 employees and 5 problems with %s',
	async (onError) => {
		const good = Array.from({ length: 15 }, (_, n) => ({
			key: `2000${n}`,
			firstName: 'New',
			lastName: `Joiner ${n}`,
			department: 'Sales',
		}));
		const bad = [
			{ key: '30001', lastName: 'Unknown department', department: 'Salse' },
			{ key: '30002', lastName: 'Bad date', endDate: '31-02-2026' },
			{ key: '', lastName: 'No number' },
			{ key: '30004', lastName: 'Unknown level', accessLevels: 'Ofice hours' },
			{ key: '0123', lastName: 'Near miss' },
		];
		const result = await net2.run(
			{ resource: 'user', operation: 'synchronize' },
			[...good, ...bad],
			{ onError },
		);
		expect(result.error).toBeUndefined();
		const rows = result.json.filter(({ kind }) => kind === 'problem');
		expect(rows).toHaveLength(onError === 'stopWorkflow' ? 5 : 0);
		expect(errorsOf(result)).toHaveLength(onError === 'stopWorkflow' ? 0 : 5);
		const plan = result.json.filter(({ error }) => error === undefined);
		expect(plan.filter((row) => row['what happened'] === 'Would be created')).toHaveLength(15);
		expect(plan.at(-1)).toMatchObject({
			kind: 'summary',
			'what happened':
				'This plan would create 15 users, but a safety limit blocks it. Nothing was written. 5 lines cannot be processed.',
		});
		const text = JSON.stringify([...rows, ...errorsOf(result)]);
		// A spreadsheet has the headers in line 1, so the seventeenth item is line 18.
		for (const named of [
			'There is \\"Sales\\"',
			'31-02-2026',
			'line 18',
			'Office hours',
			'\\"123\\"',
		])
			expect(text).toContain(named);
		expect(net2.emulator.requests().filter(({ method }) => method === 'PUT')).toEqual([]);
	},
);
