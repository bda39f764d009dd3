import type { CurrentUser, UserPart } from './currentUser';
import type { DesiredUser } from './desiredUser';
import { planJoiner } from './planJoiner';
import { planLeaver } from './planLeaver';
import { planMover } from './planMover';
import type { Policy } from './policy';
import type { UserPlan } from './userPlan';

/**
 * The one planner: what has to be done so that a user becomes what is desired. Pure and synchronous. Every operation that
 * changes a user uses it, and so does every line of a list.
 *
 * @param current what Net2 says of the user now; null: no user has the number
 * @throws Net2Error when the item must not be carried out; nothing has been written then. A leaver's plan never throws
 * because of anything but doubt about who is meant.
 */
export function planUser(
	current: CurrentUser | null,
	desired: DesiredUser,
	policy: Policy,
): UserPlan {
	if (current === null) return planJoiner(desired, policy);
	return desired.access.change === 'disable'
		? planLeaver(current, desired, policy)
		: planMover(current, desired, policy);
}

/** The parts of a user, besides the record, that a plan for this needs to know. */
export function partsFor(desired: DesiredUser, policy: Policy): Set<UserPart> {
	const { access, levels, cards, department, individualDoors } = desired;
	const parts = new Set<UserPart>();
	const moves = department !== undefined || policy.leaverDepartment !== undefined;
	const disables = access.change === 'disable';
	const restores = access.change === 'enable' && access.restore;
	const reopens = access.change === 'dates' && access.listed?.reopen === true;
	if (moves || restores || reopens) parts.add('department');
	if (levels !== undefined || individualDoors !== undefined || restores) parts.add('permissions');
	if (disables && policy.markerField !== undefined) parts.add('department');
	if (cards !== undefined) parts.add('cards');
	return parts;
}
