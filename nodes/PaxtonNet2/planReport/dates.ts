import { wallTime } from '../mapping/net2Dates';
import { readWritten } from '../mapping/siteTime';

export type DateEdge = 'start' | 'end' | 'moment';

/**
 * A date of Net2 as the reader writes it: `30 November 2026`. The time is shown unless it is only the edge of a day. An end
 * at 00:00 keeps its time, since access ends before that day begins.
 *
 * @param date wall-clock time of the site, `2026-11-30T23:59:00`
 */
export function dateText(date: string, locale: string, edge: DateEdge): string {
	const wall = wallTime(date);
	const time = wall.slice(11, 16);
	const written = readWritten(wall);
	if (written === null) return date;
	const day = dayFormat(locale).format(written.wall);
	const isEdge = (edge === 'start' && time === '00:00') || (edge === 'end' && time === '23:59');
	return isEdge ? day : `${day}, ${time}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter costs more than a thousand dates. */
function dayFormat(locale: string): Intl.DateTimeFormat {
	let format = formats.get(locale);
	if (format === undefined) {
		format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
		formats.set(locale, format);
	}
	return format;
}

/** `A`, `A and B`, `A, B and C`, as the language writes it. */
export function listText(parts: string[], locale: string): string {
	return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}
