import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { TestClient } from './testClient';

/** Switches of what a server returns, where docs/net2-api.md has several answers or none. */
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

const set: TestClient['net2']['config'] = (switches) => client.net2.config(switches);
const permissions = async (id: number) => (await client.api(`/users/${id}/doorpermissionset`)).json;

describe('a user who does not exist', () => {
	it.each([
		['404', [404, ': User not found.'], 404],
		['400', [400, ': User not found.'], 400],
		['204', [204, ''], 404],
		['null', [200, 'null'], 404],
	] as const)(
		'is answered by %s when read, and never accepts a write',
		async (missingUser, read, write) => {
			set({ missingUser });
			for (const path of ['', '/departments', '/doorpermissionset', '/tokens']) {
				const reply = await client.api(`/users/99${path}`);
				expect([reply.status, reply.text]).toEqual([read[0], expect.stringContaining(read[1])]);
				if (missingUser === 'null') expect(reply.json).toBeNull();
			}
			expect((await client.put('/users/99', { pin: '1' })).status).toBe(write);
			expect((await client.put('/users/99/doorpermissionset', { accessLevels: [1] })).status).toBe(
				write,
			);
			expect((await client.api('/users/99', { method: 'DELETE' })).status).toBe(write);
		},
	);
});

describe('PINs', () => {
	it.each([
		['yes', { pin: '0042' }, '0042'],
		['masked', { pin: '****' }, '****'],
		['hidden', {}, null],
	] as const)('are readable: %s', async (pinReadable, shown, inSql) => {
		set({ pinReadable });
		const grace = await client.api('/users/2');
		expect(grace.json).toMatchObject(shown);
		if (pinReadable === 'hidden') expect(grace.text).not.toContain('"pin"');
		if (pinReadable === 'masked')
			expect((await client.api('/users/1')).json).toMatchObject({ pin: null });
		const rows = await client.query(
			'SELECT PIN FROM UsersEx WHERE UserID IN (1, 2) ORDER BY UserID',
		);
		expect(rows.json).toEqual([{ pin: null }, { pin: inSql }]);
		expect(client.person(2).pin).toBe('0042');
	});

	it('that are masked and written back replace the PIN', async () => {
		set({ pinReadable: 'masked' });
		await client.put('/users/2', { pin: '****' });
		expect(client.person(2).pin).toBe('****');
	});
});

describe('individual doors and levels', () => {
	const TWO = [
		{ id: 6000001, timezoneId: 1 },
		{ id: 6000002, timezoneId: 2 },
	];

	it('come back in another order and with more members, and are stored as sent', async () => {
		const id = client.net2.addUser({ individualPermissions: TWO });
		set({ individualRead: ['reordered'] });
		expect(await permissions(id)).toMatchObject({ individualPermissions: [TWO[1], TWO[0]] });
		set({ individualRead: ['added-members'] });
		expect(await permissions(id)).toMatchObject({
			individualPermissions: [{ ...TWO[0], name: 'Front door' }, TWO[1]],
		});
		set({ individualRead: ['reordered', 'added-members'] });
		expect(await permissions(id)).toMatchObject({
			individualPermissions: [TWO[1], { ...TWO[0], name: 'Front door' }],
		});
		expect(client.person(id).individualPermissions).toEqual(TWO);
	});

	it('are objects with names when the switch says so, and go in as objects or ids', async () => {
		set({ levelForm: 'objects' });
		expect(await permissions(1)).toMatchObject({
			accessLevels: [{ id: 1, name: 'All hours, all doors' }],
		});
		const sent = { accessLevels: [{ id: 2, name: 'Office hours' }, 3] };
		expect((await client.put('/users/1/doorpermissionset', sent)).status).toBe(204);
		expect(client.person(1).accessLevels).toEqual([2, 3]);
		set({ levelForm: 'ids' });
		expect((await client.put('/users/1/doorpermissionset', sent)).status).toBe(400);
	});

	it.each([
		['none', []],
		['zero', [0]],
	] as const)('of a new user are %s', async (newUserLevels, levels) => {
		set({ newUserLevels });
		const reply = await client.post('/users', { lastName: 'New' });
		expect(reply.json).toMatchObject({ doorAccessPermissionSet: { accessLevels: levels } });
		expect(client.person(5).canOpen).toEqual([]);
	});
});

describe('times in replies', () => {
	it.each([
		['offset', '2024-06-30T00:00:00+02:00', '2026-03-02T09:00:00.000+01:00'],
		['Z', '2024-06-29T22:00:00Z', '2026-03-02T08:00:00.000Z'],
		['+00:00', '2024-06-29T22:00:00+00:00', '2026-03-02T08:00:00.000+00:00'],
		['none', '2024-06-30T00:00:00', '2026-03-02T09:00:00.000'],
	] as const)('are in the form %s', async (zoneForm, expiryDate, eventTime) => {
		set({ zoneForm });
		expect((await client.api('/users/3')).json).toMatchObject({ expiryDate });
		client.net2.pass({ userId: 1, door: 6000001 });
		expect((await client.api('/events')).json).toMatchObject([{ eventTime }]);
	});

	it('are rounded to minutes as smalldatetime does: 30 seconds are the next minute', async () => {
		set({ expiry: 'minutes' });
		const dates = { expiryDate: '2026-12-31T23:59:30', activateDate: '2026-01-01T08:15:29' };
		await client.put('/users/1', dates);
		expect(client.person(1)).toMatchObject({
			expiryDate: '2027-01-01T00:00:00',
			activateDate: '2026-01-01T08:15:00',
		});
	});
});

