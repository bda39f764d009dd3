import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { json, TestClient } from './testClient';

const clock = movableClock('2026-03-02T08:00:00Z');
let client: TestClient;

beforeAll(async () => {
	client = new TestClient(await startEmulator({ signInRate: 'off', clock }));
});
beforeEach(async () => {
	client.net2.reset();
	await client.signIn();
});
afterAll(async () => await client.net2.stop());

describe('reading', () => {
	it('lists all users without permission sets, with dates in the offset of their day', async () => {
		const reply = await client.api('/users');
		expect(reply.json).toHaveLength(4);
		expect(reply.text).not.toContain('doorAccessPermissionSet');
		const miles = await client.api('/users/3');
		expect(miles.json).toMatchObject({
			lastName: "O'Brien",
			expiryDate: '2024-06-30T00:00:00+02:00',
			activateDate: '2024-01-01T00:00:00+01:00',
			doorAccessPermissionSet: { accessLevels: [], individualPermissions: [] },
		});
		expect((await client.api('/users/99')).status).toBe(404);
		expect((await client.api('/users/ada')).status).toBe(404);
	});

	it('has members in PascalCase when the switch says so, except in the token reply', async () => {
		client.net2.config({ casing: 'pascal' });
		expect(await client.signIn()).toHaveProperty('access_token');
		expect((await client.api('/users/1')).json).toMatchObject({
			Id: 1,
			LastName: 'Lovelace',
			CustomFields: [{ Id: 9 }, { Id: 14, Value: '00123' }],
		});
	});

	it('names the custom fields', async () => {
		const field = { id: 14, name: 'Personnel number', type: 0, maxLength: 50 };
		expect((await client.api('/users/customfieldnames')).json).toHaveLength(14);
		expect((await client.api('/users/customfieldnames/14')).json).toEqual(field);
	});

	it('serves paths in any case and needs a token', async () => {
		expect((await client.api('/Users/CustomFieldNames/')).status).toBe(200);
		client.token = '';
		expect((await client.api('/users')).status).toBe(401);
		expect((await client.api('/operators')).status).toBe(200);
	});
});

describe('creating', () => {
	it('answers 201 with the user and the next number', async () => {
		const reply = await client.post('/users', {
			FirstName: 'New',
			lastname: 'Person',
			ExpiryDate: '2026-03-01T00:00:00',
			PIN: '0007',
			CustomFields: [null, { Id: '14', Value: 900 }],
			doorAccessPermissionSet: { accessLevels: ['1'], individualPermissions: [] },
		});
		expect(reply.status).toBe(201);
		expect(reply.json).toMatchObject({ id: 5, lastName: 'Person', pin: '0007' });
		expect(client.person(5)).toMatchObject({
			expiryDate: '2026-03-01T00:00:00',
			activateDate: '2026-03-02T00:00:00',
			customFields: [{ id: 14, value: '900' }],
			accessLevels: [1],
			departmentId: 0,
			department: 'None',
		});
	});

	it('refuses a user without a name, and fields that do not fit', async () => {
		expect((await client.post('/users', { pin: '1' })).status).toBe(400);
		const long = { lastName: 'X', customFields: [{ id: 14, value: 'x'.repeat(51) }] };
		expect((await client.post('/users', long)).status).toBe(400);
		const unknown = { lastName: 'X', customFields: [{ id: 15, value: 'x' }] };
		expect((await client.post('/users', unknown)).status).toBe(400);
		expect((await client.post('/users', { lastName: 'X', expiryDate: 'soon' })).status).toBe(400);
		expect(client.net2.state().users).toHaveLength(4);
	});

	it('takes a form too', async () => {
		const reply = await client.api('/users', {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
			body: new URLSearchParams({ firstname: 'Zoë', lastname: 'Żak' }).toString(),
		});
		expect(reply.json).toMatchObject({ firstName: 'Zoë', lastName: 'Żak' });
	});
});

