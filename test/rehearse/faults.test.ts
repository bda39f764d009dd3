import { afterAll, describe, expect, it } from 'vitest';
import { couldOpenNoDoor, faultNames, type FaultRule, type Switches } from '../../emulator';
import { isFailure } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { SEED } from '../support/seed';
import { SharedClock } from './sharedClock';
import { isOurs, itemsOf, leftIn, rehearseAt, startSite, type Rehearsed } from './support';

const RUNS = 500;
/** A rehearsal without faults takes fewer requests than this. */
const MAX_REQUESTS = 60;

/** Sites on which a step of the rehearsal loses more than on others, or finds less. */
const SITES: Array<Partial<Switches>> = [
	{},
	{ expiredInList: 'hidden', expiredInSql: 'hidden' },
	{ putClears: ['texts', 'expiry', 'activate', 'flags', 'customFields'] },
	{ missingUser: '400', customFields: 'replace', clearLevels: 'zero' },
	{ missingUser: 'null', individual: 'omit-clears', clearLevels: 'empty', pinReadable: 'hidden' },
	{ events: 'dates', querydb: 'off', putClears: ['firstName', 'lastName'] },
];

function pick<T>(clock: SharedClock, options: readonly [T, ...T[]] | readonly T[]): T {
	const found = options[Math.floor(clock.random() * options.length)];
	if (found === undefined) throw new Error('There is nothing to choose from.');
	return found;
}

/** What a person or a program can read in the result. */
function textOf({ result }: Rehearsed): string {
	return isFailure(result)
		? result.error.message
		: JSON.stringify(itemsOf({ result, requests: 0 }).summary);
}

async function rehearseWithFault(nth: number, index: number) {
	const clock = new SharedClock(undefined, SEED + index);
	const fault = pick(clock, faultNames);
	const times = pick(clock, [1, 1, 2, 5, 200]);
	const switches = pick(clock, SITES);
	const cancels = clock.random() < 0.2;
	const about = JSON.stringify({ nth, fault, times, switches, cancels });

	const site = await startSite({ signInRate: 'off', latency: 0, ...switches }, {}, clock);
	try {
		const watch = site.emulator.watch(isOurs, couldOpenNoDoor);
		const rule: FaultRule = { match: '*', nth, times, fault };
		site.emulator.faults([rule]);
		const run = new AbortController();
		const stopAt = site.emulator.watch(
			() => true,
			() => {
				if (cancels && site.emulator.requests().length >= nth) run.abort();
				return undefined;
			},
		);
		const first = await rehearseAt(site, { signal: run.signal });
		stopAt.stop();
		const left = leftIn(site);
		// If no reply comes after the POST, the node cannot know the id. The result then contains the name.
		const nameOf = (id: number) => site.emulator.world.users.get(id)?.lastName ?? '?';
		const text = textOf(first);
		const unnamed = left.filter(
			(id) => !text.includes(`User ${id} `) && !text.includes(nameOf(id)),
		);
		site.emulator.faults([]);
		const next = await rehearseAt(site);
		return {
			about,
			/** Users that the result does not name. */
			unnamed,
			violations: watch.violations,
			leftAfterNext: leftIn(site),
			removedByNext: itemsOf(next).summary.leftoversRemoved,
			left,
		};
	} finally {
		await site.emulator.stop();
	}
}

/** So that the test shows that runs really left users. */
let runsThatLeftUsers = 0;
afterAll(() => {
	expect(runsThatLeftUsers).toBeGreaterThan(RUNS / 50);
});

describe('a rehearsal with a fault', () => {
	it.each(Array.from({ length: RUNS }, (_, index) => [index] as const))(
		'leaves no user that its result does not name and the next rehearsal does not remove (run %i)',
		async (index) => {
			const nth = 1 + (index % MAX_REQUESTS);
			const outcome = await rehearseWithFault(nth, index);
			if (outcome.left.length > 0) runsThatLeftUsers += 1;
			expect(outcome).toMatchObject({
				about: outcome.about,
				unnamed: [],
				violations: [],
				leftAfterNext: [],
				removedByNext: outcome.left,
			});
		},
	);
});
