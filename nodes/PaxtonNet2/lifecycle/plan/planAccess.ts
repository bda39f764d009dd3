import { net2Start } from '../../mapping/hrDates';
import { siteWall } from '../../mapping/net2Dates';
import { accessMessages } from '../../messages/access';
import { failure } from '../../net2/errors';
import type { Department, User } from '../../net2/model';
import { mayListEnable, restoreSnapshot, startsAfter } from '../marker/leftEntry';
import type { MarkerEntries } from '../marker/markerEntries';
import { accessState, dayOf } from './accessState';
import type { CurrentUser } from './currentUser';
import type { DesiredAccess, DesiredDates, DesiredLevels, DesiredUser } from './desiredUser';
import {
	enablingDates,
	keptDates,
	leaveDate,
	withdrawnLeaveDate,
	type PlannedDates,
} from './planDates';
import { decidedLeave, sameEndFor } from './planMarker';
import { isLeaverDepartment, levelById, siteFor, type Policy } from './policy';

/** What happens to the access of a user who is in Net2. */
export interface PlannedAccess {
	dates: PlannedDates | null;
	/** Access is given again on purpose, so the leaver department does not block the user. */
	enables: boolean;
	/** The `left` entry goes. */
	endsLeave: boolean;
	/**
	 * An operation outside the list names this end date, whether Net2 has it already or not. So a `left` entry with this
	 * date is not a list's any more (docs/safety-rules.md, rule 8).
	 */
	decidesEnd?: true;
	/** What a rehire gets back where the item says nothing. */
	department?: Department;
	levels?: DesiredLevels;
	/** Why the list does not give access, where it says that the employee is present. */
	blockedBecause?: string;
	/** Why the list does not put off the end date. What else the list says is carried out. */
	endKeptBecause?: string;
	/** The list that manages the user. */
	list?: string;
}

interface Context {
	entries: MarkerEntries;
	policy: Policy;
	warn: (message: string) => void;
}

const NO_ACCESS_CHANGE: PlannedAccess = { dates: null, enables: false, endsLeave: false };

/** Throws `badInput` for dates that cannot be, and `notAllowed` where this step may not give access. */
export function planAccess(
	current: CurrentUser,
	desired: DesiredUser,
	context: Context,
): PlannedAccess {
	const { record } = current;
	const { access } = desired;
	const { policy } = context;
	switch (access.change) {
		case 'none':
		case 'disable':
			return NO_ACCESS_CHANGE;
		case 'leaveDate':
			return {
				...NO_ACCESS_CHANGE,
				dates: leaveDate(record, access, policy),
				decidesEnd: true,
			};
		case 'withdrawLeaveDate':
			return { ...NO_ACCESS_CHANGE, dates: withdrawnLeaveDate(record, policy) };
		case 'enable':
			return enabling(current, access, context);
		case 'dates':
			return listedOrKept(current, desired, access, context);
	}
}

function enabling(
	current: CurrentUser,
	access: Extract<DesiredAccess, { change: 'enable' }>,
	{ entries, policy, warn }: Context,
): PlannedAccess {
	const { record } = current;
	const { enabled } = accessState(record, policy);
	const dates = enablingDates(record, access, policy, warn);
	if (dates?.givesAccess === true) refuseUnlessAllowed(current, entries, policy);
	const isAmongLeavers = isLeaverDepartment(policy, current.department);
	const restored = access.restore && !enabled ? restoredFor(current, entries, policy, warn) : {};
	const out = isAmongLeavers && !('department' in restored) ? { department: NONE } : {};
	return {
		dates,
		enables: true,
		endsLeave: dates !== null || enabled,
		...deciding(access),
		...out,
		...restored,
	};
}

const NONE: Department = { id: 0, name: 'None' };

function deciding({ end }: DesiredDates): Pick<PlannedAccess, 'decidesEnd'> {
	return end === undefined || end === 'never' ? {} : { decidesEnd: true };
}

