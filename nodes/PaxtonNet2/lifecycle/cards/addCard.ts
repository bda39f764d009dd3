import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { cardMessages } from '../../messages/cards';
import { failure } from '../../net2/errors';
import type { Token } from '../../net2/model';
import {
	cardChange,
	cardOutcome,
	cardsOf,
	idOf,
	noSuchCard,
	onCards,
	type CardOutcome,
} from './cards';
import { holderText, movesFrom } from './cardHolder';
import { claimCard, giveCard } from './fromLeaver';
import { withLock } from '../run/keyedMutex';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Failure } from '../result/result';
import type { ItemOptions, Lookup, Request, Run } from '../run/request';
import { refuseUnverified, retryIdempotent } from '../apply/proof';
import { cardPlace } from '../undo/undoPlaces';
import type { TargetUser } from '../users/targetUser';

/** Which cards the new one takes the place of. */
export type Replaces = { which: 'none' } | { which: 'sameType' } | { which: 'one'; value: string };

export interface AddCardParams {
	user: Lookup;
	tokenType: string;
	/** As Net2 keeps it. */
	value: string;
	replaces: Replaces;
}

/**
 * Gives a user a card. If another user has the number, the node refuses it before it writes anything, with that
 * user's id. If that user has left, the card may move. The POST is never repeated. After a lost reply the node looks
 * for this number among the user's own cards. What it replaces is marked lost afterwards, so that the user always has
 * a valid card.
 */
export async function addCard(
	run: Run,
	requests: Array<Request<AddCardParams>>,
): Promise<Array<CardOutcome | Failure>> {
	return await onCards(
		run,
		requests,
		async (subject, { params, options }, report) =>
			// Two users of one run may be given the same number.
			await withLock(
				run,
				`card ${params.value}`,
				async () => await add(run, subject, params, { report, options }),
			),
	);
}

interface AddContext {
	report: ResultBuilder;
	options: Pick<ItemOptions, 'dryRun' | 'replaceFromLeavers'>;
}

async function add(
	run: Run,
	subject: TargetUser,
	params: AddCardParams,
	manner: AddContext,
): Promise<CardOutcome> {
	const { report, options } = manner;
	const { dryRun } = options;
	const userId = idOf(subject);
	const before = await cardsOf(run, subject);
	const own = before.find(({ tokenValue }) => sameCard(tokenValue, params.value));
	if (own?.isLost) throw failure(cardMessages.ownCardLost, { card: lastTwo(params.value) });
	const old = toReplace(before, params);
	report.relyOn([cardPlace(params)]);
	if (own === undefined) await give(run, subject, params, manner);
	else if (own.tokenType.toLowerCase() !== params.tokenType.toLowerCase())
		report.warn(`The user has this card already, as a ${own.tokenType}. Its type was not changed.`);
	for (const token of old) await markLost(run, userId, token, manner);
	const after = dryRun ? before : await cardsOf(run, subject);
	const card = after.find(({ tokenValue }) => sameCard(tokenValue, params.value)) ?? null;
	const problems = dryRun ? [] : old.filter((token) => stillValid(after, token));
	refuseUnverified(problems.map(({ tokenValue }) => `card ${lastTwo(tokenValue)} is still valid`));
	const outcome = own === undefined ? 'created' : old.length > 0 ? 'updated' : 'unchanged';
	return cardOutcome(report, outcome, true, card);
}

/** The card that the user does not have yet, from a user who has left if need be. */
async function give(
	run: Run,
	subject: TargetUser,
	{ tokenType, value }: AddCardParams,
	{ report, options }: AddContext,
): Promise<void> {
	const userId = idOf(subject);
	const card = await claimCard(
		run,
		{ tokenType, value },
		{
			userId,
			fieldId: subject.fieldId,
			replaceFromLeavers: options.replaceFromLeavers === true,
		},
	);
	const { from } = card;
	if (from !== undefined) report.warn(movesFrom(value, from));
	const done = from === undefined ? 'added' : `moved from ${holderText(from)}`;
	const message = `Card ${lastTwo(value)} ${done}`;
	const changes = [cardChange(value, from === undefined ? null : holderText(from), 'valid')];
	if (options.dryRun) return report.would(message, changes);
	await giveCard(run, userId, card, (warning) => report.warn(warning));
	report.step(message, changes, { of: 'cards', lost: [], added: [{ tokenType, value }] });
	await proven(run, subject, value, (found) => found?.isLost === false, 'is not there');
	return undefined;
}

async function markLost(
	run: Run,
	userId: number,
	token: Token,
	{ report, options }: AddContext,
): Promise<void> {
	const message = `Card ${lastTwo(token.tokenValue)} marked lost`;
	const changes = [cardChange(token.tokenValue, 'valid', 'lost')];
	if (options.dryRun) return report.would(message, changes);
	await retryIdempotent(
		async () => await run.net2.tokens.update(userId, { ...token, isLost: true }),
	);
	report.step(message, changes, { of: 'cards', lost: [token.id] });
	return undefined;
}

async function proven(
	run: Run,
	subject: TargetUser,
	value: string,
	holds: (card: Token | undefined) => boolean,
	otherwise: string,
): Promise<void> {
	const after = await cardsOf(run, subject);
	const card = after.find(({ tokenValue }) => sameCard(tokenValue, value));
	if (!holds(card)) refuseUnverified([`card ${lastTwo(value)} ${otherwise}`]);
}

function toReplace(cards: Token[], { replaces, tokenType, value }: AddCardParams): Token[] {
	const others = cards.filter(({ tokenValue }) => !sameCard(tokenValue, value));
	if (replaces.which === 'none') return [];
	if (replaces.which === 'sameType')
		return others.filter(
			(card) => !card.isLost && card.tokenType.toLowerCase() === tokenType.toLowerCase(),
		);
	const old = others.find(({ tokenValue }) => sameCard(tokenValue, replaces.value));
	if (old === undefined) throw noSuchCard({ by: 'number', value: replaces.value });
	return old.isLost ? [] : [old];
}

function stillValid(after: Token[], { id }: Token): boolean {
	return after.some((token) => token.id === id && !token.isLost);
}
