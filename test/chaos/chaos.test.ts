import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blindRetry, doorsWiped, noReadBack } from './bugs';
import { check, replayCommand } from './check';
import { openStand, type Stand } from './stand';
import { SEED } from '../support/seed';

let stand: Stand;

beforeEach(async () => {
	stand = await openStand();
});

afterEach(async () => {
	await stand.stop();
});

describe('random worlds, lists and faults', () => {
	it('break no invariant in 500 runs', { timeout: 900_000 }, async () => {
		const { failure, tally } = await check(stand, { seed: SEED, runs: 500 });
		const story = failure && `${failure.violations}\nReplay: ${replayCommand(failure)}`;
		expect(story).toBeUndefined();
		expect(tally.runs).toBe(500);
	});
});

describe('a planted bug is caught', () => {
	it.each([
		['nothing read back', noReadBack, /false success|leaver:/],
		['a POST retried blindly', blindRetry, /duplicate: 2 people/],
		['individual doors sent as []', doorsWiped, /not asked: .*door -/],
	])('%s', { timeout: 900_000 }, async (_name, bug, says) => {
		const { failure } = await check(stand, {
			seed: 1,
			runs: 2_000,
			bug,
			only: says,
			shrink: false,
		});
		expect(failure?.violations).toMatch(says);
	});

	it('and its replay fails in the same way', { timeout: 900_000 }, async () => {
		const { failure } = await check(stand, { seed: 1, runs: 2_000, bug: blindRetry });
		const again = await check(stand, {
			seed: failure?.seed ?? 0,
			runs: 2_000,
			path: failure?.path,
			bug: blindRetry,
			shrink: false,
		});
		expect(again.failure?.violations).toBe(failure?.violations);
	});
});
