import { types } from 'node:util';
import { hrDataMessages } from '../messages/hrData';
import { failure } from '../net2/errors';
import { readDateForm, type DateOrder, type DateReading } from './hrDateForms';
import { instantOf } from './net2Dates';
import {
	DAY,
	instantAt,
	midnight,
	wallAt,
	writeWall,
	zoneOf,
	type Edge,
	type Site,
} from './siteTime';
import { cleanText, kindOf, placeOf, quoted, refuseLostCharacters } from './text';

export { type DateOrder } from './hrDateForms';

/** A day of the site, `YYYY-MM-DD`. A start begins with it, and an end includes it. */
export interface HrDay {
	day: string;
}
/** An instant, in milliseconds since 1970. */
export interface HrInstant {
	instant: number;
}
/** What a date column says (docs/hr-data.md). `never`: there is no end. `blank`: the cell says nothing. */
export type HrDate = HrDay | HrInstant | { never: true } | { blank: true };

export interface HrDateOptions {
	column: Edge;
	/** How a date such as 31-12-2026 is read. `none`, the default, refuses it. */
	dateOrder?: DateOrder;
	site: Site;
	/** The header of the column and the line, for messages. */
	header?: string;
	line?: number;
}

const LAST_SECOND = DAY - 1_000;
/** Years from which a date means "no end"; 2099 does so on its first and last day only. */
const NEVER_FROM = 2199;
const NEVER_DAYS: ReadonlySet<string> = new Set(['2099-01-01', '2099-12-31']);
/** Up to here a date is the zero of a computer system: 1899, 1900 and 1970 are the usual ones. */
const LAST_ZERO_YEAR = 1970;

/**
 * Reads a cell of a date column (docs/hr-data.md). HR dates are days. A time of 00:00:00 or 23:59:59, as written or
 * in the site's zone, is how a system writes a day. Any other time is an instant.
 *
 * Takes text, numbers, JavaScript dates and Luxon dates. Throws `badInput` with the value, the column and the remedy
 * for anything that has more than one meaning or none.
 */
export function parseHrDate(value: unknown, options: HrDateOptions): HrDate {
	const { column, dateOrder = 'none', site } = options;
	const header = options.header ?? (column === 'start' ? 'startDate' : 'endDate');
	const place = placeOf(header, options.line);
	if (typeof value === 'string') refuseLostCharacters(value, place);
	const cell = typeof value === 'string' ? cleanText(value) : value;
	const shown = { value: shownValue(cell), place };
	const reading = readDateForm(cell, dateOrder);
	if ('refusal' in reading) throw failure(reading.refusal, shown);
	if ('blank' in reading) return reading;
	if ('never' in reading) {
		if (column === 'end') return reading;
		throw failure(hrDataMessages.neverForStart, shown);
	}
	const date = meaningOf(reading, site, column);
	const day = 'day' in date ? date.day : writeWall(wallAt(date.instant, zoneOf(site))).slice(0, 10);
	const year = Number(day.slice(0, 4));
	if (year >= NEVER_FROM || NEVER_DAYS.has(day)) {
		if (column === 'end') return { never: true };
		throw failure(hrDataMessages.neverForStart, shown);
	}
	if (column === 'end' && year <= LAST_ZERO_YEAR) throw failure(hrDataMessages.earlyEnd, shown);
	if (year < 1900) throw failure(hrDataMessages.earlyStart, shown);
	return date;
}

/** A day as written, a day of the site, or an instant, in this order. */
function meaningOf(
	reading: Exclude<DateReading, { blank: true } | { never: true } | { refusal: unknown }>,
	site: Site,
	column: Edge,
): HrDay | HrInstant {
	const zone = zoneOf(site);
	if ('wall' in reading) {
		if (isDayEdge(reading.wall)) return { day: dayOf(reading.wall) };
		return { instant: instantAt(reading.wall, zone, column) };
	}
	const asWritten = reading.written.find(isDayEdge);
	if (asWritten !== undefined) return { day: dayOf(asWritten) };
	const atSite = wallAt(reading.instant, zone);
	if (isDayEdge(atSite)) return { day: dayOf(atSite) };
	if (reading.dayInUtc !== undefined) return { day: dayOf(reading.dayInUtc) };
	return { instant: reading.instant };
}

/** Whether a wall time is the first or the last second of a day. Fractions of a second don't count. */
function isDayEdge(wall: number): boolean {
	const time = Math.floor((wall - midnight(wall)) / 1_000) * 1_000;
	return time === 0 || time === LAST_SECOND;
}

function dayOf(wall: number): string {
	return writeWall(midnight(wall)).slice(0, 10);
}

function shownValue(value: unknown): string {
	if (typeof value === 'string') return quoted(value);
	if (typeof value === 'number') return String(value);
	if (types.isDate(value) && !Number.isNaN(value.getTime())) return value.toISOString();
	return kindOf(value);
}

/** A start as Net2 takes it: 00:00:00 of its day. If the clock skips midnight, it is the first time of that day. */
export function net2Start(date: HrDay | HrInstant, site: Site): string {
	const zone = zoneOf(site);
	const at = 'instant' in date ? date.instant : instantAt(wallOfDay(date), zone, 'start');
	return writeWall(wallAt(at, zone));
}

/** An end as Net2 takes it: 23:59:00 of its day, so that the last day counts (docs/net2-api.md). */
export function net2End(date: HrDay | HrInstant, site: Site): string {
	const zone = zoneOf(site);
	const lastMinute = (day: HrDay) => instantAt(wallOfDay(day) + DAY - 60_000, zone, 'end');
	return writeWall(wallAt('instant' in date ? date.instant : lastMinute(date), zone));
}

function wallOfDay({ day }: HrDay): number {
	return Date.parse(`${day}T00:00:00Z`);
}

/** Whether a start has been reached. A blank start has. */
export function hasStarted(start: HrDate, now: number, site: Site): boolean {
	return !isDated(start) || instantOf(net2Start(start, site), site) <= now;
}

/** Whether an end has passed. On the last day it has not; blank and `never` are not an end. */
export function hasEnded(end: HrDate, now: number, site: Site): boolean {
	return isDated(end) && instantOf(net2End(end, site), site) <= now;
}

/** Whether a date names a day or an instant, and so can be written to Net2. */
export function isDated(date: HrDate): date is HrDay | HrInstant {
	return 'day' in date || 'instant' in date;
}
