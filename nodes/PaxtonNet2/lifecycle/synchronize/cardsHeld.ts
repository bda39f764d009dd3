import pLimit from 'p-limit';
import { bareCard } from '../../mapping/cardNumber';
import type { Token } from '../../net2/model';
import type { Run } from '../run/request';
import type { SnapshotUser } from './snapshot';

/** Tells who holds a card; undefined: nobody, as far as can be told. */
export type HolderOf = (value: string) => number | undefined;

/**
 * The cards of these people, by one query for all that are numbers. Where SQL is refused, and of whoever is to have a plate or
 * its like, which Net2's view of cards does not know (docs/net2-api.md#querydb), they cost one GET a person.
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
	const limit = pLimit(Math.max(1, run.maxConcurrency));
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
