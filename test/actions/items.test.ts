import { ExecuteContext } from 'n8n-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { locator, mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const create = {
	resource: 'user',
	operation: 'create',
	key: '={{ $json.key }}',
	fields: mapper({ firstName: 'New', lastName: '={{ $json.lastName }}' }),
};
/** Good, bad (a fraction), good, bad (empty), good as a number. */
const people = [
	{ key: '90001', lastName: 'One' },
	{ key: 1.5, lastName: 'Two' },
	{ key: '00903', lastName: 'Three' },
	{ lastName: 'Four' },
	{ key: 90005, lastName: 'Five' },
];

test('a bad item fails by itself, in its place, and has nothing but `error`', async () => {
	const { json, items, error } = await net2.run(create, people, {
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(json.map((one) => one['outcome'] ?? Object.keys(one))).toEqual([
		'created',
		['error'],
		'created',
		['error'],
		'created',
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(people.map((_, item) => ({ item })));
	expect(json[1]).toMatchObject({ error: { reason: 'badInput', operation: 'user.create' } });
	expect(json[2]).toMatchObject({ key: '00903' });
	expect(json[4]).toMatchObject({ key: '90005' });
});

test('n8n sends failed items to the error output, and the others to the first', async () => {
	const { json, errors } = await net2.run(create, people, { onError: 'continueErrorOutput' });
	expect(json).toHaveLength(3);
	expect(errors.map((one) => one.json)).toMatchObject([
		{ lastName: 'Two', error: { reason: 'badInput' } },
		{ lastName: 'Four', error: { reason: 'badInput' } },
	]);
});

test('if the node stops on errors, every item has been tried, and one error names all', async () => {
	const { error } = await net2.run(create, people);
	expect(error?.name).toBe('NodeOperationError');
	expect(error?.message).toMatch(/^2 of 5 items were not carried out\. First: Item 1/);
	expect(error?.context).toMatchObject({ itemIndex: 1 });
	const description = error?.description ?? '';
	expect(description).toContain('Item 0, personnel number 90001, user');
	expect(description).toContain('Item 2, personnel number 00903, user');
	expect(description).toMatch(
		/Item 3: badInput\. 'Personnel Number' is empty for this item\. Nothing was written\. .* columns: lastName/,
	);
	expect(description).toContain('Carried out (3)');
	const names = net2.emulator.state().users.map(({ lastName }) => lastName);
	expect(names).toEqual(expect.arrayContaining(['One', 'Three', 'Five']));
});

test('an expression that breaks for one item is that item’s bad input', async () => {
	const key = "={{ $json.key === 'x' ? $('Nowhere').first().json.key : $json.key }}";
	const { json } = await net2.run(
		{ ...create, key },
		[
			{ key: 'x', lastName: 'One' },
			{ key: '90002', lastName: 'Two' },
		],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([{ error: { reason: 'badInput' } }, { outcome: 'created' }]);
});

test('a dry run applies to its own item, and to no other', async () => {
	const before = net2.emulator.state().users.length;
	const { json } = await net2.run({ ...create, options: { dryRun: '={{ $json.dry }}' } }, [
		{ key: '90001', lastName: 'One', dry: true },
		{ key: '90002', lastName: 'Two', dry: false },
	]);
	expect(json).toMatchObject([
		{ outcome: 'created', dryRun: true, changed: false, verified: false, userId: null, undo: null },
		{ outcome: 'created', dryRun: false, changed: true, verified: true },
	]);
	expect(net2.emulator.state().users).toHaveLength(before + 1);
});

test('a dry run continues with a user that an earlier dry run would have created', async () => {
	const { json: created } = await net2.run({ ...create, options: { dryRun: true } }, [
		{ key: '90001', lastName: 'One' },
	]);
	const grant = {
		resource: 'accessLevel',
		operation: 'grant',
		accessLevels: ['Office hours'],
		options: { dryRun: true },
	};
	for (const user of [
		locator('net2Id', '={{ $json.userId }}'),
		locator('key', '={{ $json.key }}'),
	]) {
		const { json, error } = await net2.run({ ...grant, user }, created);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ outcome: 'granted', dryRun: true, userId: null }]);
	}
	const real = await net2.run(
		{ ...grant, options: {}, user: locator('net2Id', '={{ $json.userId }}') },
		created,
	);
	expect(real.error?.message).toContain("'User' is empty");
});

test.each(['delete', 'set'])(
	'a switch of %s that only a person may set takes no expression',
	async (operation) => {
		const before = JSON.stringify(net2.emulator.state().users);
		const { json } = await net2.run(
			{
				resource: operation === 'delete' ? 'user' : 'accessLevel',
				operation,
				user: locator('key', '00123'),
				accessLevels: [],
				force: '={{ true }}',
				allowEmpty: '={{ true }}',
			},
			[{}],
			{ onError: 'continueRegularOutput' },
		);
		expect(json).toMatchObject([
			{ error: { message: expect.stringContaining('by hand'), key: '00123' } },
		]);
		expect(JSON.stringify(net2.emulator.state().users)).toBe(before);
	},
);

test('minimal output leaves out what was read', async () => {
	const { json } = await net2.run({ ...create, options: { output: 'minimal' } }, [
		{ key: '90001', lastName: 'One' },
	]);
	expect(Object.keys(json[0] ?? {}).sort()).toEqual([
		'changed',
		'changedFields',
		'dryRun',
		'key',
		'operation',
		'outcome',
		'undo',
		'userId',
		'verified',
		'warnings',
	]);
});

test('a PIN that is refused is not repeated', async () => {
	const { error } = await net2.run(
		{ ...create, fields: mapper({ pin: '={{ $json.pin }}', isAlarmUser: '={{ $json.flag }}' }) },
		[
			{ key: '90001', pin: 8642.5 },
			{ key: '90002', pin: 'canary' },
			{ key: '90003', pin: { canary: 1 } },
		],
	);
	expect(error?.message).toMatch(/^3 of 3/);
	expect(JSON.stringify([error, error?.message, error?.description])).not.toMatch(/canary|8642/);
});

test('fields that are to map themselves are refused rather than left out', async () => {
	const fields = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
	const { error } = await net2.run({ ...create, fields }, people.slice(0, 1));
	expect(error?.message).toContain('map automatically');
});

test('a cancelled execution writes nothing more', async () => {
	net2.emulator.config({ latency: 300 });
	const signal = AbortSignal.timeout(900);
	const { workflow } = await net2.run(create, people.slice(0, 1), { signal });
	expect(workflow.status).toBe('canceled');
	expect(net2.emulator.state().users.map(({ lastName }) => lastName)).not.toContain('One');
});

test("after a stop, n8n's log says who was written, by number and id", async () => {
	const lines: string[] = [];
	const none = () => undefined;
	const warn = (line: string) => void lines.push(line);
	vi.spyOn(ExecuteContext.prototype, 'logger', 'get').mockReturnValue(
		// @ts-expect-error n8n's class has private members too, and the node calls these only.
		{ debug: none, info: none, warn, error: none },
	);
	const stopping = new AbortController();
	const { world } = net2.emulator;
	const touch = world.touch.bind(world);
	vi.spyOn(world, 'touch').mockImplementation((id) => {
		stopping.abort();
		touch(id);
	});
	const person = { ...people[0] };
	const { workflow } = await net2.run(create, [person], { signal: stopping.signal });
	expect(workflow.status).toBe('canceled');
	const id = net2.emulator.state().users.find(({ lastName }) => lastName === 'One')?.id;
	await vi.waitFor(() =>
		expect(lines).toContain(
			`Paxton Net2: user.create was stopped. It wrote personnel number 90001 (user ${String(id)}).`,
		),
	);
});

test('a wrong setting of the run is reported for every item, and nothing is sent to Net2', async () => {
	net2.emulator.clearRequests();
	const { json } = await net2.run(
		{ ...create, options: { maxConcurrency: 0 } },
		people.slice(0, 1),
		{
			onError: 'continueRegularOutput',
		},
	);
	expect(json).toMatchObject([{ error: { reason: 'badInput' } }]);
	expect(net2.emulator.requests()).toEqual([]);
});

test('no input item sends nothing', async () => {
	net2.emulator.clearRequests();
	const { json, error } = await net2.run(create, []);
	expect(error).toBeUndefined();
	expect(json).toEqual([]);
	expect(net2.emulator.requests()).toEqual([]);
});
