import { siteTimeMessages } from '../messages/siteTime';
import { failure } from '../net2/errors';
import {
	addDays,
	DAY,
	findZone,
	FIRST_YEAR,
	instantAt,
	midnight,
	offsetMinutes,
	offsetName,
	readingsOf,
	readWritten,
	wallAt,
	writeWall,
	zoneOf,
	type Readings,
	type Site,
	type Written,
} from './siteTime';
import { quoted } from './text';

/** The two dates of a user in Net2, as read. */
export interface UserDates {
	activateDate: string | null;
	expiryDate: string | null;
}

/** Whether Net2 means "no date": nothing, or a year below 1900 (docs/net2-api.md). */
export function isNoDate(text: string | null): boolean {
	if (text === null || text.trim() === '') return true;
	const year = /^(\d{4})-/.exec(text.trim())?.[1];
	return year !== undefined && Number(year) < FIRST_YEAR;
}

/** A `Z` says that the reply is in UTC, and nothing about the zone of the server (docs/net2-api.md). */
function isZulu(text: string): boolean {
	return /Z$/i.test(text.trim());
}

/** Whether a date is in UTC. With `+00:00`, that may also be the offset of the server itself. */
export function isInUtc(text: string | null): boolean {
	return text !== null && !isNoDate(text) && readWritten(text.trim())?.offset === 0;
}

/** A date in UTC is read as a clock at the site shows it. So its day is that of the site. */
function fromNet2(text: string, site: Site): Written {
	const written = readWritten(text.trim());
	if (written === null) throw failure(siteTimeMessages.badDateOfNet2, { date: quoted(text) });
	return isZulu(text) ? atSite(written, site) : written;
}

function atSite(written: Written, site: Site): Written {
	const wall = wallAtSite(written, site);
	return { ...written, wall, offset: (wall - written.wall) / 60_000 + (written.offset ?? 0) };
}

/** The ways to read the day of a date. With `+00:00` it may be a day of the server or one of the site. */
function framesOf(text: string, site: Site): Written[] {
	const written = fromNet2(text, site);
	return isInUtc(text) && !isZulu(text) ? [written, atSite(written, site)] : [written];
}

function readingsOfWritten(written: Written, site: Site): Readings {
	if (written.offset === null) return readingsOf(written.wall, zoneOf(site));
	const instant = written.wall - written.offset * 60_000;
	return { earlier: instant, later: instant, exists: true };
}

/**
 * A date of Net2 in milliseconds. Without an offset it is the site's wall time. If the clock shows that time twice,
 * the earlier reading counts. So an end is never judged later than it may be.
 */
export function instantOf(net2Date: string, site: Site): number {
	return readingsOfWritten(fromNet2(net2Date, site), site).earlier;
}

/** Whether a date has been reached, to the second. No date is never past. */
export function isPast(net2Date: string | null, now: number, site: Site): boolean {
	return net2Date !== null && !isNoDate(net2Date) && instantOf(net2Date, site) <= now;
}

/** Whether a user has started and has not ended, by both dates to the second. */
export function isEnabled(dates: UserDates, now: number, site: Site): boolean {
	const start = dates.activateDate;
	if (start !== null && !isNoDate(start)) {
		if (readingsOfWritten(fromNet2(start, site), site).later > now) return false;
	}
	return !isPast(dates.expiryDate, now, site);
}

/**
 * When a user's time in Net2 is over for certain. With an end date without a time, Net2 may or may not open
 * doors until that night (docs/net2-api.md). Null if there is no end.
 */
export function overAt(expiryDate: string | null, site: Site): number | null {
	if (expiryDate === null) return null;
	const at = instantOf(expiryDate, site);
	return isWholeDay(expiryDate, site) ? at + DAY : at;
}

interface Pair {
	a: Written;
	b: Written;
}

/** Both dates in their parts, or the result itself if at least one is "no date". */
function pairOf(a: string | null, b: string | null, site: Site): Pair | boolean {
	if (a === null || b === null || isNoDate(a) || isNoDate(b)) return isNoDate(a) && isNoDate(b);
	return { a: fromNet2(a, site), b: fromNet2(b, site) };
}

function wallAtSite(written: Written, site: Site): number {
	if (written.offset === null) return written.wall;
	return wallAt(written.wall - written.offset * 60_000, zoneOf(site));
}

/** Whether at most one of the dates has an offset, so that the two can be compared as written. */
function asWritten({ a, b }: Pair): boolean {
	return a.offset === null || b.offset === null;
}

/**
 * Whether the date that Net2 stored is on the day that was sent. The node sends no offset and Net2 replies
 * with its own (docs/net2-api.md), so equal days as written are equal. Otherwise the days of the site are
 * compared, because a server may reply in UTC.
 */
export function sameDay(a: string | null, b: string | null, site: Site): boolean {
	const pair = pairOf(a, b, site);
	if (typeof pair === 'boolean') return pair;
	if (asWritten(pair) && midnight(pair.a.wall) === midnight(pair.b.wall)) return true;
	return midnight(wallAtSite(pair.a, site)) === midnight(wallAtSite(pair.b, site));
}

/**
 * Whether the date that Net2 stored is the time that was sent. A named zone is trusted, so a server in another zone
 * shows as a difference. If only an offset from another date is known, a change of clocks can make it wrong by an
 * hour. For such a site, equal times as written are equal.
 */
