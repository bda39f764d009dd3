import { afterEach, describe, expect, it } from 'vitest';
import { type Net2Server, startServer } from './support/net2Server';
import { openClient, type Routes, signedIn } from './support/openClient';

let server: Net2Server | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function clientFor(routes: Routes) {
	server = await startServer(signedIn(routes));
	return { client: openClient(server).client, server };
}

const ADA = {
	id: 42,
	firstName: 'Ada',
	middleName: null,
	lastName: "O'Brien",
	expiryDate: '2027-03-01T23:59:00+01:00',
	activateDate: '0001-01-01T00:00:00',
	pin: '0042',
	telephone: null,
	extension: null,
	fax: null,
	isAntiPassbackUser: false,
	isAlarmUser: true,
	customFields: [null, { id: 14, value: '00123' }, { id: 9, value: null }],
};

describe('reading users', () => {
	it('reads a user exactly, with placeholders as null and null fields skipped', async () => {
		const { client } = await clientFor({ 'GET /users/42': { json: ADA } });
		expect(await client.users.get(42)).toEqual({
			...ADA,
			activateDate: null,
			customFields: [
				{ id: 14, value: '00123' },
				{ id: 9, value: null },
			],
		});
	});

	it('reads PascalCase, ID, numbers and flags as text', async () => {
		const pascal = {
			ID: '42',
			FirstName: 'Ada',
			LastName: 'Byron',
			ExpiryDate: null,
			PIN: 42,
			IsAlarmUser: 'True',
			IsAntiPassbackUser: 'false',
			CustomFields: [{ ID: '14', Value: 123 }],
			Unheard: { of: true },
		};
		const { client } = await clientFor({ 'GET /users': { json: [pascal, { id: 0 }] } });
		const [user, ...rest] = await client.users.list();
		expect(rest).toEqual([]);
		expect(user).toMatchObject({
			id: 42,
			firstName: 'Ada',
			pin: '42',
			isAlarmUser: true,
			isAntiPassbackUser: false,
			customFields: [{ id: 14, value: '123' }],
		});
		expect(user).not.toHaveProperty('unheard');
	});

	it('takes an empty body for an empty list, and 404 for no user', async () => {
		const { client } = await clientFor({ 'GET /users': { status: 200, text: '' } });
		expect(await client.users.list()).toEqual([]);
		expect(await client.users.get(7)).toBeUndefined();
		expect(await client.users.doorPermissions(7)).toBeUndefined();
		expect(await client.users.department(7)).toBeUndefined();
		expect(await client.tokens.list(7)).toBeUndefined();
		expect(await client.users.delete(7)).toBe(false);
	});

	it.each([
		['a web page', { text: '<html>Sign in to the Wi-Fi</html>' }],
		['truncated JSON', { text: '[{"id":1,"firstName":"A' }],
		['a list for an object', { json: [] }],
		['an id that is none', { json: { id: 'x' } }],
		['an expiry that is no date', { json: { id: 1, expiryDate: 'tomorrow' } }],
		['an empty body', { text: '' }],
	])('refuses %s where a user is due', async (_what, answer) => {
		const { client } = await clientFor({ 'GET /users/1': answer });
		await expect(client.users.get(1)).rejects.toMatchObject({
			reason: 'badReply',
			call: { method: 'GET', route: '/users/{id}' },
		});
	});

	it('gives members named like parts of a prototype no meaning', async () => {
		const text = '{"id":1,"firstName":"A","__proto__":{"lastName":"evil"},"constructor":"x"}';
		const { client } = await clientFor({ 'GET /users/1': { text } });
		expect(await client.users.get(1)).toMatchObject({ id: 1, firstName: 'A', lastName: null });
	});

	it('reads the department of a user, and None as null', async () => {
		const { client } = await clientFor({
			'GET /users/1/departments': { json: [{ Id: 5, Name: 'Sales' }] },
			'GET /users/2/departments': { json: [{ id: 0, name: 'None' }] },
			'GET /users/3/departments': { json: [] },
		});
		expect(await client.users.department(1)).toEqual({ id: 5, name: 'Sales' });
		expect(await client.users.department(2)).toBeNull();
		expect(await client.users.department(3)).toBeNull();
	});

	it('keeps individual permissions exactly as they came', async () => {
		const individualPermissions = [{ id: 7000001, timezoneID: 1, Extra: { A: [1] } }, 10001];
		const { client, server } = await clientFor({
			'GET /users/1/doorpermissionset': {
				json: { AccessLevels: ['1', 4], individualPermissions },
			},
			'PUT /users/1/doorpermissionset': { status: 204 },
		});
		const set = await client.users.doorPermissions(1);
		expect(set).toEqual({ accessLevels: [1, 4], individualPermissions });
		if (set !== undefined) await client.users.setDoorPermissions(1, set);
		expect(JSON.parse(server.seen.at(-1)?.text ?? '')).toEqual({
			accessLevels: [1, 4],
			individualPermissions,
		});
	});

	it('lists departments, people in them, levels, custom fields and tokens', async () => {
		const { client } = await clientFor({
			'GET /departments': { json: [{ id: 0, name: 'None' }] },
			'GET /departments/root/users': { json: [{ id: 3 }] },
			'GET /departments/5/users': { json: [{ Id: '4' }] },
			'GET /accesslevels': { json: [{ ID: 1, Name: 'All hours' }] },
			'GET /users/customfieldnames': { json: [{ id: 13, name: 'Notes', maxLength: null }] },
			'GET /users/1/tokens': {
				json: [{ id: 0, tokenType: 'Proxcard', tokenValue: 1234, isLost: 'True' }],
			},
		});
		expect(await client.departments.list()).toEqual([{ id: 0, name: 'None' }]);
		expect(await client.departments.userIds(0)).toEqual([3]);
		expect(await client.departments.userIds(5)).toEqual([4]);
		await expect(client.departments.userIds(9)).rejects.toMatchObject({ reason: 'notFound' });
		expect(await client.accessLevels.list()).toEqual([{ id: 1, name: 'All hours' }]);
		expect(await client.users.customFields()).toEqual([{ id: 13, name: 'Notes', maxLength: 0 }]);
		expect(await client.tokens.list(1)).toEqual([
			{ id: 0, tokenType: 'Proxcard', tokenValue: '1234', isLost: true },
		]);
	});
});

