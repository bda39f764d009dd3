import { expect } from 'vitest';
import { form, type TestClient, type TestReply, type TestRequest } from './testClient';

/** One request as a client of Net2 sends it, and what the emulator has to do. */
export interface Sent {
	does: string;
	path: string;
	request?: () => TestRequest;
	status: number;
	effect?: (reply: TestReply, client: TestClient) => void;
}

export const OPERATOR = {
	username: 'System engineer',
	password: 'net2',
};
export const CLIENT_ID = '00000000-0000-0000-0000-000000000001';
export const TOKENS = '/authorization/tokens';

export const query = (sql: string) => `/customquery/querydb?query=${encodeURIComponent(sql)}`;

export function signedIn(reply: TestReply): void {
	expect(reply.json).toHaveProperty('access_token');
}

/** OAuth in Go: the client id goes into HTTP Basic first, URL-encoded and without a secret. */
export function basic(fields: Record<string, string>): TestRequest {
	const request = form(fields);
	const pair = `${encodeURIComponent(CLIENT_ID)}:`;
	const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
	return { ...request, headers: { ...request.headers, authorization } };
}
