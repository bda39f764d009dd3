/**
 * Reads a reply that comes in so many pieces of one byte. Writes as JSON how long it was, and how much more memory this
 * process took than before.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import * as v from 'valibot';
import { createUndiciTransport } from '../../../nodes/PaxtonNet2/net2/undiciTransport';
import { watchMemory } from '../../mapping/memoryUse';

const Address = v.object({ port: v.number() });
const AT_ONCE = 10_000;
const CHUNKS = Buffer.from('1\r\nx\r\n'.repeat(AT_ONCE));

function answer(socket: Socket, pieces: number): void {
	socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
	let left = pieces / AT_ONCE;
	const more = (): void => {
		while (left > 0) {
			left -= 1;
			if (!socket.write(CHUNKS)) return void socket.once('drain', more);
		}
		socket.end('0\r\n\r\n');
	};
	more();
}

async function main(): Promise<void> {
	const pieces = Number(process.argv[2]);
	const server = createServer((socket) => {
		socket.on('error', () => {});
		socket.once('data', () => answer(socket, pieces));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = v.parse(Address, server.address() satisfies AddressInfo | string | null);
	const baseUrl = `http://127.0.0.1:${port}`;
	const transport = createUndiciTransport({ baseUrl, maxConnections: 1, timeoutMs: 600_000 });
	const memory = watchMemory();
	const { body } = await transport.send({ method: 'GET', path: '/users' });
	process.stdout.write(JSON.stringify({ length: body.length, above: memory.above() }));
	await transport.close();
	server.close();
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
