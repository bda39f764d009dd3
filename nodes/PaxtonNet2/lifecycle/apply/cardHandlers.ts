import { lastTwo, sameCard } from '../../mapping/cardNumber';
import type { Token } from '../../net2/model';
import { stateOf } from '../cards/cards';
import { giveCard } from '../cards/fromLeaver';
import { asCard } from '../cards/postCard';
import type { AddCard, RemoveCard, SetCardLost } from '../plan/userPlan';
import type { ResourceHandler } from './resourceHandler';

/** A card marked lost or found: a lost card opens nothing, and its record stays with the user. */
export const cardLostHandler: ResourceHandler<SetCardLost, Token[], Token> = {
	read: async ({ net2 }, userId) => await net2.tokens.list(userId),
	prepare({ card, isLost }, tokens) {
		const present = tokens.find(({ id }) => id === card.id);
		if (present?.isLost === isLost) return null;
		return {
			payload: { ...(present ?? card), isLost },
			undo: isLost ? { of: 'cards', lost: [card.id] } : { of: 'cards', lost: [], found: [card.id] },
		};
	},
	apply: async ({ net2 }, userId, card) => await net2.tokens.update(userId, card),
	verify: ({ id, tokenValue, isLost }, after) =>
		after.some((token) => token.id === id && token.isLost !== isLost)
			? [`card ${lastTwo(tokenValue)} is still ${stateOf({ isLost: !isLost })}`]
			: [],
	observe: () => undefined,
};

/** A card that a user has no longer. */
export const removeCardHandler: ResourceHandler<RemoveCard, Token[], Token> = {
	read: async ({ net2 }, userId) => await net2.tokens.list(userId),
	prepare({ card }, tokens) {
		const present = tokens.find(({ id }) => id === card.id);
		if (present === undefined) return null;
		return { payload: present, undo: { of: 'cards', lost: [], removed: [asCard(present)] } };
	},
	async apply({ net2 }, userId, { id }) {
		await net2.tokens.delete(userId, id);
	},
	verify: ({ id, tokenValue }, after) =>
		after.some((token) => token.id === id) ? [`card ${lastTwo(tokenValue)} is still there`] : [],
	observe: () => undefined,
};

/** A card that a user gets. It is sent once: after a lost reply the node looks who has it. */
export const addCardHandler: ResourceHandler<AddCard, Token[], AddCard['card']> = {
	read: async ({ net2 }, userId) => await net2.tokens.list(userId),
	prepare({ card }, tokens) {
		if (tokens.some(({ tokenValue }) => sameCard(tokenValue, card.value))) return null;
		const { from: _holder, ...added } = card;
		return { payload: card, undo: { of: 'cards', lost: [], added: [added] } };
	},
	apply: async ({ run, warn }, userId, card) => await giveCard(run, userId, card, warn),
	sentOnce: true,
	verify: ({ value, isLost = false }, after) =>
		after.some((token) => token.isLost === isLost && sameCard(token.tokenValue, value))
			? []
			: [`card ${lastTwo(value)} is not there`],
	observe: () => undefined,
};
