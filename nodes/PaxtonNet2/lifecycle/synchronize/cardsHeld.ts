import pLimit from 'p-limit';
import { bareCard } from '../../mapping/cardNumber';
import type { Token } from '../../net2/model';
import { hasAccess } from '../cards/cardHolder';
import { hasLeft } from '../cards/fromLeaver';
import type { Clocks } from '../plan/policy';
import type { CardHolder, Run } from '../run/request';
import type { SnapshotUser } from './snapshot';

/** Returns which user has a card. Undefined: no known user has it. */
export type HolderOf = (value: string) => number | undefined;

/**
 * The cards of these users, by one query for all that are numbers. They cost one GET per user if SQL is refused.
 * Net2's view of cards does not know plates (docs/net2-api.md#querydb). So a user who is to have a plate costs one
 * GET, too.
 */
export async function readCards(
	run: Run,
	wanted: Array<{ present: SnapshotUser; values: string[] }>,
): Promise<HolderOf> {
	const rows = await run.reference.sql(async (query) => await query.allCards());
	const holders = new Map(rows?.map(({ number, userId }) => [String(number), userId]));
	const byUser = new Map<number, Token[]>();
	for (const { number, userId, isLost } of rows ?? [])
		byUser.set(userId, [
			...(byUser.get(userId) ?? []),
			{ id: 0, tokenType: '', tokenValue: String(number), isLost },
		]);
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	await Promise.all(
		wanted.map(async ({ present, values }) => {
			const { id } = present.current.record;
			if (rows !== null && values.every((value) => /^\d+$/.test(value))) {
				present.current.cards = byUser.get(id) ?? [];
				return;
			}
			const tokens = await limit(async () => await run.net2.tokens.list(id));
			if (tokens !== undefined) present.current.cards = tokens;
		}),
	);
	return (value) => holders.get(bareCard(value));
}

/** Reads which user a card moves from. Throws `heldByOther` for a user who has not left. */
export type LeaverReader = (userId: number, value: string) => CardHolder | undefined;

/**
 * A user with a past end date has left, and the cards may move. The exceptions are users who are protected, and those
 * on the HR list, also in a line with an error.
 */
export function leaverReader(
	users: readonly SnapshotUser[],
	{ present, isKept }: { present: ReadonlySet<string>; isKept: (user: SnapshotUser) => boolean },
	clocks: Clocks,
): LeaverReader {
	const byId = new Map(users.map((user) => [user.current.record.id, user]));
	return (userId, value) => {
		const holder = byId.get(userId);
		if (holder === undefined) return undefined;
		const { key, current } = holder;
		const from = { userId, key: key === '' ? null : key };
		if (present.has(key) || isKept(holder) || !hasLeft(current.record, clocks))
			throw hasAccess(value, from);
		return from;
	};
}