describe('updating', () => {
	it('merges texts: null and omission keep, the empty text clears', async () => {
		const body = { id: '2', firstName: null, middleName: '', telephone: '1' };
		expect((await client.put('/users/2', body)).status).toBe(200);
		expect(client.person(2)).toMatchObject({
			firstName: 'Grace',
			middleName: '',
			lastName: 'Hopper',
			telephone: '1',
			pin: '0042',
		});
		expect((await client.put('/users/2', { id: 3 })).status).toBe(400);
	});

	it.each([
		[[], { expiryDate: '2099-12-31T00:00:00', activateDate: '2024-01-01T00:00:00' }, true],
		[['expiry'], { expiryDate: null, activateDate: '2024-01-01T00:00:00' }, true],
		[
			['activate'],
			{ expiryDate: '2099-12-31T00:00:00', activateDate: '2026-03-02T00:00:00' },
			true,
		],
		[['flags'], { expiryDate: '2099-12-31T00:00:00', activateDate: '2024-01-01T00:00:00' }, false],
	] as const)('clears on omission only %j', async (putClears, dates, flag) => {
		client.net2.config({ putClears: [...putClears] });
		await client.put('/users/4', { Id: 4, Pin: '1' });
		await client.put('/users/2', { Id: 2 });
		expect(client.person(4)).toMatchObject(dates);
		expect(client.person(2)).toMatchObject({ isAlarmUser: flag, isLockdownExempt: flag });
	});

	it.each([
		['midnight', '2026-07-01T00:00:00'],
		['exact', '2026-07-01T23:59:00'],
	] as const)('keeps the end date at %s', async (expiry, stored) => {
		client.net2.config({ expiry });
		await client.put('/users/1', { expiryDate: '2026-07-01T23:59:00' });
		expect(client.person(1).expiryDate).toBe(stored);
	});

	it('converts dates with an offset, and reads years before 1900 as none', async () => {
		client.net2.config({ expiry: 'exact', tz: 'America/New_York' });
		await client.put('/users/1', { expiryDate: '2026-07-01T02:00:00+02:00' });
		expect(client.person(1).expiryDate).toBe('2026-06-30T20:00:00');
		await client.put('/users/1', { expiryDate: '2026-07-01T02:00:00.123Z' });
		expect(client.person(1).expiryDate).toBe('2026-06-30T22:00:00');
		await client.put('/users/1', { expiryDate: '0001-01-01T00:00:00Z' });
		expect(client.person(1).expiryDate).toBeNull();
	});

	it.each([
		['merge', [9, 14]],
		['replace', [9]],
	] as const)('%ss custom fields', async (customFields, left) => {
		client.net2.config({ customFields });
		await client.put('/users/1', { customFields: [{ id: 9, value: 'new' }] });
		expect(client.person(1).customFields.map(({ id }) => id)).toEqual(left);
		expect(client.person(1).customFields[0]?.value).toBe('new');
	});

	it.each([
		['ignore', [1]],
		['replace', [3]],
	] as const)('can %s the permission set inside a user', async (putPermissionSet, levels) => {
		client.net2.config({ putPermissionSet });
		await client.put('/users/1', { doorAccessPermissionSet: { accessLevels: [3] } });
		expect(client.person(1).accessLevels).toEqual(levels);
	});
});

describe('deleting', () => {
	it.each([false, true])(
		'removes the user from REST and keeps the row, listed: %s',
		async (list) => {
			client.net2.config({ listInactive: list });
			expect((await client.api('/users/1', { method: 'DELETE' })).status).toBe(204);
			expect((await client.api('/users/1')).status).toBe(404);
			expect((await client.put('/users/1', { pin: '1' })).status).toBe(404);
			expect((await client.api('/users')).json).toHaveLength(list ? 4 : 3);
			const rows = await client.query('SELECT Surname, Active FROM UsersEx WHERE UserID = 1');
			expect(rows.json).toEqual([{ surname: 'Lovelace', active: false }]);
			expect(client.net2.canOpen(1, 6000001)).toBe(false);
		},
	);

	it('deletes several users, and purges the rows when the request says so', async () => {
		expect((await client.api('/users?purge=true', json('DELETE', ['1', 2]))).status).toBe(204);
		expect((await client.query('SELECT UserID FROM UsersEx')).json).toEqual([
			{ userID: 3 },
			{ userID: 4 },
		]);
	});
});
