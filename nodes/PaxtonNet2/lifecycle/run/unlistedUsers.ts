import type { Net2Client } from '../../net2/client';
import type { User } from '../../net2/model';

/** So many ids are looked at one by one. A site with more gaps needs the SQL route. */
const MOST_IDS = 1_000;
/** Ids are looked at in groups of this size. After the highest id, one group without a user ends the search. */
const GROUP = 20;
const TWO_DAYS = 2 * 86_400_000;

/**
 * Users that `GET /users` leaves out, where SQL gives no answer. A server may leave out users whose end date has passed
 * (docs/net2-api.md). If the list has one of those, it leaves out no user. Else each id that is missing in the list is
 * read. So no number is given a second time (docs/safety-rules.md, rule 3).
 *
 * @returns null if too many ids are missing, so that it is not known who is left out
 */
export async function unlistedUsers(
	{ users, serverNow }: Pick<Net2Client, 'users' | 'serverNow'>,
	listed: readonly User[],
): Promise<User[] | null> {
	const now = serverNow();
	const day = now === null ? '' : new Date(now - TWO_DAYS).toISOString().slice(0, 10);
	if (listed.some(({ expiryDate }) => expiryDate !== null && expiryDate.slice(0, 10) < day))
		return [];
	const known = new Set(listed.map(({ id }) => id));
	const highest = listed.reduce((most, { id }) => Math.max(most, id), 0);
	if (highest - known.size > MOST_IDS) return null;
	const missing = Array.from({ length: highest }, (_, n) => n + 1).filter((id) => !known.has(id));
	const found: User[] = [];
	const look = async (ids: number[]) => {
		const read = await Promise.all(ids.map(async (id) => await users.get(id)));
		const there = read.filter((user) => user !== undefined);
		found.push(...there);
		return there.length > 0;
	};
	for (let from = 0; from < missing.length; from += GROUP)
		await look(missing.slice(from, from + GROUP));
	for (let from = highest + 1; from <= highest + MOST_IDS; from += GROUP)
		if (!(await look(Array.from({ length: GROUP }, (_, n) => from + n)))) break;
	return found;
}

/** The id of the first user among the first 1,000 ids. Undefined: there is none. */
export async function firstUser({ users }: Pick<Net2Client, 'users'>): Promise<number | undefined> {
	for (let from = 1; from <= MOST_IDS; from += GROUP) {
		const ids = Array.from({ length: GROUP }, (_, n) => from + n);
		const read = await Promise.all(ids.map(async (id) => await users.get(id)));
		const found = read.find((user) => user !== undefined);
		if (found !== undefined) return found.id;
	}
	return undefined;
}
