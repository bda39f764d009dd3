import type { User } from '../../net2/model';
import type { CurrentUser } from '../plan/currentUser';
import type { DesiredUser } from '../plan/desiredUser';
import type { UserPlan } from '../plan/userPlan';
import type { Change } from '../result/result';

/** What kind of difference there is between the list and Net2. */
export const KINDS = [
	/** The personnel number is new. */
	'joiner',
	/** The department or the title differs. */
	'mover',
	/** The list has a new or earlier end date, or the employee is absent. */
	'leaver',
	/** The employee is on the list again, and the list had disabled this user. */
	'rehire',
	/** Anything else differs, for example a telephone number or an access level. */
	'drift',
	/** The user is enabled and is not on the list. */
	'orphan',
	/** Several users have this personnel number. A person must decide. */
	'duplicateKey',
	/** The employee has left and still has access. The access ends at once. */
	'leaverStillActive',
	/** A person or an operation disabled the user, so the list gives no access. */
	'blockedByHand',
] as const;
export type Kind = (typeof KINDS)[number];

/** One difference between the list and Net2. */
export interface Difference {
	kind: Kind;
	/** The item of the line; null: no line's, so that it belongs to all. */
	index: number | null;
	key: string | null;
	userId: number | null;
	name: string;
	changes: Change[];
	/** Why nothing is done, or what to mind. */
	warnings: string[];
	/** What is to be carried out. Null: it is reported only. */
	planned: Planned | null;
	/** Why a user loses access. */
	reason?: LeaveReason;
	/**
	 * HR says that the employee has left, and nothing is written. So this heads the result (docs/safety-rules.md, rule
	 * 7).
	 */
	isUrgent?: true;
}

/**
 * Why a user loses access. `overdue`: the end date on the list passed before yesterday, so an earlier run did not disable
 * the user. `startDate`: the list says that the employment starts on a day ahead.
 */
export type LeaveReason = 'endDate' | 'status' | 'absent' | 'overdue' | 'startDate';

/** A plan with what it was made from. Applying it makes no second plan. */
export interface Planned {
	plan: UserPlan;
	current: CurrentUser | null;
	desired: DesiredUser;
}

export function changesOf({ operations }: UserPlan): Change[] {
	return operations.flatMap(({ changes }) => changes);
}

/** A user's name as one text. */
export function nameOf({
	firstName,
	middleName,
	lastName,
}: Pick<User, 'firstName' | 'middleName' | 'lastName'>): string {
	return [firstName, middleName, lastName].filter(Boolean).join(' ');
}
