import type { Watch } from './userChanges';

/**
 * How far below the newest event one may still turn up: Net2 numbers events as they are written, and two writers may
 * finish in the other order. What is numbered lower, and comes later than that many others, is not seen.
 */
export const OVERLAP = 250;

/** Where a trigger stands. Small, and holds no name, number of a card or other value of a person. */
export interface Cursor {
	v: 1;
	/** Which Net2 its numbers are of. */
	server: string;
	/** Counts how often the numbers began anew, so that of two cursors the newer one can be told. */
	epoch: number;
	/** The highest event number that was read. */
	lastId: number;
	/** Its time as read; null before the first event. */
	lastTime: string | null;
	/** Numbers within the overlap that were not there yet. */
	gaps: number[];
	/** Only where changes of users are watched. */
	watch?: Watch | undefined;
}

/** Whether an event was not read before. */
export function isNew({ lastId, gaps }: Pick<Cursor, 'lastId' | 'gaps'>, id: number): boolean {
	return id > lastId || gaps.includes(id);
}

/** The lowest number from which on to params again: below it everything was read, or is given up. */
export function askAfter({ lastId, gaps }: Pick<Cursor, 'lastId' | 'gaps'>): number {
	// The last event is asked for once more: where it is gone, Net2 may have begun to count anew.
	return Math.max(0, Math.min(lastId, ...gaps) - 1);
}

/** The cursor after these events were read. */
export function advanced(cursor: Cursor, events: Array<{ id: number; time: string }>): Cursor {
	const ids = new Set(events.map(({ id }) => id));
	const last = events.reduce<{ id: number; time: string } | undefined>(
		(highest, event) => (highest !== undefined && highest.id > event.id ? highest : event),
		undefined,
	);
	if (last === undefined) return cursor;
	const moved = last.id > cursor.lastId;
	const lastId = moved ? last.id : cursor.lastId;
	const lowest = lastId - OVERLAP;
	const gaps = cursor.gaps.filter((id) => id > lowest && !ids.has(id));
	for (let id = Math.max(cursor.lastId, lowest) + 1; id < lastId; id += 1)
		if (!ids.has(id)) gaps.push(id);
	return { ...cursor, lastId, lastTime: moved ? last.time : cursor.lastTime, gaps };
}

/** The one that has come further; of two that stand alike the first. */
export function further(one: Cursor | undefined, other: Cursor | undefined): Cursor | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	const ahead = other.epoch - one.epoch || other.lastId - one.lastId;
	return ahead > 0 ? other : one;
}
