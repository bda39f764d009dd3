import type { IDataObject, INodeParameters } from 'n8n-workflow';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxRequestsFor } from '../../nodes/PaxtonNet2/net2/concurrencyLimiter';
import { locator, mapper, setUp } from '../actions/setUp';
import { errorsOf, personWith, writes } from '../promises/support';
import { read } from './markdown';

/** Statements about access that a page once had wrong. Each test quotes the page, and then does what it says. */
let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const continued = { onError: 'continueErrorOutput' } as const;

function states(page: string, ...sentences: string[]): void {
	const text = read(page).replace(/\s+/g, ' ');
	for (const sentence of sentences) expect(text, page).toContain(sentence);
}

describe('docs/mover.md on Verify Name', () => {
	const update = (options: INodeParameters, name: INodeParameters): INodeParameters => ({
		resource: 'user',
		operation: 'update',
		user: locator('key', '00123'),
		fields: mapper(name),
		options,
	});

	test('Update compares names only if you add the option and switch it on', async () => {
		states(
			'docs/mover.md',
			'**Update** compares names only if you add the option **Verify Name** and switch it on.',
		);
		for (const options of [{}, { verifyName: false }]) {
			const { json } = await net2.run(update(options, { firstName: 'Ida', lastName: 'Byron' }));
			expect(json[0]).toMatchObject({ outcome: expect.stringMatching(/updated|unchanged/) });
		}
		expect(personWith(net2.emulator, '00123').lastName).toBe('Byron');
	});

	test('with the option on, a different first name always stops the item', async () => {
		states(
			'docs/mover.md',
			'With **Verify Name** on, a different first name always stops the item.',
		);
		const result = await net2.run(
			update({ verifyName: true }, { firstName: 'Ida' }),
			[{}],
			continued,
		);
		expect(errorsOf(result)).toMatchObject([{ reason: 'nameMismatch' }]);
		expect(writes(net2.emulator)).toEqual([]);
	});

	test('Create or Update accepts another last name with a warning, and no other full name', async () => {
		states(
			'docs/mover.md',
			'| only the last name, for example a marriage | It assumes the same employee, writes the name and returns a warning. |',
			'| first and last name | It stops with `nameMismatch`. |',
		);
		const upsert = (name: INodeParameters): INodeParameters => ({
			resource: 'user',
			operation: 'upsert',
			key: '00123',
			fields: mapper(name),
		});
		const married = await net2.run(upsert({ firstName: 'Ada', lastName: 'Byron' }));
		expect(married.json[0]).toMatchObject({ outcome: 'updated', changed: true });
		expect(JSON.stringify(married.json[0]?.['warnings'])).toMatch(/last name/);
		const other = await net2.run(
			upsert({ firstName: 'Ida', lastName: 'Noether' }),
			[{}],
			continued,
		);
		expect(errorsOf(other)).toMatchObject([{ reason: 'nameMismatch' }]);
	});
});

describe('docs/joiner.md on who gets access', () => {
	const upsert = (key: string, parameters: INodeParameters): INodeParameters => ({
		resource: 'user',
		operation: 'upsert',
		key,
		fields: mapper({ firstName: 'Nina', lastName: 'Newcomer' }),
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
		accessLevels: ['id:2'],
		...parameters,
	});
	const opensDoors = (key: string) => personWith(net2.emulator, key).canOpen.length > 0;

	test.each([
		['keep', '', false],
		['keep', '2020-01-01', true],
		['keep', '2098-01-01', false],
		['enable', '', true],
		['enable', '2098-01-01', false],
		['disable', '2020-01-01', false],
	])('Enabled %s with start date "%s" gives a new user access now: %s', async (...row) => {
		const [enabled, startDate, hasAccess] = row;
		states(
			'docs/joiner.md',
			'| _Keep_ | has access from **Start Date**. Without a start date, the user is disabled. | stays disabled |',
			'| _Enable_ | has access from **Start Date**. Without one, from today. | gets access |',
			'| _Disable_ | is disabled | stays disabled |',
		);
		await net2.run(upsert('900', { enabled, startDate }));
		expect(opensDoors('900')).toBe(hasAccess);
	});

	test.each([
		['keep', false],
		['enable', true],
		['disable', false],
	])('Enabled %s gives a disabled user access: %s', async (enabled, hasAccess) => {
		await net2.run(upsert('900', { enabled: 'disable' }));
		expect(opensDoors('900')).toBe(false);
		await net2.run(upsert('900', { enabled }));
		expect(opensDoors('900')).toBe(hasAccess);
	});
});

