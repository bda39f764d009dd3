import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { DIALOG_RETRY_POLICY } from '../../nodes/PaxtonNet2/net2/retry';
import { openNet2, SessionPool } from '../../nodes/PaxtonNet2/net2/openNet2';
import type { Transport } from '../../nodes/PaxtonNet2/net2/transport';
import { FakeClock } from './support/fakeClock';
import { optionsFor, tokenReply } from './support/openClient';
import { serve } from './support/wire';

const RESTART_MS = 90_000;

/** A service that restarts: a while nothing listens, then nginx answers for it, then it is back. */
async function restarting(status: number) {
	const clock = new FakeClock();
	const backAt = clock.now() + RESTART_MS;
	const closed = await serve(() => ({}));
	await closed.close();
	const server = await serve((seen, nth) => {
		if (clock.now() < backAt) return { status, text: '<html>Bad Gateway</html>' };
		return seen.path === '/authorization/tokens' ? tokenReply(nth) : { json: [] };
	});
	const sessions = new SessionPool(clock);
	const nobody = optionsFor(closed, { clock, sessions }).transport;
	const listening = optionsFor(server, { clock, sessions }).transport;
	let refused = 0;
	const transport: Transport = {
		async send(request) {
			const isDown = clock.now() < backAt - RESTART_MS / 2;
			if (isDown) refused += 1;
			return await (isDown ? nobody : listening).send(request);
		},
		async close() {
			await Promise.all([nobody.close(), listening.close()]);
		},
	};
	const options = optionsFor(server, { clock, sessions, transport });
	return { options, server, refusals: () => refused };
}

describe('a sign-in while the Net2 service restarts', () => {
	it.each([500, 502, 503, 504])(
		'is repeated until Net2 is back, refused or answered %i',
		async (status) => {
			const { options, server, refusals } = await restarting(status);
			expect(await openNet2(options).departments.list()).toEqual([]);
			expect(refusals()).toBeGreaterThan(0);
			expect(server.count('POST /authorization/tokens')).toBeGreaterThan(1);
		},
	);

	it('is not repeated for an operator who waits in front of a dialog', async () => {
		const { options, refusals } = await restarting(502);
		const client = openNet2({ ...options, signInPolicy: DIALOG_RETRY_POLICY });
		await expect(client.departments.list()).rejects.toMatchObject({
			reason: 'unreachable',
			message: expect.stringContaining('refuses connections'),
		});
		expect(refusals()).toBe(1);
	});
});

it('a refused password is not repeated', async () => {
	const server = await serve(() => ({ status: 401, json: { error: 'invalid_grant' } }));
	const options = optionsFor(server);
	await expect(openNet2(options).departments.list()).rejects.toMatchObject({
		reason: 'signInRefused',
	});
	expect(server.count('POST /authorization/tokens')).toBe(1);
});

it.each([
	['lost', (socket: Socket) => void socket.destroy()],
	['late', () => undefined],
])('a one-time code whose reply is %s is not sent again', async (_how, treat) => {
	const server = await serve((seen) => {
		if (seen.path === '/authorization/mfa-challenge') return ({ socket }) => treat(socket);
		if (seen.path !== '/authorization/tokens') return { json: {} };
		return { json: { error: 'mfa_required', challengeToken: 'challenge' } };
	});
	const options = optionsFor(server, {
		timeoutMs: 300,
		mfa: { mfaType: 'email', mfaCode: '123456' },
	});
	await expect(openNet2(options).departments.list()).rejects.toMatchObject({
		reason: 'unreachable',
	});
	expect(server.count('POST /authorization/mfa-challenge')).toBe(1);
});
