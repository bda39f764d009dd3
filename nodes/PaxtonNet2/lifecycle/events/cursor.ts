import type { LookBack } from './lookBack';
import type { Watch } from './userChanges';

/**
 * How far below the newest event one may still appear. Net2 numbers events as they are written, and two writers may
 * finish in the other order. An event that comes later than that many higher numbers is not seen.
 */
export const OVERLAP = 250;
/** The same for a server that selects by time only. The trigger looks for late events in the course of several polls. */
const OVERLAP_BY_TIME = 1_000;

/** How far a trigger has read. It is small, and contains no name, card number or other value of a user. */
export interface Cursor {
	v: 1;
	/** The Net2 server that gave the numbers. */
	server: string;
	/** Counts how often Net2 began to count again, so that the newer of two cursors is known. */
	epoch: number;
	/** The highest event number that was read. */
	lastId: number;
	/** Its time as read; null before the first event. */
	lastTime: string | null;
	/** Numbers within the overlap that were not there yet. */
	gaps: number[];
	/** Only for a server that selects events by time and not by number. */
	byTime?: { lookBack?: LookBack | undefined } | undefined;
	/** Only where changes of users are watched. */
	watch?: Watch | undefined;
}

/** Whether an event was not read before. */
export function isNew({ lastId, gaps }: Pick<Cursor, 'lastId' | 'gaps'>, id: number): boolean {
	return id > lastId || gaps.includes(id);
}

/** Events above this number are read again. Below it, everything was read or is given up. */
export function readAfter({ lastId, gaps }: Pick<Cursor, 'lastId' | 'gaps'>): number {
	// The last event is read once more: if it has gone, Net2 may have begun to count again.
	return Math.max(0, Math.min(lastId, ...gaps) - 1);
}

/** The cursor after these events were read. The order of the events does not matter. */
export function advanced(cursor: Cursor, events: Array<{ id: number; time: string }>): Cursor {
	const ids = new Set(events.map(({ id }) => id));
	const last = events.reduce<{ id: number; time: string } | undefined>(
		(highest, event) => (highest !== undefined && highest.id > event.id ? highest : event),
		undefined,
	);
	if (last === undefined) return cursor;
	const moved = last.id > cursor.lastId;
	const lastId = moved ? last.id : cursor.lastId;
	const lowest = lastId - (cursor.byTime === undefined ? OVERLAP : OVERLAP_BY_TIME);
	const gaps = cursor.gaps.filter((id) => id > lowest && !ids.has(id));
	for (let id = Math.max(cursor.lastId, lowest) + 1; id < lastId; id += 1)
		if (!ids.has(id)) gaps.push(id);
	return { ...cursor, lastId, lastTime: moved ? last.time : cursor.lastTime, gaps };
}

/** The cursor that has read further; if both have read as far, the first. */
export function further(one: Cursor | undefined, other: Cursor | undefined): Cursor | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	const ahead = other.epoch - one.epoch || other.lastId - one.lastId;
	return ahead > 0 ? other : one;
}
