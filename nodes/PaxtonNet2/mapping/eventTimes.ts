import { DateTime } from 'luxon';
import { instantOf, parseStart, type Site } from './dates';
import { addDays, readWritten, wallAt, writeWall, zoneOf } from './wallTime';

const SECOND = 1_000;

/** An instant as the server's wall time to the second, which is how Net2 is asked for events (API sheet 1 and 9). */
export function serverSecond(instant: number, site: Site): string {
	return writeWall(wallAt(instant, zoneOf(site)));
}

/**
 * Returns a function that reads an event's time as the server's wall time to the second, whatever offset the server shows
 * it with. It works an offset out once a minute of events, since replies hold thousands.
 */
export function wallClock(site: Site): (time: string) => string {
	const shifts = new Map<string, number>();
	return (time) => {
		const text = time.slice(0, 19);
		const minute = `${time.slice(0, 16)}${/[+-]\d\d:?\d\d$|Z$/i.exec(time)?.[0] ?? ''}`;
		let shift = shifts.get(minute);
		if (shift === undefined) {
			const hasOffset = (readWritten(time)?.offset ?? null) !== null;
			shift = hasOffset ? wallOf(serverSecond(instantOf(time, site), site)) - wallOf(text) : 0;
			shifts.set(minute, shift);
		}
		return shift === 0 ? text : laterBy(text, shift);
	};
}

/** A wall time some seconds later: wall time knows no daylight saving. */
export function laterBy(wall: string, milliseconds: number): string {
	return writeWall(wallOf(wall) + milliseconds);
}

/** A wall time in milliseconds, counted as if it were UTC. */
export function wallOf(wall: string): number {
	return readWritten(wall)?.wall ?? 0;
}

/** The first second that is wanted. A date alone begins at midnight. Throws `badInput` for no date. */
export function readSince(text: string, site: Site): string {
	return parseStart(text, site);
}

/** The first second that is not wanted any more: a date alone ends with its day, a time with its second. */
export function readUntil(text: string, site: Site): string {
	const wall = wallOf(parseStart(text, site));
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
	return writeWall(isDay ? addDays(wall, 1) : wall + SECOND);
}

/** An event's time with its offset, which is the server's own where it tells one. */
export function zonedTime(time: string, site: Site): string {
	if (readWritten(time)?.offset !== null) return time;
	return DateTime.fromISO(time, { zone: zoneOf(site) }).toISO() ?? time;
}

/**
 * When somebody's time in Net2 is over for certain. An end date without a time may let them in until that night, or not
 * (API sheet 1); null: no end.
 */
export function overAt(expiryDate: string | null, site: Site): number | null {
	if (expiryDate === null) return null;
	const at = instantOf(expiryDate, site);
	const wholeDay = expiryDate.length === 10 || expiryDate.slice(10, 19) === 'T00:00:00';
	return wholeDay ? at + 24 * 3_600 * SECOND : at;
}
