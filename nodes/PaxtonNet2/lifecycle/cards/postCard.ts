import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { cardMessages } from '../../messages/cards';
import { endsTheRun, failure, Net2Error, outcomeUnknown } from '../../net2/errors';
import type { Token } from '../../net2/model';
import { findHolder, refuseHeld } from './cardHolder';
import type { CardToHave, Run } from '../run/request';

/**
 * Adds a card once. After a lost reply, or if Net2 refuses the number, the node reads the user's own cards. One with
 * this number is the one that was sent. Throws `heldByOther`, and `unknownOutcome` if it is not there yet.
 */
export async function postCard(
	run: Run,
	userId: number,
	{ value, tokenType, isLost = false }: CardToHave & { isLost?: boolean | undefined },
): Promise<void> {
	let refusal: Net2Error | undefined;
	try {
		await run.net2.tokens.add(userId, { tokenType, tokenValue: value, isLost });
		return;
	} catch (error) {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		refusal = error;
	}
	const lost = outcomeUnknown(refusal);
	if (!lost && refusal.reason !== 'badInput') throw refusal;
	const own = await run.net2.tokens.list(userId);
	if (own?.some(({ tokenValue }) => sameCard(tokenValue, value))) return;
	// Net2 refuses a number that any user has (docs/net2-api.md#cards), in words of the server's language.
	refuseHeld(await findHolder(run, value), userId, value);
	// After a POST without an answer, the server may still be at it.
	throw lost ? failure(cardMessages.cardNotThereYet, { card: lastTwo(value) }) : refusal;
}

/** A card as an undo keeps it, so that it can be given again. */
export function asCard({ tokenType, tokenValue, isLost }: Token): CardToHave & { isLost: boolean } {
	return { tokenType, value: tokenValue, isLost };
}
