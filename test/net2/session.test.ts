import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { openNet2, SessionPool } from '../../nodes/PaxtonNet2/net2/openNet2';
import { BoundedSet } from '../../nodes/PaxtonNet2/net2/signIn/sessionPool';
import type { FakeClock } from './support/fakeClock';
import { MemoryStore } from './support/memoryStore';
import { counted, scriptedServer, scriptedServerOptions } from './support/scriptedServer';

const SIGN_IN = 'POST /authorization/tokens';

let emulator: Emulator;
let clock: FakeClock;
beforeEach(async () => {
	({ emulator, clock } = await scriptedServer());
});
afterEach(async () => await emulator.stop());

const grants = () =>
	emulator
		.requests()
		.filter((one) => one.grant !== undefined)
		.map((one) => one.grant);

type Overrides = Parameters<typeof scriptedServerOptions>[2];
const open = (overrides: Overrides = {}) =>
	openNet2(scriptedServerOptions(emulator, clock, overrides));

describe('the ladder', () => {
	it('makes no request before the first call, and one sign-in for many', async () => {
		const client = open({ initialRequests: 8 });
		expect(emulator.requests()).toEqual([]);
		expect(client.session.state()).toBeUndefined();
		await Promise.all(Array.from({ length: 50 }, async () => await client.departments.list()));
		expect(grants()).toEqual(['password']);
		expect(client.session.state()).toMatchObject({ renewable: true, secondFactor: false });
	});

	it('is shared by the clients of one process, in any order', async () => {
		const sessions = new SessionPool(clock);
		const clients = [open({ sessions }), open({ sessions }), open({ sessions })];
		await Promise.all(clients.map(async (client) => await client.departments.list()));
		await open({ sessions }).departments.list();
		expect(grants()).toEqual(['password']);
	});

	it('does not cross from one credential to another', async () => {
		const sessions = new SessionPool(clock);
		await open({ sessions }).departments.list();
		const edited = open({ sessions, mfa: { password: 'edited' } });
		await expect(edited.departments.list()).rejects.toMatchObject({ reason: 'signInRefused' });
		const other = await scriptedServer({}, clock);
		const elsewhere = openNet2(scriptedServerOptions(other.emulator, clock, { sessions }));
		await elsewhere.departments.list();
		expect(counted(other.emulator, SIGN_IN)).toBe(1);
		await other.emulator.stop();
	});

	it('goes on from the store after a restart, without a sign-in', async () => {
		const store = new MemoryStore();
		await open({ store }).departments.list();
		expect(store.writes).toBe(1);
		await open({ store }).departments.list();
		expect(grants()).toEqual(['password']);
		expect(store.writes).toBe(1);
	});

	it('gives a store what the process has, once', async () => {
		const sessions = new SessionPool(clock);
		await open({ sessions }).departments.list();
		const store = new MemoryStore();
		const client = open({ sessions, store });
		await client.departments.list();
		await client.departments.list();
		await open({ sessions, store }).departments.list();
		expect(store.writes).toBe(1);
		expect(grants()).toEqual(['password']);
	});

	it('takes the saved sign-in that was passed in', async () => {
		const first = open();
		await first.session.ensure();
		const session = await first.session.sealed();
		await open({ session }).departments.list();
		expect(grants()).toEqual(['password']);
	});

	it.each(['503', '502', 'reset-before', 'reset-after'] as const)(
		'renews again after a %s, without the password',
		async (fault) => {
			const client = open();
			await client.departments.list();
			clock.advance(29.5 * 60_000);
			emulator.faults([{ match: 'POST */authorization/tokens', fault, times: 1 }]);
			await client.departments.list();
			expect(new Set(grants())).toEqual(new Set(['password', 'refresh_token']));
			expect(grants().filter((grant) => grant === 'password')).toHaveLength(1);
			expect(grants().filter((grant) => grant === 'refresh_token').length).toBeGreaterThan(1);
		},
	);

	it('renews with the refresh token when the access token is about to end', async () => {
		const store = new MemoryStore();
		const client = open({ store });
		await client.departments.list();
		clock.advance(28 * 60_000);
		await client.departments.list();
		expect(grants()).toEqual(['password']);
		clock.advance(90_000);
		await client.departments.list();
		expect(grants()).toEqual(['password', 'refresh_token']);
		expect(store.writes).toBe(2);
		await open({ store }).departments.list();
		expect(grants()).toEqual(['password', 'refresh_token']);
	});

	it.each([
		['rotating', { refreshRotates: true }],
		['sliding', { refreshSlides: true }],
		['neither', {}],
	])('keeps a refresh chain that is %s alive', async (_how, switches) => {
		emulator.config(switches);
		const store = new MemoryStore();
		for (let round = 0; round < 6; round += 1) {
			await open({ store }).departments.list();
			clock.advance(29.5 * 60_000);
		}
		// A chain that does not slide ends after two hours. Then the password is needed once more.
		const passwords = grants().filter((grant) => grant === 'password').length;
		expect(passwords).toBe('refreshSlides' in switches ? 1 : 2);
	});

	it('keeps the old refresh token where no new one comes', async () => {
		const { tokenReply, openClient } = await import('./support/openClient');
		const { startServer } = await import('./support/net2Server');
		const server = await startServer((seen, nth) => {
			if (seen.path !== '/authorization/tokens') return { json: [] };
			const { refresh_token: kept } = seen.form;
			return tokenReply(nth, { refresh_token: kept === undefined ? 'the-one' : null });
		});
		const { client, clock: own } = openClient(server);
		for (let round = 0; round < 3; round += 1) {
			await client.departments.list();
			own.advance(31 * 60_000);
		}
		const sent = server.seen.filter((one) => one.path === '/authorization/tokens');
		expect(sent.map((one) => one.form['refresh_token'])).toEqual([undefined, 'the-one', 'the-one']);
		await server.close();
	});

	it('falls back to the password once where the refresh token is refused', async () => {
		const store = new MemoryStore();
		const client = open({ store });
		await client.departments.list();
		emulator.restart();
		await client.departments.list();
		expect(grants()).toEqual(['password', 'refresh_token', 'password']);
	});

	it('does not try a dead refresh token again', async () => {
		const first = open();
		await first.session.ensure();
		const session = await first.session.sealed();
		emulator.restart();
		const sessions = new SessionPool(clock);
		await open({ sessions, session }).departments.list();
		emulator.clearRequests();
		emulator.dropAccessTokens();
		await open({ sessions, session }).departments.list();
		expect(grants()).toEqual(['refresh_token']);
	});
});

