import { lastTwo, sameCard } from '../../mapping/cardNumber';
import type { Token } from '../../net2/model';
import {
	cardChange,
	cardOutcome,
	cardsOf,
	idOf,
	noSuchCard,
	onCards,
	stateOf,
	type CardOutcome,
	type CardRef,
} from './cards';
import { asCard } from './postCard';
import type { Failure } from '../result/result';
import type { Lookup, Request, Run } from '../run/request';
import { refuseUnverified, retryIdempotent } from '../apply/proof';
import { cardIdPlace } from '../undo/undoPlaces';

export interface SetLostParams {
	user: Lookup;
	card: CardRef;
	/** False: it was found. */
	isLost: boolean;
}

export interface RemoveCardParams {
	user: Lookup;
	card: CardRef;
	/** By number. If a card that was named by its id is gone, that is the desired state. */
	onNotFound: 'error' | 'report';
}

/** Marks a card lost, or found. It stays with the user, and opens nothing while it is lost (docs/net2-api.md#cards). */
export async function setLost(
	run: Run,
	requests: Array<Request<SetLostParams>>,
): Promise<Array<CardOutcome | Failure>> {
	return await onCards(run, requests, async (subject, { params, options }, report) => {
		const userId = idOf(subject);
		const card = find(await cardsOf(run, subject), params.card);
		if (card === undefined) throw noSuchCard(params.card);
		report.relyOn([cardIdPlace(card.id)]);
		if (card.isLost === params.isLost) return cardOutcome(report, 'unchanged', true, card);
		const next = { ...card, isLost: params.isLost };
		const message = `Card ${lastTwo(card.tokenValue)} marked ${params.isLost ? 'lost' : 'found'}`;
		const changes = [cardChange(card.tokenValue, stateOf(card), stateOf(next))];
		if (options.dryRun) {
			report.would(message, changes);
			return cardOutcome(report, 'updated', false, card);
		}
		await retryIdempotent(async () => await run.net2.tokens.update(userId, next));
		report.step(message, changes, {
			of: 'cards',
			lost: params.isLost ? [card.id] : [],
			found: params.isLost ? [] : [card.id],
		});
		const after = find(await cardsOf(run, subject), { by: 'id', id: card.id });
		if (after?.isLost !== params.isLost)
			refuseUnverified([`card ${lastTwo(card.tokenValue)} is as it was`]);
		return cardOutcome(report, 'updated', true, after ?? null);
	});
}

/** Removes a card from a user. Its number is free afterwards. After an undo the card has another id. */
export async function removeCard(
	run: Run,
	requests: Array<Request<RemoveCardParams>>,
): Promise<Array<CardOutcome | Failure>> {
	return await onCards(run, requests, async (subject, { params, options }, report) => {
		const userId = idOf(subject);
		const card = find(await cardsOf(run, subject), params.card);
		if (card === undefined) {
			if (params.card.by === 'number' && params.onNotFound === 'error')
				throw noSuchCard(params.card);
			report.note('The user has no such card. Nothing was written.');
			return cardOutcome(report, 'notFound', true, null);
		}
		const message = `Card ${lastTwo(card.tokenValue)} removed`;
		const changes = [cardChange(card.tokenValue, stateOf(card), null)];
		if (options.dryRun) {
			report.would(message, changes);
			return cardOutcome(report, 'deleted', false, card);
		}
		await retryIdempotent(async () => await run.net2.tokens.delete(userId, card.id));
		report.step(message, changes, { of: 'cards', lost: [], removed: [asCard(card)] });
		if (find(await cardsOf(run, subject), { by: 'id', id: card.id }) !== undefined)
			refuseUnverified([`card ${lastTwo(card.tokenValue)} is still there`]);
		return cardOutcome(report, 'deleted', true, card);
	});
}

function find(cards: Token[], ref: CardRef): Token | undefined {
	return cards.find((card) =>
		ref.by === 'id' ? card.id === ref.id : sameCard(card.tokenValue, ref.value),
	);
}
