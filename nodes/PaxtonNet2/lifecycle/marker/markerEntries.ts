/**
 * What later runs need to know about a user, kept in the marker field (safety rule 10, docs/safety-rules.md). The
 * functions return what the entries become and change nothing that they are given. They return the same object if
 * nothing changes, so that no write is needed.
 */
export interface MarkerEntries {
	/** The HR list that manages this user: a short name, or '' for the only list. Null if no list does. */
	readonly list: string | null;
	/** Null if this node has not set an end date, or the user has had access since. */
	readonly left: LeftEntry | null;
	readonly temporary: readonly TemporaryEntry[];
	/** Ids of access levels that a rule gives, and that were not given by hand. */
	readonly ruleLevels: readonly number[];
}

export interface LeftEntry {
	/** The end date that this node set, as wall time of the site: `2026-11-23T00:00:00`. */
	readonly endDate: string;
	/** `list`: an HR list said so. `operation`: a workflow or a person did. */
	readonly cause: 'list' | 'operation';
	/** The department from which this node moved the user; 0 is None. Null if it moved the user from none. */
	readonly departmentId: number | null;
	/** Levels that this node removed and that a rehire gives back. */
	readonly levelIds: readonly number[];
	/** Levels that this node removed while they were temporary. A rehire never gives them back. */
	readonly temporaryLevelIds: readonly number[];
	/** How many individual doors this node removed. They are not stored one by one. */
	readonly doors: number;
}

export interface TemporaryEntry {
	readonly levelId: number;
	/** The instant at which the access ends, in milliseconds since the epoch, whole seconds. */
	readonly until: number;
}

export const NO_ENTRIES: MarkerEntries = {
	list: null,
	left: null,
	temporary: [],
	ruleLevels: [],
};

/** Whether there is nothing to store, so that no marker is needed. */
export function isEmptyEntries({ list, left, temporary, ruleLevels }: MarkerEntries): boolean {
	return list === null && left === null && temporary.length === 0 && ruleLevels.length === 0;
}

/** Stores which HR list manages the user. */
export function setList(entries: MarkerEntries, list: string | null): MarkerEntries {
	return entries.list === list ? entries : { ...entries, list };
}

export interface TemporaryGrant {
	entries: MarkerEntries;
	/** When the access ends after this grant; null if it does not end. */
	until: number | null;
	/**
	 * `shorter`: the user has this access for longer already, and keeps it. `permanent`: the user has the level without
	 * an end, and keeps it so. `byRule`: a rule gives the level as well, so that the user may keep it for longer. `over`:
	 * the time has passed, so nothing is granted.
	 */
	warning: 'shorter' | 'permanent' | 'byRule' | 'over' | null;
}

/**
 * Adds temporary access. It never shortens what the user has. A shorter grant, or a grant of a permanent level,
 * changes nothing, and the caller shows the warning.
 *
 * @param state.held whether the user has the level in Net2 now
 */
export function addTemporary(
	entries: MarkerEntries,
	grant: TemporaryEntry,
	{ now, held }: { now: number; held: boolean },
): TemporaryGrant {
	const { levelId } = grant;
	const until = Math.floor(grant.until / 1000) * 1000;
	const present = entries.temporary.find((entry) => entry.levelId === levelId);
	const runs = present !== undefined && present.until > now;
	if (until <= now) return { entries, until: runs ? present.until : null, warning: 'over' };
	const byRule = entries.ruleLevels.includes(levelId);
	if (held && present === undefined && !byRule)
		return { entries, until: null, warning: 'permanent' };
	if (held && runs && present.until > until)
		return { entries, until: present.until, warning: 'shorter' };
	const warning = held && byRule ? 'byRule' : null;
	if (present?.until === until) return { entries, until, warning };
	const others = entries.temporary.filter((entry) => entry !== present);
	return {
		entries: { ...entries, temporary: [...others, { levelId, until }] },
		until,
		warning,
	};
}

/** A level that is given without an end does not end as temporary access does. A rule that gives it stays known. */
export function endTemporary(entries: MarkerEntries, levelIds: Iterable<number>): MarkerEntries {
	const permanent = new Set(levelIds);
	const temporary = entries.temporary.filter(({ levelId }) => !permanent.has(levelId));
	return temporary.length === entries.temporary.length ? entries : { ...entries, temporary };
}

