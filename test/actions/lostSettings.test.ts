import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

const NOTHING = '={{ $json.nothing }}';
const person = (id: number) => net2.emulator.state().users.find((user) => user.id === id);
let numbers = 800;
const addLeaver = () => {
	const key = String((numbers += 1));
	const id = net2.emulator.addUser({
		firstName: 'A',
		lastName: `Bsent${key}`,
		personnelNumber: key,
		department: 'Engineering',
		accessLevels: [4],
		cards: [`${key}1`],
		pin: `${key}1`,
	});
	return { key, id };
};
const run = async (parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await net2.run(parameters, items, { onError: 'continueRegularOutput' });
const user = (operation: string, key: string, more: INodeParameters): INodeParameters => ({
	resource: 'user',
	operation,
	user: locator('key', key),
	...more,
});

test.each([
	['removeAccess', 'Remove Access', NOTHING],
	['cards', 'Cards', NOTHING],
	['clearPin', 'Clear PIN', NOTHING],
	['leaverDepartment', 'Leaver Department', locator('name', NOTHING)],
])(
	'an expression of %s that gives nothing is an error of Disable, after the end date',
	async (name, label, value) => {
		const { key, id } = addLeaver();
		const { json } = await run(user('disable', key, { [name]: value }));
		expect(json).toMatchObject([
			{ error: { reason: 'badInput', message: expect.stringContaining(`'${label}'`) } },
		]);
		expect(JSON.stringify(json)).not.toContain('Nothing was written');
		expect(person(id)?.canOpen).toEqual([]);
	},
);

test.each([
	['removeAccess', ''],
	['leaverDepartment', locator('name', '')],
	['cards', '='],
	['leaverDepartment', locator('name', '= ')],
])('%s that was left empty by hand keeps its meaning in Disable', async (name, value) => {
	const { key } = addLeaver();
	const { json } = await run(user('disable', key, { [name]: value }));
	expect(json).toMatchObject([{ outcome: 'disabled', verified: true, warnings: [] }]);
});

test('of two items for one leaver, one with a lost setting, both say so and the access ends', async () => {
	const { key, id } = addLeaver();
	const { json } = await run(user('disable', key, { removeAccess: '={{ $json.remove }}' }), [
		{ remove: 'levels' },
		{},
	]);
	expect(json).toMatchObject([
		{ error: { message: expect.stringContaining("'Remove Access'") } },
		{ error: { message: expect.stringContaining("'Remove Access'") } },
	]);
	expect([person(id)?.canOpen, person(id)?.accessLevels]).toEqual([[], []]);
});

test.each<[string, string, INodeParameters]>([
	['scope', 'Scope', { scope: NOTHING }],
	['scope that names one of two', 'Scope', { scope: '={{ ["Sales", $json.nothing] }}' }],
	['scope as an empty list', 'Scope', { scope: '={{ [] }}' }],
	['protect', 'Protect', { options: { protect: NOTHING } }],
	['missing', 'Missing From the List', { missing: NOTHING }],
	['list kind', 'List Contains', { listKind: NOTHING }],
	['leaversFirst', 'Leavers First', { leaversFirst: NOTHING }],
	['leaver department', 'Leaver Department', { leaverDepartment: locator('name', NOTHING) }],
	['leaver statuses', 'Leaver Statuses', { leaverStatuses: NOTHING }],
	['marker field', 'Marker Field', { options: { markerField: NOTHING } }],
	['one limit', 'maxDisables', { safetyLimits: { maxDisables: NOTHING } }],
	['verify name', 'Verify Name', { options: { verifyName: NOTHING } }],
	['number field', 'Correlation Field', { correlationField: NOTHING }],
	['department mode', 'Department Mode', { departmentMode: NOTHING }],
	[
		'a column',
		'Column Names',
		{ columnNames: { columns: [{ column: NOTHING, means: 'status' }] } },
	],
	['a meaning', 'Meaning', { columnNames: { columns: [{ column: 'Gone', means: NOTHING }] } }],
])(
	'an expression of a list that gives nothing as %s is an error, and nothing is written',
	async (_, label, settings) => {
		const { id } = addLeaver();
		const before = net2.emulator.state();
		const rows = before.users
			.filter((one) => one.id !== id && !one.deleted && one.canOpen.length > 0)
			.map((one) => ({
				key: one.customFields.find((field) => field.id === 14)?.value ?? '',
				firstName: one.firstName,
				lastName: one.lastName,
			}))
			.filter(({ key }) => key !== '');
		const parameters = { resource: 'user', operation: 'synchronize', mode: 'apply' };
		const { json } = await run({ ...parameters, missing: 'disable', ...settings }, rows);
		expect(json).toMatchObject([
			{ error: { reason: 'badInput', message: expect.stringContaining(label) } },
		]);
		expect(net2.emulator.state()).toEqual(before);
	},
);

test.each<[string, string, (key: string) => INodeParameters]>([
	[
		'the end of temporary access',
		'Until',
		(key) => ({
			resource: 'accessLevel',
			operation: 'grant',
			user: locator('key', key),
			accessLevels: 'Warehouse',
			until: NOTHING,
			options: { markerField: 'Notes' },
		}),
	],
	[
		'the users that Enable may enable',
		'Only',
		(key) => user('enable', key, { startNow: true, only: NOTHING }),
	],
	[
		'the access of a user',
		'Enabled',
		(key) => ({ resource: 'user', operation: 'upsert', key, enabled: NOTHING }),
	],
	[
		'the department of Get Many',
		'Filters: Department',
		() => ({ resource: 'user', operation: 'getAll', filters: { department: NOTHING } }),
	],
	[
		'the old cards',
		'Cards to Replace',
		(key) => ({
			resource: 'card',
			operation: 'add',
			user: locator('key', key),
			cardNumber: '99887',
			replaces: NOTHING,
		}),
	],
])('an expression that gives nothing for %s is an error', async (_, label, parameters) => {
	const { key } = addLeaver();
	const before = net2.emulator.state();
	const { json } = await run(parameters(key));
	expect(json).toMatchObject([
		{ error: { reason: 'badInput', message: expect.stringContaining(label) } },
	]);
	expect(net2.emulator.state()).toEqual(before);
});

test('no lost setting of Create or Update keeps the end of access from being written', async () => {
	const { key, id } = addLeaver();
	const { json } = await run({
		resource: 'user',
		operation: 'upsert',
		key,
		enabled: NOTHING,
		leaverDepartment: locator('name', NOTHING),
		endDate: '2020-01-01',
		options: { markerField: NOTHING },
	});
	expect(person(id)?.canOpen).toEqual([]);
	expect(JSON.stringify(json[0]?.['warnings'])).toContain("'Enabled'");
	expect(JSON.stringify(json[0]?.['warnings'])).toContain("'Leaver Department'");
});

test('a lost marker field is a warning of Disable and of Set Leave Date', async () => {
	const { key, id } = addLeaver();
	const options = { markerField: NOTHING };
	const dated = await run(user('setLeaveDate', key, { date: '2099-01-01', options }));
	const left = await run(user('disable', key, { options }));
	for (const { json } of [dated, left])
		expect(JSON.stringify(json[0]?.['warnings'])).toContain("'Marker Field'");
	expect(person(id)?.canOpen).toEqual([]);
});