describe('a token that dies early', () => {
	it('is dropped, and the call sent once more with another', async () => {
		const client = open();
		await client.departments.list();
		emulator.dropAccessTokens();
		await Promise.all([client.departments.list(), client.accessLevels.list()]);
		expect(grants()).toEqual(['password', 'refresh_token']);
	});

	it('a stale copy of it in the store is not picked up again', async () => {
		const sessions = new SessionPool(clock);
		const store = new MemoryStore();
		await open({ sessions, store }).departments.list();
		const [[fingerprint, stale] = ['', '']] = [...store.entries];
		emulator.dropAccessTokens();
		await open({ sessions, store }).departments.list();
		store.entries.set(fingerprint, stale);
		await open({ sessions, store }).departments.list();
		expect(grants()).toEqual(['password', 'refresh_token']);
	});

	it('writes are replayed too, for a 401 means that nothing was done', async () => {
		const client = open();
		await client.session.ensure();
		emulator.dropAccessTokens();
		const id = await client.users.create({ firstName: 'Once', lastName: 'Only' });
		const people = await client.users.list();
		expect(people.filter((one) => one.lastName === 'Only').map((one) => one.id)).toEqual([id]);
	});

	it('refused on the replay as well: no right to that route, without a sign-in per item', async () => {
		emulator.faults([{ match: 'GET /api/v1/accesslevels', times: 99, fault: 'unauthorized' }]);
		const client = open();
		for (let item = 0; item < 10; item += 1) {
			await expect(client.accessLevels.list()).rejects.toMatchObject({
				reason: 'notAllowed',
				call: { status: 401, route: '/accesslevels' },
			});
			await client.departments.list();
		}
		expect(grants()).toEqual(['password', 'refresh_token']);
	});

	it('every token refused on every route ends the run', async () => {
		emulator.faults([{ match: 'GET *', times: 999, fault: 'unauthorized' }]);
		const client = open();
		const reasons: unknown[] = [];
		for (const call of [
			client.departments,
			client.accessLevels,
			client.users,
			client.departments,
		]) {
			for (let item = 0; item < 5; item += 1) {
				reasons.push(await call.list().catch((error: { reason?: string }) => error.reason));
			}
		}
		expect(reasons).toContain('signInRefused');
		expect(grants().length).toBeLessThanOrEqual(5);
	});
});