describe('docs/nightly-sync.md', () => {
	const synchronize: INodeParameters = {
		resource: 'user',
		operation: 'synchronize',
		safetyLimits: { maxDisablePercent: 100, minMatchPercent: 0, maxChangePercent: 100 },
	};
	const ada = { key: '00123', firstName: 'Ada', lastName: 'Lovelace' };

	test('a list removes no access level, door, card or PIN of a leaver', async () => {
		states(
			'docs/nightly-sync.md',
			'It **does not remove access levels, individual doors, cards or the PIN** of a leaver.',
		);
		const ofNet2 = net2.emulator.world.users.get(personWith(net2.emulator, '00123').id);
		if (ofNet2 !== undefined) ofNet2.pin = '4711';
		const before = personWith(net2.emulator, '00123');
		expect(before.accessLevels).not.toEqual([]);
		expect(before.cards).not.toEqual([]);
		expect(before.pin).not.toBeNull();
		await net2.run({ ...synchronize, mode: 'apply' }, [{ ...ada, endDate: '2024-05-31' }]);
		const { canOpen, accessLevels, individualPermissions, cards, pin } = personWith(
			net2.emulator,
			'00123',
		);
		expect(canOpen).toEqual([]);
		expect({ accessLevels, individualPermissions, cards, pin }).toEqual({
			accessLevels: before.accessLevels,
			individualPermissions: before.individualPermissions,
			cards: before.cards,
			pin: before.pin,
		});
	});

	test('a user who is not on the list is not in the output by default, and is one with Report', async () => {
		states('docs/nightly-sync.md', '| _Ignore_ (default) | The user is not in the output. |');
		const kinds = async (parameters: INodeParameters) =>
			(await net2.run({ ...synchronize, ...parameters }, [ada])).json.map(({ kind }) => kind);
		expect(await kinds({})).not.toContain('orphan');
		expect(await kinds({ missing: 'report' })).toContain('orphan');
	});

	test('each row of the table has the same columns, and kind and planId are among them', async () => {
		states(
			'docs/nightly-sync.md',
			'By default, **Output** is _Table_. Each item is one row for a reader, and the columns of all rows are equal.',
			'Each row has a `kind`. The summary also has `mode`, `planId`, `changed` and `blocked`.',
		);
		const { json } = await net2.run(synchronize, [
			{ ...ada, phone: '020 9' },
			{ key: '901', firstName: 'Nina', lastName: 'Newcomer', department: 'Sales' },
		]);
		const columns = json.map((row) => Object.keys(row).sort());
		expect(json.length).toBeGreaterThan(2);
		for (const one of columns) expect(one).toEqual(columns[0]);
		expect(columns[0]).toEqual(
			expect.arrayContaining(['kind', 'mode', 'planId', 'changed', 'blocked']),
		);
	});
});

