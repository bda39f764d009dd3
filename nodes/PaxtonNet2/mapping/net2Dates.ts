import { Net2Error } from '../net2/errors';
import { quoted } from './text';
import {
	midnight,
	offsetMinutes,
	readingsOf,
	readWritten,
	wallAt,
	zoneOf,
	type Readings,
	type Site,
	type Written,
} from './wallTime';

/** Below this year Net2 means "no date" (API sheet 1: `0001-01-01` may appear). */
export const FIRST_YEAR = 1900;

/** Whether Net2 means "no date": nothing, or a year below 1900 (API sheet 1). */
export function isNoDate(text: string | null): boolean {
	if (text === null || text.trim() === '') return true;
	const year = /^(\d{4})-/.exec(text.trim())?.[1];
	return year !== undefined && Number(year) < FIRST_YEAR;
}

function fromNet2(text: string): Written {
	const written = readWritten(text.trim());
	if (written !== null) return written;
	throw new Net2Error(
		'badReply',
		`Net2 gave the date ${quoted(text)}, which is no ISO date.`,
		'Check that the base address is that of Net2 itself and not of something in front of it.',
	);
}

function readingsOfWritten(written: Written, site: Site): Readings {
	if (written.offset === null) return readingsOf(written.wall, zoneOf(site));
	const instant = written.wall - written.offset * 60_000;
	return { earlier: instant, later: instant, exists: true };
}

/**
 * A date of Net2 in milliseconds. Without offset it is the site's wall time; of two readings at a
 * daylight-saving change the earlier counts, so an end is never judged later than it may be.
 */
export function instantOf(net2Date: string, site: Site): number {
	return readingsOfWritten(fromNet2(net2Date), site).earlier;
}

/** Whether a date has been reached, to the second. No date is never past. */
export function isPast(net2Date: string | null, now: number, site: Site): boolean {
	return net2Date !== null && !isNoDate(net2Date) && instantOf(net2Date, site) <= now;
}

/** Whether somebody has started and has not ended, judged by both dates to the second. */
export function isEnabled(
	dates: { activateDate: string | null; expiryDate: string | null },
	now: number,
	site: Site,
): boolean {
	const start = dates.activateDate;
	if (start !== null && !isNoDate(start)) {
		if (readingsOfWritten(fromNet2(start), site).later > now) return false;
	}
	return !isPast(dates.expiryDate, now, site);
}

interface Pair {
	a: Written;
	b: Written;
}

/** Both dates taken apart, or the answer itself where at least one is "no date". */
function pairOf(a: string | null, b: string | null): Pair | boolean {
	if (a === null || b === null || isNoDate(a) || isNoDate(b)) return isNoDate(a) && isNoDate(b);
	return { a: fromNet2(a), b: fromNet2(b) };
}

function wallAtSite(written: Written, site: Site): number {
	if (written.offset === null) return written.wall;
	return wallAt(written.wall - written.offset * 60_000, zoneOf(site));
}

/** Whether at most one date says which offset it is in, so that the two can be compared as written. */
function asWritten({ a, b }: Pair): boolean {
	return a.offset === null || b.offset === null;
}

/**
 * Whether what Net2 stored is on the day that was sent. What we send has no offset and Net2 answers with
 * its own (API sheet 15), so equal days as written are equal. Otherwise the site's days are compared:
 * a server may as well answer in UTC.
 */
export function sameDay(a: string | null, b: string | null, site: Site): boolean {
	const pair = pairOf(a, b);
	if (typeof pair === 'boolean') return pair;
	if (asWritten(pair) && midnight(pair.a.wall) === midnight(pair.b.wall)) return true;
	return midnight(wallAtSite(pair.a, site)) === midnight(wallAtSite(pair.b, site));
}

/**
 * Whether what Net2 stored is the time that was sent. A named zone is taken at its word: a server in
 * another zone shows as a difference. A site known by an offset only (one seen on some other date) may be
 * an hour off over a daylight-saving change, so there equal times as written are equal.
 */
export function sameInstant(a: string | null, b: string | null, site: Site): boolean {
	const pair = pairOf(a, b);
	if (typeof pair === 'boolean') return pair;
	if (pair.a.offset === null && pair.b.offset === null) return pair.a.wall === pair.b.wall;
	const guessed = offsetMinutes(site.zone) !== null;
	if (guessed && asWritten(pair) && pair.a.wall === pair.b.wall) return true;
	const one = readingsOfWritten(pair.a, site);
	const other = readingsOfWritten(pair.b, site);
	return [one.earlier, one.later].some((t) => t === other.earlier || t === other.later);
}
