import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import type { ConnectionFault, EmulatorOptions } from '../../emulator/index';
import { json, TestClient } from './testClient';

/** Connections that are refused, limited or broken off, and TLS handshakes that fail. */
let open: TestClient[] = [];
afterEach(async () => {
	await Promise.all(open.map(async ({ net2 }) => await net2.stop()));
	open = [];
});

async function start(options: EmulatorOptions = {}): Promise<TestClient> {
	const clock = movableClock('2026-03-02T08:00:00Z');
	const client = new TestClient(await startEmulator({ signInRate: 'off', clock, ...options }));
	open.push(client);
	return client;
}

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
	return await attempt.then(
		() => 'connected',
		(error: unknown) =>
			error instanceof Error && 'code' in error ? error.code : `without a code: ${String(error)}`,
	);
}

const endless = async () => await new Promise<void>(() => undefined);
const doors = async (client: TestClient) => await codeOf(client.api('/doors'));

describe('a closed port', () => {
	it('refuses each connection until it is opened again, on the same port', async () => {
		const client = await start();
		const { port } = client.net2;
		client.net2.refuse();
		expect(await doors(client)).toBe('ECONNREFUSED');
		expect(await doors(client)).toBe('ECONNREFUSED');
		await client.net2.accept();
		expect(client.net2.port).toBe(port);
		expect(await doors(client)).toBe('connected');
	});

	it('ends the connections that are open', async () => {
		const client = await start({
			clock: { sleep: endless },
		});
		client.net2.faults([{ match: 'GET *', fault: 'timeout' }]);
		const waiting = doors(client);
		await expect.poll(() => client.net2.connections).toBe(1);
		client.net2.refuse();
		expect(await waiting).toBe('ECONNRESET');
		await expect.poll(() => client.net2.connections).toBe(0);
	});

	it('can be the fault of the nth request of a route', async () => {
		const client = await start();
		await client.signIn();
		client.net2.faults([{ match: 'PUT /api/v1/users/*', nth: 2, fault: 'refuse' }]);
		expect((await client.put('/users/1', { telephone: '1' })).status).toBe(200);
		expect(await codeOf(client.put('/users/1', { telephone: '2' }))).toBe('ECONNRESET');
		expect(await doors(client)).toBe('ECONNREFUSED');
		expect(client.person(1).telephone).toBe('1');
		await client.net2.accept();
		expect(await doors(client)).toBe('connected');
	});

	it('opens by itself after the time that a control request names', async () => {
		const client = await start();
		const reply = await client.control('/refuse', json('POST', { seconds: 30 }));
		expect(reply.status).toBe(204);
		await expect.poll(async () => await doors(client)).toBe('connected');
	});

	it('stays closed when the emulator has been stopped', async () => {
		const client = await start();
		await client.net2.stop();
		await client.net2.accept();
		expect(await doors(client)).toBe('ECONNREFUSED');
	});
});

describe('connection faults', () => {
	it('strike by the count of connections', async () => {
		const client = await start();
		client.net2.connectionFaults([{ fault: 'reset', nth: 2, times: 2 }]);
		const codes = [await doors(client), await doors(client), await doors(client)];
		expect([...codes, await doors(client)]).toEqual([
			'connected',
			'ECONNRESET',
			'ECONNRESET',
			'connected',
		]);
		client.net2.connectionFaults([{ fault: 'reset', every: 2 }]);
		expect([await doors(client), await doors(client)]).toEqual(['connected', 'ECONNRESET']);
		client.net2.connectionFaults([]);
		expect([await doors(client), await doors(client)]).toEqual(['connected', 'connected']);
	});

	it('can be set over HTTP, and a wrong one is named', async () => {
		const client = await start();
		const set = async (rules: unknown) =>
			await client.control('/connection-faults', json('POST', rules));
		expect((await set({ fault: 'reset', nth: 1 })).status).toBe(200);
		expect(await doors(client)).toBe('ECONNRESET');
		const wrong = await set({ fault: 'fire' });
		expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('fault')]);
	});

	it('strike connections over the limit, while others are open', async () => {
		const client = await start({ maxConnections: 2, clock: { sleep: endless } });
		client.net2.faults([{ match: 'GET *', nth: 1, times: 2, fault: 'timeout' }]);
		const waiting = [doors(client), doors(client)];
		await expect.poll(() => client.net2.requests()).toHaveLength(2);
		expect([await doors(client), await doors(client)]).toEqual(['ECONNRESET', 'ECONNRESET']);
		client.net2.restart();
		expect(await Promise.all(waiting)).toEqual(['ECONNRESET', 'ECONNRESET']);
		await expect.poll(() => client.net2.connections).toBe(0);
		expect(await doors(client)).toBe('connected');
	});
});

