import { afterEach, describe, expect, it } from 'vitest';
import { openNet2 } from '../../nodes/PaxtonNet2/net2/openNet2';
import { type Net2Server, type Reply, startServer } from './support/net2Server';
import { openClient, optionsFor, type Routes, signedIn } from './support/openClient';

let server: Net2Server | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function clientOf(routes: Routes) {
	server = await startServer(signedIn(routes));
	return { ...openClient(server), server };
}

/** Fails the first `times` requests in the given way, then answers. */
function failing(times: number, reply: Reply, then: Reply): Routes[string] {
	return (_seen, nth) => (nth <= times ? reply : then);
}

describe('a status that is no success', () => {
	it.each<[number, string, string]>([
		[400, 'badInput', 'badInput'],
		[403, 'notAllowed', 'notAllowed'],
		[409, 'badInput', 'badInput'],
		[413, 'badInput', 'badInput'],
		[302, 'badReply', 'badReply'],
		[500, 'badReply', 'unknownOutcome'],
		[502, 'badReply', 'unknownOutcome'],
		[503, 'badReply', 'unknownOutcome'],
	])('%i is %s for a read and %s for a write', async (status, read, write) => {
		const said = { message: ': Card 1234 has already been issued.' };
		const { client, server } = await clientOf({
			'GET /users/7': { status, json: said },
			'PUT /users/7': { status, json: said },
		});
		await expect(client.users.get(7)).rejects.toMatchObject({
			reason: read,
			message: expect.stringContaining('Card ••34 has already been issued.'),
			call: { method: 'GET', route: '/users/{id}', status },
		});
		await expect(client.users.update(7, {})).rejects.toMatchObject({ reason: write });
		expect(server.count('PUT /users/7')).toBe(1);
	});

	it('403 names the right that the operator lacks', async () => {
		const { client } = await clientOf({ 'GET /accesslevels': { status: 403, text: '<html>' } });
		await expect(client.accessLevels.list()).rejects.toMatchObject({
			message: 'Net2 rejected GET /accesslevels (403): the operator may not see access levels.',
			remedy: expect.stringContaining('see access levels'),
		});
	});

	it('404 of a list is a wrong address, not an empty list', async () => {
		const { client } = await clientOf({});
		for (const call of [client.users.list, client.departments.list, client.accessLevels.list]) {
			await expect(call()).rejects.toMatchObject({ reason: 'badReply', call: { status: 404 } });
		}
	});
});

describe('sending again', () => {
	it.each([500, 502, 503, 504])('a read outlives three %is', async (status) => {
		const { client, server } = await clientOf({
			'GET /departments': failing(3, { status }, { json: [] }),
		});
		expect(await client.departments.list()).toEqual([]);
		expect(server.count('GET /departments')).toBe(4);
	});

	it('a read outlives broken connections', async () => {
		const { client } = await clientOf({
			'GET /departments': (_seen, nth) =>
				nth <= 2 ? (request) => request.socket.destroy() : { json: [] },
		});
		expect(await client.departments.list()).toEqual([]);
	});

	it('a write is sent once where its outcome is not known', async () => {
		const { client, server } = await clientOf({
			'POST /users': () => (request) => request.socket.destroy(),
			'PUT /users/1': { status: 503 },
		});
		await expect(client.users.create({})).rejects.toMatchObject({ reason: 'unknownOutcome' });
		await expect(client.users.update(1, {})).rejects.toMatchObject({ reason: 'unknownOutcome' });
		expect(server.count('POST /users')).toBe(1);
		expect(server.count('PUT /users/1')).toBe(1);
	});

	it('a write that was refused for now is sent again', async () => {
		const { client, server } = await clientOf({
			'POST /users': failing(2, { status: 429 }, { json: { id: 5 } }),
			'PUT /users/1': failing(1, { status: 503, headers: { 'retry-after': '1' } }, {}),
		});
		expect(await client.users.create({})).toBe(5);
		await client.users.update(1, {});
		expect(server.count('POST /users')).toBe(3);
		expect(server.count('PUT /users/1')).toBe(2);
	});

	it('ends: 429 for ever is reported within the budget', async () => {
		const { client, clock, server } = await clientOf({
			'GET /users': { status: 429, headers: { 'retry-after': '30' } },
		});
		const before = clock.now();
		await expect(client.users.list()).rejects.toMatchObject({ reason: 'unreachable' });
		expect(clock.now() - before).toBeLessThanOrEqual(121_000);
		expect(server.count('GET /users')).toBe(5);
	});

	it('ends at once when the run is cancelled', async () => {
		const controller = new AbortController();
		server = await startServer(signedIn({ 'GET /users': { status: 500 } }));
		const options = optionsFor(server, { signal: controller.signal });
		options.clock.onSleep = () => controller.abort();
		await expect(openNet2(options).users.list()).rejects.toMatchObject({ reason: 'cancelled' });
		await expect(openNet2(options).users.list()).rejects.toMatchObject({ reason: 'cancelled' });
		expect(server.count('GET /users')).toBe(1);
	});
});

describe('a client', () => {
	it.each([
		[1, 1],
		[2, 4],
		[6, 8],
		[12, 12],
	])('for %i people has no more than %i calls under way', async (people, calls) => {
		let now = 0;
		let most = 0;
		server = await startServer(
			signedIn({
				'GET /departments': () => (_request, response) => {
					now += 1;
					most = Math.max(most, now);
					setTimeout(() => {
						now -= 1;
						response.end('[]');
					}, 5);
				},
			}),
		);
		const { client } = openClient(server, { initialRequests: people });
		await Promise.all(Array.from({ length: 90 }, async () => await client.departments.list()));
		expect(most).toBe(calls);
	});

	it("knows the server's clock from its newest reply", async () => {
		const date = 'Tue, 24 Nov 2026 11:22:33 GMT';
		const { client } = await clientOf({ 'GET /departments': { json: [], headers: { date } } });
		expect(client.serverNow()).toBeNull();
		await client.departments.list();
		expect(client.serverNow()).toBe(Date.parse(date));
	});

	it('names its operator and server', async () => {
		const { client, server } = await clientOf({});
		expect(client.operator).toBe('System engineer');
		expect(client.origin).toBe(server.baseUrl);
		expect(client.session.fingerprint).toMatch(/^[\w-]{22}$/);
	});
});

describe('what the server says of itself', () => {
	it.each<[string, Reply, string | null]>([
		['a text', { json: '6.9.1' }, '6.9.1'],
		['plain text', { text: '6.9.1\n' }, '6.9.1'],
		['a number', { json: 7 }, '7'],
		['an object', { json: { Version: '7.0' } }, '7.0'],
		['parts', { json: { Major: 6, Minor: 9, Build: 1, Revision: -1 } }, '6.9.1'],
		['a list', { json: [{ version: '6.8' }] }, '6.8'],
		['a web page', { text: '<html></html>' }, null],
		['nothing', { text: '' }, null],
		['null', { json: null }, null],
		['too much', { json: 'x'.repeat(100) }, null],
		['404', { status: 404 }, null],
		['403', { status: 403 }, null],
		['401', { status: 401 }, null],
		['500', { status: 500 }, null],
	])('version: %s', async (_shape, reply, expected) => {
		const { client } = await clientOf({ 'GET /serversettings/version': reply });
		expect(await client.server.version()).toBe(expected);
	});

	it('product type', async () => {
		const { client } = await clientOf({
			'GET /serversettings/productType': { json: { productType: 'Net2 Pro' } },
		});
		expect(await client.server.productType()).toBe('Net2 Pro');
	});
});
