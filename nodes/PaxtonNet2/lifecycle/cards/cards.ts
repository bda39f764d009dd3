import { hexOf, lastTwo } from '../../mapping/cardNumber';
import { cardMessages } from '../../messages/cards';
import { failure, type Net2Error } from '../../net2/errors';
import type { Token } from '../../net2/model';
import { userNotFound } from '../users/userNotFound';
import { inInputOrder } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import { withUserLock } from '../run/keyedMutex';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Failure, Success } from '../result/result';
import type { Lookup, Request, Run } from '../run/request';
import type { TargetUser } from '../users/targetUser';

/** A card as a workflow sees one, its number in both forms. The only place where a whole number is shown. */
export interface Card {
	id: number;
	tokenType: string;
	number: string;
	/** Null where the number is text, such as a plate. */
	numberHex: string | null;
	isLost: boolean;
}

/** A card in a list of cards. */
interface UserCard extends Card {
	userId: number;
}

export interface CardOutcome extends Success {
	/** As read back; null where there is none any more. */
	card: Card | null;
}

/** Which card of a user is meant. */
export type CardRef = { by: 'number'; value: string } | { by: 'id'; id: number };

export function describeCard({ id, tokenType, tokenValue, isLost }: Token): Card {
	return { id, tokenType, number: tokenValue, numberHex: hexOf(tokenValue), isLost };
}

/** The cards of one user. */
export async function getCards(
	run: Run,
	requests: Array<Request<{ user: Lookup }>>,
): Promise<Array<{ cards: UserCard[] } | Failure>> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		async (subject, requestsOfUser) => {
			const userId = idOf(subject);
			const cards = (await cardsOf(run, subject)).map((token) => ({
				userId,
				...describeCard(token),
			}));
			return requestsOfUser.map(() => ({ cards }));
		},
	);
}

/** Work on the cards of a user, one item after the other, and without other such work in this process. */
export async function onCards<Params extends { user: Lookup }>(
	run: Run,
	requests: Array<Request<Params>>,
	work: (
		subject: TargetUser,
		request: Request<Params>,
		report: ResultBuilder,
	) => Promise<CardOutcome>,
): Promise<Array<CardOutcome | Failure>> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		inInputOrder(
			run,
			async (subject, request, report) =>
				await withUserLock(run, idOf(subject), async () => await work(subject, request, report)),
		),
	);
}

/** @throws Net2Error `notFound` or `nearMiss` for a user who does not exist */
export function idOf(subject: TargetUser): number {
	if (subject.userId === null) throw userNotFound(subject);
	return subject.userId;
}

export async function cardsOf(run: Run, subject: TargetUser): Promise<Token[]> {
	const tokens = await run.net2.tokens.list(idOf(subject));
	if (tokens === undefined) throw userNotFound(subject);
	return tokens;
}

/** One change of a card in words without a whole number, since they may be shown in an error. */
export function cardChange(value: string, from: string | null, to: string | null) {
	return { field: `card ${lastTwo(value)}`, from, to };
}

export function stateOf({ isLost }: Pick<Token, 'isLost'>): string {
	return isLost ? 'lost' : 'valid';
}

/** The result of an operation on a card, which is a user's as well. */
export function cardOutcome(
	report: ResultBuilder,
	outcome: Success['outcome'],
	verified: boolean,
	card: Token | null,
): CardOutcome {
	return {
		...report.success(outcome, { verified }),
		card: card === null ? null : describeCard(card),
	};
}

export function noSuchCard(ref: CardRef): Net2Error {
	return ref.by === 'id'
		? failure(cardMessages.noCardWithId, { id: ref.id })
		: failure(cardMessages.noCardWithNumber, { card: lastTwo(ref.value) });
}
