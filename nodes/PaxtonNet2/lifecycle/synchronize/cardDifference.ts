import { refuseHeld } from '../cards/cardHolder';
import { cardChange } from '../cards/cards';
import { notAmong } from '../cards/giveCards';
import type { Change } from '../result/result';
import type { UpsertParams } from '../run/request';
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
): { changes: Change[]; params: Pick<UpsertParams, 'cards'> } {
	const missing = notAmong(cards, present?.cards?.map(({ value }) => value) ?? []);
	for (const { value } of missing) refuseHeld(holderOf(value), present?.user.id, value);
	return {
		changes: missing.map(({ value }) => cardChange(value, null, 'valid')),
		params: missing.length === 0 ? {} : { cards: missing },
	};
}
