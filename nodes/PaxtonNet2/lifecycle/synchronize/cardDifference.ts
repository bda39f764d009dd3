import { sameCard } from '../../mapping/cardNumber';
import { heldBy } from '../cards/cardHolder';
import { cardChange } from '../cards/cards';
import type { Change } from '../run/result';
import type { CardToHave, UpsertAsk } from '../run/request';
import type { Ground } from './ground';
import type { Present } from './snapshot';
import type { Wish } from './wishes';

/**
 * Cards on the list that somebody does not have; present null: somebody new. One that they have lost stays lost, and one
 * that the list leaves out stays theirs. Throws `heldByOther`.
 */
export function cardDifference(
	{ row: { cards } }: Wish,
	present: Present | null,
	{ holderOf }: Ground,
): { changes: Change[]; ask: Pick<UpsertAsk, 'cards'> } {
	const missing: CardToHave[] = [];
	for (const card of cards) {
		const is = ({ value }: { value: string }) => sameCard(value, card.value);
		if (present?.cards?.some(is) === true || missing.some(is)) continue;
		const holder = holderOf(card.value);
		if (holder !== undefined && holder !== present?.user.id) throw heldBy(holder, card.value);
		missing.push(card);
	}
	return {
		changes: missing.map(({ value }) => cardChange(value, null, 'valid')),
		ask: missing.length === 0 ? {} : { cards: missing },
	};
}
