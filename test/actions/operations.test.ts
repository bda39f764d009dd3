import { afterEach, beforeEach, expect, test } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { locator, mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

async function one(parameters: INodeParameters) {
	const { json, error } = await net2.run(parameters);
	expect(error?.description ?? error).toBeUndefined();
	return json[0];
}
function person(key: string) {
	return net2.emulator
		.state()
		.users.find(({ customFields }) => customFields.some((field) => field.value === key));
}

test('update changes what is mapped, and finds no user by a number for a text', async () => {
	const update = {
		resource: 'user',
		operation: 'update',
		user: locator('key', '00123'),
		correlationField: 'Personnel number',
		fields: mapper({ telephone: '020 2222', 'customField:10': 'Countess' }),
		departmentMode: 'direct',
		department: locator('list', 'Engineering'),
	};
	expect(await one(update)).toMatchObject({ outcome: 'updated', verified: true });
	expect(person('00123')).toMatchObject({
		firstName: 'Ada',
		telephone: '020 2222',
		department: 'Engineering',
	});
	expect(person('123')).toMatchObject({ firstName: 'Grace', department: 'Engineering' });
	expect(await one(update)).toMatchObject({ outcome: 'unchanged', changed: false });
});

test('what the editor shows for a key only still counts where there is a key', async () => {
	const user = locator('key', 'ada@example.com');
	const get = { resource: 'user', operation: 'get', user, correlationField: 'customField:9' };
	expect(await one(get)).toMatchObject({ firstName: 'Ada' });
	const nobody = { user: locator('key', 'no such key'), onNotFound: 'report' };
	expect(await one({ resource: 'user', operation: 'disable', ...nobody })).toMatchObject({
		outcome: 'notFound',
	});
});

test('enable, disable and setLeaveDate', async () => {
	const user = locator('net2Id', String(person('77001')?.id));
	expect(
		await one({ resource: 'user', operation: 'enable', user, endDate: '2098-01-31' }),
	).toMatchObject({ outcome: 'enabled', verified: true });
	expect(
		await one({ resource: 'user', operation: 'setLeaveDate', user, date: '2097-06-30' }),
	).toMatchObject({ outcome: 'updated' });
	expect(person('77001')?.expiryDate).toMatch(/^2097-06-30/);
	expect(
		await one({ resource: 'user', operation: 'setLeaveDate', user, withdraw: true }),
	).toMatchObject({ outcome: 'updated' });
	expect(person('77001')?.expiryDate).toBeNull();
	expect(
		await one({
			resource: 'user',
			operation: 'disable',
			user,
			leaverDepartment: locator('name', 'Terminated Employment'),
			removeAccess: 'all',
			cards: 'lost',
			clearPin: true,
		}),
	).toMatchObject({ outcome: 'disabled', verified: true });
	expect(person('77001')).toMatchObject({ department: 'Terminated Employment', canOpen: [] });
});

test('delete refuses an enabled user, unless forced by hand', async () => {
	const remove = { resource: 'user', operation: 'delete', user: locator('key', '00123') };
	const refused = await net2.run(remove, [{}], { onError: 'continueRegularOutput' });
	expect(refused.json).toMatchObject([{ error: { reason: 'protected' } }]);
	expect(await one({ ...remove, force: true })).toMatchObject({ outcome: 'deleted' });
});

test('get gives one user, getAll all users', async () => {
	expect(
		await one({ resource: 'user', operation: 'get', user: locator('key', '00123') }),
	).toMatchObject({ firstName: 'Ada', department: { name: 'Sales' }, enabled: true });
	const { json, items } = await net2.run({ resource: 'user', operation: 'getAll' }, [{}, {}]);
	expect(json.map(({ name }) => name)).toEqual([
		'Ada Lovelace',
		'Grace Brewster Hopper',
		"Miles O'Brien",
		'Łukasz Żółć',
	]);
	expect(items[3]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
});

test('get reports who was not found, and changes no other user', async () => {
	const { json } = await net2.run(
		{ resource: 'user', operation: 'get', user: locator('key', '={{ $json.key }}') },
		[{ key: '0123' }, { key: '200' }],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([
		{ error: { reason: 'nearMiss', key: '0123' } },
		{ lastName: 'Żółć' },
	]);
});

test('access levels: list, grant, revoke, set and the assignments', async () => {
	const levels = await net2.run({ resource: 'accessLevel', operation: 'getAll' });
	expect(levels.json.map(({ name }) => name)).toContain('All hours, all doors');
	const user = locator('key', '200');
	const names = () => person('200')?.accessLevelNames.sort();
	await one({ resource: 'accessLevel', operation: 'grant', user, accessLevels: ['Office hours'] });
	expect(names()).toEqual(['Office hours', 'Warehouse']);
	await one({
		resource: 'accessLevel',
		operation: 'grant',
		user,
		accessLevels: '="All hours, all doors", id:4',
	});
	expect(names()).toEqual(['All hours, all doors', 'Office hours', 'Server room', 'Warehouse']);
	await one({ resource: 'accessLevel', operation: 'revoke', user, accessLevels: 'Warehouse' });
	expect(names()).not.toContain('Warehouse');
	await one({ resource: 'accessLevel', operation: 'set', user, accessLevels: ['Warehouse'] });
	expect(names()).toEqual(['Warehouse']);
	await one({
		resource: 'accessLevel',
		operation: 'set',
		user,
		accessLevels: [],
		allowEmpty: true,
	});
	expect(names()).toEqual([]);
	const held = await net2.run({ resource: 'accessLevel', operation: 'getAssignments' });
	expect(held.json).toContainEqual(
		expect.objectContaining({ firstName: 'Grace', kind: 'individualDoor' }),
	);
});

test('departments', async () => {
	const { json } = await net2.run({ resource: 'department', operation: 'getAll' });
	expect(json).toContainEqual({ id: 4, name: "Int'l Trade" });
});

test('an operation that the node does not have is named', async () => {
	const { error } = await net2.run({ resource: 'constructor', operation: 'toString' });
	expect(error?.message).toContain('no operation "" for the resource "constructor"');
});
