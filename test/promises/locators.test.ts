import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { credentialFor, locator, mapper, NODE, setUp } from '../actions/setUp';
import { listSearch, loadOptions, resourceMapping } from '../engine';
import { errorsOf, personWith, writes } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
	// A Dutch site, which keeps the personnel number elsewhere and a badge number in field 14.
	label(2, 'Personeelsnummer');
	label(10, 'Functie');
	label(14, 'Badge');
	const { world } = net2.emulator;
	const ada = world.users.get(1);
	if (ada) ada.customFields = [...ada.customFields, { id: 2, value: 'NL-7' }];
	world.touch(1);
	net2.emulator.addUser({ firstName: 'Two', lastName: 'Sales', department: 'Twins' });
});
afterEach(async () => await net2.emulator.stop());

function label(id: number, name: string): void {
	const field = net2.emulator.world.customFieldNames.find((one) => one.id === id);
	if (field) field.name = name;
}
const asEditor = () => ({ credentials: { paxtonNet2Api: credentialFor(net2.emulator) } });
const rename = (user: INodeParameters, telephone: string) => ({
	resource: 'user',
	operation: 'update',
	user,
	fields: mapper({ telephone }),
});

test('a user from the list, by id and by key is the same user', async () => {
	const { results } = await listSearch(NODE, 'searchUsers', { ...asEditor(), filter: 'lovelace' });
	expect(results).toHaveLength(1);
	const ways = [
		locator('list', String(results[0]?.value)),
		locator('net2Id', '1'),
		locator('key', '00123'),
		locator('key', ' 00123 '),
	];
	for (const [n, user] of ways.entries()) {
		const { json, error } = await net2.run(rename(user, `07${n}`));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ outcome: 'updated', userId: 1 }]);
		expect(personWith(net2.emulator, '00123').telephone).toBe(`07${n}`);
	}
});

test.each([
	['net2Id', '0', 'badInput'],
	['net2Id', '-1', 'badInput'],
	['net2Id', '1.5', 'badInput'],
	['net2Id', '1; DROP TABLE', 'badInput'],
	['net2Id', '99999', 'notFound'],
	['net2Id', '', 'badInput'],
	['key', '', 'badInput'],
	['key', "00123' OR 1=1 --", 'notFound'],
	['key', '0123', 'nearMiss'],
])('a user by %s "%s" is refused as %s, and the next item is done', async (mode, value, reason) => {
	const result = await net2.run(
		rename(locator(mode, '={{ $json.value }}'), '1'),
		[{ value }, { value: mode === 'key' ? '123' : '2' }],
		{ onError: 'continueRegularOutput' },
	);
	expect(result.json).toMatchObject([{ error: { reason } }, { outcome: 'updated', userId: 2 }]);
	expect(writes(net2.emulator).map(({ path }) => path)).toEqual(['/api/v1/users/2']);
});

test('a department from the list, by name and by id is the same department', async () => {
	const { results } = await listSearch(NODE, 'searchDepartments', asEditor());
	const fromList = results.find(({ name }) => name === "Int'l Trade")?.value;
	for (const department of [
		locator('list', String(fromList)),
		locator('name', "Int'l Trade"),
		locator('net2Id', '4'),
	]) {
		const { error } = await net2.run({
			...rename(locator('net2Id', '1'), '1'),
			departmentMode: 'direct',
			department,
		});
		expect(error).toBeUndefined();
		expect(personWith(net2.emulator, '00123').department).toBe("Int'l Trade");
		await net2.run({
			...rename(locator('net2Id', '1'), '1'),
			departmentMode: 'direct',
			department: locator('net2Id', '0'),
		});
		expect(personWith(net2.emulator, '00123').departmentId).toBe(0);
	}
});