/** Temporary access that has not ended. Ended entries are no reason to leave a level alone. */
export function activeTemporary({ temporary }: MarkerEntries, now: number): TemporaryEntry[] {
	return temporary.filter(({ until }) => until > now);
}

/**
 * Removes temporary entries that have ended.
 *
 * @returns with the entries the levels that have to be removed in Net2: those that no rule gives as well
 */
export function expire(
	entries: MarkerEntries,
	now: number,
): { entries: MarkerEntries; revoke: number[] } {
	const ended = entries.temporary.filter(({ until }) => until <= now);
	if (ended.length === 0) return { entries, revoke: [] };
	const revoke = ended
		.map(({ levelId }) => levelId)
		.filter((id) => !entries.ruleLevels.includes(id));
	return { entries: { ...entries, temporary: activeTemporary(entries, now) }, revoke };
}

/** Drops what the entries say about levels that the user no longer has, or has permanently from now on. */
export function forgetLevels(entries: MarkerEntries, levelIds: Iterable<number>): MarkerEntries {
	const gone = new Set(levelIds);
	const temporary = entries.temporary.filter(({ levelId }) => !gone.has(levelId));
	const ruleLevels = entries.ruleLevels.filter((id) => !gone.has(id));
	const isSame =
		temporary.length === entries.temporary.length &&
		ruleLevels.length === entries.ruleLevels.length;
	return isSame ? entries : { ...entries, temporary, ruleLevels };
}

/** A level that is removed during a leave does not come back with the rehire. */
export function withoutRestored(
	entries: MarkerEntries,
	isRemoved: (levelId: number) => boolean,
): MarkerEntries {
	const { left } = entries;
	if (left === null) return entries;
	const levelIds = left.levelIds.filter((id) => !isRemoved(id));
	return levelIds.length === left.levelIds.length
		? entries
		: { ...entries, left: { ...left, levelIds } };
}

/** The levels that a rehire would have given back before, and no longer does. */
export function noLongerRestored(before: MarkerEntries, after: MarkerEntries): number[] {
	return before.left?.levelIds.filter((id) => after.left?.levelIds.includes(id) !== true) ?? [];
}

export interface RuleChange {
	/** What the field contains before levels change: a level is known as given by a rule before it is granted. */
	before: MarkerEntries;
	/** What the field contains afterwards. */
	after: MarkerEntries;
	add: number[];
	remove: number[];
}

/**
 * What rules change. Levels that were given by hand stay and do not become rule levels. A level that rules no longer
 * give stays as long as temporary access to it runs. A level that is temporary and that a rule gives has both reasons.
 * A level whose rule ends during a leave does not come back with the rehire. No rule would remove it any more.
 *
 * @param desired ids of the levels that the rules give
 * @param state.held ids of the levels that the user has in Net2 now
 */
export function setRuleLevels(
	entries: MarkerEntries,
	desired: Iterable<number>,
	{ held, now }: { held: Iterable<number>; now: number },
): RuleChange {
	const wanted = [...new Set(desired)];
	const present = new Set(held);
	const known = new Set(entries.ruleLevels);
	const noted = new Set(entries.temporary.map(({ levelId }) => levelId));
	const active = new Set(activeTemporary(entries, now).map(({ levelId }) => levelId));
	const add = wanted.filter((id) => !present.has(id));
	const remove = entries.ruleLevels.filter(
		(id) => !wanted.includes(id) && present.has(id) && !active.has(id),
	);
	const given = wanted.filter((id) => known.has(id) || !present.has(id) || noted.has(id));
	return {
		before: withRuleLevels(entries, [...new Set([...entries.ruleLevels, ...given])]),
		after: withoutRestored(
			withRuleLevels(entries, given),
			(id) => known.has(id) && !wanted.includes(id),
		),
		add,
		remove,
	};
}

function withRuleLevels(entries: MarkerEntries, ruleLevels: number[]): MarkerEntries {
	const isSame =
		ruleLevels.length === entries.ruleLevels.length &&
		ruleLevels.every((id) => entries.ruleLevels.includes(id));
	return isSame ? entries : { ...entries, ruleLevels };
}