describe('writing users', () => {
	it.each([
		['201 with the object', { status: 201, json: { ...ADA, id: 43 } }, 43],
		['200 in PascalCase', { json: { Id: '43' } }, 43],
		['an empty body', { status: 201 }, null],
		['an object without an id', { json: {} }, null],
		['id 0', { json: { id: 0 } }, null],
	])('creates, and takes %s', async (_what, answer, id) => {
		const { client, server } = await clientFor({ 'POST /users': answer });
		expect(await client.users.create({ firstName: 'Łukasz', lastName: 'Żółć' })).toBe(id);
		const sent = server.seen.at(-1);
		expect(JSON.parse(sent?.text ?? '')).toEqual({ firstName: 'Łukasz', lastName: 'Żółć' });
		expect(sent?.headers['authorization']).toBe('Bearer token-1');
	});

	it('does not know what a web page in answer to a create means', async () => {
		const { client } = await clientFor({ 'POST /users': { text: '<html></html>' } });
		await expect(client.users.create({ lastName: 'X' })).rejects.toMatchObject({
			reason: 'unknownOutcome',
		});
	});

	it('puts the id into the body too, and null where null is meant', async () => {
		const { client, server } = await clientFor({
			'PUT /users/42': { status: 200 },
			'PUT /users/42/departments': { status: 204 },
			'PUT /users/42/tokens/0': { status: 204 },
		});
		await client.users.update(42, { firstName: 'Ada', expiryDate: null });
		await client.users.setDepartment(42, { id: 5, name: 'Sales' });
		await client.users.setDepartment(42, { id: 0 });
		await client.tokens.update(42, {
			id: 0,
			tokenType: 'ProxCard',
			tokenValue: '0012',
			isLost: true,
		});
		expect(server.seen.slice(1).map((one) => JSON.parse(one.text))).toEqual([
			{ id: 42, firstName: 'Ada', expiryDate: null },
			{ id: 5, name: 'Sales' },
			{ id: 0 },
			{ id: 0, tokenType: 'ProxCard', tokenValue: '0012', isLost: true },
		]);
	});

	it('says which thing was not there', async () => {
		const { client } = await clientFor({});
		await expect(client.users.update(1, {})).rejects.toMatchObject({ reason: 'notFound' });
		await expect(client.users.setDepartment(1, { id: 2 })).rejects.toMatchObject({
			reason: 'notFound',
			call: { route: '/users/{id}/departments' },
		});
	});
});
