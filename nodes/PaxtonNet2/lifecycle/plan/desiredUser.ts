import type { HrDay, HrInstant } from '../../mapping/hrDates';
import type { DesiredFields } from '../../mapping/fields';
import type { AccessLevel, Department } from '../../net2/model';
import type { Net2Error } from '../../net2/errors';
import type { GivenName } from '../identity';
import type { CardToHave } from '../run/request';

/**
 * The desired state of one user, with every name resolved and every value read. Whatever is absent stays as it is in
 * Net2. Every operation and every line of a list uses this form, so that one planner serves them all.
 */
export interface DesiredUser {
	/** The personnel number and the custom field that contains it. It is needed only to create a user. */
	number?: { value: string; fieldId: number };
	/** What the item says about who is meant, to be compared with the user who was found by number. */
	identity?: { given: GivenName; emailFieldId: number | null; verifyName?: boolean };
	fields?: DesiredFields;
	department?: Department;
	levels?: DesiredLevels;
	individualDoors?: 'remove';
	cards?: DesiredCards;
	access: DesiredAccess;
	/**
	 * What could not be resolved, such as the name of a department. It never delays an end date. The rest of a leaver's plan
	 * is carried out, or dates alone that end access earlier. Then this is reported. Otherwise planning throws it.
	 */
	unresolved?: Net2Error[];
}

export type DesiredLevels =
	/** These and no others. Levels given for a time or by rules stay, unless `all` is set. */
	| { mode: 'exactly'; levels: AccessLevel[]; all?: true }
	/**
	 * `until` is an end in wall-clock time of the site (`2026-12-01T17:00:00`), or in UTC with `Z`; absent: no end.
	 * `permanently`: rules do not remove them later.
	 */
	| { mode: 'add'; levels: AccessLevel[]; until?: string; permanently?: true }
	| { mode: 'remove'; levels: AccessLevel[] }
	| { mode: 'removeAll' }
	/** What the rules give; levels that were granted by rules before and are not among them go. */
	| { mode: 'byRules'; levels: AccessLevel[] }
	/** Levels whose time has come go. */
	| { mode: 'removeExpired' };

export type DesiredCards = { mode: 'add'; cards: CardToHave[] } | { mode: 'allLost' };

/** Dates as HR gives them. Absent: keep. `never`: no end, so that one that lies ahead is removed. */
export interface DesiredDates {
	start?: HrDay | HrInstant;
	end?: HrDay | HrInstant | 'never';
}

/** When the user may open doors. A day becomes wall-clock time in the user's own zone when it is planned. */
export type DesiredAccess =
	| { change: 'none' }
	/**
	 * Dates as given, without giving access to a disabled user. A list that names an employee as present says so with
	 * `listed`. It also says whether it may give access again to a user that this node disabled.
	 */
	| ({ change: 'dates'; listed?: { reopen: boolean } } & DesiredDates)
	| ({ change: 'enable'; startNow: boolean; restore: boolean } & DesiredDates)
	/**
	 * `clearPin` is part of it, since a PIN opens doors without a card. `end` is the last day that HR names. An undo gives
	 * no access after it.
	 */
	| { change: 'disable'; clearPin: boolean; end?: HrDay | HrInstant }
	/** A last day that lies ahead. */
	| { change: 'leaveDate'; end: HrDay | HrInstant }
	| { change: 'withdrawLeaveDate' };
