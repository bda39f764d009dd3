import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

/** A request as it came over the wire. */
export interface ReceivedRequest {
	method: string;
	/** Without `/api/v1`. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string | string[] | undefined>;
	/** As sent; `json` and `form` read it. */
	text: string;
	form: Record<string, string>;
}

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	json?: unknown;
	text?: string;
}

/** What to answer: a reply, or a function that does as it likes with the socket. */
export type Answer = Reply | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Net2Server {
	baseUrl: string;
	port: number;
	seen: ReceivedRequest[];
	/** Requests to a route, e.g. `POST /authorization/tokens`. */
	count(route: string): number;
	/** Connections that are open. */
	connections(): Promise<number>;
	close(): Promise<void>;
}

/** A real HTTP or HTTPS server that answers with what `respond` gives; 404 where that is undefined. */
export async function startServer(
	respond: (seen: ReceivedRequest, nth: number) => Answer | undefined,
	tls?: { key: string; cert: string; maxVersion?: 'TLSv1.2' },
	/** Default: any free port. */
	listenOn = 0,
): Promise<Net2Server> {
	const seen: ReceivedRequest[] = [];
	const handle = (request: IncomingMessage, response: ServerResponse) => {
		const reply = (entry: ReceivedRequest) => {
			seen.push(entry);
			const route = `${entry.method} ${entry.path}`;
			const nth = seen.filter((one) => `${one.method} ${one.path}` === route).length;
			const answer = respond(entry, nth) ?? { status: 404 };
			if (typeof answer === 'function') return answer(request, response);
			const body = answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json);
			response.writeHead(answer.status ?? 200, answer.headers);
			response.end(body);
		};
		read(request).then(reply, () => response.destroy());
	};
	const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
	server.keepAliveTimeout = 10_000;
	await new Promise<void>((resolve) => server.listen(listenOn, '127.0.0.1', resolve));
	const address = server.address();
	const { port } = address as AddressInfo;
	return {
		baseUrl: `${tls === undefined ? 'http' : 'https'}://localhost:${port}`,
		port,
		seen,
		count: (route) => seen.filter((one) => `${one.method} ${one.path}` === route).length,
		connections: async () => await promisify(server.getConnections.bind(server))(),
		async close() {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

async function read(request: IncomingMessage): Promise<ReceivedRequest> {
	const body = await text(request);
	const url = new URL(request.url ?? '/', 'http://net2');
	return {
		method: request.method ?? '',
		path: url.pathname.replace(/^\/api\/v1/, ''),
		query: Object.fromEntries(url.searchParams),
		headers: request.headers,
		text: body,
		form: Object.fromEntries(new URLSearchParams(body)),
	};
}
