import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openNet2, SessionPool } from '../../nodes/PaxtonNet2/net2/openNet2';
import { withLife } from '../../nodes/PaxtonNet2/net2/signIn/tokenLife';
import { FakeClock } from './support/fakeClock';
import { type Net2Server, type Reply, startServer } from './support/net2Server';
import { openClient, optionsFor, tokenReply } from './support/openClient';
import { counted, scriptedServer, scriptedServerOptions } from './support/scriptedServer';

let server: Net2Server | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

const HTML_429: Reply = {
	status: 429,
	headers: { 'content-type': 'text/html' },
	text: '<html><head><title>429 Too Many Requests</title></head></html>',
};

/** A server that refuses the first sign-ins and then accepts all. */
async function limitedBy(replies: Reply[]) {
	server = await startServer((seen, nth) => {
		if (seen.path !== '/authorization/tokens') return { json: [] };
		return replies[nth - 1] ?? tokenReply(nth);
	});
	return server;
}

describe('429 on the sign-in route', () => {
	// Another hour than ours, so that it matters by whose clock a date is measured.
	const now = Date.parse('2026-11-24T11:00:00Z');
	const date = new Date(now).toUTCString();
	const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toUTCString();

	it('delays the sign-in of another operator at the same server as well', async () => {
		const net2 = await limitedBy([{ ...HTML_429, headers: { 'retry-after': '5' } }]);
		const clock = new FakeClock();
		const sessions = new SessionPool(clock);
		const open = (username: string) =>
			openClient(net2, { clock, sessions, mfa: { username } }).client;
		const [one, other] = [open('Operator 1'), open('Operator 2')];
		let release: () => void = () => undefined;
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		const waits: number[] = [];
		const sleep = clock.sleep.bind(clock);
		clock.sleep = async (milliseconds, signal) => {
			waits.push(milliseconds);
			// The pause of the first operator goes on while the second one signs in.
			if (waits.length === 1) await released;
			await sleep(milliseconds, signal);
		};
		const first = one.doors.list();
		await expect.poll(() => waits).toHaveLength(1);
		const second = other.doors.list();
		await expect.poll(() => waits).toHaveLength(2);
		release();
		await Promise.all([first, second]);
		// Without it the second operator would wait for the usual spacing of sign-ins alone.
		expect(waits.slice(0, 2)).toEqual([5_000, 5_000]);
	});

	it.each([
		['as HTML, backs off', HTML_429, 1_000],
		['with seconds', { ...HTML_429, headers: { 'retry-after': '7' } }, 7_000],
		[
			"with a date, on the server's clock",
			{ ...HTML_429, headers: { 'retry-after': inSeconds(9), date } },
			9_000,
		],
		['with nonsense, backs off', { ...HTML_429, headers: { 'retry-after': 'later' } }, 1_000],
		['with a day, is capped', { ...HTML_429, headers: { 'retry-after': '86400' } }, 60_000],
	])('%s', async (_form, reply, upTo) => {
		const { client, clock } = openClient(await limitedBy([reply]));
		await client.departments.list();
		expect(server?.count('POST /authorization/tokens')).toBe(2);
		expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(upTo);
		expect(clock.sleeps.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(upTo / 2);
	});

	it('without end is reported as what it is', async () => {
		const { client } = openClient(await limitedBy(Array.from({ length: 99 }, () => HTML_429)));
		await expect(client.users.list()).rejects.toMatchObject({
			reason: 'signInLimited',
			call: { status: 429 },
		});
		expect(server?.seen.length).toBeLessThan(12);
	});

	it('ends at once when the run is cancelled', async () => {
		const controller = new AbortController();
		const options = optionsFor(await limitedBy([HTML_429, HTML_429]), {
			signal: controller.signal,
		});
		options.clock.onSleep = () => controller.abort();
		await expect(openNet2(options).users.list()).rejects.toMatchObject({ reason: 'cancelled' });
		expect(server?.seen).toHaveLength(1);
	});
});

it.each([
	['takes too long', () => undefined, 'did not answer the sign-in in time', "raise 'Timeout'"],
	['breaks', ({ socket }: IncomingMessage) => socket.destroy(), 'connection to Net2 broke', '8443'],
] as const)(
	'a sign-in that %s leaves nothing in doubt: it is tried again, and ends the run',
	async (_what, treat, says, cure) => {
		server = await startServer(() => (request) => treat(request));
		const { client, clock } = openClient(server, { timeoutMs: 100 });
		const before = clock.now();
		await expect(client.users.create({ lastName: 'Lovelace' })).rejects.toMatchObject({
			reason: 'unreachable',
			message: expect.stringContaining(says),
			remedy: expect.stringContaining(cure),
		});
		expect(new Set(server.seen.map(({ path }) => path))).toEqual(
			new Set(['/authorization/tokens']),
		);
		// A restart of the Net2 service takes up to 90 seconds.
		expect(clock.now() - before).toBeGreaterThanOrEqual(90_000);
	},
);

describe('the limit of the emulator', () => {
	it.each(['off', 1, 'date'] as const)(
		'is kept and absorbed, Retry-After %s',
		async (retryAfter) => {
			const { emulator, clock } = await scriptedServer({ retryAfter });
			const workers = Array.from({ length: 4 }, () =>
				openNet2(scriptedServerOptions(emulator, clock, { sessions: new SessionPool(clock) })),
			);
			await Promise.all(workers.map(async (worker) => await worker.departments.list()));
			const granted = emulator
				.requests()
				.filter((one) => one.grant === 'password' && one.status === 200);
			expect(granted).toHaveLength(4);
			await emulator.stop();
		},
	);

	it('is not touched by one process with many credentials', async () => {
		const { emulator, clock } = await scriptedServer();
		const sessions = new SessionPool(clock);
		for (let index = 0; index < 6; index += 1) {
			const mfa = { mfaSecret: `unused ${index}` };
			await openNet2(scriptedServerOptions(emulator, clock, { sessions, mfa })).departments.list();
		}
		expect(counted(emulator, 'POST /authorization/tokens')).toBe(6);
		expect(emulator.requests().some((one) => one.status === 429)).toBe(false);
		await emulator.stop();
	});
});

describe('the life of a token', () => {
	const sentAt = Date.parse('2026-11-24T09:00:00Z');
	const jwt = (payload: object) =>
		`h.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.s`;
	const exp = (minutes: number) => ({ exp: sentAt / 1_000 + minutes * 60 });
	const life = (
		reply: { access?: string; expiresIn?: unknown; expiryDateTime?: unknown },
		skewMs = 0,
	) => {
		const { expiresAt, usableUntil } = withLife(
			{
				access: 'opaque',
				refresh: null,
				expiresIn: undefined,
				expiryDateTime: undefined,
				...reply,
			},
			{ sentAt, skewMs },
		);
		return [(expiresAt - sentAt) / 60_000, (expiresAt - usableUntil) / 1_000];
	};

	it.each([
		['expires_in', { expiresIn: 1_800 }, 0, [30, 60]],
		['expires_in as text', { expiresIn: '1800' }, 0, [30, 60]],
		['a short life has a short margin', { expiresIn: 60 }, 0, [1, 6]],
		['exp alone', { access: jwt(exp(20)) }, 0, [20, 60]],
		['the earlier of both', { expiresIn: 1_800, access: jwt(exp(20)) }, 0, [20, 60]],
		['expiry_datetime alone', { expiryDateTime: '2026-11-24T09:20:00.1234567Z' }, 0, [20, 60]],
		['nothing at all', {}, 0, [30, 60]],
		['nonsense', { expiresIn: 'x', expiryDateTime: 'y', access: 'a.b.c' }, 0, [30, 60]],
		['zero and less', { expiresIn: 0, access: jwt({ exp: -5 }) }, 0, [30, 60]],
		['a server an hour ahead', { access: jwt(exp(90)) }, 3_600_000, [30, 60]],
		['a server an hour behind', { access: jwt(exp(-30)) }, -3_600_000, [30, 60]],
		[
			'an exp in the past of an unknown clock',
			{ expiresIn: 1_800, access: jwt(exp(-30)) },
			0,
			[30, 60],
		],
		['an exp of the moment at which it was sent', { access: jwt(exp(0)) }, 0, [30, 60]],
		['exp that is no number', { access: jwt({ exp: 'soon' }) }, 0, [30, 60]],
	])('%s', (_what, reply, skew, expected) => {
		const [minutes = 0, margin = 0] = life(reply, skew);
		expect([Math.round(minutes), Math.round(margin)]).toEqual(expected);
	});

	it('is judged without expires_in at the emulator too', async () => {
		const clock = new FakeClock();
		const { emulator } = await scriptedServer({ omitExpiresIn: true, tokenLife: 60 }, clock);
		const client = openNet2(scriptedServerOptions(emulator, clock));
		for (let call = 0; call < 4; call += 1) {
			await client.departments.list();
			clock.advance(30_000);
		}
		expect(emulator.requests().some((one) => one.status === 401)).toBe(false);
		await emulator.stop();
	});
});
