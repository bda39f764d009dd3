import { correlationFieldId } from '../../mapping/customFields';
import { lastTwo, sameCard } from '../../mapping/cardNumber';
import { cardMessages } from '../../messages/cards';
import { filled } from '../../messages/message';
import { Net2Error } from '../../net2/errors';
import type { User } from '../../net2/model';
import { refuseUnverified, retryIdempotent } from '../apply/proof';
import { effectiveEndDate } from '../plan/effectiveEndDate';
import type { Clocks } from '../plan/policy';
import { explain } from '../result/explain';
import type { CardHolder, CardToHave, Run } from '../run/request';
import { findHolder, hasAccess, holderBySql, holderText, refuseHeld } from './cardHolder';
import { postCard } from './postCard';

/** Who a card is for, and whether a user who has left may lose it. */
export interface CardClaim {
	/** Null: a user who is not there yet. */
	userId: number | null;
	/** The custom field with personnel numbers; null: the usual one. */
	fieldId: number | null;
	/** The option 'Replace From Leavers'. */
	replaceFromLeavers: boolean;
}

/**
 * The card, and the user that it moves from if another user has it. Reads only.
 *
 * @throws Net2Error `heldByOther` if the holder has not left, or the option is off
 */
export async function claimCard(
	run: Run,
	card: CardToHave,
	{ userId, fieldId, replaceFromLeavers }: CardClaim,
): Promise<CardToHave> {
	const { value } = card;
	const holder = replaceFromLeavers
		? await holderOfCard(run, value)
		: await holderBySql(run, value);
	if (holder === undefined || holder === userId) return card;
	const record = replaceFromLeavers ? await run.net2.users.get(holder) : undefined;
	if (record === undefined) {
		refuseHeld(holder, userId, value);
		return card;
	}
	const from = { userId: holder, key: await numberIn(run, record, fieldId) };
	if (!hasLeft(record, clocksOf(run))) throw hasAccess(value, from);
	return { ...card, from };
}

/** A server may have no field for personnel numbers; then the id says who it is. */
async function numberIn(run: Run, record: User, fieldId: number | null): Promise<string | null> {
	if (fieldId !== null) return numberOf(record, fieldId);
	const fields = await run.reference.customFields();
	try {
		return numberOf(record, correlationFieldId(undefined, fields));
	} catch (error) {
		if (error instanceof Net2Error) return null;
		throw error;
	}
}

/** The holder of any card. The node reads the cards of every user if SQL does not know it, e.g. a number plate. */
async function holderOfCard(run: Run, value: string): Promise<number | undefined> {
	if (/^\d{1,15}$/.test(value)) {
		const rows = await run.reference.sql(async (query) => await query.cardHolders(Number(value)));
		if (rows !== null) return rows[0]?.userId;
	}
	return await findHolder(run, value);
}

/**
 * Whether the access of a user has ended for good. The end date is past, whichever way Net2 counts the last day. A
 * user whose access starts later, or ends today, has not left (docs/safety-rules.md, rule 6).
 */
export function hasLeft(user: User, clocks: Clocks): boolean {
	return effectiveEndDate(user, clocks) === null;
}

export function numberOf({ customFields }: User, fieldId: number): string | null {
	const number = customFields.find(({ id }) => id === fieldId)?.value?.trim() ?? '';
	return number === '' ? null : number;
}

/**
 * Gives a card to a user. If it moves, the node reads once more that its holder has left. It then removes the card
 * there, and reads that back. Until the user has it, the card belongs to no one.
 */
export async function giveCard(
	run: Run,
	userId: number,
	card: CardToHave & { isLost?: boolean },
	warn: (message: string) => void,
): Promise<void> {
	const { from, value } = card;
	const removed = from !== undefined && (await removeFromLeaver(run, value, from, warn));
	try {
		await postCard(run, userId, card);
	} catch (error) {
		if (!removed) throw error;
		const problem = explain(error);
		const texts = filled(cardMessages.removedBefore, {
			problem: problem.message,
			card: lastTwo(value),
			holder: holderText(from),
			remedy: problem.remedy,
		});
		throw new Net2Error(problem.reason, texts.message, texts.remedy, problem.call, [problem]);
	}
}

/** Whether the card was there and is removed. */
async function removeFromLeaver(
	run: Run,
	value: string,
	from: CardHolder,
	warn: (message: string) => void,
): Promise<boolean> {
	const { tokens, users } = run.net2;
	const find = async () =>
		(await tokens.list(from.userId))?.find(({ tokenValue }) => sameCard(tokenValue, value));
	const card = await find();
	if (card === undefined) return false;
	const record = await users.get(from.userId);
	if (record === undefined || !hasLeft(record, clocksOf(run))) throw hasAccess(value, from);
	await retryIdempotent(async () => await tokens.delete(from.userId, card.id));
	if ((await find()) !== undefined)
		refuseUnverified([`card ${lastTwo(value)} still belongs to ${holderText(from)}`]);
	if (card.isLost)
		warn(
			`Card ${lastTwo(value)} was marked lost at ${holderText(from)}. It is valid again for its new holder.`,
		);
	return true;
}

function clocksOf(run: Run): Clocks {
	const { siteZone, workflowZone } = run;
	return { now: run.clock.now(), serverNow: run.net2.serverNow(), siteZone, workflowZone };
}
