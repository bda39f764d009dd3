import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import {
	beginEmailChallenge,
	openNet2,
	SessionPool,
	signOut,
	testSignIn,
} from '../../nodes/PaxtonNet2/net2/openNet2';
import { createUndiciTransport } from '../../nodes/PaxtonNet2/net2/undiciTransport';
import type { FakeClock } from './support/fakeClock';
import { MemoryStore } from './support/memoryStore';
import { startServer } from './support/net2Server';
import { optionsFor, signedIn } from './support/openClient';
import {
	counted,
	scriptedServer,
	EMULATOR_SECRET,
	scriptedServerOptions,
} from './support/scriptedServer';

let emulator: Emulator;
let clock: FakeClock;
beforeEach(async () => {
	({ emulator, clock } = await scriptedServer());
});
afterEach(async () => await emulator.stop());

type Overrides = Parameters<typeof scriptedServerOptions>[2];
const options = (overrides: Overrides = {}) => scriptedServerOptions(emulator, clock, overrides);

describe('a page of a proxy', () => {
	const page = { status: 200, text: '<html>Welcome</html>' };

	it('confirms no sign-out', async () => {
		const server = await startServer(signedIn({ 'DELETE /authorization/tokens': page }));
		const signIn = optionsFor(server);
		await openNet2(signIn).session.ensure();
		expect(await signOut(signIn)).toEqual({ revoked: false });
		await server.close();
	});

	it('accepts no request for a code', async () => {
		const challenge = { json: { error: 'mfa_required', challengeToken: 'x' } };
		const server = await startServer(
			signedIn({
				'POST /authorization/tokens': challenge,
				'POST /authorization/mfa-request': page,
			}),
		);
		const begun = beginEmailChallenge(optionsFor(server, { mfa: { mfaType: 'email' } }));
		await expect(begun).rejects.toMatchObject({ reason: 'badReply' });
		await server.close();
	});
});

