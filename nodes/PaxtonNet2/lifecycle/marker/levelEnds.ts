import { forgetLevels, type MarkerEntries } from './markerEntries';

/** When an access level of a user ends, as the marker field says. A permanent level has neither. */
export interface LevelEnd {
	/** The instant at which temporary access ends, in milliseconds since the epoch. */
	readonly until: number | null;
	/** Whether a rule gives the level, so that it ends with the rule. */
	readonly byRule: boolean;
}

/** What an operation changed about the end of one level. */
export interface EndChange {
	readonly levelId: number;
	readonly before: LevelEnd;
	readonly after: LevelEnd;
}

/** The ends of levels that an operation found and left, and the custom field with the marker. */
export interface LevelEnds {
	readonly field: number;
	readonly levels: EndChange[];
}

export const NO_END: LevelEnd = { until: null, byRule: false };

export function endOfLevel({ temporary, ruleLevels }: MarkerEntries, id: number): LevelEnd {
	const until = temporary.find(({ levelId }) => levelId === id)?.until ?? null;
	return { until, byRule: ruleLevels.includes(id) };
}

/** The entries with this end of a level in place of an earlier one. */
export function withEnd(entries: MarkerEntries, levelId: number, end: LevelEnd): MarkerEntries {
	if (sameEnd(endOfLevel(entries, levelId), end)) return entries;
	const others = forgetLevels(entries, [levelId]);
	const { until, byRule } = end;
	return {
		...others,
		temporary: until === null ? others.temporary : [...others.temporary, { levelId, until }],
		ruleLevels: byRule ? [...others.ruleLevels, levelId] : others.ruleLevels,
	};
}

export function sameEnd(one: LevelEnd, other: LevelEnd): boolean {
	return one.until === other.until && one.byRule === other.byRule;
}

/** Whether the time of a level is over and no rule gives it. */
export function isOver({ until, byRule }: LevelEnd, now: number): boolean {
	return until !== null && until <= now && !byRule;
}

/**
 * The levels whose end differs between two states of the marker field. A level that the user does not have has no end.
 * So an entry that was left over from an earlier level never comes back with an undo.
 */
export function changedEnds(
	before: MarkerEntries,
	after: MarkerEntries,
	held: readonly number[],
): EndChange[] {
	const ids = new Set(
		[before, after].flatMap(({ temporary, ruleLevels }) => [
			...temporary.map(({ levelId }) => levelId),
			...ruleLevels,
		]),
	);
	return [...ids].flatMap((levelId) => {
		const [was, is] = [endOfLevel(before, levelId), endOfLevel(after, levelId)];
		const found = held.includes(levelId) ? was : NO_END;
		if (sameEnd(was, is) || sameEnd(found, is)) return [];
		return [{ levelId, before: found, after: is }];
	});
}
