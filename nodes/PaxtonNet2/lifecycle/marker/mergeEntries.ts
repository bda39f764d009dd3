import type { LeftEntry, MarkerEntries, TemporaryEntry } from './markerEntries';

/** What a plan changes in the entries of a user, and what they are by now. */
export interface MarkerVersions {
	/** As the plan read them. */
	seen: MarkerEntries;
	/** As the plan would leave them. */
	planned: MarkerEntries;
	/** As they are just before the write. */
	now: MarkerEntries;
}

/**
 * The change of a plan, made to entries that another process has changed since. So neither loses what the other wrote.
 * Where both changed the same, the user keeps the least access. Undefined: the plan gives access, and the other
 * process has stored a leave (docs/safety-rules.md, rule 10).
 */
export function mergeEntries({ seen, planned, now }: MarkerVersions): MarkerEntries | undefined {
	const left = mergedLeft(seen.left, planned.left, now.left);
	if (left === undefined) return undefined;
	return {
		list: planned.list === seen.list ? now.list : planned.list,
		left,
		temporary: mergedTemporary(seen.temporary, planned.temporary, now.temporary),
		ruleLevels: [
			...now.ruleLevels.filter(
				(id) => planned.ruleLevels.includes(id) || !seen.ruleLevels.includes(id),
			),
			...planned.ruleLevels.filter(
				(id) => !seen.ruleLevels.includes(id) && !now.ruleLevels.includes(id),
			),
		],
	};
}

function mergedLeft(
	seen: LeftEntry | null,
	planned: LeftEntry | null,
	now: LeftEntry | null,
): LeftEntry | null | undefined {
	if (isSame(planned, seen)) return now;
	if (isSame(now, seen) || isSame(now, planned)) return planned;
	if (planned === null) return undefined;
	// A plan that only takes levels away during the leave stores no leave of its own.
	const taken = takenFrom(seen, planned);
	if (seen !== null && taken.length > 0 && isSame(planned, without(seen, taken)))
		return now && without(now, taken);
	// Both end the access. Neither is left to a list alone if one of them is the decision of a person.
	const ours = without(planned, takenFrom(seen, now));
	return now?.cause === 'operation' ? { ...ours, cause: 'operation' } : ours;
}

/** The levels that a rehire would have given back, and that were removed during the leave. */
function takenFrom(seen: LeftEntry | null, later: LeftEntry | null): number[] {
	if (seen === null || later?.endDate !== seen.endDate) return [];
	return seen.levelIds.filter((id) => !later.levelIds.includes(id));
}

function without(left: LeftEntry, taken: readonly number[]): LeftEntry {
	return { ...left, levelIds: left.levelIds.filter((id) => !taken.includes(id)) };
}

function mergedTemporary(
	seen: readonly TemporaryEntry[],
	planned: readonly TemporaryEntry[],
	now: readonly TemporaryEntry[],
): TemporaryEntry[] {
	const ids = new Set([...planned, ...now].map(({ levelId }) => levelId));
	return [...ids].flatMap((levelId) => {
		const of = (entries: readonly TemporaryEntry[]) =>
			entries.find((entry) => entry.levelId === levelId)?.until;
		const [before, ours, theirs] = [of(seen), of(planned), of(now)];
		const until =
			ours === before
				? theirs
				: theirs === before
					? ours
					: Math.min(ours ?? Infinity, theirs ?? Infinity);
		return until === undefined ? [] : [{ levelId, until }];
	});
}

function isSame(one: LeftEntry | null, other: LeftEntry | null): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