describe('the test of a credential', () => {
	it('signs in, reads the version, and leaves the token for the next run', async () => {
		const sessions = new SessionPool(clock);
		expect(await testSignIn(options({ sessions }))).toEqual({
			outcome: 'signedIn',
			version: '6.9.0.0',
			productType: 'Net2Pro',
		});
		await openNet2(options({ sessions })).departments.list();
		expect(counted(emulator, 'POST /authorization/tokens')).toBe(1);
	});

	it.each(['none', 'email', 'otp'] as const)(
		'stops at the second factor for %s, and spends no code and sends no email',
		async (mfaType) => {
			emulator.config({ mfa: mfaType === 'otp' ? 'otp' : 'email' });
			const result = await testSignIn(options({ mfa: { mfaType, mfaCode: '123456' } }));
			expect(result).toEqual({ outcome: 'secondFactorNeeded' });
			expect(counted(emulator, 'POST /authorization/mfa-request')).toBe(0);
			expect(counted(emulator, 'POST /authorization/mfa-challenge')).toBe(0);
		},
	);

	it('goes on with an authenticator', async () => {
		emulator.config({ mfa: 'otp' });
		const mfa = { mfaType: 'otp', mfaSecret: EMULATOR_SECRET } as const;
		expect(await testSignIn(options({ mfa }))).toMatchObject({
			outcome: 'signedIn',
			version: '7.0.0.0',
		});
	});

	it('signs in even if a refusal is remembered, and a pass clears it for all', async () => {
		const server = await startServer((seen, nth) => {
			if (seen.path !== '/authorization/tokens') return { json: [] };
			return nth === 1 ? { status: 401 } : { json: { access_token: `t${nth}` } };
		});
		const base = optionsFor(server);
		const running = openNet2(base);
		await expect(running.users.list()).rejects.toMatchObject({ reason: 'signInRefused' });
		await expect(running.users.list()).rejects.toMatchObject({ reason: 'signInRefused' });
		expect(server.seen).toHaveLength(1);
		expect(await testSignIn(base)).toMatchObject({ outcome: 'signedIn' });
		expect(await running.users.list()).toEqual([]);
		await server.close();
	});

	it('a pass that stops at the second factor clears it too, for an execution under way', async () => {
		const server = await startServer((_seen, nth) =>
			nth === 1
				? { status: 401 }
				: { status: 400, json: { error: 'mfa_required', challengeToken: 'c' } },
		);
		const base = optionsFor(server);
		const running = openNet2(base);
		await expect(running.users.list()).rejects.toMatchObject({ reason: 'signInRefused' });
		expect(await testSignIn(base)).toEqual({ outcome: 'secondFactorNeeded' });
		await expect(running.users.list()).rejects.toMatchObject({ reason: 'mfaRequired' });
		expect(server.seen).toHaveLength(3);
		await server.close();
	});

	it('a failed test is remembered too', async () => {
		const sessions = new SessionPool(clock);
		const wrong = options({ sessions, mfa: { password: 'wrong' } });
		await expect(testSignIn(wrong)).rejects.toMatchObject({ reason: 'signInRefused' });
		await expect(openNet2(wrong).users.list()).rejects.toMatchObject({ reason: 'signInRefused' });
		expect(counted(emulator, 'POST /authorization/tokens')).toBe(1);
	});

	it.each([
		['a closed port', 'http://127.0.0.1:1', 'unreachable'],
		['an address that is none', 'net2', 'badInput'],
	])('%s', async (_what, baseUrl, reason) => {
		const base = optionsFor({ baseUrl: 'http://127.0.0.1:1' });
		const credential = { ...base.credential, baseUrl };
		await expect(testSignIn({ ...base, credential })).rejects.toMatchObject({ reason });
		expect(base.clock.sleeps).toEqual([]);
	});

	it.each([
		['HTML where JSON is due', { text: '<html>Welcome</html>' }, 'badReply', 'address'],
		['an empty body', { text: '' }, 'badReply', 'address'],
		['another service', { status: 404, text: '<html>' }, 'badReply', 'address'],
		['a redirect', { status: 301, headers: { location: '/x' } }, 'badReply', 'https'],
		['a service that is down', { status: 502, text: '<html>' }, 'unreachable', 'service'],
		['no right', { status: 403, json: { message: 'No.' } }, 'signInRefused', 'rights'],
		['an unknown 400', { status: 400, json: { message: 'Bad.' } }, 'signInRefused', "'Password'"],
		['mfa without a challenge', { json: { error: 'mfa_required' } }, 'badReply', 'address'],
		[
			'invalid_client in a message',
			{ status: 400, json: { Message: 'x: invalid_client' } },
			'signInRefused',
			'licence',
		],
		['an error on 200', { json: { error: 'invalid_grant' } }, 'signInRefused', "'Password'"],
	])('%s', async (_what, reply, reason, cure) => {
		const server = await startServer(() => reply);
		await expect(testSignIn(optionsFor(server))).rejects.toMatchObject({
			reason,
			remedy: expect.stringContaining(cure),
		});
		await server.close();
	});

	it('over https: says that the certificate is not trusted, and trusts it when pasted', async () => {
		const secure = await scriptedServer({ https: true }, clock);
		const base = scriptedServerOptions(secure.emulator, clock);
		await expect(testSignIn(base)).rejects.toMatchObject({ reason: 'certificate' });
		const transport = createUndiciTransport({
			baseUrl: secure.emulator.url,
			caCertificate: secure.emulator.certificate,
			maxConnections: 1,
			timeoutMs: 20_000,
		});
		expect(await testSignIn({ ...base, transport })).toMatchObject({ outcome: 'signedIn' });
		await transport.close();
		await secure.emulator.stop();
	});
});

describe('signing out', () => {
	it('takes the refresh token back and forgets everything', async () => {
		const sessions = new SessionPool(clock);
		const store = new MemoryStore();
		const client = openNet2(options({ sessions, store }));
		await client.departments.list();
		const session = await client.session.sealed();
		expect(await signOut(options({ sessions, store, session }))).toEqual({ revoked: true });
		expect(store.entries.size).toBe(0);
		expect(client.session.state()).toBeUndefined();
		expect(counted(emulator, 'DELETE /authorization/tokens')).toBe(1);
		emulator.clearRequests();
		// Not even the sealed copy brings it back.
		await openNet2(options({ sessions, session })).departments.list();
		expect(emulator.requests().map((one) => one.grant)).toEqual(['password', undefined]);
	});

	it.each(['500', 'reset-before', 'reset-after'] as const)(
		'forgets it here even where the server is away (%s)',
		async (fault) => {
			const sessions = new SessionPool(clock);
			const store = new MemoryStore();
			await openNet2(options({ sessions, store })).departments.list();
			emulator.faults([{ match: 'DELETE *', times: 99, fault }]);
			expect(await signOut(options({ sessions, store }))).toEqual({ revoked: false });
			expect(store.entries.size).toBe(0);
		},
	);

	it('ends as cancelled if the run was cancelled, and has forgotten it here', async () => {
		const sessions = new SessionPool(clock);
		const store = new MemoryStore();
		await openNet2(options({ sessions, store })).departments.list();
		const signal = AbortSignal.abort();
		await expect(signOut(options({ sessions, store, signal }))).rejects.toMatchObject({
			reason: 'cancelled',
		});
		expect(store.entries.size).toBe(0);
	});

	it('without a sign-in has nothing to do', async () => {
		expect(await signOut(options())).toEqual({ revoked: true });
		expect(emulator.requests()).toEqual([]);
	});
});
