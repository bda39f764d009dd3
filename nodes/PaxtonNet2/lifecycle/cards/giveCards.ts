import { bareCard, lastTwo, sameCard } from '../../mapping/cardNumber';
import { Net2Error } from '../../net2/errors';
import { holderBySql, refuseHeld } from './cardHolder';
import { cardChange } from './cards';
import { notThereYet, postCard } from './postCard';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Change } from '../result/result';
import type { CardToHave, Run, UpsertParams } from '../run/request';
import type { Step } from '../steps/steps';

/**
 * Those of the cards that somebody does not have yet, each once; userId null: somebody new. One that they have lost stays
 * lost, with a warning. Throws `heldByOther`, with the holder's id, before anything is written; where SQL is refused, and for
 * a plate, that is found out when Net2 refuses the card.
 */
export async function missingCards(
	run: Run,
	userId: number | null,
	cards: CardToHave[],
	report: ResultBuilder,
): Promise<CardToHave[]> {
	const own = userId === null ? [] : ((await run.net2.tokens.list(userId)) ?? []);
	for (const card of cards)
		if (own.some(({ tokenValue, isLost }) => isLost && sameCard(tokenValue, card.value)))
			report.warn(staysLost(card));
	const missing = notAmong(
		cards,
		own.map(({ tokenValue }) => tokenValue),
	);
	for (const { value } of missing) refuseHeld(await holderBySql(run, value), userId, value);
	return missing;
}

/** Those whose number is none of these, each once. */
export function notAmong(cards: CardToHave[], values: string[]): CardToHave[] {
	return cards.filter(
		({ value }, n) =>
			!values.some((one) => sameCard(one, value)) &&
			!cards.slice(0, n).some((before) => sameCard(before.value, value)),
	);
}

type Claimant = Pick<UpsertParams, 'key' | 'cards'>;

/**
 * Of all items of a run: a function that throws `badInput` for an item with a card that is to be somebody else's too, since
 * neither may have it before that is clear.
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
			if (keys.length > 1) throw sharedBy(value, keys);
		}
	};
}

/** What a dry run says of cards for somebody who is not there yet. */
export function wouldGive(report: ResultBuilder, cards: CardToHave[]): void {
	for (const card of cards) report.would(messageOf(card), [changeOf(card)]);
}

/** A card that somebody is given, unless they have it. It is sent once: after a lost reply, who has it is looked up. */
export function cardGiven(run: Run, card: CardToHave): Step {
	const { value } = card;
	let wasSent = false;
	const own = async (userId: number) => {
		const tokens = await run.net2.tokens.list(userId);
		return tokens && { held: tokens.find(({ tokenValue }) => sameCard(tokenValue, value)) };
	};
	return {
		async look(userId, _seen, report) {
			const found = await own(userId);
			if (found === undefined) return undefined;
			if (found.held?.isLost === true) report.warn(staysLost(card));
			if (found.held !== undefined) return null;
			if (wasSent) throw notThereYet(value);
			return {
				message: messageOf(card),
				changes: [changeOf(card)],
				undo: { of: 'cards', lost: [], added: [card] },
				async write() {
					wasSent = true;
					await postCard(run, userId, card);
				},
				async prove() {
					const after = await own(userId);
					return after?.held?.isLost === false ? [] : [`card ${lastTwo(value)} is not there`];
				},
			};
		},
	};
}

function messageOf({ value }: CardToHave): string {
	return `Card ${lastTwo(value)} added`;
}

function changeOf({ value }: CardToHave): Change {
	return cardChange(value, null, 'valid');
}

function sharedBy(value: string, keys: string[]): Net2Error {
	return new Net2Error(
		'badInput',
		`Card ${lastTwo(value)} is to be that of ${keys.length} people: keys ${keys.slice(0, 5).join(', ')}.`,
		'Give it to one of them; nothing was written for any.',
	);
}

function staysLost({ value }: CardToHave): string {
	return `Card ${lastTwo(value)} is marked lost, and stays so: if it was found, use Set Lost with Lost switched off.`;
}