describe('a refusal', () => {
	it('wrong password: one attempt for 500 items, and 20 executions in a minute', async () => {
		const sessions = new SessionPool(clock);
		const wrong = { password: 'wrong' };
		const client = open({ sessions, mfa: wrong });
		for (let item = 0; item < 500; item += 1) {
			await expect(client.users.get(item)).rejects.toMatchObject({ reason: 'signInRefused' });
		}
		for (let run = 0; run < 19; run += 1) {
			clock.advance(3_000);
			await expect(open({ sessions, mfa: wrong }).users.list()).rejects.toMatchObject({
				reason: 'signInRefused',
				message: expect.stringContaining('password'),
			});
		}
		expect(grants()).toEqual(['password']);
		clock.advance(4_000);
		await expect(open({ sessions, mfa: wrong }).users.list()).rejects.toThrow();
		expect(grants()).toHaveLength(2);
		// Not even later, when the process has forgotten it, for the execution that has met it.
		clock.advance(61_000);
		await expect(client.users.list()).rejects.toThrow();
		expect(grants()).toHaveLength(2);
	});

	it('at once forgotten for an edited credential', async () => {
		const sessions = new SessionPool(clock);
		await expect(open({ sessions, mfa: { password: 'wrong' } }).users.list()).rejects.toMatchObject(
			{ reason: 'signInRefused' },
		);
		await open({ sessions }).users.list();
	});

	it('unknown client id: says which licence file and which service', async () => {
		const client = open({ mfa: { clientId: 'not-mine' } });
		await expect(client.users.list()).rejects.toMatchObject({
			reason: 'signInRefused',
			message: expect.stringContaining('invalid_client'),
			remedy: expect.stringContaining('restart'),
		});
	});
});

describe('single flight', () => {
	it('a stopped run does not stop those who wait for its sign-in', async () => {
		emulator.config({ latency: 30 });
		const sessions = new SessionPool(clock);
		const controller = new AbortController();
		const stopped = open({ sessions, signal: controller.signal }).departments.list();
		const waiting = open({ sessions }).departments.list();
		setTimeout(() => controller.abort(), 5);
		await expect(stopped).rejects.toMatchObject({ reason: 'cancelled' });
		await expect(waiting).resolves.toBeInstanceOf(Array);
	});

	it('a run without a saved sign-in does not take it from one that has one', async () => {
		emulator.config({ mfa: 'otp', latency: 20 });
		const sessions = new SessionPool(clock);
		const first = open({ mfa: { mfaType: 'otp', mfaCode: emulator.mfa().code } });
		await first.session.ensure();
		const session = await first.session.sealed();
		const without = open({ sessions }).departments.list();
		const having = open({ sessions, session }).departments.list();
		await expect(without).rejects.toMatchObject({ reason: 'mfaRequired' });
		await expect(having).resolves.toBeInstanceOf(Array);
	});

	it('a failed sign-in is the failure of all who waited for it', async () => {
		const sessions = new SessionPool(clock);
		const results = await Promise.allSettled(
			Array.from(
				{ length: 5 },
				async () => await open({ sessions, mfa: { password: 'wrong' } }).users.list(),
			),
		);
		expect(results.every((one) => one.status === 'rejected')).toBe(true);
		expect(grants()).toEqual(['password']);
	});
});

describe('a set of limited size', () => {
	it('forgets the oldest member when a new one does not fit', () => {
		const used = new BoundedSet(2);
		for (const member of ['a', 'b', 'c']) used.add(member);
		expect(['a', 'b', 'c'].map((member) => used.has(member))).toEqual([false, true, true]);
	});
});