describe('the user list', () => {
	it('can be without custom fields', async () => {
		set({ customFieldsInList: 'hidden' });
		expect((await client.api('/users')).text).not.toContain('customFields');
		expect((await client.api('/users/1')).text).toContain('customFields');
	});

	it('can be without users whose end date has passed, and so can queries', async () => {
		const today = client.net2.addUser({ lastName: 'Today', expiryDate: '2026-03-02T00:00:00' });
		const ids = async () => {
			const list = await client.api('/users');
			const rows = await client.query('SELECT UserID AS id FROM UsersEx ORDER BY UserID');
			const idsOf = (json: unknown) =>
				Array.isArray(json) ? json.map((row: { id: number }) => row.id) : [];
			return [idsOf(list.json), idsOf(rows.json)];
		};
		expect(await ids()).toEqual([
			[1, 2, 3, 4, today],
			[1, 2, 3, 4, today],
		]);
		set({ expiredInList: 'hidden' });
		expect(await ids()).toEqual([
			[1, 2, 4, today],
			[1, 2, 3, 4, today],
		]);
		set({ expiredInList: 'listed', expiredInSql: 'hidden' });
		expect(await ids()).toEqual([
			[1, 2, 3, 4, today],
			[1, 2, 4, today],
		]);
		set({ expiredInList: 'hidden', expiryDay: 'exclusive' });
		expect(await ids()).toEqual([
			[1, 2, 4],
			[1, 2, 4],
		]);
		set({ expiryDay: 'inclusive' });
		clock.set('2026-03-02T23:00:00Z');
		await client.signIn();
		expect(await ids()).toEqual([
			[1, 2, 4],
			[1, 2, 4],
		]);
	});

	it('and queries can be without deleted users', async () => {
		await client.api('/users/1', { method: 'DELETE' });
		const rows = async () => (await client.query('SELECT UserID FROM UsersEx')).json;
		expect(await rows()).toHaveLength(4);
		set({ deletedInSql: 'hidden' });
		expect(await rows()).toHaveLength(3);
	});
});

describe('queries and events', () => {
	it('with a query string over the limit are refused with a page', async () => {
		const query = (length: number) => `/customquery/querydb?query=${'x'.repeat(length - 6)}`;
		set({ maxQueryLength: 2048 });
		expect((await client.api(query(2048))).json).toHaveProperty('message');
		const long = await client.api(query(2049));
		expect([long.status, long.text]).toEqual([400, expect.stringContaining('<html>')]);
	});

	it('count the characters as they are sent: a blank is three', async () => {
		set({ maxQueryLength: 30 });
		expect((await client.api('/doors?a=%20%20%20%20%20%20%20%20%20')).status).toBe(200);
		expect((await client.api('/doors?a=%20%20%20%20%20%20%20%20%20%20')).status).toBe(400);
	});

	it('refuse parameters of both kinds in one request when the switch says so', async () => {
		client.net2.pass({ userId: 1, door: 6000001 });
		const both = '/events?rowCount=5&startDate=2026-03-01T00:00:00';
		expect((await client.api(both)).status).toBe(200);
		set({ eventMix: 'refuse' });
		expect((await client.api(both)).status).toBe(400);
		expect((await client.api('/events?rowCount=5')).json).toHaveLength(1);
		expect((await client.api('/events?pageSize=5')).json).toHaveLength(1);
	});

	it('heed both kinds together with events: both', async () => {
		set({ events: 'both' });
		for (const userId of [1, 2, 1, 2]) {
			client.net2.pass({ userId, door: 6000001 });
			clock.advance(60_000);
		}
		const reply = await client.api(
			'/events?where=userID%20%3D%201&startDate=2026-03-02T09:01:00&pageSize=9',
		);
		expect(reply.json).toMatchObject([{ id: 3 }]);
	});

	it('refuse a condition on the user when the switch says so', async () => {
		client.net2.pass({ userId: 1, door: 6000001 });
		const byUser = '/events?where=userID%20%3D%201';
		expect((await client.api(byUser)).json).toHaveLength(1);
		set({ eventsByUser: 'off' });
		expect((await client.api(byUser)).status).toBe(400);
		const byTime = encodeURIComponent("eventTime >= '2026-03-02T09:00:00'");
		expect((await client.api(`/events?where=${byTime}`)).json).toHaveLength(1);
	});
});

describe('the language', () => {
	it('is that of event texts and of the built-in operator', async () => {
		const net2 = await startEmulator({ signInRate: 'off', language: 'da' });
		const danish = new TestClient(net2);
		await danish.signIn();
		expect(net2.operator.username).toBe('System tekniker');
		expect((await danish.api('/operators')).text).toContain('System tekniker');
		expect(net2.pass({ userId: 1, door: 6000001 }).eventDescription).toContain('Adgang tilladt');
		await danish.put('/users/1', { telephone: '1' });
		expect(net2.state().events.at(-1)).toMatchObject({
			eventType: 584,
			eventDescription: 'Bruger ændret',
		});
		await net2.stop();
	});
});

describe('one request at a time', () => {
	it('lets parallel requests wait for each other, and a lost one blocks no other', async () => {
		set({ serial: true, latency: 100 });
		const before = clock.now().getTime();
		client.net2.faults([{ match: 'GET /api/v1/departments', fault: 'reset-before' }]);
		const lost = client.api('/departments').catch(() => 'lost');
		const all = Array.from({ length: 4 }, async () => (await client.api('/doors')).status);
		expect(await Promise.all(all)).toEqual([200, 200, 200, 200]);
		expect(await lost).toBe('lost');
		expect(clock.now().getTime() - before).toBe(500);
	});
});
