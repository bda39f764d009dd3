import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { TestClient } from './testClient';

const clock = movableClock('2026-03-02T08:00:00Z');
let client: TestClient;

beforeAll(async () => {
	client = new TestClient(await startEmulator({ signInRate: 'off', clock }));
});
beforeEach(async () => {
	clock.set('2026-03-02T08:00:00Z');
	client.net2.reset();
	await client.signIn();
});
afterAll(async () => await client.net2.stop());

describe('departments', () => {
	it('are a list, and a list of one for a user', async () => {
		expect((await client.api('/departments')).json).toContainEqual({ id: 4, name: "Int'l Trade" });
		expect((await client.api('/users/1/departments')).json).toEqual([{ id: 1, name: 'Sales' }]);
		expect((await client.api('/departments/1/users')).json).toHaveLength(1);
		expect((await client.api('/departments/root/users')).json).toHaveLength(1);
	});

	it('are set by id, as a number or as text; 0 is None', async () => {
		expect((await client.put('/users/1/departments', { id: '2' })).status).toBe(204);
		expect(client.person(1).department).toBe('Engineering');
		expect((await client.put('/users/1/departments', { Id: '0' })).status).toBe(204);
		expect(client.person(1).department).toBe('None');
		expect((await client.put('/users/1/departments', { id: 99 })).status).toBe(400);
		expect((await client.put('/users/9/departments', { id: 1 })).status).toBe(404);
	});

	it.each([
		['listed', [{ id: 0, name: 'None' }]],
		['hidden', []],
	] as const)('None can be %s', async (departmentZero, shown) => {
		client.net2.config({ departmentZero });
		expect((await client.api('/users/4/departments')).json).toEqual(shown);
		expect((await client.api('/departments')).text.includes('None')).toBe(shown.length > 0);
	});

	it('are created, renamed and deleted', async () => {
		const made = await client.post('/departments', { Name: 'Night shift' });
		expect([made.status, made.json]).toEqual([201, { id: 5, name: 'Night shift' }]);
		expect((await client.put('/departments/5', { name: 'Days' })).status).toBe(204);
		expect((await client.api('/departments/5')).json).toEqual({ id: 5, name: 'Days' });
		expect((await client.api('/departments/1', { method: 'DELETE' })).status).toBe(204);
		expect(client.person(1).department).toBe('None');
		expect((await client.api('/departments/0', { method: 'DELETE' })).status).toBe(400);
	});
});

describe('access levels', () => {
	it('are a list, with details apart', async () => {
		const levels = await client.api('/accesslevels');
		expect(levels.json).toContainEqual({ id: 1, name: 'All hours, all doors' });
		expect((await client.api('/accesslevels/3/detail')).json).toEqual({
			id: 3,
			name: 'Warehouse',
			detailRows: [{ areaID: 2, timezoneID: 1 }],
		});
		expect((await client.api('/accesslevels/areas')).json).toHaveLength(3);
	});

	it('of a user are replaced as a whole, and elements of either shape stay as sent', async () => {
		const set = { AccessLevels: ['3', 4], individualPermissions: [{ Id: 10002, name: 'x' }] };
		expect((await client.put('/users/1/doorpermissionset', set)).status).toBe(204);
		expect((await client.api('/users/1/doorpermissionset')).json).toEqual({
			accessLevels: [3, 4],
			individualPermissions: [{ Id: 10002, name: 'x' }],
		});
		expect((await client.put('/users/1/doorpermissionset', { accessLevels: [77] })).status).toBe(
			400,
		);
		expect((await client.api('/users/77/doorpermissionset')).status).toBe(404);
	});

	it.each([
		['empty', [], [1]],
		['zero', [1], [0]],
		['either', [], [0]],
	] as const)('are cleared by %s', async (clearLevels, afterEmpty, afterZero) => {
		client.net2.config({ clearLevels });
		await client.put('/users/1/doorpermissionset', { accessLevels: [] });
		expect(client.person(1).accessLevels).toEqual(afterEmpty);
		client.net2.reset();
		client.net2.config({ clearLevels });
		await client.signIn();
		await client.put('/users/1/doorpermissionset', { accessLevels: [0] });
		expect(client.person(1).accessLevels).toEqual(afterZero);
	});

	it.each([
		['omit-keeps', 1],
		['omit-clears', 0],
	] as const)('individual permissions: %s', async (individual, left) => {
		client.net2.config({ individual });
		await client.put('/users/2/doorpermissionset', { accessLevels: [2] });
		expect(client.person(2).individualPermissions).toHaveLength(left);
		await client.put('/users/2/doorpermissionset', {
			accessLevels: [2],
			individualPermissions: [],
		});
		expect(client.person(2).individualPermissions).toEqual([]);
	});

	it.each([
		['off', 204, [2, 3]],
		['keep-last', 204, [3]],
		['reject', 400, [1]],
	] as const)('several on Lite: %s', async (lite, status, levels) => {
		client.net2.config({ lite });
		const reply = await client.put('/users/1/doorpermissionset', { accessLevels: [2, 3] });
		expect(reply.status).toBe(status);
		expect(client.person(1).accessLevels).toEqual(levels);
	});
});