describe('docs/safety-limits.md on percentages', () => {
	const crowd = (count: number, changed: number): IDataObject[] =>
		Array.from({ length: count }, (_, n) => ({
			key: `${7000 + n}`,
			firstName: `First${n}`,
			lastName: `Last${n}`,
			...(n < changed && { endDate: '2024-05-31' }),
		}));
	const blockedBy = async (users: number, leavers: number, limits: INodeParameters) => {
		for (const { key, firstName, lastName } of crowd(users, 0))
			net2.emulator.addUser({
				personnelNumber: String(key),
				firstName: String(firstName),
				lastName: String(lastName),
				accessLevels: [2],
			});
		const { json } = await net2.run(
			{
				resource: 'user',
				operation: 'synchronize',
				options: { output: 'full' },
				safetyLimits: { minMatchPercent: 0, ...limits },
			},
			crowd(users, leavers),
		);
		return json.at(-1)?.['blocked'];
	};

	test('are of the enabled users that the list matched, and never stop fewer than 3', async () => {
		states(
			'docs/safety-limits.md',
			'Percentages are of the enabled users that the list matched.',
			'A percentage never stops fewer than 3 users or lines.',
		);
		// Net2 has more enabled users than these ten, and 3 of 10 are 30 percent.
		expect(await blockedBy(10, 2, { maxDisablePercent: 10, maxChangePercent: 100 })).toBe(false);
		net2.emulator.reset('small');
		expect(await blockedBy(10, 3, { maxDisablePercent: 29, maxChangePercent: 100 })).toBe(true);
		net2.emulator.reset('small');
		expect(await blockedBy(10, 3, { maxDisablePercent: 30, maxChangePercent: 100 })).toBe(false);
	});

	test('are turned off by 100, while 0 allows no change of that kind', async () => {
		states(
			'docs/safety-limits.md',
			'0 allows no changes of that kind. 100 turns a percentage off.',
		);
		expect(await blockedBy(10, 10, { maxDisablePercent: 100, maxChangePercent: 100 })).toBe(false);
		net2.emulator.reset('small');
		expect(await blockedBy(10, 1, { maxDisables: 0, maxChangePercent: 100 })).toBe(true);
	});
});

test('docs/bench.md says how many requests are sent at once, at most', () => {
	states(
		'docs/bench.md',
		'`maxConcurrency` is 4. It starts with four requests at a time and goes up to eight.',
		'`maxConcurrency: 1` is the careful choice.',
	);
	expect(maxRequestsFor(4)).toBe(8);
	expect(maxRequestsFor(1)).toBe(1);
	expect(maxRequestsFor(32)).toBe(32);
});

test('docs/leaver.md has the steps in the order in which they are sent', async () => {
	const steps = [
		...read('docs/leaver.md').matchAll(/^(\d)\. (It (?:sets|moves|removes|marks).*)$/gm),
	];
	expect(steps.map(([, n, step = '']) => `${n} ${step.split(' ').slice(0, 4).join(' ')}`)).toEqual([
		'1 It sets the End',
		'2 It moves the user',
		'3 It removes access levels',
		'4 It marks cards as',
	]);
	await net2.run({
		resource: 'user',
		operation: 'disable',
		user: locator('key', '00123'),
		leaverDepartment: locator('name', 'Terminated Employment'),
		removeAccess: 'all',
		cards: 'lost',
		clearPin: true,
	});
	const sent = writes(net2.emulator).map(({ path }) => path.replace(/\/\d+/g, '/{id}'));
	const first = (part: RegExp) => sent.findIndex((path) => part.test(path));
	expect([
		first(/users\/\{id\}$/),
		first(/departments$/),
		first(/doorpermissionset$/),
		first(/tokens\/\{id\}$/),
	]).toEqual([0, 1, 2, 3]);
});

test('the schedule that removes temporary access is as docs/temporary-access.md says', () => {
	states('docs/temporary-access.md', 'for example every 15 minutes.');
	const Workflow = v.object({
		nodes: v.array(v.object({ type: v.string(), parameters: v.record(v.string(), v.unknown()) })),
	});
	const { nodes } = v.parse(
		Workflow,
		JSON.parse(read('examples/workflows/time-boxed-access.json')),
	);
	const schedules = nodes.filter(({ type }) => type === 'n8n-nodes-base.scheduleTrigger');
	expect(schedules.map(({ parameters }) => parameters)).toEqual([
		{ rule: { interval: [{ field: 'minutes', minutesInterval: 15 }] } },
	]);
});

test('the README leaves connections and costs to docs/bench.md', () => {
	expect(read('README.md')).not.toMatch(/connections at once|requests per|kept connection/i);
	states('README.md', '[Bench](docs/bench.md)');
});
