import { formatEntries } from './markerText';
import type { LeftEntry, MarkerEntries } from './markerEntries';

/** Whether an end date in Net2 is the one that this node set, in whatever form Net2 returns it. */
export type IsSameEnd = (inNet2: string | null, ours: string) => boolean;

/** What this node removes from a leaver in the same plan. */
export interface TakenAway {
	/** The department that the user leaves for the leaver department; null if the plan moves no department. */
	departmentId: number | null;
	levelIds: readonly number[];
	doors: number;
}

export const NOTHING_TAKEN: TakenAway = { departmentId: null, levelIds: [], doors: 0 };

/**
 * Stores that this node ends a user's access, and what it removes with that. An entry of the same leave has the end
 * date that Net2 has. It is completed, and what was removed first stays known. An entry of an earlier leave is
 * replaced. So a second leave never brings back what the first one took.
 *
 * @param leave.endDateInNet2 the end date as read before this write
 */
export function markLeft(
	entries: MarkerEntries,
	leave: {
		endDate: string;
		cause: LeftEntry['cause'];
		endDateInNet2: string | null;
		taken?: TakenAway;
	},
	isSameEnd: IsSameEnd = isSameWallTime,
): MarkerEntries {
	const { endDate, cause, endDateInNet2, taken = NOTHING_TAKEN } = leave;
	const noted = new Set(entries.temporary.map(({ levelId }) => levelId));
	const isTemporary = (id: number) => noted.has(id) && !entries.ruleLevels.includes(id);
	const fresh: LeftEntry = {
		endDate,
		cause,
		departmentId: taken.departmentId,
		levelIds: taken.levelIds.filter((id) => !isTemporary(id)),
		temporaryLevelIds: taken.levelIds.filter(isTemporary),
		doors: taken.doors,
	};
	const before = entries.left;
	const left =
		before !== null && isSameEnd(endDateInNet2, before.endDate) ? joined(before, fresh) : fresh;
	// A level that is gone has no end to wait for.
	const temporary = entries.temporary.filter(({ levelId }) => !taken.levelIds.includes(levelId));
	const isSame =
		before !== null &&
		JSON.stringify(before) === JSON.stringify(left) &&
		temporary.length === entries.temporary.length;
	return isSame ? entries : { ...entries, left, temporary };
}

/**
 * What becomes of an entry that this change does not rewrite as a whole. It may be in another field, or have no room.
 * An entry of the same leave has the end date that Net2 has. It gets the new one, and the cause of an operation. So it
 * never says another end date than Net2 does. An entry of an earlier leave goes if it would count again. The text of
 * the entry never gets longer. Without room for the new end date the entry goes.
 *
 * @param leave.endDate the end date that this change sets; null: the one in Net2 stays
 */
export function takeOverLeft(
	entries: MarkerEntries,
	leave: { endDate: string | null; cause: LeftEntry['cause']; endDateInNet2: string | null },
	isSameEnd: IsSameEnd = isSameWallTime,
): MarkerEntries {
	const { left } = entries;
	const { endDate, cause, endDateInNet2 } = leave;
	if (left === null) return entries;
	const isSame = isSameEnd(endDate ?? endDateInNet2, left.endDate);
	if (!isSameEnd(endDateInNet2, left.endDate)) return isSame ? clearLeft(entries) : entries;
	const causeNow = cause === 'list' ? left.cause : cause;
	if (isSame && causeNow === left.cause) return entries;
	const moved = { ...left, endDate: isSame ? left.endDate : (endDate ?? left.endDate) };
	const after = { ...entries, left: { ...moved, cause: causeNow } };
	return formatEntries(after).length > formatEntries(entries).length ? clearLeft(entries) : after;
}

/** The user gets access again, by whatever way. */
export function clearLeft(entries: MarkerEntries): MarkerEntries {
	return entries.left === null ? entries : { ...entries, left: null };
}

