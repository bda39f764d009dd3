import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { UndiciTransportOptions } from '../../nodes/PaxtonNet2/net2/undiciTransport';
import { selfSigned } from './support/certificates';
import { failure, serve, transportTo } from './support/wire';

const closing: Array<() => void> = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

/** Listens on a free port of this machine until the test ends. */
async function listen(server: Server): Promise<number> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing.push(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server that does something with the first bytes of each connection. */
const onHello = async (act: (socket: Socket, hello: Buffer) => void): Promise<number> =>
	await listen(createServer((socket) => socket.once('data', (hello) => act(socket, hello))));

/** A fatal alert in the record format of TLS 1.2. */
const alert = (description: number) => Buffer.from([21, 3, 3, 0, 2, 2, description]);

/** Whether a client hello offers TLS 1.3, which it does in the extension supported_versions (0x002b). */
const offersTls13 = (hello: Buffer) =>
	hello.includes(Buffer.from([0, 43])) && hello.includes(Buffer.from([3, 4]));

const UNTIL = 'If that does not help, check that the Net2 Nginx Service runs.';
const LIMIT = "Set 'Max TLS Version' to 'TLS 1.2' in the credential.";

const faults: Array<{
	what: string;
	port: () => Promise<number>;
	options?: Partial<UndiciTransportOptions>;
	scheme?: 'http';
	reason?: string;
	says: RegExp;
	remedy: RegExp;
}> = [
	{
		what: 'is reset during the handshake',
		port: async () => await onHello((socket) => socket.resetAndDestroy()),
		says: /closed the connection during the TLS handshake\.$/,
		remedy: /^Set 'Max TLS Version' to 'TLS 1\.2'/,
	},
	{
		what: 'is closed during the handshake',
		port: async () => await onHello((socket) => socket.end()),
		says: /closed the connection during the TLS handshake\.$/,
		remedy: /^Set 'Max TLS Version' to 'TLS 1\.2'/,
	},
	{
		what: 'is reset during the handshake although TLS 1.2 is set',
		port: async () => await onHello((socket) => socket.resetAndDestroy()),
		options: { maxTlsVersion: '1.2' },
		says: /closed the connection during the TLS handshake\.$/,
		remedy: /^TLS 1\.2 is set already\./,
	},
	{
		what: 'gets no answer to the handshake',
		port: async () => await onHello(() => undefined),
		options: { timeoutMs: 1_000 },
		says: /accepted the connection but did not answer the TLS handshake/,
		remedy: /^Set 'Max TLS Version' to 'TLS 1\.2'/,
	},
	{
		what: 'gets an alert',
		port: async () => await onHello((socket) => socket.end(alert(40))),
		says: /ended the TLS handshake with alert 40 \(handshake failure\)/,
		remedy: /^Set 'Max TLS Version' to 'TLS 1\.2'/,
	},
	{
		what: 'gets an alert about the host name',
		port: async () => await onHello((socket) => socket.end(alert(112))),
		says: /alert 112 \(unrecognized name\)/,
		remedy: /^Use a host name that the certificate lists/,
	},
	{
		what: 'gets an alert about the version',
		port: async () => await onHello((socket) => socket.end(alert(70))),
		says: /have no TLS version in common/,
		remedy: /Update Net2 and Windows on the server/,
	},
	{
		what: 'may use TLS 1.2 at most, and the server wants TLS 1.3',
		port: async () => await listen(createTlsServer({ ...(await pair()), minVersion: 'TLSv1.3' })),
		options: { maxTlsVersion: '1.2' },
		says: /have no TLS version in common/,
		remedy: /^Set 'Max TLS Version' to 'Default'/,
	},
	{
		what: 'meets a key that is too weak for this Node.js',
		// Node.js 20 accepts 1,024 bits, which Node.js 24.5 rejects in the same way.
		port: async () => await listen(createTlsServer(await pair(768))),
		reason: 'certificate',
		says: /too weak for Node\.js \d+/,
		remedy: /RSA key of at least 2,048 bits/,
	},
	{
		what: 'meets a certificate that is not trusted',
		port: async () => await listen(createTlsServer(await pair())),
		reason: 'certificate',
		says: /self-signed and is not trusted here/,
		remedy: /Net2LocalAPI\.crt/,
	},
	{
		what: 'meets a server that speaks plain http',
		port: async () => (await serve(() => ({}))).port,
		says: /did not answer in TLS on this port, but 'Base URL' starts with https/,
		remedy: /8443 for https and 8080 for http/,
	},
	{
		what: 'speaks plain http to a server that answers with a TLS alert',
		port: async () => await onHello((socket) => socket.end(alert(70))),
		scheme: 'http',
		says: /expects https:\/\/ on this port/,
		remedy: /Write https:\/\/ in 'Base URL'/,
	},
	{
		what: 'speaks plain http to an nginx that expects https',
		port: async () =>
			await onHello((socket) =>
				socket.end(
					'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html><center>The plain HTTP request was sent to HTTPS port</center></html>',
				),
			),
		scheme: 'http',
		says: /expects https:\/\/ on this port/,
		remedy: /Write https:\/\/ in 'Base URL'/,
	},
];

/** A key and certificate; an RSA key below 1,024 bits is too weak for every Node.js that we support. */
async function pair(rsaBits?: number) {
	if (rsaBits === undefined) return await selfSigned();
	return { ...(await selfSigned({ rsaBits })), ciphers: 'DEFAULT:@SECLEVEL=0' };
}

describe('a connection', () => {
	it.each(faults)('that $what says so, with the way out', async (fault) => {
		const base = `${fault.scheme ?? 'https'}://localhost:${await fault.port()}`;
		for (const method of ['GET', 'POST'] as const) {
			const error = await failure(transportTo(base, fault.options), { method });
			expect(error.message).toMatch(fault.says);
			expect(error.remedy).toMatch(fault.remedy);
			expect(error.reason).toBe(fault.reason ?? 'tls');
			expect(error.explanation).not.toMatch(/wrong port/i);
			if (!/this port/.test(error.message)) expect(error.explanation).not.toMatch(/8443|8080/);
		}
	});

	it('gets through a device that drops TLS 1.3 once the version is limited', async () => {
		const made = await selfSigned();
		const seen: boolean[] = [];
		const behind = await serve(() => ({ text: 'here' }), made);
		const { connect } = await import('node:net');
		const port = await onHello((socket, hello) => {
			seen.push(offersTls13(hello));
			if (offersTls13(hello)) return void socket.resetAndDestroy();
			const onward = connect(behind.port, '127.0.0.1').on('error', () => socket.destroy());
			onward.write(hello);
			return void socket.pipe(onward).pipe(socket);
		});
		const base = `https://localhost:${port}`;
		const options = { caCertificate: made.cert };
		const error = await failure(transportTo(base, options));
		expect(error.remedy).toContain(LIMIT);
		expect(error.remedy).toContain(UNTIL);
		const limited = transportTo(base, { ...options, maxTlsVersion: '1.2' });
		expect((await limited.send({ method: 'GET', path: '/x' })).status).toBe(200);
		expect(seen).toEqual([true, false]);
	});

	it('reaches a server that knows only TLS 1.2', async () => {
		const made = await selfSigned();
		const server = await serve(() => ({ text: 'here' }), { ...made, maxVersion: 'TLSv1.2' });
		const transport = transportTo(server.baseUrl, { caCertificate: made.cert });
		expect((await transport.send({ method: 'GET', path: '/x' })).status).toBe(200);
	});
});
