import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Emulator } from '../../emulator';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import {
	beginEmailChallenge,
	openNet2,
	SessionPool,
	submitCode,
	testSignIn,
} from '../../nodes/PaxtonNet2/net2/openNet2';
import { DerivedKeys } from '../../nodes/PaxtonNet2/net2/signIn/derivedKeys';
import { createSealer } from '../../nodes/PaxtonNet2/net2/signIn/seal';
import type { FakeClock } from './support/fakeClock';
import { MemoryStore } from './support/memoryStore';
import { startServer } from './support/net2Server';
import { CREDENTIAL, optionsFor, signedIn, tokenReply } from './support/openClient';
import { scriptedServer, scriptedServerOptions } from './support/scriptedServer';

const CANARIES = {
	password: 'canary-password-7f3a',
	mfaSecret: 'CANARYSECRETCANARYSECRET',
	mfaCode: 'canary-code-913',
	access: 'canary-access-token',
	refresh: 'canary-refresh-token',
	challenge: 'canary-challenge-token',
	pin: 'canary-pin-4711',
	card: '31415926',
};

/** Everything that a log, an output or a crash report could make of a value. */
function shown(value: unknown): string {
	const parts = [inspect(value, { depth: 20, showHidden: true, getters: true }), String(value)];
	if (value instanceof Error) parts.push(value.message, value.stack ?? '', String(value.cause));
	if (value instanceof Net2Error) parts.push(value.explanation, JSON.stringify({ ...value }));
	return [...parts, JSON.stringify(value) ?? ''].join('\n');
}

function expectClean(value: unknown): void {
	const text = shown(value);
	for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary);
}

describe('no secret shows', () => {
	const mfa = {
		password: CANARIES.password,
		mfaType: 'otp',
		mfaSecret: CANARIES.mfaSecret,
		mfaCode: CANARIES.mfaCode,
	} as const;

	/** A server that repeats what it was sent in every error. */
	const echo = (text: string) => ({
		message: `You sent ${text} and ${Object.values(CANARIES).join(' ')}`.replaceAll(
			'canary-pin',
			'',
		),
	});

	it.each([400, 401, 403, 404, 413, 429, 500, 503])('in the errors of a %i', async (status) => {
		const server = await startServer(
			signedIn({
				'POST /authorization/tokens': () =>
					tokenReply(1, { access_token: CANARIES.access, refresh_token: CANARIES.refresh }),
				'POST /users': ({ text, headers }) => ({
					status,
					json: { message: `Card ${text.slice(-12)}, ${String(headers['authorization'])}` },
				}),
			}),
		);
		const client = openNet2(optionsFor(server, { mfa }));
		const error: unknown = await client.users
			.create({ pin: CANARIES.pin, lastName: CANARIES.card })
			.catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(Net2Error);
		expectClean(error);
		await server.close();
	});

	it.each([200, 400, 401, 403, 500])('in a sign-in refused with %i', async (status) => {
		const server = await startServer((seen) => ({
			status,
			json: { error: 'x', ...echo(seen.text) },
		}));
		const error: unknown = await testSignIn(optionsFor(server, { mfa })).catch(
			(thrown: unknown) => thrown,
		);
		expect(error).toBeInstanceOf(Net2Error);
		const text = shown(error);
		for (const canary of [CANARIES.password, CANARIES.mfaSecret, CANARIES.mfaCode]) {
			expect(text).not.toContain(canary);
		}
		await server.close();
	});

	it('in a client, a pool, a store, a sealed sign-in or challenge', async () => {
		const server = await startServer((seen) => {
			if (seen.path !== '/authorization/tokens') return { json: [] };
			if (seen.form['grant_type'] === 'password') {
				return { json: { error: 'mfa_required', challengeToken: CANARIES.challenge } };
			}
			return tokenReply(1, { access_token: CANARIES.access, refresh_token: CANARIES.refresh });
		});
		const store = new MemoryStore();
		const options = optionsFor(server, { mfa: { ...mfa, mfaType: 'email' }, store });
		const begun = await beginEmailChallenge(options);
		if (begun.outcome !== 'codeRequested') throw new Error('No code was asked for');
		const submitted = await submitCode(options, begun.challenge, '424242');
		const client = openNet2({ ...options, session: submitted.session });
		await client.departments.list();
		for (const value of [client, options.sessions, begun, submitted, [...store.entries]]) {
			expectClean(value);
		}
		expectClean(client.session.state());
		await server.close();
	});

	it('in a later error of a server that repeats the whole sign-in', async () => {
		const seen: string[] = [];
		const server = await startServer(({ path, text }) => {
			seen.push(text);
			if (path === '/authorization/tokens') return tokenReply(1);
			return { status: 400, json: { message: seen.join(' ') } };
		});
		const client = openNet2(optionsFor(server, { mfa }));
		const error: unknown = await client.departments.list().catch((thrown: unknown) => thrown);
		expect(seen[0]).toContain(CANARIES.password);
		expect(error).toMatchObject({ reason: 'badInput' });
		expect(shown(error)).toContain('grant_type');
		expectClean(error);
		await server.close();
	});

	it('in the failures of the wire', async () => {
		const server = await startServer(() => (request) => request.socket.destroy());
		const error: unknown = await openNet2(optionsFor(server, { mfa }))
			.users.list()
			.catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ reason: 'unreachable' });
		expectClean(error);
		await server.close();
	});
});

