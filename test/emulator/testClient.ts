import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Emulator } from '../../emulator/index';

export interface TestReply {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	bytes: Buffer;
	json: unknown;
}

export interface TestRequest {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

/** One request on a socket of its own; rejects where the server breaks it off. */
export async function send(
	url: string,
	{ method = 'GET', headers = {}, body }: TestRequest = {},
	ca?: string,
): Promise<TestReply> {
	return await new Promise((resolve, reject) => {
		const make = url.startsWith('https:') ? httpsRequest : httpRequest;
		// Node itself sends no length with a DELETE, and then the server cannot know that there is a body.
		const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
		const all = { ...length, ...headers };
		const outgoing = make(url, { method, headers: all, agent: false, ca }, (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('error', reject);
			incoming.on('end', () => {
				const bytes = Buffer.concat(chunks);
				resolve({
					status: incoming.statusCode ?? 0,
					headers: incoming.headers,
					text: bytes.toString('utf8'),
					bytes,
					get json() {
						const parsed: unknown = JSON.parse(bytes.toString('utf8'));
						return parsed;
					},
				});
			});
		});
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

export function form(fields: Record<string, string>): TestRequest {
	return {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams(fields).toString(),
	};
}

export function json(method: string, body: unknown): TestRequest {
	return {
		method,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
}

/** A client of one emulator that keeps its access token. */
export class TestClient {
	token = '';

	constructor(readonly net2: Emulator) {}

	passwordFields(more: Record<string, string> = {}): Record<string, string> {
		const { username, password, clientId } = this.net2.operator;
		return { username, password, grant_type: 'password', client_id: clientId, ...more };
	}

	async tokens(fields: Record<string, string>): Promise<TestReply> {
		return await this.api('/authorization/tokens', form(fields));
	}

	async signIn(more: Record<string, string> = {}): Promise<Record<string, unknown>> {
		const reply = await this.tokens(this.passwordFields(more));
		const body = Object.fromEntries(Object.entries(reply.json ?? {}));
		this.token = String(body.access_token);
		return body;
	}

	async api(path: string, request: TestRequest = {}): Promise<TestReply> {
		const headers: Record<string, string> =
			this.token === '' ? {} : { authorization: `bearer ${this.token}` };
		return await send(
			`${this.net2.url}/api/v1${path}`,
			{ ...request, headers: { ...headers, ...request.headers } },
			this.net2.certificate,
		);
	}

	async put(path: string, body: unknown): Promise<TestReply> {
		return await this.api(path, json('PUT', body));
	}

	async post(path: string, body: unknown): Promise<TestReply> {
		return await this.api(path, json('POST', body));
	}

	async query(sql: string): Promise<TestReply> {
		return await this.api(`/customquery/querydb?query=${encodeURIComponent(sql)}`);
	}

	async control(path: string, request: TestRequest = {}): Promise<TestReply> {
		return await send(`${this.net2.url}/__emulator${path}`, request, this.net2.certificate);
	}

	/** What the emulator stores about one user. */
	person(id: number) {
		const found = this.net2.state().users.find((user) => user.id === id);
		if (!found) throw new Error(`There is no user ${id}.`);
		return found;
	}
}
