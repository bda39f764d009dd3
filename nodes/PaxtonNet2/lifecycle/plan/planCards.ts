import { sameCard } from '../../mapping/cardNumber';
import { cardChange } from '../cards/cards';
import { holderText, movesFrom } from '../cards/cardHolder';
import type { CurrentUser } from './currentUser';
import type { DesiredCards } from './desiredUser';
import type { AddCard } from './userPlan';

/** Cards that a user is to have and does not have yet. One that is marked lost stays lost, with a warning. */
export function planCards(
	{ cards: present = [] }: CurrentUser,
	desired: DesiredCards | undefined,
	warn: (message: string) => void,
): AddCard[] {
	if (desired?.mode !== 'add') return [];
	const operations: AddCard[] = [];
	for (const card of desired.cards) {
		const own = present.find(({ tokenValue }) => sameCard(tokenValue, card.value));
		const shown = `…${card.value.slice(-2)}`;
		if (own?.isLost === true)
			warn(
				`Card ${shown} is marked lost and stays lost. If it was found, use 'Mark Lost or Found'.`,
			);
		if (own !== undefined || operations.some((one) => sameCard(one.card.value, card.value)))
			continue;
		const { from } = card;
		if (from !== undefined) warn(movesFrom(card.value, from));
		operations.push({
			type: 'addCard',
			card,
			message: `Card ${shown} ${from === undefined ? 'added' : `moved from ${holderText(from)}`}`,
			changes: [cardChange(card.value, from === undefined ? null : holderText(from), 'valid')],
		});
	}
	return operations;
}
