import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Answer {
	status?: number;
	headers?: Record<string, string>;
	body: string;
}

export interface Proxy {
	url: string;
	stop(): Promise<void>;
}

/** A proxy between the node and the emulator. It answers some requests itself, and passes on all others. */
export async function startProxy(
	target: string,
	answer: (method: string, path: string) => Answer | undefined,
): Promise<Proxy> {
	const server = createServer((request, response) => {
		const own = answer(request.method ?? '', request.url ?? '');
		if (own === undefined) passOn(target, request, response).catch(() => response.destroy());
		else response.writeHead(own.status ?? 200, own.headers).end(own.body);
	});
	const port = await new Promise<number>((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address ? address.port : 0);
		});
	});
	return {
		url: `http://127.0.0.1:${port}`,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function passOn(
	target: string,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const headers = new Headers();
	for (const name of ['authorization', 'content-type']) {
		const value = request.headers[name];
		if (typeof value === 'string') headers.set(name, value);
	}
	const body = await buffer(request);
	const reply = await fetch(target + (request.url ?? ''), {
		method: request.method ?? 'GET',
		headers,
		...(body.length === 0 ? {} : { body: body.toString('utf8') }),
	});
	const type = reply.headers.get('content-type');
	response.writeHead(reply.status, type === null ? {} : { 'content-type': type });
	response.end(Buffer.from(await reply.arrayBuffer()));
}
