import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { endsTheRun } from '../../nodes/PaxtonNet2/net2/errors';
import { FakeClock } from './support/fakeClock';
import { type Net2Server, type Reply, startServer } from './support/net2Server';
import { openClient, type Routes, signedIn } from './support/openClient';

const servers: Net2Server[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await server.close();
});

async function serve(routes: Routes, port?: number) {
	const server = await startServer(signedIn(routes), undefined, port);
	servers.push(server);
	return server;
}

const USER: Reply = { json: { id: 7, lastName: 'Lovelace' } };
const breaks: Routes[string] = () => (request) => request.socket.destroy();
const hangs: Routes[string] = () => () => undefined;

/** A port on which no server listens. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise<void>((resolve) => server.close(() => resolve()));
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What a request rejects with. */
async function reasonOf(request: Promise<unknown>): Promise<string> {
	return await request.then(
		() => 'nothing',
		(error: { reason?: string }) => error.reason ?? 'unknown',
	);
}

describe('a server that refuses connections', () => {
	/** A client that has signed in, and whose server has gone since. No connection is kept. */
	async function afterSignIn(port: number) {
		const answer = signedIn({ 'GET /departments': { json: [] } });
		const first = await startServer(
			(seen, nth) => ({ ...answer(seen, nth), headers: { connection: 'close' } }),
			undefined,
			port,
		);
		const { client, clock } = openClient(first);
		await client.departments.list();
		await first.close();
		return { client, clock };
	}

	it('gets a POST once it is back, since the POST was never sent', async () => {
		const port = await freePort();
		const { client, clock } = await afterSignIn(port);
		let again: Net2Server | undefined;
		const { sleep } = clock;
		clock.sleep = async (ms, signal) => {
			await sleep.call(clock, ms, signal);
			if (clock.sleeps.length === 5)
				again = await serve({ 'POST /users': { status: 201, json: { id: 9 } } }, port);
		};
		expect(await client.users.create({ lastName: 'Lovelace' })).toBe(9);
		expect(again?.count('POST /users')).toBe(1);
	});

	it('ends the run after 90 seconds with the cause, and is tried again half a minute later', async () => {
		const port = await freePort();
		const { client, clock } = await afterSignIn(port);
		const before = clock.now();
		await expect(client.users.list()).rejects.toMatchObject({
			reason: 'unreachable',
			message: expect.stringContaining('refuses connections'),
			remedy: expect.stringContaining('Net2 Nginx Service'),
		});
		expect(clock.now() - before).toBeGreaterThanOrEqual(90_000);
		const later = clock.now();
		expect(await reasonOf(client.users.get(7))).toBe('unreachable');
		expect(clock.now()).toBe(later);
		clock.advance(30_000);
		await serve({ 'GET /users/7': USER }, port);
		expect(await client.users.get(7)).toMatchObject({ id: 7 });
	});
});

describe.each([
	['breaks the connection', breaks],
	['answers 502', { status: 502 }],
	['answers 504', { status: 504 }],
	['answers 500', { status: 500 }],
])('a record that %s for each request', (_what, trouble) => {
	it('fails alone: the run goes on with the next user', async () => {
		const server = await serve({
			'GET /users/7': trouble,
			'GET /users/8': { json: { id: 8 } },
			'GET /operators': { json: [] },
		});
		const { client } = openClient(server, { initialRequests: 1 });
		expect(await reasonOf(client.users.get(7))).toBe('badReply');
		expect(await client.users.get(8)).toMatchObject({ id: 8 });
	});

	it('ends the run if no other request is answered either', async () => {
		const server = await serve({
			'GET /users/7': trouble,
			'GET /users/8': trouble,
			'GET /operators': trouble,
		});
		const { client } = openClient(server, { initialRequests: 1 });
		expect(await reasonOf(client.users.get(7))).toBe('unreachable');
		const sent = server.seen.length;
		expect(await reasonOf(client.users.get(8))).toBe('unreachable');
		expect(server.seen.length).toBe(sent);
	});
});

