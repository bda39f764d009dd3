import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterEach, describe, expect, it } from 'vitest';
import { movableClock, startEmulator } from '../../emulator/index';
import type { EmulatorOptions } from '../../emulator/index';
import { form, json, TestClient } from './testClient';

let open: TestClient[] = [];
afterEach(async () => {
	await Promise.all(open.map(async ({ net2 }) => await net2.stop()));
	open = [];
});

async function start(options: EmulatorOptions = {}) {
	const clock = movableClock('2026-03-02T08:00:00Z');
	const net2 = await startEmulator({ signInRate: 'off', clock, ...options });
	const client = new TestClient(net2);
	open.push(client);
	return { net2, client, clock };
}

describe('password grant', () => {
	it('answers a token that opens the API until its life ends', async () => {
		const { client, clock } = await start({ tokenLife: 60 });
		const body = await client.signIn();
		expect(body).toMatchObject({
			token_type: 'bearer',
			expires_in: 60,
			expiry_datetime: '2026-03-02T08:01:00.0000000Z',
		});
		expect(body).not.toHaveProperty('refresh_token');
		const part = String(body.access_token).split('.')[1] ?? '';
		const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
		expect(claims).toMatchObject({ exp: Date.parse('2026-03-02T08:01:00Z') / 1000 });
		expect((await client.api('/users')).status).toBe(200);
		clock.advance(60_000);
		const late = await client.api('/users');
		expect(late.status).toBe(401);
		expect(late.json).toEqual({ message: 'Authorization has been denied for this request.' });
	});

	it('takes JSON as well as a form, and the operator in any case', async () => {
		const { client } = await start();
		const fields = client.passwordFields({ username: 'system ENGINEER' });
		expect((await client.api('/authorization/tokens', json('POST', fields))).status).toBe(200);
	});

	it('answers a wrong client id and a wrong password differently', async () => {
		const { client } = await start();
		const client_id = await client.tokens(client.passwordFields({ client_id: 'other' }));
		expect([client_id.status, client_id.json]).toEqual([400, { error: 'invalid_client' }]);
		const password = await client.tokens(client.passwordFields({ password: 'wrong' }));
		expect([password.status, password.json]).toEqual([401, { error: 'invalid_grant' }]);
		const grant = await client.tokens(client.passwordFields({ grant_type: 'magic' }));
		expect([grant.status, grant.json]).toEqual([400, { error: 'unsupported_grant_type' }]);
	});

	it('leaves expires_in out when the switch says so', async () => {
		const { client } = await start({ omitExpiresIn: true });
		const body = await client.signIn();
		expect(body).not.toHaveProperty('expires_in');
		expect(body).toHaveProperty('expiry_datetime');
	});

	it('logs the grant and a digest of the body, and nothing secret', async () => {
		const { client, net2 } = await start();
		const request = form(client.passwordFields());
		await client.api('/authorization/tokens', request);
		expect(net2.requests()).toMatchObject([
			{
				method: 'POST',
				path: '/api/v1/authorization/tokens',
				status: 200,
				grant: 'password',
				digest: createHash('sha256')
					.update(request.body ?? '')
					.digest('hex'),
			},
		]);
		expect(JSON.stringify(net2.requests())).not.toContain('System engineer');
	});
});

describe('refresh grant', () => {
	async function chain(options: EmulatorOptions) {
		const made = await start(options);
		const first = await made.client.signIn({ scope: 'offline_access' });
		const refresh = async (token: unknown, more: Record<string, string> = {}) =>
			await made.client.tokens({
				grant_type: 'refresh_token',
				refresh_token: String(token),
				client_id: made.net2.operator.clientId,
				...more,
			});
		return { ...made, refresh, token: first.refresh_token };
	}

	it('keeps the old token by default, and returns a new one only when the request wants one', async () => {
		const { refresh, token } = await chain({});
		const plain = await refresh(token);
		expect(plain.status).toBe(200);
		expect(plain.json).not.toHaveProperty('refresh_token');
		const renewed = await refresh(token, { scope: 'offline_access' });
		expect(renewed.json).toHaveProperty('refresh_token');
		expect((await refresh(token)).status).toBe(200);
	});

	it('ends with the life of its first token where it does not slide', async () => {
		const { refresh, token, clock } = await chain({ refreshLife: 100 });
		clock.advance(60_000);
		expect((await refresh(token)).status).toBe(200);
		clock.advance(60_000);
		const late = await refresh(token);
		expect([late.status, late.json]).toEqual([400, { error: 'invalid_grant' }]);
	});

	it('goes on with every use where it slides', async () => {
		const { refresh, token, clock } = await chain({ refreshLife: 100, refreshSlides: true });
		for (let use = 0; use < 5; use += 1) {
			clock.advance(60_000);
			expect((await refresh(token)).status).toBe(200);
		}
	});

	it('refuses the old token where tokens rotate', async () => {
		const { refresh, token } = await chain({ refreshRotates: true });
		expect((await refresh(token)).json).toHaveProperty('refresh_token');
		expect((await refresh(token)).status).toBe(400);
	});

	it('needs the second factor when the switch says so', async () => {
		const { refresh, token, net2 } = await chain({ refreshNeedsMfa: true });
		net2.config({ mfa: 'otp' });
		expect((await refresh(token)).json).toMatchObject({ error: 'mfa_required' });
		net2.config({ refreshNeedsMfa: false });
		expect((await refresh(token)).status).toBe(200);
	});

	it('ends when it is revoked', async () => {
		const { refresh, token, client } = await chain({});
		const gone = await client.api('/authorization/tokens', json('DELETE', { refreshToken: token }));
		expect(gone.status).toBe(204);
		expect((await refresh(token)).status).toBe(400);
	});
});

