import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';

const samples = join(__dirname, '../../examples/hr/samples');

/** A request as an HR system received it. */
export interface HrRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	body: string;
}

/** Sends the recorded replies of HR systems, by the paths that their APIs have. */
export async function startHrServer(replies: (request: HrRequest) => unknown) {
	const requests: HrRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '/', 'http://localhost');
			const seen: HrRequest = {
				method: request.method ?? '',
				path: url.pathname,
				query: url.searchParams,
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			};
			requests.push(seen);
			const reply = replies(seen);
			response.statusCode = reply === undefined ? 404 : 200;
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(reply ?? {}));
		});
	});
	return { url: await listening(server), requests, stop: async () => await closed(server) };
}

/** A sample as its HR system sends it. */
export function sample(name: string): Record<string, unknown> {
	const parsed: Record<string, unknown> = JSON.parse(readFileSync(join(samples, name), 'utf8'));
	return parsed;
}

/** A mail server that takes every message and keeps it (RFC 5321). */
export async function startMailServer(onMail: (message: string) => void = () => undefined) {
	const messages: string[] = [];
	const server = createSocketServer((socket) => {
		let inData = false;
		let text = '';
		socket.setEncoding('utf8');
		socket.on('error', () => socket.destroy());
		socket.write('220 mail.example.com ESMTP\r\n');
		socket.on('data', (chunk: string) => {
			text += chunk;
			for (;;) {
				const end = inData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n');
				if (end === -1) return;
				const part = text.slice(0, end);
				text = text.slice(end + (inData ? 5 : 2));
				if (inData) {
					messages.push(part);
					onMail(part);
					inData = false;
					socket.write('250 OK\r\n');
				} else if (/^DATA/i.test(part)) {
					inData = true;
					socket.write('354 Go on\r\n');
				} else if (/^QUIT/i.test(part)) socket.end('221 Bye\r\n');
				else socket.write('250 OK\r\n');
			}
		});
	});
	const { port } = new URL(await listening(server));
	return { port: Number(port), messages, stop: async () => await closed(server) };
}

async function listening(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address: AddressInfo | string | null = server.address();
	if (address === null || typeof address === 'string') throw new Error('no address');
	return `http://127.0.0.1:${address.port}`;
}

async function closed(server: Server): Promise<void> {
	if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
		server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
}