describe('a server that answers 500 to everything, as it may during a restart', () => {
	/** Fails until so much time has passed. */
	async function restarting(seconds: number, routes: Routes = {}) {
		const clock = new FakeClock();
		const backAt = clock.now() + seconds * 1_000;
		const answer = signedIn({ 'GET /users/7': USER, 'GET /operators': { json: [] }, ...routes });
		const server = await startServer((seen, nth) =>
			clock.now() < backAt && seen.path !== '/authorization/tokens'
				? { status: 500 }
				: answer(seen, nth),
		);
		servers.push(server);
		return { server, ...openClient(server, { clock }) };
	}

	it.each([3, 30, 85])('for %i seconds is outlived by a read', async (seconds) => {
		const { client } = await restarting(seconds);
		expect(await client.users.get(7)).toMatchObject({ id: 7 });
	});

	it('for 30 seconds is outlived by each of 20 reads, and one probe serves many of them', async () => {
		const everyUser = Object.fromEntries(
			Array.from({ length: 20 }, (_, id) => [`GET /users/${id}`, USER]),
		);
		const { client, server } = await restarting(30, everyUser);
		const reads = Array.from({ length: 20 }, async (_, id) => await client.users.get(id));
		expect(await Promise.all(reads)).toHaveLength(20);
		expect(server.count('GET /operators')).toBeLessThan(100);
	});

	it('for two minutes ends the run after 90 seconds', async () => {
		const { client, clock } = await restarting(120);
		const before = clock.now();
		expect(await reasonOf(client.users.get(7))).toBe('unreachable');
		expect(clock.now() - before).toBeGreaterThanOrEqual(90_000);
	});

	it('gets a POST once only, because the POST may have been processed', async () => {
		const { client, server } = await restarting(30);
		expect(await reasonOf(client.users.create({}))).toBe('unknownOutcome');
		expect(server.count('POST /users')).toBe(1);
	});

	it('for one user only fails that user after four attempts and one probe', async () => {
		const { client, server, clock } = await restarting(0, { 'GET /users/9': { status: 500 } });
		const before = clock.now();
		expect(await reasonOf(client.users.get(9))).toBe('badReply');
		expect(clock.now() - before).toBeLessThan(5_000);
		expect(server.count('GET /users/9')).toBe(4);
		expect(server.count('GET /operators')).toBeLessThan(2);
	});

	it('lets the request go on that failed last before the end of the outage', async () => {
		let isDown = true;
		const { client, server } = await restarting(0, {
			// The probe is the first to find Net2 back.
			'GET /users/7': (_seen, nth) => (isDown && nth < 9 ? { status: 500 } : USER),
			'GET /operators': (_seen, nth) => {
				isDown = nth < 2;
				return isDown ? { status: 500 } : { json: [] };
			},
		});
		expect(await client.users.get(7)).toMatchObject({ id: 7 });
		expect(server.count('GET /operators')).toBe(2);
	});
});

describe('a server that answers 429 to one request for good', () => {
	const limited: Routes = {
		'GET /users/7': { status: 429 },
		'PUT /users/7': { status: 429 },
		'GET /users/8': { json: { id: 8 } },
		'PUT /users/8': {},
		'GET /doors': { json: [] },
	};

	/** A client that sends another request while the first one waits. */
	async function openBusy(meanwhile: (client: Net2Client) => Promise<unknown>) {
		const { client, clock } = openClient(await serve(limited));
		const { sleep } = clock;
		clock.sleep = async (ms, signal) => {
			await sleep.call(clock, ms, signal);
			// Later the request that waits has the only place.
			if (clock.sleeps.length === 1) await meanwhile(client);
		};
		return client;
	}

	it.each<[string, (client: Net2Client, id: number) => Promise<unknown>]>([
		['a reading', async ({ users }, id) => await users.get(id)],
		['a write', async ({ users }, id) => await users.update(id, {})],
	])('fails that item only if the next user is served meanwhile: %s', async (_what, send) => {
		const client = await openBusy(async (busy) => await send(busy, 8));
		await expect(send(client, 7)).rejects.toMatchObject({
			reason: 'badReply',
			message: expect.stringContaining('although it answered others like it'),
		});
		expect(await client.users.get(8)).toMatchObject({ id: 8 });
	});

	it('ends the run if only another route is served, since each user would wait as long', async () => {
		const client = await openBusy(async (busy) => await busy.doors.list());
		expect(await reasonOf(client.users.get(7))).toBe('unreachable');
	});

	it('ends the run if no other request is answered', async () => {
		const server = await serve({ ...limited, 'GET /users/8': { status: 429 } });
		const { client } = openClient(server);
		const requests = [7, 8].map(async (id) => await reasonOf(client.users.get(id)));
		expect(await Promise.all(requests)).toEqual(['unreachable', 'unreachable']);
	});
});

