import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator';
import { maxRequestsFor } from '../../nodes/PaxtonNet2/net2/concurrencyLimiter';
import { openNet2 } from '../../nodes/PaxtonNet2/net2/openNet2';
import { optionsFor } from './support/openClient';

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator({ latency: 2, signInRate: 'off' });
});
afterAll(async () => await emulator.stop());

/** How many requests for other users Net2 receives between the GET and the PUT of one user, at most. */
function mostBetween(ids: number[]): number {
	const log = emulator.requests().map(({ method, path }) => `${method} ${path}`);
	const gaps = ids.map(
		(id) => log.indexOf(`PUT /api/v1/users/${id}`) - log.indexOf(`GET /api/v1/users/${id}`) - 1,
	);
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
	return Math.max(...gaps);
}

it.each([1, 2, 4, 32])(
	'no unsent request passes between a GET and its PUT, for %i users at a time',
	async (initialRequests) => {
		const ids = Array.from({ length: 120 }, (_, n) => emulator.addUser({ lastName: `Many ${n}` }));
		const net2 = openNet2(
			optionsFor({ baseUrl: emulator.url }, { initialRequests, mfa: emulator.operator }),
		);
		await net2.departments.list();
		emulator.clearRequests();
		await Promise.all(
			ids.map(async (id) => {
				const user = await net2.users.get(id);
				await net2.users.update(id, { expiryDate: user?.expiryDate ?? null });
			}),
		);
		// The others in these places were already under way when the GET was answered.
		expect(mostBetween(ids)).toBeLessThan(maxRequestsFor(initialRequests));
		await net2.close();
	},
);
