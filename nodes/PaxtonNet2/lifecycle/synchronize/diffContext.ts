import type { HolderOf, LeaverReader } from './cardsHeld';
import { accessState } from '../plan/accessState';
import type { Policy } from '../plan/policy';
import type { FieldMap } from './fieldMap';
import type { Settings } from './settings';
import type { SnapshotUser } from './snapshot';

/** What a comparison needs to know, besides the two things compared. */
export interface DiffContext {
	policy: Policy;
	settings: Settings;
	map: FieldMap;
	protectedIds: ReadonlySet<number>;
	protectedDepartments: ReadonlySet<number>;
	/** Departments that the list is about; null: all. */
	scope: ReadonlySet<number> | null;
	holderOf: HolderOf;
	/** Whose card may move, if that user has left. Throws `heldByOther` if not; undefined: no card may move. */
	leaverWho: LeaverReader;
}

/** Whether a user's End Date has been reached. One who has not started yet has not ended. */
export function hasEnded({ current }: SnapshotUser, { policy }: DiffContext): boolean {
	return accessState(current.record, policy).ended;
}

export function isProtected(
	{ current }: SnapshotUser,
	context: Pick<DiffContext, 'protectedIds' | 'protectedDepartments'>,
): boolean {
	return (
		context.protectedIds.has(current.record.id) ||
		context.protectedDepartments.has(current.department?.id ?? 0)
	);
}

/** Whether the list is about this user, so that the user can be absent from it. */
export function isInScope(
	{ current }: SnapshotUser,
	{ scope }: Pick<DiffContext, 'scope'>,
): boolean {
	return scope === null || scope.has(current.department?.id ?? 0);
}

/**
 * Whether the list manages a user. If there is a marker field, the marker says so. Otherwise the user must have a
 * number, since only HR gives those. No other user is ever absent (docs/safety-rules.md, rule 8).
 */
export function isManaged(
	{ key, managed, current }: SnapshotUser,
	context: Pick<DiffContext, 'map' | 'scope'>,
): boolean {
	if (!isInScope({ key, managed, current }, context)) return false;
	return context.map.marker === null ? key !== '' : managed;
}
