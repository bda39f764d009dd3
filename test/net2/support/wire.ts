import { connect, createServer, type Server } from 'node:net';
import { afterEach } from 'vitest';
import type { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';
import type { HttpRequest, Transport } from '../../../nodes/PaxtonNet2/net2/transport';
import {
	createUndiciTransport,
	type UndiciTransportOptions,
} from '../../../nodes/PaxtonNet2/net2/undiciTransport';
import { type Net2Server, startServer } from './net2Server';

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A transport that is closed after the test. */
export function transportTo(
	baseUrl: string,
	more: Partial<UndiciTransportOptions> = {},
): Transport {
	const transport = createUndiciTransport({
		baseUrl,
		maxConnections: 2,
		timeoutMs: 20_000,
		...more,
	});
	closing.push(async () => await transport.close());
	return transport;
}

/** A server that is stopped after the test. */
export async function serve(...args: Parameters<typeof startServer>): Promise<Net2Server> {
	const server = await startServer(...args);
	closing.push(async () => await server.close());
	return server;
}

/** The error of a request that has to fail. */
export async function failure(
	transport: Transport,
	request: Partial<HttpRequest> = {},
): Promise<Net2Error> {
	return await transport.send({ method: 'GET', path: '/users', ...request }).then(
		() => {
			throw new Error('It was sent after all');
		},
		(error: Net2Error) => error,
	);
}

/** A proxy that knows CONNECT only, with plain sockets. */
export async function startTunnel(onConnect: (target: string) => void) {
	let refusing = false;
	let silent = false;
	const server: Server = createServer((socket) => {
		socket.on('error', () => {});
		socket.once('data', (data) => {
			const [, target = ''] = /^CONNECT (\S+)/.exec(data.toString('latin1')) ?? [];
			if (silent) return undefined;
			if (refusing) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
			onConnect(target);
			const [host = '', port = ''] = target.split(':');
			const onward = connect(Number(port), host, () => {
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				socket.pipe(onward).pipe(socket);
			});
			onward.on('error', () => socket.destroy());
			return undefined;
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing.push(async () => server.close());
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		refuse: async () => {
			refusing = true;
		},
		fallSilent: () => {
			silent = true;
		},
		stop: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