describe('a seal', () => {
	const credential = { ...CREDENTIAL, baseUrl: 'https://net2', mfaSecret: 'ABCD' };
	const keys = new DerivedKeys();
	const sealer = createSealer(credential, 'fingerprint', keys);

	it('opens for the same credential, in another process too', async () => {
		const sealed = await sealer.seal('session', 'Żółć');
		expect(await sealer.open('session', sealed)).toBe('Żółć');
		const elsewhere = createSealer({ ...credential }, 'fingerprint', new DerivedKeys());
		expect(await elsewhere.open('session', sealed)).toBe('Żółć');
		expect(await sealer.seal('session', 'Żółć')).not.toBe(sealed);
		expect(await sealer.open('session', await sealer.seal('session', ''))).toBe('');
	});

	it.each([
		['another password', { password: 'x' }, 'fingerprint', 'session'],
		['another client id', { clientId: 'x' }, 'fingerprint', 'session'],
		['another authenticator', { mfaSecret: 'x' }, 'fingerprint', 'session'],
		['another server or operator', {}, 'other', 'session'],
		['another purpose', {}, 'fingerprint', 'challenge'],
	])('does not open for %s', async (_what, change, fingerprint, purpose) => {
		const sealed = await sealer.seal('session', 'text');
		const other = createSealer({ ...credential, ...change }, fingerprint, keys);
		expect(await other.open(purpose, sealed)).toBeUndefined();
	});

	it('does not open with any one character changed', async () => {
		const sealed = await sealer.seal('session', 'text');
		const bytes = Array.from(sealed, (_, index) => index).filter((index) => sealed[index] !== '.');
		for (const index of bytes.filter((_, nth) => nth % 5 === 0 || nth < 3)) {
			const other = sealed[index] === 'A' ? 'B' : 'A';
			const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
			// The last character of a group can contain bits that do not count.
			if (/^[\w-](\.|$)/.test(sealed.slice(index))) continue;
			expect(await sealer.open('session', changed)).toBeUndefined();
		}
	});

	it('takes any text for a miss', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string(), async (text) => {
				expect(await sealer.open('session', text)).toBeUndefined();
			}),
		);
	});
});

describe('a derived key', () => {
	it('is derived once for 500 seals with 500 salts', async () => {
		const credential = { ...CREDENTIAL, baseUrl: 'https://net2' };
		const keys = new DerivedKeys();
		const derive = vi.spyOn(keys, 'derive');
		const sealer = createSealer(credential, 'fingerprint', keys);
		const foreign = Array.from({ length: 500 }, () => {
			const part = (length: number) => randomBytes(length).toString('base64url');
			return `v2.${part(16)}.${part(12)}.${part(40)}`;
		});
		for (const sealed of foreign) expect(await sealer.open('undo', sealed)).toBeUndefined();
		expect(new Set(derive.mock.calls.map((call) => JSON.stringify(call))).size).toBe(1);
		const results = await Promise.all(derive.mock.results.map(({ value }) => value));
		// One and the same object: it was derived once.
		expect(new Set(results).size).toBe(1);
	});
});

describe('a store that was tampered with', () => {
	let emulator: Emulator;
	let clock: FakeClock;
	beforeEach(async () => {
		({ emulator, clock } = await scriptedServer({ signInRate: 'off' }));
	});
	afterEach(async () => await emulator.stop());

	it.each([
		['garbage', () => 'garbage'],
		['an old version', (sealed: string) => sealed.replace(/^v2/, 'v1')],
		['a flipped byte', (sealed: string) => `${sealed.slice(0, -6)}AAAAAA`],
		['nothing', () => ''],
	])('with %s is a cache miss and no more', async (_what, change) => {
		const store = new MemoryStore();
		await openNet2(scriptedServerOptions(emulator, clock, { store })).departments.list();
		for (const [key, sealed] of store.entries) store.entries.set(key, change(sealed));
		const sessions = new SessionPool(clock);
		await openNet2(scriptedServerOptions(emulator, clock, { store, sessions })).departments.list();
		const grants = emulator.requests().filter((one) => one.grant === 'password');
		expect(grants).toHaveLength(2);
		expect(store.writes).toBe(2);
	});
});