describe('a server that hangs', () => {
	const everyUser = (count: number, answer: Routes[string] | undefined): Routes =>
		Object.fromEntries(
			Array.from({ length: count }, (_, id) => [`GET /users/${id}`, answer ?? USER]),
		);

	it.each([1, 4])(
		'ends the run after a number of requests that the list does not change, for %i users at a time',
		async (initialRequests) => {
			const sent: number[] = [];
			for (const length of [20, 60]) {
				const server = await serve({ ...everyUser(length, hangs), 'GET /operators': hangs });
				const { client } = openClient(server, { initialRequests, timeoutMs: 250 });
				const reasons = await Promise.all(
					Array.from({ length }, async (_, id) => await reasonOf(client.users.get(id))),
				);
				expect(endsTheRun('unreachable')).toBe(true);
				expect(reasons.filter((reason) => reason === 'unreachable').length).toBeGreaterThan(
					length - 12,
				);
				expect(new Set(reasons)).toSatisfy((set: Set<string>) =>
					[...set].every((reason) => reason === 'unreachable' || reason === 'timeout'),
				);
				sent.push(server.seen.length);
			}
			// Of the requests that are under way when the run ends, the time decides how many have been sent.
			const [short = 0, long = 0] = sent;
			expect(Math.abs(long - short)).toBeLessThan(initialRequests + 1);
			expect(short).toBeLessThan(40);
		},
	);

	it('is named with the number of requests that it did not answer', async () => {
		const server = await serve({ ...everyUser(9, hangs), 'GET /operators': hangs });
		const { client } = openClient(server, { initialRequests: 1, timeoutMs: 250 });
		await reasonOf(client.users.get(1));
		await expect(client.users.get(2)).rejects.toMatchObject({
			reason: 'unreachable',
			message: expect.stringMatching(/^Net2 did not answer [34] requests in a row within \d+ sec/),
			remedy: expect.stringContaining('Check that the Net2 services run'),
		});
	});

	it('for one user only does not end the run', async () => {
		const server = await serve({
			...everyUser(9, undefined),
			'GET /users/3': hangs,
			'GET /users/4': hangs,
			'GET /operators': { json: [] },
		});
		const { client } = openClient(server, { initialRequests: 1, timeoutMs: 250 });
		expect(await reasonOf(client.users.get(3))).toBe('timeout');
		expect(await reasonOf(client.users.get(4))).toBe('timeout');
		expect(await client.users.get(5)).toMatchObject({ id: 7 });
	});

	it('leaves the outcome of a write unknown, and ends the run with the next request', async () => {
		const server = await serve({
			'PUT /users/7': hangs,
			'GET /users/7': hangs,
			'GET /operators': hangs,
		});
		const { client } = openClient(server, { initialRequests: 1, timeoutMs: 250 });
		expect(await reasonOf(client.users.update(7, {}))).toBe('unknownOutcome');
		expect(await reasonOf(client.users.get(7))).toBe('unreachable');
		expect(server.count('PUT /users/7')).toBe(1);
	});
});
