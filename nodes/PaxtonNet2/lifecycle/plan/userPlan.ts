import type { Net2Error } from '../../net2/errors';
import type { AccessLevel, Department, Token, UserBody } from '../../net2/model';
import type { LevelEnds } from '../marker/levelEnds';
import type { MarkerEntries } from '../marker/markerEntries';
import type { CardToHave } from '../run/request';
import type { Change, Outcome } from '../result/result';

interface Described {
	/** What it does, for audit and error: "End Date set to 2026-11-23". */
	message: string;
	changes: Change[];
	/** Whether it is read back before the next operation. That one may remove what this one stores, or relies on it. */
	verifyFirst?: true;
}

/** A new user, with fields, dates and marker in one POST. */
export interface CreateUser extends Described {
	type: 'createUser';
	number: { value: string; fieldId: number };
	body: UserBody;
	/** What the marker field says of the user. It names the id, so it is written once the user is there. */
	entries?: MarkerEntries;
	/** Whether the user must not have access yet, so that the end date is checked against the server's own day. */
	staysDisabled: boolean;
}

/** Members of the user record; custom fields are those that change, not the whole list. */
export interface WriteRecord extends Described {
	type: 'writeRecord';
	set: UserBody;
	/**
	 * The end date that the plan saw, if the write gives access or sets an end date. If Net2 has another one by now,
	 * another writer was faster. Access must not be given or prolonged against that.
	 */
	givesAccessFrom?: string | null;
	/**
	 * The same change in steps, the end date first. If Net2 rejects the whole, they are written one after the other. So an
	 * end date never waits for another member, and it is known what Net2 accepted.
	 */
	oneByOne?: WriteRecord[];
}

export interface SetDepartment extends Described {
	type: 'setDepartment';
	from: Department | null;
	to: Department;
}

/** Levels and individual doors are one set in Net2. What is not named here goes back as it was read. */
export interface SetPermissions extends Described {
	type: 'setPermissions';
	add: AccessLevel[];
	remove: AccessLevel[];
	/** Levels that the user is to have, and had when this was planned. */
	keep?: AccessLevel[];
	/**
	 * Ids of all levels that the user had when this was planned, where the item names every level. A level that another
	 * program has given since is a conflict.
	 */
	had?: number[];
	/** Every access level goes, also one that another program gives after this was planned. */
	removesAll?: true;
	/** Every individual door goes, also one that another program gives after this was planned. */
	removeDoors: boolean;
	/** When the levels that go would have ended, where no write of the plan says so. It belongs into the undo. */
	ends?: LevelEnds;
	/** Individual doors that come and go, as an earlier reading had them. */
	doors?: { add: unknown[]; remove: unknown[] };
}

/** One card, so that a card that Net2 refuses does not leave the others valid. */
export interface SetCardLost extends Described {
	type: 'setCardLost';
	card: Token;
	/** False: it was found. */
	isLost: boolean;
}

export interface RemoveCard extends Described {
	type: 'removeCard';
	card: Token;
}

export interface AddCard extends Described {
	type: 'addCard';
	card: CardToHave & { isLost?: boolean };
}

export type PlanOperation =
	| CreateUser
	| WriteRecord
	| SetDepartment
	| SetPermissions
	| SetCardLost
	| RemoveCard
	| AddCard;

/** What is to be done for one user, in a safe order: what takes access first, what gives access last. */
export interface UserPlan {
	/** What will have become of the user when every operation has succeeded. */
	outcome: Outcome;
	operations: PlanOperation[];
	warnings: string[];
	/**
	 * The failure policy. True for a plan that takes access away: a failed operation must not keep the others from running.
	 * False for all others: the first failure ends the plan, so that access is not given to a half-made user.
	 */
	continueOnError: boolean;
	/** What the doors do, for safety limits, summaries and the second reading. */
	effect: AccessEffect;
	/** What could not be planned; it is reported when everything else has been carried out. */
	problems: Net2Error[];
	/** Whether the user seems to be another employee than the item means (`maxKeyChangePercent`). */
	seemsToHaveOtherNumber: boolean;
	/** The levels whose end changes. An item that shares this plan with others reports its own. */
	ends?: LevelEnds;
	/** The levels that a rehire would have given back, and that are removed during the leave. */
	notRestored?: number[];
	/** Why the list does not do what it says, where the user was disabled by a person. */
	blockedBecause?: string;
	/** Why the list does not put off the end date, where a person has decided it. The rest of the plan is carried out. */
	endKeptBecause?: string;
}

export interface AccessEffect {
	/** The user loses access, now or earlier than Net2 says today. */
	losesAccess: boolean;
	/** A disabled user gets access again. */
	getsAccessAgain: boolean;
	/** The user must have no access when the run ends. */
	mustBeDisabled: boolean;
	levelsAdded: number;
	levelsRemoved: number;
}

export const NO_EFFECT: Readonly<AccessEffect> = {
	losesAccess: false,
	getsAccessAgain: false,
	mustBeDisabled: false,
	levelsAdded: 0,
	levelsRemoved: 0,
};
