import { catalogue } from './message';

const LOOK_AT_CARDS =
	'Get the cards of the user to see which there are. The number may be written in another format.';

/** Cards of users. A card is named by the end of its number only. */
export const cardMessages = catalogue({
	noCardWithId: {
		reason: 'notFound',
		message: 'This user has no card with id {id}.',
		remedy: LOOK_AT_CARDS,
	},
	noCardWithNumber: {
		reason: 'notFound',
		message: 'This user has no card ending in {card}.',
		remedy: LOOK_AT_CARDS,
	},
	ownCardLost: {
		reason: 'conflict',
		message: 'The user has card {card} already, and it is marked lost.',
		remedy:
			"If it was found, use 'Mark Lost or Found' with 'Lost' switched off. Adding a lost card does not make it valid.",
	},
	heldByOther: {
		reason: 'heldByOther',
		message: 'User {holder} has card {card}.',
		remedy: 'Remove it from that user first, or check the number and its format.',
	},
	holderHasNotLeft: {
		reason: 'heldByOther',
		message: 'Card {card} of {holder} does not move, because that user has not left.',
		remedy:
			'A card moves only from a user whose end date has passed. Remove it from that user first, or check the number and its format.',
	},
	forSeveralUsers: {
		reason: 'badInput',
		message: 'Card {card} is to be that of {count} people: keys {keys}.',
		remedy: 'Give it to one of them. Nothing was written for any of them.',
	},
	cardNotThereYet: {
		reason: 'unknownOutcome',
		message:
			'The server did not say whether it added card {card}, and the user does not have it yet.',
		remedy: 'Run the item again: it looks for the card first.',
	},
	/** What went wrong after the first half of a move. It keeps its own reason. */
	removedBefore: {
		reason: 'unknownOutcome',
		message: '{problem} Card {card} was removed from {holder} before.',
		remedy: '{remedy}',
	},
});
