import { isNoDate, parseEnd, sameDay, sameInstant, startToday, type Site } from './dates';

/** Whether a text says in place of an end date that there is none; an empty one keeps what there is. */
export function meansNever(text: string): boolean {
	return text.trim().toLowerCase() === 'never';
}

/**
 * The end that is asked for; null: none, so that one that lies ahead is withdrawn. Throws `badInput`, see
 * {@link parseEnd}.
 */
export function readEndDate(text: string, site: Site): string | null {
	return meansNever(text) ? null : parseEnd(text, site);
}

/** The wall-clock part of a date, which is what is sent and what a person reads: `2026-11-23T00:00:00`. */
export function wallTime(date: string): string {
	const wall = date.slice(0, 19);
	return wall.length === 10 ? `${wall}T00:00:00` : wall;
}

/**
 * Whether an end date in Net2 is the one that is asked for. Net2 may keep whole days, so that an end at 23:59 reads
 * 00:00 of that day (API sheet 1): taking that for another date would write it again in every run.
 */
export function sameEndDate(present: string | null, asked: string | null, site: Site): boolean {
	if (asked === null) return isNoDate(present);
	if (present === null) return false;
	if (wallTime(present) === asked || sameInstant(present, asked, site)) return true;
	return isWholeDay(present) && sameDay(present, asked, site);
}

/** Whether an end date is today without a time: Net2 may let the person in until tonight, or not (API sheet 1). */
export function endsToday(present: string | null, now: number, site: Site): boolean {
	return (
		present !== null && isWholeDay(present) && sameDay(present, startToday({ now, site }), site)
	);
}

function isWholeDay(date: string): boolean {
	return wallTime(date).endsWith('T00:00:00');
}