/** The users to which this step may give access again (docs/safety-rules.md, rule 8). */
function refuseUnlessAllowed(
	{ record }: CurrentUser,
	entries: MarkerEntries,
	policy: Policy,
): void {
	if (policy.mayEnable === 'any') return;
	const { left } = entries;
	const byNode =
		left !== null &&
		record.expiryDate !== null &&
		sameEndFor(record, policy)(record.expiryDate, left.endDate);
	if (policy.mayEnable === 'disabledByNode' && byNode) return;
	throw failure(
		policy.mayEnable === 'disabledByNode'
			? accessMessages.notDisabledByNode
			: accessMessages.notCreatedInRun,
	);
}

/**
 * Dates of an item that does not enable. A list gives access again only to a user with an authentic `left` entry. The
 * end date of that entry must be the one in Net2 (docs/safety-rules.md, rule 8).
 */
function listedOrKept(
	current: CurrentUser,
	desired: DesiredUser,
	access: Extract<DesiredAccess, { change: 'dates' }>,
	context: Context,
): PlannedAccess {
	const { record } = current;
	const { entries, policy, warn } = context;
	const state = accessState(record, policy);
	const kept = keptDates(record, access, policy);
	const { listed } = access;
	const wouldReopen =
		(kept !== null && 'wouldReopen' in kept) ||
		(listed !== undefined && state.ended && !(access.end !== undefined && kept === null));
	const isAmongLeavers = isLeaverDepartment(policy, current.department);
	const gives = desired.department ?? desired.levels ?? desired.cards;
	const blocked = wouldReopen || (listed !== undefined && isAmongLeavers && gives !== undefined);
	const managed = listed === undefined ? deciding(access) : { list: '' };
	if (!blocked) {
		const dates = kept !== null && 'wouldReopen' in kept ? null : kept;
		const why = listed && dates && keptByDecision(record, dates, access, policy);
		if (why === undefined || why === null) return { ...NO_ACCESS_CHANGE, ...managed, dates };
		const { end: _later, ...others } = access;
		const rest = keptDates(record, others, policy);
		const datesLeft = rest !== null && 'wouldReopen' in rest ? null : rest;
		return { ...NO_ACCESS_CHANGE, ...managed, dates: datesLeft, endKeptBecause: why };
	}
	if (listed === undefined) {
		warn(
			"The user is disabled, and the dates would give access, so they were not written. To give access again, set 'Enabled' to 'Enable'.",
		);
		return NO_ACCESS_CHANGE;
	}
	const why = listRefusal(current, desired, access, context);
	if (why !== undefined) return { ...NO_ACCESS_CHANGE, blockedBecause: why };
	const dates = enablingDates(record, { ...access, startNow: false }, policy, warn);
	return {
		dates,
		enables: true,
		endsLeave: true,
		...managed,
		...restoredFor(current, entries, policy, warn),
	};
}

/**
 * Why a list does not put off or remove an end date: an operation has decided it. The list may name an earlier one.
 * Undefined: it may write these dates (docs/safety-rules.md, rule 8).
 */
function keptByDecision(
	record: User,
	{ set: { expiryDate: end } }: PlannedDates,
	{ start }: DesiredDates,
	policy: Policy,
): string | undefined {
	if (end === undefined || record.expiryDate === null) return undefined;
	const site = siteFor(policy, record);
	if (end !== null && end < siteWall(record.expiryDate, site)) return undefined;
	const left = decidedLeave(record, policy);
	if (left === undefined) return undefined;
	if (start !== undefined && startsAfter(left, net2Start(start, site))) return undefined;
	const named = end === null ? 'no End Date' : `End Date ${dayOf(end, site)}`;
	return `User ${record.id} has End Date ${dayOf(record.expiryDate, site)} in Net2 by a decision of a person, and the list says ${named}. So the list does not change it. If the user is to have access for longer, use 'Set Leave Date'.`;
}

