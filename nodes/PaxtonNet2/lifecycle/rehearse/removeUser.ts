import type { Net2Client } from '../../net2/client';
import { rehearseMessages } from '../../messages/rehearse';
import { failure, Net2Error } from '../../net2/errors';
import type { MissingUserReply, Token } from '../../net2/model';
import { type Rehearsal } from './rehearsal';
import { hasRehearsalName, isLeftover } from './rehearsalUser';

/** Net2 may answer no more for a moment. Each request of an attempt is repeated by the client as well. */
const ATTEMPTS = 3;
/** The highest 32-bit id of Net2, which no user has. */
const NO_ONE = 2_147_483_647;
/** More leftovers than this would take too many requests. The next rehearsal removes the others. */
const MAX_LEFTOVERS = 3;

/**
 * Deletes a user, and reads it to be sure.
 *
 * @returns how Net2 then answers for the user, or why the user may still exist
 */
export async function removeUser(
	net2: Net2Client,
	id: number,
): Promise<MissingUserReply | Net2Error> {
	let problem = failure(rehearseMessages.userNotDeleted, { id });
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		try {
			// After a lost reply, only a reading shows whether the user is gone.
			await net2.users.delete(id).catch((error: unknown) => {
				problem = asNet2Error(error);
			});
			const reply = await missingReply(net2, id);
			if (reply !== undefined) return reply;
		} catch (error) {
			problem = asNet2Error(error);
		}
	}
	return problem;
}

/** A status of 400 may have another cause. It counts only if a user who certainly does not exist gets it as well. */
async function missingReply(net2: Net2Client, id: number): Promise<MissingUserReply | undefined> {
	const reply = await net2.users.missingReply(id);
	if (reply !== '400') return reply;
	return (await net2.users.missingReply(NO_ONE)) === '400' ? reply : undefined;
}

function asNet2Error(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	throw error;
}

/**
 * Removes users that earlier rehearsals left. A user with such a name that is not certainly one of them stays, and a
 * warning names its id. A server may hide users whose end date has passed. Then the rehearsal looks at the ids just
 * below its own, as long as it finds leftovers there.
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
		: [own - 1, own - 2, own - 3].filter((id) => id > 0);
	const removed: number[] = [];
	for (const id of candidates.slice(0, MAX_LEFTOVERS)) {
		const verdict = await judge(rehearsal, id);
		if (verdict === 'other') {
			if (isListed) continue;
			break;
		}
		if (verdict !== 'leftover') {
			const why = `is called as users of rehearsals are, but has ${verdict}`;
			warnings.push(`User ${id} ${why}. The node left it unchanged. Check this user in Net2.`);
			continue;
		}
		const removal = await removeUser(rehearsal.net2, id);
		if (removal instanceof Net2Error)
			warnings.push(`User ${id} of an earlier rehearsal is still there. ${removal.message}`);
		else removed.push(id);
	}
	if (candidates.length > MAX_LEFTOVERS)
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