describe('second factor', () => {
	async function challenge(client: TestClient): Promise<string> {
		const reply = await client.tokens(client.passwordFields({ scope: 'offline_access' }));
		return String(
			Object.entries(reply.json ?? {}).find(([name]) => name === 'challengeToken')?.[1],
		);
	}
	async function answer(client: TestClient, challengeToken: string, code: string) {
		return await client.post('/authorization/mfa-challenge', { challengeToken, code });
	}
	async function finish(client: TestClient, challengeToken: string) {
		const client_id = client.net2.operator.clientId;
		return await client.tokens({ challengeToken, grant_type: 'mfa_2fa', client_id });
	}

	it.each([200, 400, 401, 403] as const)('can be required with status %i', async (mfaStatus) => {
		const { client } = await start({ mfa: 'otp', mfaStatus });
		const reply = await client.tokens(client.passwordFields());
		expect(reply.status).toBe(mfaStatus);
		expect(reply.json).toMatchObject({ error: 'mfa_required' });
	});

	it('takes an authenticator code and then gives tokens', async () => {
		const { client, net2, clock } = await start({ mfa: 'otp' });
		const token = await challenge(client);
		const request = { challengeToken: token, challengeType: 'otp' };
		expect((await client.post('/authorization/mfa-request', request)).json).toEqual({});
		expect((await finish(client, token)).status).toBe(400);
		const totp = new TOTP({ secret: Secret.fromBase32(net2.mfa().secret) });
		const code = totp.generate({ timestamp: clock.now().getTime() });
		expect((await answer(client, token, code)).status).toBe(200);
		expect((await finish(client, token)).json).toHaveProperty('refresh_token');
		expect((await finish(client, token)).status).toBe(400);
	});

	it.each([
		['refuse', 400],
		['allow', 200],
	] as const)('on a code used before: %s', async (otpReuse, status) => {
		const { client, net2 } = await start({ mfa: 'otp', otpReuse });
		const { code } = net2.mfa();
		expect((await answer(client, await challenge(client), code)).status).toBe(200);
		expect((await answer(client, await challenge(client), code)).status).toBe(status);
	});

	it('takes the code that was emailed, and needs the right type', async () => {
		const { client, net2 } = await start({ mfa: 'email' });
		const token = await challenge(client);
		const wrong = { challengeToken: token, challengeType: 'otp' };
		expect((await client.post('/authorization/mfa-request', wrong)).status).toBe(400);
		expect(net2.mfa().lastEmailedCode).toBeNull();
		const right = { challengeToken: token, challengeType: 'email' };
		expect((await client.post('/authorization/mfa-request', right)).status).toBe(200);
		const code = net2.mfa().lastEmailedCode ?? '';
		expect(code).toMatch(/^\d{6}$/);
		expect((await answer(client, token, code)).status).toBe(200);
		expect((await finish(client, token)).status).toBe(200);
	});

	it('refuses a wrong code, and the challenge after five of them or five minutes', async () => {
		const { client, net2, clock } = await start({ mfa: 'otp' });
		const token = await challenge(client);
		for (let wrong = 0; wrong < 5; wrong += 1) {
			expect((await answer(client, token, 'abc')).status).toBe(400);
		}
		expect((await answer(client, token, net2.mfa().code)).status).toBe(400);
		const late = await challenge(client);
		clock.advance(300_000);
		expect((await answer(client, late, net2.mfa().code)).status).toBe(400);
	});
});

describe('sign-in rate', () => {
	it('admits one in 500 ms, preflights counted, and answers a page without Retry-After', async () => {
		const { client, clock } = await start({ signInRate: 2 });
		expect((await client.tokens(client.passwordFields())).status).toBe(200);
		clock.advance(499);
		const refused = await client.tokens(client.passwordFields());
		expect(refused.status).toBe(429);
		expect(refused.text).toContain('<html>');
		expect(refused.headers).not.toHaveProperty('retry-after');
		clock.advance(1);
		const preflight = await client.api('/authorization/tokens', { method: 'OPTIONS' });
		expect(preflight.status).toBe(204);
		expect((await client.tokens(client.passwordFields())).status).toBe(429);
	});

	it('can spare loopback, and can be off', async () => {
		for (const options of [
			{ signInRate: 2, loopbackExempt: true },
			{ signInRate: 'off' },
		] as const) {
			const { client } = await start(options);
			for (let time = 0; time < 3; time += 1) {
				expect((await client.tokens(client.passwordFields())).status).toBe(200);
			}
		}
	});

	it.each([
		[3, '3'],
		['date', 'Mon, 02 Mar 2026 08:00:01 GMT'],
	] as const)('can send Retry-After as %s', async (retryAfter, header) => {
		const { client } = await start({ signInRate: 2, retryAfter });
		await client.tokens(client.passwordFields());
		const refused = await client.tokens(client.passwordFields());
		expect(refused.headers['retry-after']).toBe(header);
	});
});