export function sameInstant(a: string | null, b: string | null, site: Site): boolean {
	const pair = pairOf(a, b, site);
	if (typeof pair === 'boolean') return pair;
	if (pair.a.offset === null && pair.b.offset === null) return pair.a.wall === pair.b.wall;
	const guessed = offsetMinutes(site.zone) !== null;
	if (guessed && asWritten(pair) && pair.a.wall === pair.b.wall) return true;
	const one = readingsOfWritten(pair.a, site);
	const other = readingsOfWritten(pair.b, site);
	return [one.earlier, one.later].some((t) => t === other.earlier || t === other.later);
}

/** The wall time of a date without its offset, as the node sends and shows it: `2026-11-23T00:00:00`. */
export function wallTime(date: string): string {
	const wall = date.slice(0, 19);
	return wall.length === 10 ? `${wall}T00:00:00` : wall;
}

/**
 * The time of day that Net2 stored in place of the one that was sent. It is the site's time, and so the same in summer
 * and winter. If only the zone differs, it is as Net2 wrote it, such as `23:59:00-05:00`.
 */
export function storedTimeOf(stored: string, sent: string, site: Site): string {
	if (wallTime(stored) === wallTime(sent)) return stored.slice(11);
	return writeWall(wallAt(instantOf(stored, site), zoneOf(site))).slice(11);
}

/** As {@link wallTime}, and a date in UTC as a clock at the site shows it. */
export function siteWall(date: string, site: Site): string {
	const written = readWritten(date.trim());
	return written !== null && isZulu(date) ? writeWall(wallAtSite(written, site)) : wallTime(date);
}

/** The last day that an end date can mean, as `2026-11-23`. */
export function lastDay(endDate: string, site: Site): string {
	return writeWall(Math.max(...framesOf(endDate, site).map(({ wall }) => wall))).slice(0, 10);
}

function isWholeDay(date: string, site: Site): boolean {
	return framesOf(date, site).some(({ wall }) => wall === midnight(wall));
}

/**
 * Whether an end date in Net2 is the desired one; null means no end. Net2 may keep whole days, so that an
 * end at 23:59 reads 00:00 of that day (docs/net2-api.md). Taking that for another date would write it again
 * in every run.
 */
export function sameEndDate(current: string | null, desired: string | null, site: Site): boolean {
	if (desired === null) return isNoDate(current);
	if (current === null) return false;
	if (siteWall(current, site) === desired || sameInstant(current, desired, site)) return true;
	if (isNoDate(current)) return false;
	const day = midnight(fromNet2(desired, site).wall);
	return framesOf(current, site).some(({ wall }) => wall === day);
}

/** Whether an end date is today without a time: Net2 may or may not open doors until tonight. */
export function endsToday(current: string | null, now: number, site: Site): boolean {
	return (
		current !== null &&
		!isNoDate(current) &&
		isWholeDay(current, site) &&
		sameDay(current, startToday({ now, site }), site)
	);
}

/** Today 00:00 at the site, or the first minute of today if the clock skips midnight. */
export function startToday(at: { now: number; site: Site }): string {
	const zone = zoneOf(at.site);
	const today = midnight(wallAt(at.now, zone));
	return writeWall(wallAt(instantAt(today, zone, 'start'), zone));
}

/**
 * The end date of a leaver "now" (safety rule 6, docs/safety-rules.md). It is 00:00 of a day before today, by the
 * site's date or the server's, whichever is earlier. It is past whether or not Net2 counts the last day.
 */
export function leaverNow(at: {
	now: number;
	site: Site;
	serverOffset: string | null;
	serverNow: number | null;
}): string {
	const siteZone = zoneOf(at.site);
	const serverZone = (at.serverOffset === null ? null : findZone(at.serverOffset)) ?? siteZone;
	const here = midnight(wallAt(at.now, siteZone));
	const there = midnight(wallAt(at.serverNow ?? at.now, serverZone));
	return writeWall(addDays(Math.min(here, there), -1));
}

/**
 * The server's offset by the newest date read from it, as `UTC+2`. Null if no date has one, or only `Z`. After a
 * change of clocks it can be an hour wrong, so a zone in the credential is preferred.
 */
export function offsetSeen(dates: Array<string | null>): string | null {
	const newest = newestSeen(dates);
	return newest === null ? null : offsetName(newest.offset);
}

/** The offset that a zone has at the date which {@link offsetSeen} uses; null if there is none. */
export function offsetOf(site: Site, dates: Array<string | null>): string | null {
	const newest = newestSeen(dates);
	if (newest === null) return null;
	return offsetName(zoneOf(site).offset(newest.wall - newest.offset * 60_000));
}

function newestSeen(dates: Array<string | null>): { wall: number; offset: number } | null {
	let newest: { wall: number; offset: number } | null = null;
	for (const text of dates) {
		if (text === null || isNoDate(text) || isZulu(text)) continue;
		const written = readWritten(text.trim());
		if (written === null || written.offset === null) continue;
		if (newest === null || written.wall > newest.wall) {
			newest = { wall: written.wall, offset: written.offset };
		}
	}
	return newest;
}

/** The site's zone: the credential's, else the offset seen in Net2, else the workflow's zone. */
export function siteOf(from: {
	siteZone: string | null;
	seenDates: Array<string | null>;
	workflowZone: string;
}): Site {
	const chosen = from.siteZone?.trim() ?? '';
	const zone = chosen !== '' ? chosen : (offsetSeen(from.seenDates) ?? from.workflowZone.trim());
	return { zone: zoneOf({ zone }).name };
}
