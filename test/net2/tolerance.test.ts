import { afterEach, describe, expect, it } from 'vitest';
import { type Net2Server, type Reply, startServer } from './support/net2Server';
import { openClient, type Routes, signedIn } from './support/openClient';

let server: Net2Server | undefined;
afterEach(async () => await server?.close());

async function clientOf(routes: Routes) {
	server = await startServer(signedIn(routes));
	return { client: openClient(server).client, server };
}

const NO_ONE = 'GET /users/2147483647';

describe('a user that Net2 does not have', () => {
	const rejected = (id: number): Reply => ({
		status: 400,
		json: { message: `Bruger ${id} findes ikke.` },
	});

	it.each<[string, Reply]>([
		['404', { status: 404 }],
		['204', { status: 204 }],
		['null', { json: null }],
	])('may be answered by %s', async (_what, reply) => {
		const { client } = await clientOf({
			'GET /users/7': reply,
			'GET /users/7/doorpermissionset': reply,
		});
		expect(await client.users.get(7)).toBeUndefined();
		expect(await client.users.doorPermissions(7)).toBeUndefined();
	});

	it('may be answered by 400, as for a user that certainly does not exist', async () => {
		const { client, server } = await clientOf({
			'GET /users/7': rejected(7),
			'GET /users/8': rejected(8),
			[NO_ONE]: rejected(2_147_483_647),
		});
		expect(await client.users.get(7)).toBeUndefined();
		expect(await client.users.get(8)).toBeUndefined();
		expect(server.count(NO_ONE)).toBe(1);
	});

	it.each<[string, Reply, Reply]>([
		['with other words', { status: 400, json: { message: 'The record is damaged.' } }, rejected(1)],
		['if the other one gets 404', rejected(7), { status: 404 }],
		[
			'as a web page',
			{ status: 400, text: '<html>7</html>' },
			{ status: 400, text: '<html>1</html>' },
		],
	])('is not concluded from a 400 %s', async (_what, reply, sample) => {
		const { client } = await clientOf({ 'GET /users/7': reply, [NO_ONE]: sample });
		await expect(client.users.get(7)).rejects.toMatchObject({
			reason: 'badInput',
			call: { status: 400 },
		});
	});

	it('is found out with one request at a time, too', async () => {
		server = await startServer(
			signedIn({ 'GET /users/7': rejected(7), [NO_ONE]: rejected(2_147_483_647) }),
		);
		const { client } = openClient(server, { initialRequests: 1 });
		expect(await client.users.get(7)).toBeUndefined();
	});
});

describe('what some servers return in another form', () => {
	it('reads access levels as ids and as objects', async () => {
		const { client } = await clientOf({
			'GET /users/1/doorpermissionset': {
				json: { accessLevels: [1, { Id: 4, Name: 'Office' }, '6'], individualPermissions: null },
			},
		});
		expect(await client.users.doorPermissions(1)).toEqual({
			accessLevels: [1, 4, 6],
			individualPermissions: [],
		});
	});

	it.each([
		['****', { pin: null, pinHidden: 'masked' }],
		['••••', { pin: null, pinHidden: 'masked' }],
		['Hidden', { pin: null, pinHidden: 'masked' }],
		[undefined, { pin: null, pinHidden: 'missing' }],
		['0042', { pin: '0042' }],
		['', { pin: '' }],
		[null, { pin: null }],
	])('reads the PIN %j', async (pin, expected) => {
		const { client } = await clientOf({ 'GET /users/1': { json: { id: 1, pin } } });
		const user = await client.users.get(1);
		expect({ pin: user?.pin, ...(user?.pinHidden && { pinHidden: user.pinHidden }) }).toEqual(
			expected,
		);
	});

	it('reads a card without a value, and writes it back without one', async () => {
		const { client, server } = await clientOf({
			'GET /users/1/tokens': {
				json: [
					{ id: 3, tokenType: 'FingerprintVerificationCard', tokenValue: null, isLost: false },
					{ id: 4, tokenType: 'ProxCard', tokenValue: 12345678, isLost: false },
				],
			},
			'PUT /users/1/tokens/3': { status: 204 },
		});
		const [print, card] = (await client.tokens.list(1)) ?? [];
		expect(card).toMatchObject({ tokenValue: '12345678' });
		expect(print).toMatchObject({ tokenValue: '' });
		if (print !== undefined) await client.tokens.update(1, { ...print, isLost: true });
		expect(JSON.parse(server.seen.at(-1)?.text ?? '')).toEqual({
			id: 3,
			tokenType: 'FingerprintVerificationCard',
			isLost: true,
		});
	});

	it('lists cards with a number only, where a fingerprint has none', async () => {
		const { client } = await clientOf({
			'GET /customquery/querydb': {
				json: [
					{ cardNumber: null, userID: 1, lostCard: false },
					{ cardNumber: 77, userID: 2, lostCard: true },
					{ cardNumber: 78, userID: 0 },
				],
			},
		});
		expect(await client.query.allCards()).toEqual([{ number: 77, userId: 2, isLost: true }]);
	});

	it.each(['2026-11-23T00:00:00Z', '2026-11-23T00:00:00+00:00', '2026-11-23T00:00'])(
		'reads the date %s',
		async (expiryDate) => {
			const { client } = await clientOf({ 'GET /users/1': { json: { id: 1, expiryDate } } });
			expect(await client.users.get(1)).toMatchObject({ expiryDate });
		},
	);

	it.each<[string, Reply]>([
		['JSON', { json: { id: 1 } }],
		['nothing', { status: 204 }],
		['plain text', { text: 'OK' }],
	])('accepts %s in reply to a PUT', async (_what, reply) => {
		const { client } = await clientOf({ 'PUT /users/1': reply });
		await expect(client.users.update(1, {})).resolves.toBeUndefined();
	});
});

describe('a new user', () => {
	it('is sent without dates that are none', async () => {
		const { client, server } = await clientOf({ 'POST /users': { status: 201, json: { id: 9 } } });
		await client.users.create({ lastName: 'X', expiryDate: null, activateDate: null });
		expect(JSON.parse(server.seen.at(-1)?.text ?? '')).toEqual({ lastName: 'X' });
		await client.users.create({ lastName: 'X', expiryDate: '2026-11-23T00:00:00' });
		expect(JSON.parse(server.seen.at(-1)?.text ?? '')).toEqual({
			lastName: 'X',
			expiryDate: '2026-11-23T00:00:00',
		});
	});
});
