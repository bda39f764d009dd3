import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { couldOpenNoDoor, movableClock, opensNoDoor, startEmulator } from '../../emulator/index';
import { json, TestClient } from './testClient';

const clock = movableClock('2026-03-02T08:00:00Z');
let client: TestClient;

beforeAll(async () => {
	client = new TestClient(await startEmulator({ signInRate: 'off', clock }));
});
beforeEach(async () => {
	client.net2.reset();
	await client.signIn();
	client.net2.clearRequests();
});
afterAll(async () => await client.net2.stop());

describe('watch', () => {
	it('finds the request after which a user opens a door', async () => {
		const watch = client.net2.watch(3);
		await client.put('/users/3/doorpermissionset', { accessLevels: [3] });
		await client.api('/doors');
		expect(watch.violations).toEqual([]);
		await client.put('/users/3', { expiryDate: null });
		await client.put('/users/3', { expiryDate: '2026-03-01T00:00:00' });
		await client.api('/users');
		expect(watch.violations).toEqual([
			{ userId: 3, problem: 'opens 6000002', method: 'PUT', path: '/api/v1/users/3' },
		]);
		expect(watch.checks).toBe(5);
		watch.stop();
		await client.put('/users/3', { expiryDate: null });
		expect(watch.violations).toHaveLength(1);
	});

	it('finds users that do not exist yet, also when the reply was lost', async () => {
		const watch = client.net2.watch(({ lastName }) => lastName === 'New');
		const body = { lastName: 'New', doorAccessPermissionSet: { accessLevels: [1] } };
		for (const fault of ['reset-after', 'truncate', 'timeout-after', '502-after'] as const) {
			client.net2.faults([{ match: 'POST /api/v1/users', fault }]);
			await client.post('/users', body).catch(() => undefined);
		}
		expect(watch.violations.map(({ userId }) => userId)).toEqual([5, 5, 6, 5, 6, 7, 5, 6, 7, 8]);
	});

	it('can check another rule as well', async () => {
		const watch = client.net2.watch(
			4,
			(user) => opensNoDoor(user) ?? (user.pin ? 'has a PIN' : undefined),
		);
		await client.put('/users/4/doorpermissionset', { accessLevels: [] });
		await client.put('/users/4', { pin: '1234' });
		expect(watch.violations).toMatchObject([{ problem: 'has a PIN' }]);
	});

	it.each([
		['a PIN', { pin: '1234' }, []],
		['a card', {}, ['77']],
	])(
		'finds access together with %s, also of a user whose access has ended',
		async (key, record, cards) => {
			const more = { lastName: 'Ended', expiryDate: '2001-07-06T00:00:00', cards };
			const id = client.net2.addUser(more);
			const watch = client.net2.watch(id, couldOpenNoDoor);
			await client.put(`/users/${id}`, { expiryDate: '2001-07-06T00:00:00', ...record });
			expect(watch.violations).toEqual([]);
			for (const access of [
				{ accessLevels: [1], individualPermissions: [] },
				{ accessLevels: [0], individualPermissions: [{ id: 6000001, timezoneId: 1 }] },
				{ accessLevels: [0], individualPermissions: [] },
			])
				await client.put(`/users/${id}/doorpermissionset`, access);
			const problem = `has access together with ${key}`;
			expect(watch.violations.map((violation) => violation.problem)).toEqual([problem, problem]);
			expect(watch.checks).toBe(4);
		},
	);

	it('goes on after a reset', async () => {
		const watch = client.net2.watch(1);
		client.net2.reset();
		await client.signIn();
		expect(watch.violations.length).toBeGreaterThan(0);
		watch.stop();
	});
});

describe('faults', () => {
	it('strike every nth request of any route', async () => {
		client.net2.faults([{ match: '*', every: 3, fault: '500' }]);
		const statuses: number[] = [];
		for (const path of ['/doors', '/users', '/users/1', '/events', '/doors', '/departments']) {
			statuses.push((await client.api(path)).status);
		}
		expect(statuses).toEqual([200, 200, 500, 200, 200, 500]);
	});

	it('of a proxy come before or after the write', async () => {
		const create = async () => await client.post('/users', { lastName: 'New' });
		client.net2.faults([
			{ match: 'POST *', nth: 1, fault: '502' },
			{ match: 'POST *', nth: 2, fault: '502-after' },
		]);
		for (const users of [4, 5]) {
			const reply = await create();
			expect([reply.status, reply.text]).toEqual([502, expect.stringContaining('502 Bad Gateway')]);
			expect(client.net2.state().users).toHaveLength(users);
		}
		expect(client.net2.requests()).toMatchObject([
			{ status: 502, fault: '502' },
			{ status: 502, fault: '502-after' },
		]);
	});
});

describe('another operator', () => {
	it('changes a user, and the event names them', async () => {
		await client.put('/users/1', { telephone: '1' });
		clock.advance(60_000);
		client.net2.editUser(1, { expiryDate: null, department: 'Engineering' }, 'Otto Other');
		expect(client.person(1)).toMatchObject({ expiryDate: null, department: 'Engineering' });
		const where = encodeURIComponent(
			"userID = 1 AND eventType IN (570, 584) AND eventTime >= '2026-03-02T09:01:00'",
		);
		expect((await client.api(`/events?where=${where}`)).json).toMatchObject([
			{ userID: 1, eventType: 584, eventDetails: 'Otto Other' },
		]);
		client.net2.config({ events: 'dates' });
		const since = '/events?startDate=2026-03-02T09:01:00&pageSize=10';
		expect((await client.api(since)).json).toMatchObject([{ eventDetails: 'Otto Other' }]);
		expect((await client.api('/events?startDate=2026-03-02T09:00:00')).json).toMatchObject([
			{ eventDetails: 'Otto Other' },
			{ eventDetails: 'System engineer' },
		]);
		const rows = await client.query(
			"SELECT UserID, EventTypeDescription FROM sdk.EventsEx WHERE EventTime >= '2026-03-02T09:01:00'",
		);
		expect(rows.json).toEqual([{ userID: 1, eventTypeDescription: 'User record modified' }]);
	});

	it('does so over HTTP, too, and a wrong edit is named', async () => {
		const edit = async (body: unknown) => await client.control('/edit', json('POST', body));
		expect((await edit({ userId: 1, pin: '7', operator: 'Otto' })).status).toBe(200);
		expect(client.person(1).pin).toBe('7');
		expect((await edit({ userId: 1, shoeSize: 44 })).text).toContain('shoeSize');
		expect((await edit({ userId: 99, pin: '7' })).status).toBe(400);
	});

	it.each([
		['/users/1', 'PUT', { telephone: '1' }],
		['/users/1/departments', 'PUT', { id: 2 }],
		['/users/1/departments', 'DELETE', {}],
		['/users/1/doorpermissionset', 'PUT', { accessLevels: [2] }],
		['/users/1/tokens', 'POST', { tokenType: 'Keyfob', tokenValue: '7' }],
		['/users/1/tokens/0', 'PUT', { tokenType: 'Keyfob', tokenValue: '8' }],
		['/users/1/tokens/0', 'DELETE', {}],
		['/users/1', 'DELETE', {}],
	])('is not the one that the event of each write names: %s %s', async (path, method, body) => {
		await client.api(path, json(method, body));
		expect(client.net2.state().events).toMatchObject([
			{ userID: 1, eventType: 584, eventDetails: 'System engineer' },
		]);
	});
});