/** A handshake as a client makes it. Resolves with the version of TLS, or with the code of the error. */
async function handshake(
	{ net2 }: TestClient,
	options: { maxVersion?: 'TLSv1.2'; ciphers?: string } = {},
): Promise<unknown> {
	return await new Promise((resolve) => {
		const socket = connect(
			{ port: net2.port, host: '127.0.0.1', ca: net2.certificate, ...options },
			() => {
				resolve(socket.getProtocol());
				socket.destroy();
			},
		);
		socket.once('error', (error) => resolve(reasonOf(error)));
	});
}

/** Node has no code of its own for some reasons. */
function reasonOf(error: Error): unknown {
	return 'code' in error && error.code !== 'UNSPECIFIED' ? error.code : error.message;
}

const OLD = { maxVersion: 'TLSv1.2' } as const;

describe('TLS', () => {
	it('takes both versions, and 1.2 only when the switch says so, also while it runs', async () => {
		const client = await start({ https: true });
		expect(await handshake(client)).toBe('TLSv1.3');
		expect(await handshake(client, OLD)).toBe('TLSv1.2');
		client.net2.config({ tls: '1.2' });
		expect(await handshake(client)).toBe('TLSv1.2');
		client.net2.reset();
		expect(await handshake(client)).toBe('TLSv1.3');
	});

	it('ends all connections except that of the control request that restarts it', async () => {
		const client = await start({ https: true, clock: { sleep: endless } });
		client.net2.faults([{ match: 'GET *', fault: 'timeout' }]);
		const waiting = doors(client);
		await expect.poll(() => client.net2.requests()).toHaveLength(1);
		expect((await client.control('/restart', { method: 'POST' })).status).toBe(204);
		expect(await waiting).toBe('ECONNRESET');
	});

	it.each([
		['reset', 'ECONNRESET'],
		['drop', 'ECONNRESET'],
		['alert', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'],
	] as const)(
		'%s: a hello that offers 1.3 fails, and one that does not succeeds',
		async (tls, code) => {
			const client = await start({ https: true, tls });
			expect(await handshake(client)).toBe(code);
			expect(await handshake(client, OLD)).toBe('TLSv1.2');
			client.net2.config({ tls: 'any' });
			expect(await handshake(client)).toBe('TLSv1.3');
		},
	);

	it('leaves a client without a reply when the hello is dropped', async () => {
		let dropped: (giveUp: () => void) => void;
		const drop = new Promise<() => void>((resolve) => {
			dropped = resolve;
		});
		const sleep = async () => await new Promise<void>((resolve) => dropped(resolve));
		const client = await start({ https: true, tls: 'drop', clock: { sleep } });
		let ended = false;
		const result = handshake(client).finally(() => {
			ended = true;
		});
		const giveUp = await drop;
		expect(ended).toBe(false);
		giveUp();
		expect(await result).toBe('ECONNRESET');
	});

	it.each([
		['tls-reset', 'ECONNRESET'],
		['tls-drop', 'ECONNRESET'],
		['tls-alert', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'],
	] as const)('%s strikes any hello, for a number of connections', async (fault, code) => {
		const client = await start({ https: true });
		client.net2.connectionFaults([{ fault: fault satisfies ConnectionFault, times: 2 }]);
		expect([await handshake(client), await handshake(client, OLD)]).toEqual([code, code]);
		expect(await handshake(client)).toBe('TLSv1.3');
	});

	it('has an RSA key of 1,024 bits that a client with a higher security level refuses', async () => {
		const weak = await start({ https: true, tlsKey: 'rsa-1024' });
		const strict = { ciphers: 'DEFAULT@SECLEVEL=2' };
		expect(await handshake(weak, { ciphers: 'DEFAULT@SECLEVEL=0' })).toBe('TLSv1.3');
		expect(await handshake(weak, strict)).toMatch(/key too weak|EE_KEY_TOO_SMALL/);
		expect(await handshake(await start({ https: true, tlsKey: 'rsa-2048' }), strict)).toBe(
			'TLSv1.3',
		);
	});
});
