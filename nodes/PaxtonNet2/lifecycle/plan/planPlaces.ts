import { accessMessages } from '../../messages/access';
import { failure } from '../../net2/errors';
import type { MarkerEntries } from '../marker/markerEntries';
import { accessState } from './accessState';
import type { CurrentUser } from './currentUser';
import type { DesiredUser } from './desiredUser';
import type { PlannedAccess } from './planAccess';
import { planCards } from './planCards';
import { planLevels, withoutEnded, type PlannedLevels } from './planLevels';
import { isLeaverDepartment, nothingGiven, type Policy } from './policy';
import type { PlanOperation, SetDepartment } from './userPlan';

/** What of a mover is about places and not about dates. */
export interface Places {
	department: SetDepartment | null;
	levels: PlannedLevels;
	cards: PlanOperation[];
}

/**
 * Department, levels and cards. A user in the leaver department gets none of them, unless access is given again. An
 * item that still names them gives nothing back.
 */
export function planPlaces(
	current: CurrentUser,
	desired: DesiredUser,
	{
		access,
		entries,
		policy,
		warn,
	}: {
		access: PlannedAccess;
		entries: MarkerEntries;
		policy: Policy;
		warn: (message: string) => void;
	},
): Places {
	const none: PlannedLevels = { operation: null, before: entries, after: entries };
	const enables = access.enables;
	const goesToLeavers = isLeaverDepartment(policy, desired.department) && !enables;
	const isAmongLeavers = isLeaverDepartment(policy, current.department) && !enables;
	if (goesToLeavers) {
		if (!endsAccess(current, desired, policy, access))
			throw failure(accessMessages.leaverWithoutEnd, {
				department: policy.leaverDepartment?.name ?? '',
			});
		if (desired.levels !== undefined || desired.cards !== undefined) warn(nothingGiven(policy));
		return { department: moveTo(current, desired.department), levels: none, cards: [] };
	}
	if (isAmongLeavers) {
		const gives = desired.department ?? desired.levels ?? desired.cards;
		if (gives !== undefined && desired.levels?.mode !== 'remove') warn(nothingGiven(policy));
		if (desired.levels?.mode !== 'remove' && desired.levels?.mode !== 'removeExpired')
			return { department: null, levels: none, cards: [] };
	}
	const department = isAmongLeavers ? undefined : (desired.department ?? access.department);
	const wanted = desired.levels ?? access.levels;
	const levels = wanted === undefined ? none : planLevels(current, wanted, entries, policy, warn);
	const opens = access.dates?.givesAccess === true;
	return {
		department: moveTo(current, department),
		levels: opens ? withoutEnded(current, levels, wanted, policy, warn) : levels,
		cards: planCards(current, desired.cards, warn),
	};
}

/** Whether the item, or Net2 already, ends the access of a user who is moved to the leavers. */
function endsAccess(
	{ record }: CurrentUser,
	{ access }: DesiredUser,
	policy: Policy,
	planned: PlannedAccess,
): boolean {
	if (planned.dates?.takesAccess === true) return true;
	if (access.change === 'leaveDate') return true;
	if (access.change === 'dates' && access.end !== undefined) return true;
	return record.expiryDate !== null || accessState(record, policy).ended;
}

function moveTo(
	{ department: current }: CurrentUser,
	to: DesiredUser['department'],
): SetDepartment | null {
	if (to === undefined || current === undefined || (current?.id ?? 0) === to.id) return null;
	return {
		type: 'setDepartment',
		from: current,
		to,
		message: `Moved from department ${current?.name ?? 'None'} to ${to.name}`,
		changes: [
			{ field: 'department', from: current?.name ?? null, to: to.id === 0 ? null : to.name },
		],
	};
}
