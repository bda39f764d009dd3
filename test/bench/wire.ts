import * as v from 'valibot';
import { Pool } from 'undici';
import { OPERATOR } from './people';

/** A bare client over kept connections: as little as can be between a list and the server. */
export interface BareClient {
	signIn(): Promise<void>;
	send(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown>;
	close(): Promise<void>;
}

export function bareClient(url: string, connections: number): BareClient {
	const pool = new Pool(url, { connections });
	let authorization = '';
	return {
		async signIn() {
			const { username, password, clientId: client_id } = OPERATOR;
			const form = new URLSearchParams({ username, password, client_id, grant_type: 'password' });
			const { body } = await pool.request({
				method: 'POST',
				path: '/api/v1/authorization/tokens',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: form.toString(),
			});
			const { access_token } = v.parse(v.object({ access_token: v.string() }), await body.json());
			authorization = `Bearer ${access_token}`;
		},
		async send(method, path, body) {
			const reply = await pool.request({
				method,
				path: `/api/v1${path}`,
				headers: { authorization, 'content-type': 'application/json' },
				body: body === undefined ? null : JSON.stringify(body),
			});
			const text = await reply.body.text();
			if (reply.statusCode >= 300)
				throw new Error(`${method} ${path}: ${reply.statusCode} ${text}`);
			const value: unknown = text === '' ? null : JSON.parse(text);
			return value;
		},
		close: async () => await pool.close(),
	};
}

export function query(statement: string): string {
	return `/customquery/querydb?query=${encodeURIComponent(statement)}`;
}

const WithId = v.object({ id: v.number() });
export function idIn(reply: unknown): number {
	return v.parse(WithId, reply).id;
}
