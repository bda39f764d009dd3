import { lookup as dnsLookup } from 'node:dns';
import { connect, createServer, type LookupFunction } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { selfSigned } from './support/certificates';
import { startServer } from './support/net2Server';
import { openClient, signedIn } from './support/openClient';
import { transportTo } from './support/wire';

type Tls = Parameters<typeof startServer>[1];

/** Answers each request on a connection of its own, so that each has to connect again. */
async function serveOnce(tls?: Tls) {
	const answer = signedIn({
		'GET /departments': { json: [] },
		'GET /users/7': { json: { id: 7 } },
		'POST /users': { status: 201, json: { id: 9 } },
	});
	const server = await startServer(
		(seen, nth) => ({ ...answer(seen, nth), headers: { connection: 'close' } }),
		tls,
	);
	onTestFinished(async () => await server.close());
	return server;
}

/** Counts down how often an attempt to connect still fails. */
interface Trouble {
	left: number;
}

/** The name of the server is not found for a while. */
async function unresolved(code: string, trouble: Trouble) {
	const server = await serveOnce();
	const lookup: LookupFunction = (host, options, done) => {
		if (trouble.left <= 0) return dnsLookup(host, options, done);
		trouble.left -= 1;
		return done(Object.assign(new Error(`getaddrinfo ${code} ${host}`), { code }), []);
	};
	return { server, transport: transportTo(server.baseUrl, { lookup }) };
}

/** A firewall resets each connection in the TLS handshake for a while. */
async function resetHandshake(trouble: Trouble) {
	const server = await serveOnce(await selfSigned());
	const gate = createServer((socket) => {
		socket.on('error', () => undefined);
		if (trouble.left > 0) {
			trouble.left -= 1;
			socket.once('data', () => socket.resetAndDestroy());
			return;
		}
		const onward = connect(server.port, '127.0.0.1', () => socket.pipe(onward).pipe(socket));
		onward.on('error', () => socket.destroy());
	});
	await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void gate.close());
	const address = gate.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const baseUrl = `https://localhost:${port}`;
	return { server, transport: transportTo(baseUrl, { allowUnauthorizedCerts: true }) };
}

const troubles = [
	{
		what: 'whose server has an unknown name for a while',
		cause: 'is unknown',
		reason: 'unreachable',
		start: async (trouble: Trouble) => await unresolved('ENOTFOUND', trouble),
	},
	{
		what: 'whose name server does not answer for a while',
		cause: 'could not be resolved just now',
		reason: 'unreachable',
		start: async (trouble: Trouble) => await unresolved('EAI_AGAIN', trouble),
	},
	{
		what: 'whose TLS handshakes are reset for a while',
		cause: 'during the TLS handshake',
		reason: 'tls',
		start: resetHandshake,
	},
];

const requests: Array<[string, (client: Net2Client) => Promise<unknown>, unknown]> = [
	['GET /users/7', async ({ users }) => (await users.get(7))?.id, 7],
	['POST /users', async ({ users }) => await users.create({ lastName: 'Lovelace' }), 9],
];

describe.each(troubles)('a request $what', ({ start, cause, reason }) => {
	it.each(requests)('is repeated, since it was never sent: %s', async (route, send, expected) => {
		const trouble = { left: 0 };
		const { server, transport } = await start(trouble);
		const { client } = openClient(server, { transport });
		await client.departments.list();
		trouble.left = 5;
		expect(await send(client)).toBe(expected);
		expect(trouble.left).toBe(0);
		expect(server.count(route)).toBe(1);
	});

	it.each(requests)('ends the run with the cause after 90 seconds: %s', async (route, send) => {
		const trouble = { left: 0 };
		const { server, transport } = await start(trouble);
		const { client, clock } = openClient(server, { transport });
		await client.departments.list();
		trouble.left = Infinity;
		const before = clock.now();
		await expect(send(client)).rejects.toMatchObject({
			reason,
			message: expect.stringContaining(cause),
		});
		expect(clock.now() - before).toBeGreaterThanOrEqual(90_000);
		expect(server.count(route)).toBe(0);
	});
});
