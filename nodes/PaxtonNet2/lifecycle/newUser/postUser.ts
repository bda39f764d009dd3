import { Net2Error } from '../../net2/errors';
import type { UserBody } from '../../net2/model';
import { correlate, named, type Match } from '../users/correlate';
import { ReferenceData } from '../run/referenceData';
import { withLock } from '../run/keyedMutex';
import type { Run } from '../run/request';
import { outcomeUnknown } from '../steps/steps';

/** Keys that this process has given, or may have given, to new users, the newest last. */
const given = new Set<string>();
const REMEMBERED = 1_000;

/**
 * Posts once, for one run of this process at a time: a webhook that fires retryIdempotent starts two runs, and both find nobody.
 * Throws `conflict` where another run was faster, and what {@link postOnce} throws.
 */
export async function postUser(
	run: Run,
	{ body, key, fieldId }: { body: UserBody; key: string; fieldId: number },
): Promise<number> {
	const name = `${run.net2.origin} field ${fieldId} key ${key}`;
	return await withLock(name, async () => {
		if (given.has(name)) refuseSecond(key, await lookFor(run, fieldId, key));
		// Before the reply: where it is lost, and the look for it fails, the next run must look before it posts.
		const [oldest] = given;
		if (given.size >= REMEMBERED && oldest !== undefined) given.delete(oldest);
		given.add(name);
		return await postOnce(run, body, { key, fieldId });
	});
}

function refuseSecond(key: string, match: Match | undefined): void {
	if (match?.kind !== 'one' && match?.kind !== 'many') return;
	const rows = match.kind === 'one' ? [match.row] : match.rows;
	throw new Net2Error(
		'conflict',
		`Another run has just created a user with the key "${key}": ${named(rows)}.`,
		'Run the item again: it will find that user.',
	);
}

/**
 * After a lost reply, or one without an id, it looks for the key instead of posting again (rule 5).
 * Throws `unknownOutcome` where nobody is found, since the server may still be at it, and `ambiguous` where two are.
 */
async function postOnce(
	run: Run,
	body: UserBody,
	{ key, fieldId }: { key: string; fieldId: number },
): Promise<number> {
	try {
		const id = await run.net2.users.create(body);
		if (id !== null) return id;
	} catch (error) {
		if (!outcomeUnknown(error)) throw error;
	}
	const match = await lookFor(run, fieldId, key);
	if (match?.kind === 'one') return match.row.userId;
	if (match?.kind === 'many')
		throw new Net2Error(
			'ambiguous',
			`After a lost reply ${match.rows.length} users carry the key "${key}": ${named(match.rows)}.`,
			'Delete all but one of them in Net2, then run the item again.',
		);
	throw new Net2Error(
		'unknownOutcome',
		'The server did not say whether it created the user, and nobody carries the key yet.',
		'Run the item again: it looks for the key first and completes what is half done.',
	);
}

/** By a reading of its own: a list of users that the run has read before would not show the new one. */
async function lookFor(run: Run, fieldId: number, key: string): Promise<Match | undefined> {
	return (await correlate(new ReferenceData(run.net2), fieldId, [key])).matches.get(key);
}