describe('canOpen', () => {
	it('follows levels, then individual permissions', () => {
		expect(client.person(1).canOpen).toEqual([6000001, 6000002, 6000003]);
		expect(client.person(4).canOpen).toEqual([6000002]);
		expect(client.person(2).canOpen).toEqual([6000001, 6000002, 6000003]);
		const area = client.net2.addUser({ individualPermissions: [{ id: 10003, name: 'x' }] });
		expect(client.person(area).canOpen).toEqual([6000003]);
		expect(client.net2.canOpen(1, 1)).toBe(false);
		expect(client.net2.canOpen(99, 6000001)).toBe(false);
	});

	it.each([
		['inclusive', true],
		['exclusive', false],
	] as const)('takes the last day as %s', (expiryDay, open) => {
		client.net2.config({ expiryDay });
		const id = client.net2.addUser({ expiryDate: '2026-07-01T00:00:00', accessLevels: [1] });
		const at = (text: string) => client.net2.canOpen(id, 6000001, new Date(text));
		expect(at('2026-06-30T21:59:59Z')).toBe(true);
		expect(at('2026-06-30T22:00:00Z')).toBe(open);
		expect(at('2026-07-01T21:59:59Z')).toBe(open);
		expect(at('2026-07-01T22:00:00Z')).toBe(false);
	});

	it('waits for the first day', () => {
		const id = client.net2.addUser({ activateDate: '2026-03-10T00:00:00', accessLevels: [1] });
		expect(client.net2.canOpen(id, 6000001)).toBe(false);
		expect(client.net2.canOpen(id, 6000001, new Date('2026-03-09T23:00:00Z'))).toBe(true);
	});

	it('answers over HTTP, too', async () => {
		const answer = async (path: string) => (await client.control(path)).json;
		expect(await answer('/can-open?userId=1&door=6000001')).toEqual({ canOpen: true });
		expect(await answer('/can-open?userId=1&door=6000001&at=2020-01-01')).toEqual({
			canOpen: false,
		});
	});
});

describe('operator rights', () => {
	it.each([
		['users', '/users/1/departments'],
		['departments', '/departments'],
		['levels', '/accesslevels'],
		['events', '/events'],
		['querydb', '/customquery/querydb?query=SELECT%201'],
		['doors', '/doors/status'],
	] as const)('without %s', async (group, path) => {
		const all = client.net2.config().operatorRights;
		client.net2.config({ operatorRights: all.filter((right) => right !== group) });
		expect((await client.api(path)).status).toBe(403);
		client.net2.config({ operatorRights: all });
		expect((await client.api(path)).status).not.toBe(403);
	});
});

describe('empty lists', () => {
	it.each([
		[false, '[]'],
		[true, ''],
	])('as an empty body: %s', async (emptyBody, text) => {
		client.net2.config({ emptyBody });
		const reply = await client.api('/users/3/tokens');
		expect([reply.status, reply.text]).toEqual([200, text]);
		const rows = await client.query('SELECT UserID FROM UsersEx WHERE UserID = 0');
		expect(rows.text).toBe(text);
	});
});
