import { expect, it } from 'vitest';
import { createSignInRateLimiter } from '../../nodes/PaxtonNet2/net2/signIn/signInRateLimiter';
import { FakeClock } from './support/fakeClock';

it('lets one process go at once, and then one in 600 ms', async () => {
	const clock = new FakeClock();
	const rateLimiter = createSignInRateLimiter(clock, 0);
	for (let nth = 0; nth < 3; nth += 1) await rateLimiter.acquire();
	expect(clock.sleeps).toEqual([600, 600]);
});

it('spreads the first of several workers over half a second, and only the first', async () => {
	const begins: number[] = [];
	for (const chance of [0, 0.5, 0.99]) {
		const clock = new FakeClock();
		clock.chance = chance;
		const rateLimiter = createSignInRateLimiter(clock, 500);
		const at = clock.now();
		await rateLimiter.acquire();
		begins.push(clock.now() - at);
		await rateLimiter.acquire();
		expect(clock.sleeps.at(-1)).toBe(600 + Math.floor(100 * chance));
	}
	expect(begins).toEqual([0, 250, 495]);
});

it('starts no sign-in before the pause of the server is over', async () => {
	const clock = new FakeClock();
	const rateLimiter = createSignInRateLimiter(clock, 500);
	rateLimiter.pauseFor(2_000);
	await rateLimiter.acquire();
	expect(clock.sleeps).toEqual([2_000]);
});