/** A user in the leaver department may still have access, which a message must not hide. */
function disabledOnList(record: User, policy: Policy): string {
	const who = `User ${record.id} is on the list but`;
	const { ended } = accessState(record, policy);
	const end =
		record.expiryDate === null
			? 'no End Date'
			: `End Date ${dayOf(record.expiryDate, siteFor(policy, record))}`;
	return ended
		? `${who} disabled in Net2 (${end}).`
		: `${who} in the leaver department in Net2, and with ${end} still has access.`;
}

/** Why a list does not give access to this user; undefined: it may. */
function listRefusal(
	{ record }: CurrentUser,
	{ department }: DesiredUser,
	{ listed, start }: Extract<DesiredAccess, { change: 'dates' }>,
	{ entries, policy }: Context,
): string | undefined {
	const state = disabledOnList(record, policy);
	if (isLeaverDepartment(policy, department))
		return `${state} The list puts the user into the leaver department, so it does not give access.`;
	const verdict = mayListEnable(
		entries.left,
		{
			endDateInNet2: record.expiryDate,
			startDate: start === undefined ? null : net2Start(start, siteFor(policy, record)),
		},
		sameEndFor(record, policy),
	);
	if (verdict === 'allowed' && listed?.reopen === true) return undefined;
	if (verdict === 'allowed')
		return `${state} This node disabled the user. To let the list give access again, switch on 'Re-Enable Returning Users'.`;
	const reason =
		verdict === 'byOperation'
			? 'An operation disabled the user by a decision of a person'
			: verdict === 'otherEndDate'
				? 'The End Date was changed after this node had set it'
				: 'This node did not disable the user';
	return `${state} ${reason}, so the list does not give access. If the user is to have access, use 'Enable'.`;
}

/** Department and levels from before the leave, as far as Net2 still has them. Temporary levels never come back. */
function restoredFor(
	current: CurrentUser,
	{ left }: MarkerEntries,
	policy: Policy,
	warn: (message: string) => void,
): Pick<PlannedAccess, 'department' | 'levels'> {
	if (left === null) return {};
	const { expiryDate } = current.record;
	if (!sameEndFor(current.record, policy)(expiryDate, left.endDate)) {
		const site = siteFor(policy, current.record);
		const end = expiryDate === null ? 'empty' : dayOf(expiryDate, site);
		warn(
			`The stored department and levels are those of an earlier leave. Its end date is ${dayOf(left.endDate, site)}, and the End Date in Net2 is ${end}. The node did not restore them.`,
		);
		return {};
	}
	const known = {
		departmentIds: new Set(policy.departments.map(({ id }) => id)),
		levelIds: new Set(policy.levels.map(({ id }) => id)),
	};
	const snapshot = restoreSnapshot(left, known);
	if (snapshot.departmentIsGone)
		warn('Net2 no longer has the department from before the leave, so the user is in None.');
	if (snapshot.goneLevelIds.length > 0)
		warn(
			`Net2 no longer has ${snapshot.goneLevelIds.length} of the access levels from before the leave.`,
		);
	if (snapshot.doors > 0)
		warn(
			`The user had ${snapshot.doors} individual ${snapshot.doors === 1 ? 'door' : 'doors'} before the leave. They are not stored one by one. Give them again in Net2.`,
		);
	const movable = [0, policy.leaverDepartment?.id].includes(current.department?.id ?? 0);
	const department = policy.departments.find(({ id }) => id === snapshot.departmentId);
	// One that the user has for a time meanwhile is permanent again.
	const levels = snapshot.levelIds.map((id) => levelById(policy, id));
	return {
		...(movable && snapshot.departmentId === 0 && { department: NONE }),
		...(movable && department !== undefined && { department }),
		...(levels.length > 0 && { levels: { mode: 'add' as const, levels } }),
	};
}
