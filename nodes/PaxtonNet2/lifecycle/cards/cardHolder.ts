import pLimit from 'p-limit';
import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { cardMessages } from '../../messages/cards';
import { endsTheRun, failure, Net2Error } from '../../net2/errors';
import type { CardHolder, Run } from '../run/request';

/**
 * The user who has a number, by one query. Undefined if no user has it, or if the server refuses SQL. Undefined also
 * for other text than a number, which Net2's view of cards does not know (docs/net2-api.md#querydb). Net2 itself
 * refuses those that are taken.
 */
export async function holderBySql(run: Run, value: string): Promise<number | undefined> {
	if (!/^\d{1,15}$/.test(value)) return undefined;
	try {
		const [holder] = await run.net2.query.cardHolders(Number(value));
		return holder?.userId;
	} catch (error) {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		return undefined;
	}
}

/**
 * The user who has a value. If needed, the node reads the cards of all users, with one call each. It does so only
 * after Net2 has refused the number.
 */
export async function findHolder(run: Run, value: string): Promise<number | undefined> {
	const known = await holderBySql(run, value);
	if (known !== undefined) return known;
	const users = await run.reference.users();
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	let holder: number | undefined;
	const look = async (userId: number) => {
		if (holder !== undefined) return;
		const tokens = (await run.net2.tokens.list(userId)) ?? [];
		if (tokens.some(({ tokenValue }) => sameCard(tokenValue, value))) holder = userId;
	};
	await Promise.all(users.map(({ id }) => limit(look, id)));
	return holder;
}

/** Throws `heldByOther` if another user has it. Null means a new user. */
export function refuseHeld(
	holder: number | undefined,
	userId: number | null | undefined,
	value: string,
): void {
	if (holder === undefined || holder === userId) return;
	throw failure(cardMessages.heldByOther, { holder, card: lastTwo(value) });
}

/** A holder in words: never by name, since the reader may not know the other user (docs/safety-rules.md, rule 3). */
export function holderText({ userId, key }: CardHolder): string {
	return key === null ? `user ${userId}` : `user ${userId} (${key})`;
}

export function movesFrom(value: string, from: CardHolder): string {
	return `Card ${lastTwo(value)} moves from ${holderText(from)}, who has left. An undo does not give it back to that user.`;
}

export function hasAccess(value: string, from: CardHolder): Net2Error {
	return failure(cardMessages.holderHasNotLeft, { card: lastTwo(value), holder: holderText(from) });
}
