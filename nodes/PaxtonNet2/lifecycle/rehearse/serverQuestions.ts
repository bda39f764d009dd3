import type { Net2Error } from '../../net2/errors';
import { isRefusal, type Rehearsal } from './rehearsal';

/** No query of the node is longer (docs/net2-api.md). Characters as sent. */
export const LONGEST_QUERY = 1_900;
const SHORTEST_QUERY = 150;

/** Simultaneous readings of one user. */
const AT_ONCE = 4;
/**
 * A share of the time that as many readings need one after the other. It is 1 / AT_ONCE at best, and 1 if the server
 * takes turns.
 */
const HELPS_BELOW = 0.6;
/** Between these, a second measurement decides. */
const IN_DOUBT = { from: 0.4, to: 0.8 };

/** Finds out whether simultaneous requests finish sooner than the same requests one after the other. */
export async function findParallel(rehearsal: Rehearsal): Promise<void> {
	const single = median(rehearsal.durations);
	if (single <= 0) {
		rehearsal.learn('parallel', 'helps', 'Net2 replied too quickly to measure a difference.');
		return;
	}
	let together = await readTogether(rehearsal);
	const share = together / (single * AT_ONCE);
	if (share > IN_DOUBT.from && share < IN_DOUBT.to && rehearsal.canAfford(AT_ONCE))
		together = Math.min(together, await readTogether(rehearsal));
	rehearsal.learn(
		'parallel',
		together < single * AT_ONCE * HELPS_BELOW ? 'helps' : 'no',
		`One reading took ${Math.round(single)} ms, and ${AT_ONCE} at the same time took ${Math.round(together)} ms.`,
	);
}

/** Ms until the last reply. */
async function readTogether(rehearsal: Rehearsal): Promise<number> {
	const { net2, id } = rehearsal;
	const startedAt = rehearsal.now();
	await Promise.all(Array.from({ length: AT_ONCE }, async () => await net2.users.get(id)));
	return rehearsal.now() - startedAt;
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * Finds the longest query that the server runs, up to the longest that the node sends. It halves the range until it is
 * exact, or until the requests run out.
 */
export async function findQueryLength(rehearsal: Rehearsal): Promise<void> {
	const runs = async (length: number) => (await refusalOf(rehearsal, length)) === undefined;
	const refusal = await refusalOf(rehearsal, LONGEST_QUERY);
	if (refusal === undefined) {
		const evidence = `Net2 ran a query of ${LONGEST_QUERY} characters, the longest that the node sends.`;
		rehearsal.learn('maxQueryLength', LONGEST_QUERY, evidence);
		return;
	}
	// A query that found users was longer than the shortest one here.
	const hasRun = typeof rehearsal.facts.expiredListed?.sql === 'boolean';
	if (refusal.reason === 'notAllowed' || !(hasRun || (await runs(SHORTEST_QUERY)))) {
		rehearsal.learn('maxQueryLength', 0, `Net2 ran no query. ${refusal.message}`);
		return;
	}
	let works = SHORTEST_QUERY;
	let fails = LONGEST_QUERY;
	while (fails - works > 1 && rehearsal.canAfford(1)) {
		const length = Math.floor((works + fails) / 2);
		if (await runs(length)) works = length;
		else fails = length;
	}
	rehearsal.learn(
		'maxQueryLength',
		works,
		`Net2 ran a query of ${works} characters, and refused one of ${fails}.`,
	);
}

/** Undefined: the server ran a query of this length. */
async function refusalOf({ net2 }: Rehearsal, length: number): Promise<Net2Error | undefined> {
	try {
		await net2.query.runOfLength(length);
		return undefined;
	} catch (error) {
		if (isRefusal(error)) return error;
		throw error;
	}
}
