import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { Net2Error } from '../../net2/errors';
import type { Token } from '../../net2/model';
import { cardChange, stateOf } from '../cards/cards';
import { asCard, postCard } from '../cards/postCard';
import type { Run } from '../run/request';
import { step, type Step } from '../steps/steps';
import type { UndoPart } from './undoPart';

type Part = Extract<UndoPart, { of: 'cards' }>;

interface Next {
	/** As they are to be. */
	turned: Token[];
	taken: Token[];
	given: NonNullable<Part['removed']>;
}

/**
 * Cards that a write marked lost are valid again, and those it marked valid are lost again; cards that it added go, and
 * those it removed come back. One that is so already stays: a write of several cards may have been cut in the middle.
 * Throws `conflict` where a card is gone, or was marked lost since it was added.
 */
export function cardsBack(run: Run, part: Part): Step {
	return step<Token[], Next>({
		read: async (userId) => await run.net2.tokens.list(userId),
		plan(tokens) {
			const next = nextOf(part, tokens);
			const { turned, taken, given } = next;
			const count = turned.length + taken.length + given.length;
			if (count === 0) return null;
			const idsNow = (isLost: boolean) =>
				turned.filter((token) => token.isLost === isLost).map(({ id }) => id);
			return {
				message: `${count} cards as they were before`,
				changes: [
					...turned.map(({ tokenValue, isLost }) =>
						cardChange(tokenValue, stateOf({ isLost: !isLost }), stateOf({ isLost })),
					),
					...taken.map((token) => cardChange(token.tokenValue, stateOf(token), null)),
					...given.map(({ value, isLost = false }) => cardChange(value, null, stateOf({ isLost }))),
				],
				next,
				undo: {
					of: 'cards',
					lost: idsNow(true),
					found: idsNow(false),
					added: given,
					removed: taken.map(asCard),
				},
			};
		},
		async write(userId, { turned, taken, given }) {
			for (const token of turned) await run.net2.tokens.update(userId, token);
			for (const { id } of taken) await run.net2.tokens.delete(userId, id);
			for (const card of given) await postCard(run, userId, card);
		},
		unproven: (after, { turned, taken, given }) => [
			...turned
				.filter(({ id, isLost }) => after.find((token) => token.id === id)?.isLost !== isLost)
				.map(
					({ tokenValue, isLost }) =>
						`card ${lastTwo(tokenValue)} still counts as ${stateOf({ isLost: !isLost })}`,
				),
			...taken
				.filter(({ id }) => after.some((token) => token.id === id))
				.map(({ tokenValue }) => `card ${lastTwo(tokenValue)} is still there`),
			...given
				.filter(({ value }) => !after.some(({ tokenValue }) => sameCard(tokenValue, value)))
				.map(({ value }) => `card ${lastTwo(value)} is not there`),
		],
		see: () => undefined,
	});
}

/** What is left to do. */
function nextOf({ lost, found = [], added = [], removed = [] }: Part, tokens: Token[]): Next {
	const gone = [...lost, ...found].filter((id) => !tokens.some((token) => token.id === id));
	if (gone.length > 0) throw changed(`${gone.length} of their cards are gone`);
	const has = (value: string) => tokens.find(({ tokenValue }) => sameCard(tokenValue, value));
	const taken = added.flatMap((card) => {
		const token = has(card.value);
		if (token !== undefined && token.isLost !== (card.isLost ?? false))
			throw changed(`card ${lastTwo(card.value)} is marked ${stateOf(token)} now`);
		return token ?? [];
	});
	return {
		turned: tokens
			.filter(({ id, isLost }) => (isLost ? lost : found).includes(id))
			.map((token) => ({ ...token, isLost: !token.isLost })),
		taken,
		given: removed.filter(({ value }) => has(value) === undefined),
	};
}

function changed(what: string): Net2Error {
	return new Net2Error(
		'conflict',
		`This person is no longer as that step left them: ${what}.`,
		'Nothing was taken back. Look at the cards of this person in Net2.',
	);
}
