import { bareCard, lastTwo } from '../../mapping/cardNumber';
import { cardMessages } from '../../messages/cards';
import { failure } from '../../net2/errors';
import { claimCard, type CardClaim } from './fromLeaver';
import type { CardToHave, Run, UpsertParams } from '../run/request';

/**
 * Throws `heldByOther`, with the holder's id, for a card that another user has, before anything is written. Where SQL is
 * refused, and for a plate, that is found out when Net2 refuses the card. With 'Replace From Leavers' a card of a user who
 * has left names that user.
 */
export async function claimCards(
	run: Run,
	cards: CardToHave[],
	claim: CardClaim,
): Promise<CardToHave[]> {
	const claimed: CardToHave[] = [];
	for (const card of cards) claimed.push(await claimCard(run, card, claim));
	return claimed;
}

type Claimant = Pick<UpsertParams, 'key' | 'cards'>;

/**
 * Of all items of a run. Returns a function that throws `badInput` for an item with a card that another user is to
 * get, too. Neither of them may have it before that is clear.
 */
export function cardClaims(requested: Claimant[]): (params: Claimant) => void {
	const claims: Array<{ key: string; value: string }> = requested.flatMap(({ key, cards = [] }) =>
		cards.map(({ value }) => ({ key: key.trim(), value })),
	);
	const keysOf = new Map<string, Set<string>>();
	for (const { key, value } of claims) {
		const bare = bareCard(value);
		keysOf.set(bare, (keysOf.get(bare) ?? new Set()).add(key));
	}
	return ({ cards = [] }) => {
		for (const { value } of cards) {
			const keys = [...(keysOf.get(bareCard(value)) ?? [])];
			if (keys.length > 1)
				throw failure(cardMessages.forSeveralUsers, {
					card: lastTwo(value),
					count: keys.length,
					keys: keys.slice(0, 5).join(', '),
				});
		}
	};
}
