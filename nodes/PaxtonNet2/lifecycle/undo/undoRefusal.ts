import { undoMessages } from '../../messages/undo';
import { failure, type Net2Error } from '../../net2/errors';
import { compareNames, exactNumber, type NameInNet2 } from '../identity';

const DAY = 86_400_000;

/** How old an undo may be. A mistake is noticed within a week, and after that the state is a decision. */
export const UNDO_VALID_DAYS = 7;

/** What an undo says about itself. It is sealed, so that no part of it can be changed. */
export interface UndoIdentity {
	/** Names this undo. */
	id: string;
	/** The server's address in one spelling. */
	server: string;
	userId: number;
	/** Personnel number and name as the operation left them; an empty number if the user had none. */
	number: string;
	name: NameInNet2;
	/** When the operation ended, in milliseconds since the epoch. */
	at: number;
	/**
	 * The leave date that the operation was given, as the instant at which access ends. It comes from an HR list, or
	 * was in the future. Null for a user who was disabled at once without a date.
	 */
	leaveDate: number | null;
	/** The End Date that the user had when the operation ended, as an instant. Null: none, or it is not known. */
	endDateThen: number | null;
	/** What the undo does to access. */
	effect: UndoEffect;
}

export interface UndoEffect {
	/** The end date that the undo restores, as an instant. Null: none. Undefined: it leaves the end date unchanged. */
	endDate?: number | null;
	/** Whether it gives levels, doors, cards or a PIN. */
	givesRights: boolean;
	/** Whether it deletes a user that the operation created. */
	deletes: boolean;
}

/** What is known when the undo is to be carried out. */
export interface UndoSituation {
	server: string;
	now: number;
	/** The user who has the id now; null if there is none. */
	user: (NameInNet2 & { number: string | null; endDate: number | null }) | null;
	/** What `UndoLedger.stateOf` says. */
	ledger: 'open' | 'used' | 'reliedOn';
}

/**
 * Why an operation may not be undone (docs/safety-rules.md). Undefined: it may. The first rule that refuses decides, and
 * nothing has been written then. Names of other employees are not repeated: the id may belong to one of them now.
 */
export function undoRefusal(undo: UndoIdentity, situation: UndoSituation): Net2Error | undefined {
	const { now, user, ledger } = situation;
	const { userId: id, number } = undo;
	if (undo.server !== situation.server)
		return failure(undoMessages.otherServer, { server: situation.server });
	if (user === null) return failure(undoMessages.userIsGone, { id });
	if (!isSameUser(undo, user))
		return failure(undoMessages.otherUser, { id, number, present: exactNumber(user.number) });
	if (ledger === 'used') return failure(undoMessages.used);
	if (now - undo.at > UNDO_VALID_DAYS * DAY)
		return failure(undoMessages.tooOld, {
			age: Math.floor((now - undo.at) / DAY),
			days: UNDO_VALID_DAYS,
		});
	if (ledger === 'reliedOn') return failure(undoMessages.reliedOn, { id });
	if (givesAccessAfterLeave(undo, now, user.endDate))
		return failure(undoMessages.leaveDatePassed, { id });
	if (addsToNewAccess(undo)) return failure(undoMessages.accessGivenSince, { id });
	return undefined;
}

/**
 * Whether the operation left a user without access, who has access now, and the undo would add to that. Who gave
 * the access decided what the user gets. An undo that restores the end date compares it itself.
 */
function addsToNewAccess({
	at,
	endDateThen,
	effect: { deletes, endDate, givesRights },
}: Pick<UndoIdentity, 'at' | 'endDateThen' | 'effect'>): boolean {
	const hadEnded = endDateThen !== null && endDateThen <= at;
	return hadEnded && !deletes && givesRights && endDate === undefined;
}

/**
 * Whether the undo would give access to a user whose leave date has passed. A user who was disabled at once has no
 * leave date, and an undo exists to reverse exactly that. An undo that leaves the user without access must not give
 * levels or cards either. The exception is an undo that removes the access. Deleting a user gives nothing.
 */
export function givesAccessAfterLeave(
	{ at, leaveDate, effect }: Pick<UndoIdentity, 'at' | 'leaveDate' | 'effect'>,
	now: number,
	endDateNow: number | null,
): boolean {
	if (effect.deletes) return false;
	const hasPassed = (instant: number | null) => instant !== null && instant <= now;
	const endDateAfterwards = effect.endDate === undefined ? endDateNow : effect.endDate;
	if (!hasPassed(endDateNow)) return false;
	if (hasPassed(endDateAfterwards)) return effect.givesRights;
	const layAhead = endDateNow !== null && endDateNow > at;
	return hasPassed(leaveDate) || layAhead;
}

/** The number must be the same text. Without a number the first name must be, as for any item (safety rule 3, docs/safety-rules.md). */
function isSameUser(undo: UndoIdentity, user: NonNullable<UndoSituation['user']>): boolean {
	if (exactNumber(undo.number) !== exactNumber(user.number)) return false;
	const comparison = compareNames(undo.name, user);
	if (comparison === 'same' || comparison === 'lastNameDiffers') return true;
	return (
		exactNumber(undo.number) !== '' &&
		comparison !== 'bothDiffer' &&
		comparison !== 'firstNameDiffers'
	);
}
