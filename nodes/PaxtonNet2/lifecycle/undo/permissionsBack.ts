import { accessMessages } from '../../messages/access';
import { undoMessages } from '../../messages/undo';
import { failure } from '../../net2/errors';
import { doorsBeyond } from '../../net2/permissionSets';
import { endOfLevel, NO_END, sameEnd, withEnd, type EndChange } from '../marker/levelEnds';
import { heldLevelIds, type CurrentUser } from '../plan/currentUser';
import { endChange, levelAdded, levelRemoved } from '../plan/planLevels';
import { markerEntries } from '../plan/planMarker';
import { levelById, type Policy } from '../plan/policy';
import { noteMarker } from '../plan/recordWithMarker';
import type { PlanOperation, SetPermissions } from '../plan/userPlan';
import type { Change } from '../result/result';
import type { LevelsOver } from './levelsOver';
import type { UndoPart } from './undoPart';

type Permissions = Extract<UndoPart, { of: 'permissions' }>;

/** What reverses one part. */
export interface PartBack {
	operations: PlanOperation[];
	/** What of the part is as it was before the operation already, in words. */
	back: string[];
}

/**
 * The levels, their ends and the individual doors as they were before. The end of a level that comes back is stored
 * before the level is given. It is removed after a level that goes. So no failure leaves a level without its end.
 *
 * @param over levels whose temporary access has ended. They do not come back
 * @throws Net2Error `conflict` if something has changed since
 */
export function permissionsBack(
	current: CurrentUser,
	part: Permissions,
	{ policy, over }: { policy: Policy; over: LevelsOver },
): PartBack {
	const isOver = (id: number) => over.has(id) && part.levelsRemoved.includes(id);
	const effective = { ...part, levelsRemoved: part.levelsRemoved.filter((id) => !isOver(id)) };
	const levels = levelsBack(current, effective, policy);
	const changed = part.ends?.levels.filter(({ levelId }) => !isOver(levelId)) ?? [];
	const ends = endsBack(current, effective, changed, policy);
	if ('back' in levels) return { operations: ends, back: levels.back };
	if (levels.add.length > 0) return { operations: [...ends, levels], back: [] };
	return { operations: [levels, ...ends], back: [] };
}

/** With `back`: they are so already. */
function levelsBack(
	current: CurrentUser,
	{ levelsAdded, levelsRemoved, doorsAdded, doorsRemoved }: Permissions,
	policy: Policy,
): SetPermissions | Pick<PartBack, 'back'> {
	const had = heldLevelIds(current);
	const doors = current.permissions?.individualPermissions ?? [];
	const lost = levelsAdded.filter((id) => !had.includes(id));
	const again = levelsRemoved.filter((id) => had.includes(id));
	const doorsLost = doorsBeyond(doorsAdded, doors);
	const doorsStillGone = doorsBeyond(doorsRemoved, doors);
	const doorsAgain = doorsRemoved.length - doorsStillGone.length;
	const changes = [
		...lost.map((id) => isGone(policy, id)),
		...again.map((id) => `the access level ${levelById(policy, id).name} is there again`),
		...(doorsLost.length + doorsAgain > 0 ? ['the individual doors are others now'] : []),
	];
	if (
		lost.length === levelsAdded.length &&
		again.length === levelsRemoved.length &&
		doorsLost.length === doorsAdded.length &&
		doorsStillGone.length === 0
	)
		return { back: changes };
	if (changes.length > 0) throw failure(undoMessages.changedSince, { changes: changes.join(', ') });
	const gone = levelsRemoved.filter((id) => !policy.levels.some((level) => level.id === id));
	if (gone.length > 0) throw failure(undoMessages.levelsGone, { count: gone.length });
	const add = levelsRemoved.map((id) => levelById(policy, id));
	const remove = levelsAdded.map((id) => levelById(policy, id));
	if (policy.isLite && add.length > 0 && had.length - remove.length + add.length > 1)
		throw failure(accessMessages.secondLevelOnLite);
	const reversed: Change[] = [...remove.map(levelRemoved), ...add.map(levelAdded)];
	if (doorsAdded.length + doorsRemoved.length > 0)
		reversed.push({
			field: 'individualPermissions',
			from: doors.length,
			to: doors.length - doorsAdded.length + doorsRemoved.length,
		});
	return {
		type: 'setPermissions',
		add,
		remove,
		removeDoors: false,
		doors: { add: doorsRemoved, remove: doorsAdded },
		message: 'Access levels and doors as they were before',
		changes: reversed,
	};
}

/**
 * What the marker field says about the levels of the operation. Empty: it says so already. A level that comes back
 * gets its end even if the entry was deleted in the meantime.
 */
function endsBack(
	current: CurrentUser,
	{ levelsAdded, levelsRemoved }: Permissions,
	ends: readonly EndChange[],
	policy: Policy,
): PlanOperation[] {
	const held = heldLevelIds(current);
	const entries = markerEntries(current.record, policy);
	const changes: Change[] = [];
	let next = entries;
	for (const { levelId, before, after } of ends) {
		const isHeld = held.includes(levelId);
		const [comes, goes] = [levelsRemoved.includes(levelId), levelsAdded.includes(levelId)];
		if (!comes && !goes && !isHeld)
			throw failure(undoMessages.changedSince, { changes: isGone(policy, levelId) });
		const now = endOfLevel(entries, levelId);
		// A level that the user still has, and that has no such end any more, was made permanent since.
		const isReversed = sameEnd(now, before) && !(goes && isHeld);
		const mayBeGone = (comes || !isHeld) && sameEnd(now, NO_END);
		if (!sameEnd(now, after) && !isReversed && !mayBeGone)
			throw failure(undoMessages.changedSince, {
				changes: `the access level ${levelById(policy, levelId).name} has another end now`,
			});
		if (!comes && !goes) changes.push(endChange(levelById(policy, levelId), now, before));
		next = withEnd(next, levelId, before);
	}
	if (next === entries) return [];
	return noteMarker(current, next, policy).map((one) => ({
		...one,
		changes: [...one.changes, ...changes],
	}));
}

function isGone(policy: Policy, id: number): string {
	return `the access level ${levelById(policy, id).name} is gone`;
}