/** An operation that joins a leave of a list makes it a person's decision. So no list reverses it. */
function joined(before: LeftEntry, now: LeftEntry): LeftEntry {
	const levelIds = [...new Set([...before.levelIds, ...now.levelIds])];
	const temporary = [...new Set([...before.temporaryLevelIds, ...now.temporaryLevelIds])];
	return {
		endDate: now.endDate,
		cause: before.cause === 'operation' ? 'operation' : now.cause,
		departmentId: before.departmentId ?? now.departmentId,
		levelIds,
		temporaryLevelIds: temporary.filter((id) => !levelIds.includes(id)),
		doors: Math.max(before.doors, now.doors),
	};
}

/** Why a list may enable a user again, or may not (safety rule 8, docs/safety-rules.md). */
export type ListEnableVerdict =
	| 'allowed'
	/** No authentic entry says that this node disabled the user. */
	| 'noLeftEntry'
	/** The end date was changed since, by hand or by another program. */
	| 'otherEndDate'
	/** An operation disabled the user, and HR gives no start date after that. */
	| 'byOperation';

/**
 * Whether an HR list may enable a disabled user again.
 *
 * @param left the authentic entry of the user
 * @param startDate the employee's first day by HR, as wall time of the site; null if HR gives none
 */
export function mayListEnable(
	left: LeftEntry | null,
	{ endDateInNet2, startDate }: { endDateInNet2: string | null; startDate: string | null },
	isSameEnd: IsSameEnd = isSameWallTime,
): ListEnableVerdict {
	if (left === null) return 'noLeftEntry';
	if (endDateInNet2 === null || !isSameEnd(endDateInNet2, left.endDate)) return 'otherEndDate';
	if (left.cause === 'list') return 'allowed';
	return startsAfter(left, startDate) ? 'allowed' : 'byOperation';
}

/** Whether the employee starts again after the leave, by the first day that HR gives. */
export function startsAfter(left: LeftEntry, startDate: string | null): boolean {
	return startDate !== null && startDate.slice(0, 10) > lastDayOfLeave(left);
}

/**
 * The last day on which the leave may have been decided. A leaver "now" gets midnight of a day before today (safety
 * rule 6, docs/safety-rules.md). The site's date or the server's counts, whichever is earlier. So the decision may
 * have come two days later than the end date.
 */
function lastDayOfLeave({ endDate }: LeftEntry): string {
	const day = endDate.slice(0, 10);
	if (!isMidnight(endDate)) return day;
	return new Date(Date.parse(`${day}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10);
}

/** What a rehire gives back, of what Net2 still has. */
export interface RestoredSnapshot {
	/** Null: leave the department as it is. */
	departmentId: number | null;
	levelIds: number[];
	/** What can't be given back, for warnings. */
	departmentIsGone: boolean;
	goneLevelIds: number[];
	temporaryLevelIds: number[];
	doors: number;
}

/** What of a leaver's department and levels can be given back; ids are those that Net2 lists now. */
export function restoreSnapshot(
	left: LeftEntry,
	known: { departmentIds: ReadonlySet<number>; levelIds: ReadonlySet<number> },
): RestoredSnapshot {
	const { departmentId, levelIds, temporaryLevelIds, doors } = left;
	const departmentIsGone =
		departmentId !== null && departmentId !== 0 && !known.departmentIds.has(departmentId);
	return {
		departmentId: departmentIsGone ? 0 : departmentId,
		levelIds: levelIds.filter((id) => known.levelIds.has(id)),
		departmentIsGone,
		goneLevelIds: levelIds.filter((id) => !known.levelIds.has(id)),
		temporaryLevelIds: [...temporaryLevelIds],
		doors,
	};
}

/**
 * Compares as written, without an offset. A Net2 that keeps whole days returns midnight for an end at 23:59
 * (docs/net2-api.md). Callers that know the site's zone pass a comparison of their own.
 */
export function isSameWallTime(inNet2: string | null, ours: string): boolean {
	if (inNet2 === null) return false;
	const wall = inNet2.length === 10 ? `${inNet2}T00:00:00` : inNet2.slice(0, 19);
	return wall === ours || (isMidnight(wall) && wall.slice(0, 10) === ours.slice(0, 10));
}

function isMidnight(wall: string): boolean {
	return wall.endsWith('T00:00:00');
}
