import type { Net2Client } from '../../net2/client';
import { Net2Error } from '../../net2/errors';
import type { Token } from '../../net2/model';
import { type Rehearsal } from './rehearsal';
import { hasRehearsalName, isLeftover } from './rehearsalUser';

/** Net2 may answer no more for a moment. Each request of an attempt is repeated by the client as well. */
const ATTEMPTS = 3;
/** More leftovers than this would take too many requests. The next rehearsal removes the others. */
const MAX_LEFTOVERS = 3;
/** How many ids below its own a rehearsal looks at, if the server hides users whose end date has passed. */
const IDS_BELOW = 3;

/**
 * Deletes a user, and reads it to be sure.
 *
 * @returns why the user may still exist; undefined if it is gone
 */
export async function removeUser(net2: Net2Client, id: number): Promise<Net2Error | undefined> {
	let failure: Net2Error | undefined;
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		try {
			// After a lost reply the next attempt finds out whether the user is gone.
			await net2.users.delete(id);
			if ((await net2.users.get(id)) === undefined) return undefined;
			failure = new Net2Error('notVerified', `Net2 still has user ${id}.`, 'Delete it in Net2.');
		} catch (error) {
			if (!(error instanceof Net2Error)) throw error;
			failure = error;
			const gone = await net2.users.get(id).then(
				(user) => user === undefined,
				() => false,
			);
			if (gone) return undefined;
		}
	}
	return failure;
}

/**
 * Removes users that earlier rehearsals left. A user with such a name that is not certainly one of them stays, and a
 * warning names its id.
 *
 * @param listed ids and names of all users that the server lists
 * @returns the ids of the users that were removed
 */
export async function removeLeftovers(
	rehearsal: Rehearsal,
	listed: ReadonlyArray<{ id: number; firstName: string | null; lastName: string | null }>,
): Promise<number[]> {
	const { id: own, warnings } = rehearsal;
	const isListed = listed.some(({ id }) => id === own);
	const candidates = isListed
		? listed.filter((user) => user.id !== own && hasRehearsalName(user)).map(({ id }) => id)
		: Array.from({ length: IDS_BELOW }, (_, index) => own - 1 - index).filter((id) => id > 0);
	const removed: number[] = [];
	for (const id of candidates.slice(0, MAX_LEFTOVERS)) {
		const verdict = await judge(rehearsal, id);
		if (verdict === 'other') continue;
		if (verdict === 'leftover') {
			const failure = await removeUser(rehearsal.net2, id);
			if (failure === undefined) removed.push(id);
			else warnings.push(`User ${id} of an earlier rehearsal is still there. ${failure.message}`);
		} else
			warnings.push(
				`User ${id} is called as users of rehearsals are, but has ${verdict}. The node left it unchanged. Check this user in Net2.`,
			);
	}
	if (candidates.length > MAX_LEFTOVERS && isListed)
		warnings.push(
			`${candidates.length - MAX_LEFTOVERS} more users of earlier rehearsals may be left. Run 'Connection: Rehearse' again.`,
		);
	return removed;
}

type Verdict = 'leftover' | 'other' | 'a working card' | 'other data than a rehearsal writes';

async function judge(rehearsal: Rehearsal, id: number): Promise<Verdict> {
	const { net2, fields, services } = rehearsal;
	const user = await net2.users.get(id);
	if (user === undefined || !hasRehearsalName(user)) return 'other';
	const cards: Token[] = (await net2.tokens.list(id)) ?? [];
	const site = { fields, key: services.markerKey, now: rehearsal.now() };
	if (isLeftover(user, cards, site)) return 'leftover';
	return cards.some(({ isLost }) => !isLost)
		? 'a working card'
		: 'other data than a rehearsal writes';
}
