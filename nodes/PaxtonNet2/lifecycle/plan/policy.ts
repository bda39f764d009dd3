import { siteOf } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import type { AccessLevel, CustomField, Department, User } from '../../net2/model';
import type { MarkerKey } from '../marker/userMarker';

/** The users to which a step may give access again (docs/safety-rules.md, rule 8). */
export type MayEnable = 'any' | 'disabledByNode' | 'createdInThisRun';

/** What the planner has to know besides the user: the time, the site, and what this run may do. Plain data. */
export interface Policy {
	/** Milliseconds since the epoch. */
	now: number;
	/** The server's clock at its newest reply; null before the first. */
	serverNow: number | null;
	/** The credential's zone; null: the offset seen in the user's dates, else the workflow's zone. */
	siteZone: string | null;
	workflowZone: string;
	/** All levels of this Net2, for their names. */
	levels: AccessLevel[];
	/** All departments, where a plan may have to name one. */
	departments: Department[];
	leaverDepartment?: Department;
	/** Where the node stores what later runs need, as the item names it. */
	markerField?: CustomField;
	/** Authenticates what is stored there; a marker in another field is found by it as well. */
	markerKey: MarkerKey;
	/** Whether this Net2 keeps one access level for each user. */
	isLite: boolean;
	mayEnable: MayEnable;
	/** What sets a `left` entry: a list, or an operation for one user. */
	source: 'list' | 'operation';
}

/** The zone in which the dates of this user are understood. */
export function siteFor(
	policy: Pick<Policy, 'siteZone' | 'workflowZone'>,
	user?: Pick<User, 'activateDate' | 'expiryDate'>,
): Site {
	return siteOf({
		siteZone: policy.siteZone,
		seenDates: user === undefined ? [] : [user.activateDate, user.expiryDate],
		workflowZone: policy.workflowZone,
	});
}

/** Whether a department is the one that leavers are moved to. */
export function isLeaverDepartment(
	{ leaverDepartment }: Pick<Policy, 'leaverDepartment'>,
	department: Pick<Department, 'id'> | null | undefined,
): boolean {
	return (
		leaverDepartment !== undefined &&
		leaverDepartment.id !== 0 &&
		department?.id === leaverDepartment.id
	);
}

/** Why an item changes nothing about department, levels and cards of a user among the leavers. */
export function nothingGiven({ leaverDepartment }: Pick<Policy, 'leaverDepartment'>): string {
	const name = leaverDepartment === undefined ? '' : ` '${leaverDepartment.name}'`;
	return `The user is in the leaver department${name}, so the department, access levels and cards of the item were not given. To give access again, set 'Enabled' to 'Enable'.`;
}

/** A level by id, with a name that says so where Net2 does not list it. */
export function levelById({ levels }: Pick<Policy, 'levels'>, id: number): AccessLevel {
	return levels.find((level) => level.id === id) ?? { id, name: `level ${id}` };
}

/** The part of the policy that dates are judged by. */
export type Clocks = Pick<Policy, 'now' | 'serverNow' | 'siteZone' | 'workflowZone'>;
