import { describe, expect, it } from 'vitest';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { createStalledRoute } from '../../nodes/PaxtonNet2/net2/stalledRoute';
import { FakeClock } from './support/fakeClock';
import { openClient, signedIn } from './support/openClient';
import { serve } from './support/wire';

const hangs = () => () => undefined;

describe('a route that hangs while Net2 answers all others', () => {
	it.each<[string, (client: Net2Client, id: number) => Promise<unknown>]>([
		['GET', async ({ users }, id) => await users.get(id)],
		['PUT', async ({ users }, id) => await users.update(id, {})],
	])(
		'at %s /users/{id} ends the run after a number of requests that the list does not change',
		async (method, send) => {
			const sent: number[] = [];
			for (const length of [12, 24]) {
				const ids = Array.from({ length }, (_, id) => id);
				const hanging = Object.fromEntries(ids.map((id) => [`${method} /users/${id}`, hangs]));
				const answered = { 'GET /doors': { json: [] }, 'GET /operators': { json: [] } };
				const server = await serve(signedIn({ ...hanging, ...answered }));
				const { client } = openClient(server, { initialRequests: 1, timeoutMs: 250 });
				let last: unknown;
				for (const id of ids) {
					await client.doors.list().catch(() => undefined);
					last = await send(client, id).catch((error: unknown) => error);
				}
				expect(last).toMatchObject({
					reason: 'unreachable',
					message: expect.stringContaining(`Net2 answers, but not to ${method} /users/{id}.`),
				});
				sent.push(server.seen.filter(({ path }) => path.startsWith('/users/')).length);
			}
			const [short = 0, long = 0] = sent;
			// A request may time out before a busy machine has read it.
			expect(Math.abs(long - short)).toBeLessThan(3);
			expect(short).toBeLessThan(12);
		},
	);

	const timedOut = new Net2Error('timeout', 'Net2 did not answer in time.', '', { timedOut: true });
	const call = (id: number, route = '/users/{id}') => ({
		method: 'PUT' as const,
		route,
		path: route.replace('{id}', String(id)),
		right: 'change users',
	});
	const ids = [1, 2, 3, 4, 5, 6, 7, 8];

	it('does not end the run after one pause, however many requests were under way', () => {
		const clock = new FakeClock();
		const route = createStalledRoute(clock);
		const startedAt = clock.now();
		clock.advance(20_000);
		for (const id of ids) route.onAttempt(call(id), timedOut, startedAt);
		expect(() => route.refuseIfStalled()).not.toThrow();
	});

	it('is forgotten after one reply, and for a route that leavers do not need', () => {
		const clock = new FakeClock();
		const route = createStalledRoute(clock);
		for (const id of ids) {
			clock.advance(20_000);
			route.onAttempt(call(id), timedOut, clock.now());
			route.onAttempt(call(id, '/users/{id}/tokens'), timedOut, clock.now());
			const reply = { status: 204, headers: {}, body: new Uint8Array() };
			if (id === 4) route.onAttempt(call(id), reply, clock.now());
			expect(() => route.refuseIfStalled()).not.toThrow();
		}
	});

	it('is tried again half a minute later', () => {
		const clock = new FakeClock();
		const route = createStalledRoute(clock);
		for (const id of ids.slice(0, 5)) route.onAttempt(call(id), timedOut, clock.now());
		expect(() => route.refuseIfStalled()).toThrow('Net2 answers, but not to PUT /users/{id}');
		clock.advance(30_000);
		expect(() => route.refuseIfStalled()).not.toThrow();
	});
});
