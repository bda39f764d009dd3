import { Net2Error } from '../net2/errors';
import { FIRST_YEAR, isNoDate } from './net2Dates';
import { kindOf, quoted } from './text';
import {
	addDays,
	findZone,
	midnight,
	offsetName,
	readingsOf,
	readWritten,
	wallAt,
	writeWall,
	zoneOf,
	type Site,
} from './wallTime';

export { instantOf, isEnabled, isNoDate, isPast, sameDay, sameInstant } from './net2Dates';
export type { Site } from './wallTime';

const LAST_YEAR = 2200;
const CURE = 'Write 2026-11-30, or 2026-11-30T17:00:00 with a time.';

/**
 * The server's offset by the newest date read from it, as `UTC+2`; null where no date carried one.
 * It is the offset on that date: over a daylight-saving change it can be an hour off, which is why a
 * zone in the credential goes before it.
 */
export function offsetSeen(dates: Array<string | null>): string | null {
	const newest = newestSeen(dates);
	return newest === null ? null : offsetName(newest.offset);
}

/** The offset that a zone has at the date which {@link offsetSeen} goes by; null where there is none. */
export function offsetOf(site: Site, dates: Array<string | null>): string | null {
	const newest = newestSeen(dates);
	if (newest === null) return null;
	return offsetName(zoneOf(site).offset(newest.wall - newest.offset * 60_000));
}

function newestSeen(dates: Array<string | null>): { wall: number; offset: number } | null {
	let newest: { wall: number; offset: number } | null = null;
	for (const text of dates) {
		if (text === null || isNoDate(text)) continue;
		const written = readWritten(text.trim());
		if (written === null || written.offset === null) continue;
		if (newest === null || written.wall > newest.wall) {
			newest = { wall: written.wall, offset: written.offset };
		}
	}
	return newest;
}

/** The site's zone: the credential's, else the offset seen in Net2, else the workflow's (design, 3). */
export function siteOf(from: {
	siteZone: string | null;
	seenDates: Array<string | null>;
	workflowZone: string;
}): Site {
	const wished = from.siteZone?.trim() ?? '';
	const zone = wished !== '' ? wished : (offsetSeen(from.seenDates) ?? from.workflowZone.trim());
	return { zone: zoneOf({ zone }).name };
}

function refuseDate(input: unknown, why: string): Net2Error {
	const shown = typeof input === 'string' ? quoted(input) : kindOf(input);
	return new Net2Error('badInput', `The date ${shown} ${why}.`, CURE);
}

function whyNot(text: string): string {
	const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
	if (day === undefined) return 'is not written as year-month-day';
	return readWritten(day) === null ? 'does not exist' : 'has a time that cannot be read';
}

type Edge = 'start' | 'end';

/**
 * A date as somebody wrote it, as the site's wall time. Where daylight saving skips that time, a start
 * moves to the later reading and an end to the earlier: never more access than was asked for, and no
 * leaver fails over an hour in March. A time that comes twice is sent as written; wall time cannot tell.
 */
function parse(input: unknown, site: Site, edge: Edge): string {
	// Callers hand over what an expression gave, and a number might be seconds, milliseconds or Excel's.
	if (typeof input !== 'string') throw refuseDate(input, 'is not text');
	const text = input.trim();
	if (text === '') throw refuseDate(input, 'is empty');
	const written = readWritten(text);
	if (written === null) {
		throw refuseDate(input, whyNot(text));
	}
	const zone = zoneOf(site);
	let wall = written.wall;
	if (written.offset !== null) {
		wall = wallAt(written.wall - written.offset * 60_000, zone);
	} else {
		if (!written.hasTime && edge === 'end') wall += (23 * 60 + 59) * 60_000;
		const readings = readingsOf(wall, zone);
		if (!readings.exists) wall = wallAt(edge === 'start' ? readings.later : readings.earlier, zone);
	}
	const year = new Date(wall).getUTCFullYear();
	if (year < FIRST_YEAR || year > LAST_YEAR) {
		throw refuseDate(input, `is outside the years ${FIRST_YEAR} to ${LAST_YEAR}`);
	}
	return writeWall(wall);
}

/** When access starts, as the site's wall time. A date alone: 00:00:00 (design, rule 6). */
export function parseStart(input: string, site: Site): string {
	return parse(input, site, 'start');
}

/** When access ends, as the site's wall time. A date alone: 23:59:00 that day (design, rule 6). */
export function parseEnd(input: string, site: Site): string {
	return parse(input, site, 'end');
}

/**
 * The end date of somebody who leaves now: 00:00 of the day before the earlier of the site's and the
 * server's today (design, rule 6). It is past whether or not Net2 lets the last day count (API sheet 1).
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

/** Today 00:00 at the site, or the first minute of today where daylight saving skips midnight. */
export function startToday(at: { now: number; site: Site }): string {
	const today = writeWall(midnight(wallAt(at.now, zoneOf(at.site))));
	return parse(today, at.site, 'start');
}
