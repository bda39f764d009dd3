import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { net2End, type HrDay, type HrInstant } from '../../mapping/hrDates';
import { correlationFieldId } from '../../mapping/fields';
import { instantOf, overAt } from '../../mapping/net2Dates';
import { siteFor } from '../result/observedState';
import type { Undo } from '../result/result';
import type { Run } from '../run/request';
import { UndoParts, type UndoPart } from './undoPart';
import type { User } from '../../net2/model';

const Name = v.nullable(v.string());

/** Who the user was when the operation ended; null: that could not be read. */
const TargetUser = v.nullable(
	v.object({
		/** The custom field with the personnel number; null: unknown. */
		fieldId: v.nullable(v.number()),
		number: v.string(),
		firstName: Name,
		middleName: Name,
		lastName: Name,
		/** The End Date that the operation left; absent: unknown. */
		expiryDate: v.optional(Name),
	}),
);

const Record = v.object({
	operation: v.string(),
	userId: v.number(),
	parts: UndoParts,
	/** When the operation ended, in milliseconds since the epoch. */
	at: v.number(),
	/** The leave date that the operation was given, as the instant at which access ends; see `undoRefusal`. */
	leaveDate: v.nullable(v.number()),
	subject: TargetUser,
});
/** Everything that one operation wrote for one user, in the order in which it was written. */
export type UndoRecord = v.InferOutput<typeof Record>;

/** An undo that was opened, with the id by which this process remembers it. */
export type OpenedUndo = UndoRecord & { id: string };

/** What is known of the user that the operation wrote to. */
export type SubjectRecord = Pick<User, 'firstName' | 'middleName' | 'lastName' | 'customFields'> &
	Partial<Pick<User, 'expiryDate'>>;

const PURPOSE = 'undo';

/** Seals it, bound to server and operator. So it cannot be read or forged. */
export async function sealUndo(run: Run, record: UndoRecord): Promise<Omit<Undo, 'key' | 'name'>> {
	const { operation, userId, parts } = record;
	const what = [...new Set(parts.map(({ of }) => NAMES[of]))].join(', ');
	return {
		operation,
		userId,
		summary: `Reverses ${what} of ${operation} for user ${userId}`,
		sealed: await run.net2.sealer.seal(PURPOSE, JSON.stringify(record)),
	};
}

/** Undefined where it is none of this credential's, or was altered. */
export async function openUndo(run: Run, sealed: string): Promise<OpenedUndo | undefined> {
	const text = await run.net2.sealer.open(PURPOSE, sealed);
	if (text === undefined) return undefined;
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Record), text);
	return parsed.success ? { ...parsed.output, id: undoIdOf(sealed) } : undefined;
}

/** Each sealed undo is another text, so that a digest of it names it. */
export function undoIdOf(sealed: string): string {
	return createHash('sha256').update(sealed.trim()).digest('base64url').slice(0, 22);
}

/**
 * Who the user is, by personnel number and name. So an undo is refused for another user who has the id later.
 *
 * @param options.mayRead false after the run has ended, when no more is read of a server that does not answer
 */
export async function subjectOf(
	run: Run,
	userId: number,
	{
		record: known,
		numberFieldId,
		mayRead,
	}: { record: SubjectRecord | undefined; numberFieldId: number | null; mayRead: boolean },
): Promise<UndoRecord['subject']> {
	const read = async <T>(reading: () => Promise<T>) =>
		mayRead ? await reading().catch(() => undefined) : undefined;
	const record = known ?? (await read(async () => await run.reference.shared.recordOf(userId)));
	if (record === undefined) return null;
	const fieldId =
		numberFieldId ??
		(await read(async () => correlationFieldId(undefined, await run.reference.customFields()))) ??
		null;
	const { firstName, middleName, lastName, expiryDate } = record;
	return {
		fieldId,
		number: numberIn(record, fieldId),
		firstName,
		middleName,
		lastName,
		...(expiryDate !== undefined && { expiryDate }),
	};
}

/** The personnel number in a user's record; empty: none, or the field is not known. */
export function numberIn(
	{ customFields }: Pick<User, 'customFields'>,
	fieldId: number | null,
): string {
	return customFields.find(({ id }) => id === fieldId)?.value?.trim() ?? '';
}

/**
 * The leave date that an operation was given. It lies ahead, or the item or the HR list named it. A user who was
 * disabled at once, without such a date, has none.
 */
export function leaveDateOf(
	run: Run,
	parts: UndoPart[],
	named: HrDay | HrInstant | undefined,
): number | null {
	const written = parts.find((part) => part.of === 'record' || part.of === 'created');
	const end = written?.after.expiryDate ?? null;
	if (end === null) return null;
	const site = siteFor(run);
	if (named !== undefined) return overAt(net2End(named, site), site);
	return instantOf(end, site) > run.clock.now() ? overAt(end, site) : null;
}

const NAMES: Record<UndoPart['of'], string> = {
	created: 'the creation',
	record: 'the changes to the user record',
	department: 'the department',
	permissions: 'access levels and doors',
	cards: 'cards that came, or were marked lost or found',
};
