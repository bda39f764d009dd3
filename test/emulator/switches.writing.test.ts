import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import { TestClient } from './testClient';

/** Switches of what a write does, where docs/net2-api.md has several answers or none. */
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

describe('what a PUT leaves out', () => {
	const FULL = {
		firstName: 'A',
		middleName: 'B',
		lastName: 'C',
		expiryDate: '2030-01-01T00:00:00',
		activateDate: '2020-01-01T00:00:00',
		pin: '1',
		telephone: '2',
		extension: '3',
		fax: '4',
		isAntiPassbackUser: true,
		isAlarmUser: true,
		isLockdownExempt: true,
		customFields: [{ id: 9, value: 'a@b.c' }],
	};
	const CLEARED: Partial<Record<keyof typeof FULL, unknown>> = {
		activateDate: '2026-03-02T00:00:00',
		isAntiPassbackUser: false,
		isAlarmUser: false,
		isLockdownExempt: false,
		customFields: [],
	};
	const members = (Object.keys(FULL) as Array<keyof typeof FULL>).map(
		(member) => [member] as const,
	);

	it.each(members)('loses %s alone', async (member) => {
		set({ putClears: [member] });
		const id = client.net2.addUser(FULL);
		await client.put(`/users/${id}`, { id });
		const expected = { ...FULL, [member]: CLEARED[member] ?? null };
		expect(client.person(id)).toMatchObject(expected);
	});

	it('keeps what a PUT contains, and short names cover several members', async () => {
		set({ putClears: ['expiry', 'activate', 'flags', 'texts', 'customFields'] });
		const id = client.net2.addUser();
		await client.put(`/users/${id}`, { id, ...FULL });
		expect(client.person(id)).toMatchObject(FULL);
		await client.put(`/users/${id}`, { id, lastName: 'D' });
		expect(client.person(id)).toMatchObject({
			lastName: 'D',
			firstName: null,
			pin: null,
			expiryDate: null,
			isAlarmUser: false,
			customFields: [],
		});
	});
});

describe('the reply to a write', () => {
	it.each([
		['nothing', ''],
		['json', '"lastName":"Lovelace"'],
	] as const)('to a PUT on a user is %s', async (putReply, text) => {
		set({ putReply });
		const reply = await client.put('/users/1', { telephone: '1' });
		expect(reply.status).toBe(200);
		expect(reply.text).toContain(text);
		expect(reply.text === '').toBe(putReply === 'nothing');
	});

	it('has the status that the switch names, and no body with 204', async () => {
		set({
			writeStatuses: { ...set().writeStatuses, createUser: 204, setLevels: 200, updateUser: 204 },
		});
		set({ putReply: 'json' });
		const made = await client.post('/users', { lastName: 'New' });
		expect([made.status, made.text]).toEqual([204, '']);
		expect(client.person(5).lastName).toBe('New');
		expect((await client.put('/users/5/doorpermissionset', { accessLevels: [1] })).status).toBe(
			200,
		);
		expect((await client.put('/users/5', { pin: '1' })).text).toBe('');
		expect((await client.put('/users/5/departments', { id: 1 })).status).toBe(204);
	});
});

describe('dates in requests', () => {
	it.each([
		['month-first', '3/4/2026', '2026-03-04T00:00:00'],
		['month-first', '12/31/2026 11:59:00 PM', '2026-12-31T23:59:00'],
		['month-first', '31/12/2026', null],
		['day-first', '3/4/2026', '2026-04-03T00:00:00'],
		['day-first', '31-12-2026 23:59', '2026-12-31T23:59:00'],
		['day-first', '31.12.2026', '2026-12-31T00:00:00'],
		['refuse', '3/4/2026', null],
		['month-first', '2/30/2026', null],
		['month-first', '3/4-2026', null],
	] as const)('%s: %s', async (shortDates, sent, stored) => {
		set({ shortDates, expiry: 'exact' });
		const reply = await client.put('/users/4', { expiryDate: sent });
		expect(reply.status).toBe(stored === null ? 400 : 200);
		expect(client.person(4).expiryDate).toBe(stored ?? '2099-12-31T00:00:00');
	});
});

describe('texts', () => {
	it('are trimmed when the server trims', async () => {
		const sent = { firstName: ' A ', customFields: [{ id: 9, value: ' x ' }] };
		const id = client.net2.addUser();
		await client.put(`/users/${id}`, sent);
		expect(client.person(id)).toMatchObject(sent);
		set({ trimsText: true });
		await client.put(`/users/${id}`, sent);
		expect(client.person(id)).toMatchObject({
			firstName: 'A',
			customFields: [{ id: 9, value: 'x' }],
		});
	});

	it.each([
		['off', 200, 40],
		['refuse', 400, 8],
		['cut', 200, 30],
	] as const)(
		'that are longer than the native limit: %s',
		async (nativeLengths, status, length) => {
			set({ nativeLengths });
			const reply = await client.put('/users/1', { lastName: 'x'.repeat(40) });
			expect(reply.status).toBe(status);
			expect(client.person(1).lastName).toHaveLength(length);
		},
	);
});

describe('cards', () => {
	it('without a value are listed with null, and are in no one’s way', async () => {
		const fingerprint = { tokenType: 'FingerprintVerificationCard', tokenValue: '' };
		const id = client.net2.addUser({ cards: [fingerprint, '77'] });
		client.net2.addUser({ cards: [fingerprint] });
		expect((await client.api(`/users/${id}/tokens`)).json).toMatchObject([
			{ tokenType: 'FingerprintVerificationCard', tokenValue: null },
			{ tokenValue: '77' },
		]);
		const more = { tokenType: 'FingerprintVerificationCard' };
		expect((await client.post(`/users/${id}/tokens`, more)).status).toBe(201);
		expect((await client.post(`/users/${id}/tokens`, { tokenType: 'Keyfob' })).status).toBe(400);
	});

	it('have numbers of at most eight digits without leading zeros when they are integers', async () => {
		set({ cardNumbers: 'eight-digits' });
		const add = async (tokenValue: unknown, tokenType = 'ProxCard') =>
			await client.post('/users/3/tokens', { tokenType, tokenValue });
		expect((await add('00001234')).json).toMatchObject({ tokenValue: '1234' });
		expect((await add('1234')).status).toBe(400);
		expect((await add(71884036)).json).toMatchObject({ tokenValue: '71884036' });
		expect((await add('123456789')).status).toBe(400);
		expect((await add('63a6ed04')).status).toBe(400);
		expect((await add('AB-12-CD', 'VehicleNumberPlate')).status).toBe(201);
	});
});