test('every entry of the department list is accepted, also if a name is there twice', async () => {
	net2.emulator.world.departments.set(77, { id: 77, name: 'Sales' });
	const { results } = await listSearch(NODE, 'searchDepartments', asEditor());
	expect(results.length).toBeGreaterThanOrEqual(6);
	for (const { value, name } of results) {
		const { error } = await net2.run({
			...rename(locator('net2Id', '1'), '1'),
			departmentMode: 'direct',
			department: locator('list', String(value)),
		});
		expect(error).toBeUndefined();
		expect(name).toContain(personWith(net2.emulator, '00123').department ?? 'None');
	}
	const twice = await net2.run(
		{
			...rename(locator('net2Id', '2'), '1'),
			departmentMode: 'direct',
			department: locator('name', 'Sales'),
		},
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	expect(errorsOf(twice)).toMatchObject([
		{ reason: 'unknownDepartment', message: expect.stringContaining('ids 1, 77') },
	]);
});

test('every access level of the list is accepted, names with commas too', async () => {
	const levels = await loadOptions(NODE, 'getAccessLevels', asEditor());
	expect(levels.map(({ name }) => name)).not.toContain('No access');
	const { json, error } = await net2.run({
		resource: 'accessLevel',
		operation: 'set',
		user: locator('net2Id', '1'),
		accessLevels: levels.map(({ value }) => String(value)),
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(personWith(net2.emulator, '00123').accessLevelNames.sort()).toEqual(
		levels.map(({ name }) => name).sort(),
	);
});

test('fields are offered under the labels of the site, and written by what the editor saves', async () => {
	const { fields } = await resourceMapping(NODE, 'getUserFields', asEditor());
	const labelled = fields.find(({ displayName }) => displayName.startsWith('Functie'));
	expect(labelled?.id).toBe('customField:10');
	expect(fields.map(({ id }) => id)).toEqual([
		...['firstName', 'middleName', 'lastName', 'telephone', 'extension', 'fax', 'pin'],
		...['isAlarmUser', 'isAntiPassbackUser'],
		...Array.from({ length: 14 }, (_, n) => `customField:${n + 1}`),
	]);
	const { json, error } = await net2.run({
		...rename(locator('net2Id', '1'), '1'),
		fields: mapper({ [labelled?.id ?? '']: 'Gravin' }),
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ user: { customFields: { Functie: 'Gravin', Badge: '00123' } } }]);
});

test('fields are offered by number if Net2 cannot be reached, and by label once it can be', async () => {
	const reached = await resourceMapping(NODE, 'getUserFields', asEditor());
	await net2.emulator.stop();
	const { fields } = await resourceMapping(NODE, 'getUserFields', asEditor());
	expect(fields.map(({ id }) => id)).toEqual(reached.fields.map(({ id }) => id));
	expect(fields.find(({ id }) => id === 'customField:10')?.displayName).toBe('Custom Field 10');
	expect(fields.filter(({ removed }) => removed !== true).map(({ id }) => id)).toEqual([
		'firstName',
		'lastName',
	]);
});

/** Fields of a node as the editor stores them, and what it gets when it opens the node. */
const stored = (value: INodeParameters, labels: Record<string, string> = {}) => ({
	...asEditor(),
	parameters: {
		fields: {
			...mapper(value),
			schema: Object.entries(labels).map(([id, displayName]) => ({ id, displayName })),
		},
	},
});

test('a field with a value is in the form, although an imported workflow has no list of fields', async () => {
	const { fields } = await resourceMapping(
		NODE,
		'getUserFields',
		stored({ lastName: 'X', 'customField:10': '={{ $json.title }}', telephone: '' }),
	);
	const inForm = fields.filter(({ removed }) => removed !== true).map(({ id }) => id);
	expect(inForm).toEqual(['firstName', 'lastName', 'customField:10']);
});

test('labels stay while Net2 cannot be reached, and no field with a value is dropped', async () => {
	const options = stored(
		{ 'customField:10': 'Gravin', 'customField:31': 'x' },
		{ 'customField:10': 'Functie (Field 10)' },
	);
	await net2.emulator.stop();
	const { fields } = await resourceMapping(NODE, 'getUserFields', options);
	const byId = new Map(fields.map((field) => [field.id, field]));
	expect(byId.get('customField:10')).toMatchObject({
		displayName: 'Functie (Field 10)',
		removed: false,
	});
	expect(byId.get('customField:31')).toMatchObject({ removed: false });
	expect(byId.get('customField:11')).toMatchObject({ displayName: 'Custom Field 11' });
});

test('the editor reads the labels again whenever the node is opened', async () => {
	const { properties } = new PaxtonNet2().description;
	const fields = properties.filter(({ type }) => type === 'resourceMapper');
	expect(fields.length).toBeGreaterThan(0);
	for (const { typeOptions } of fields)
		expect(typeOptions?.resourceMapper).toMatchObject({ refreshStaleSchemaOnOpen: true });
});

test.each([
	['its label', 'Personeelsnummer'],
	['its number', 'customField:2'],
])('a user is found by the key in another field, named by %s', async (_, correlationField) => {
	const offered = await loadOptions(NODE, 'getCorrelationFields', asEditor());
	expect(offered).toContainEqual(
		expect.objectContaining({ name: 'Personeelsnummer', value: 'customField:2' }),
	);
	const update = { ...rename(locator('key', 'NL-7'), '0777'), correlationField };
	const { json, error } = await net2.run(update);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ outcome: 'updated', userId: 1, key: 'NL-7' }]);

	const created = await net2.run({
		resource: 'user',
		operation: 'create',
		key: 'NL-8',
		correlationField,
		fields: mapper({ firstName: 'New' }),
	});
	expect(created.json).toMatchObject([
		{ outcome: 'created', user: { customFields: { Personeelsnummer: 'NL-8' } } },
	]);
});

test('a field that the site does not have is refused, and the labels are listed', async () => {
	const update = {
		...rename(locator('key', 'NL-7'), '1'),
		correlationField: 'Personnel no',
	};
	const result = await net2.run(update, [{}], { onError: 'continueRegularOutput' });
	expect(errorsOf(result)).toMatchObject([{ reason: 'unknownField' }]);
	expect(writes(net2.emulator)).toEqual([]);
});
