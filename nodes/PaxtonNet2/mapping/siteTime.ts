import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import { siteTimeMessages } from '../messages/siteTime';
import { failure } from '../net2/errors';
import { kindOf, quoted } from './text';

/** The site's time zone: an IANA name, or a fixed offset such as `UTC+2`. */
export interface Site {
	zone: string;
}

const SHAPE =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
export const DAY = 86_400_000;
/** Below this year Net2 means "no date" (docs/net2-api.md). */
export const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/** ISO text in its parts. `wall` is the time as written, counted in milliseconds as if it were UTC. */
export interface Written {
	readonly wall: number;
	readonly hasTime: boolean;
	/** Minutes east of UTC; null if none is written. */
	readonly offset: number | null;
}

/** Minutes east of UTC of `+02:00`, `Z` or `UTC+2`; null if the text is not an offset. */
export function offsetMinutes(text: string): number | null {
	if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
	const [, sign, hours, minutes = '0'] = OFFSET.exec(text) ?? [];
	if (sign === undefined || hours === undefined) return null;
	const size = Number(hours) * 60 + Number(minutes);
	// Offsets in use run from -12:00 to +14:00.
	if (Number(minutes) > 59 || size > 14 * 60) return null;
	return sign === '-' && size > 0 ? -size : size;
}

/** A fixed offset by the name that luxon and n8n know: `UTC+2`, `UTC+5:30`. */
export function offsetName(minutes: number): string {
	return FixedOffsetZone.instance(minutes).name;
}

/** The wall time of a calendar date and time, or null if they do not exist. */
export function wallOfParts(parts: {
	year: number;
	month: number;
	day: number;
	hour?: number;
	minute?: number;
	second?: number;
}): number | null {
	const date = DateTime.fromObject(parts, { zone: 'utc' });
	return date.isValid ? date.toMillis() : null;
}

/** Dates that were read before. HR lists and users repeat the same few days, and each is read several times. */
const texts = new Map<string, Written>();
const MOST_TEXTS = 5_000;

/** Reads ISO date or date-time text; null for any other shape and for a date that does not exist. */
export function readWritten(text: string): Written | null {
	const written = texts.get(text) ?? readNewText(text);
	if (texts.size >= MOST_TEXTS) texts.clear();
	if (written !== null) texts.set(text, written);
	return written;
}

function readNewText(text: string): Written | null {
	const match = SHAPE.exec(text);
	if (match === null) return null;
	const [, year, month, day, hour, minute = '0', second = '0', offset] = match;
	const wall = wallOfParts({
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: Number(hour ?? '0'),
		minute: Number(minute),
		second: Number(second),
	});
	if (wall === null) return null;
	const east = offset === undefined ? null : offsetMinutes(offset);
	if (offset !== undefined && east === null) return null;
	return { wall, hasTime: hour !== undefined, offset: east };
}

/** The luxon zone of a name or offset; null if there is none. Never the zone of the machine. */
export function findZone(name: string): Zone | null {
	const minutes = offsetMinutes(name);
	if (minutes !== null) return FixedOffsetZone.instance(minutes);
	const known = zones.get(name);
	if (known !== undefined) return known;
	const zone = IANAZone.isValidZone(name) ? IANAZone.create(name) : null;
	if (zones.size < MOST_ZONES) zones.set(name, zone);
	return zone;
}

/** A zone is looked up several times per employee, and each check of a name costs a formatter. */
const zones = new Map<string, Zone | null>();
/** There are some 600 names, and one HR list needs very few. */
const MOST_ZONES = 1_000;

/** The luxon zone of a site. Throws `badInput` if the zone is unknown. */
export function zoneOf(site: Site): Zone {
	const zone = findZone(site.zone);
	if (zone !== null) return zone;
	throw failure(siteTimeMessages.unknownZone, { zone: quoted(site.zone) });
}

/** Since 1980 clocks change on a quarter of an hour only, so one offset is valid for a whole quarter. */
const QUARTER = 15 * MINUTE;
const QUARTERS_FROM = Date.UTC(1980, 0, 1);
const QUARTERS_TO = Date.UTC(2100, 0, 1);
/** Offsets by zone and quarter: luxon formats a date for each, and HR lists repeat the same few days. */
const offsets = new WeakMap<Zone, Map<number, number>>();
const MOST_QUARTERS = 20_000;

/** Minutes east of UTC of a zone at an instant. */
function offsetAt(instant: number, zone: Zone): number {
	if (zone.isUniversal || instant < QUARTERS_FROM || instant >= QUARTERS_TO)
		return zone.offset(instant);
	const quarter = Math.floor(instant / QUARTER);
	let known = offsets.get(zone);
	if (known === undefined || known.size >= MOST_QUARTERS) {
		known = new Map();
		offsets.set(zone, known);
	}
	const found = known.get(quarter) ?? zone.offset(instant);
	known.set(quarter, found);
	return found;
}

/** The instants that a wall time can mean in a zone: one, two (clock set back), or none that exists. */
export interface Readings {
	earlier: number;
	later: number;
	exists: boolean;
}

/**
 * Both readings of a wall time. If the clock is set forward, it skips some times. The two are then what the clock
 * would show by the offset before and after the change. Luxon promises neither order nor choice here. So this
 * function tries the offsets a day to either side.
 */
export function readingsOf(wall: number, zone: Zone): Readings {
	const around = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)];
	const instants = around.map((offset) => wall - offset * MINUTE);
	const real = instants.filter((instant, i) => offsetAt(instant, zone) === around[i]);
	const chosen = real.length > 0 ? real : instants;
	return {
		earlier: Math.min(...chosen),
		later: Math.max(...chosen),
		exists: real.length > 0,
	};
}

/** Which end of a period a date is. It decides which reading counts when the clock changes. */
export type Edge = 'start' | 'end';

/**
 * The instant of a wall time in a zone. If the clock skips or repeats that time, a start takes the later reading. An
 * end takes the earlier one. So a change of clocks never gives more access.
 */
export function instantAt(wall: number, zone: Zone, edge: Edge): number {
	const readings = readingsOf(wall, zone);
	return edge === 'start' ? readings.later : readings.earlier;
}

/** An instant as a clock in the zone shows it, counted as if it were UTC. */
export function wallAt(instant: number, zone: Zone): number {
	return instant + offsetAt(instant, zone) * MINUTE;
}

/** `yyyy-MM-ddTHH:mm:ss`: Net2 takes local wall time without an offset (docs/net2-api.md). */
export function writeWall(wall: number): string {
	return new Date(wall).toISOString().slice(0, 19);
}

/** The wall time of 00:00 on the day of a wall time. */
export function midnight(wall: number): number {
	return Math.floor(wall / DAY) * DAY;
}

/** The same time some days later: wall time has no daylight saving. */
export function addDays(wall: number, days: number): number {
	return wall + days * DAY;
}

function whyUnreadable(text: string) {
	const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
	if (day === undefined) return siteTimeMessages.notIso;
	return readWritten(day) === null ? siteTimeMessages.noSuchDay : siteTimeMessages.badTime;
}

function parse(input: unknown, site: Site, edge: Edge): string {
	// An expression can pass any value, and a number might be seconds, milliseconds or Excel's days.
	if (typeof input !== 'string') throw failure(siteTimeMessages.notText, { date: kindOf(input) });
	const date = quoted(input);
	const text = input.trim();
	if (text === '') throw failure(siteTimeMessages.empty, { date });
	const written = readWritten(text);
	if (written === null) throw failure(whyUnreadable(text), { date });
	const zone = zoneOf(site);
	let { wall } = written;
	if (written.offset !== null) {
		wall = wallAt(written.wall - written.offset * MINUTE, zone);
	} else {
		if (!written.hasTime && edge === 'end') wall += 23 * 60 * MINUTE + 59 * MINUTE;
		wall = wallAt(instantAt(wall, zone, edge), zone);
	}
	const year = new Date(wall).getUTCFullYear();
	if (year < FIRST_YEAR || year > LAST_YEAR)
		throw failure(siteTimeMessages.farAway, { date, first: FIRST_YEAR, last: LAST_YEAR });
	return writeWall(wall);
}

/**
 * The start of a period from a parameter such as `since`, as the site's wall time. A date alone starts at
 * 00:00:00. HR columns are read by `parseHrDate` instead. Throws `badInput`.
 */
export function parseStart(input: string, site: Site): string {
	return parse(input, site, 'start');
}

/**
 * An `until`, as the site's wall time. A date alone ends at 23:59:00 of that day, and any time is an
 * instant. HR columns are read by `parseHrDate` instead. Throws `badInput`.
 */
export function parseEnd(input: string, site: Site): string {
	return parse(input, site, 'end');
}

/** The first second of a query for events. A date alone begins at midnight. Throws `badInput`. */
export function readSince(text: string, site: Site): string {
	return parseStart(text, site);
}

/** The first second after a query for events: a date alone ends with its day, a time with its second. */
export function readUntil(text: string, site: Site): string {
	const wall = wallOf(parseStart(text, site));
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
	return writeWall(isDay ? addDays(wall, 1) : wall + SECOND);
}

/** An instant as the server's wall time to the second, the form of a query for events (docs/net2-api.md). */
export function serverSecond(instant: number, site: Site): string {
	return writeWall(wallAt(instant, zoneOf(site)));
}

/** A wall time some milliseconds later. */
export function laterBy(wall: string, milliseconds: number): string {
	return writeWall(wallOf(wall) + milliseconds);
}

/** A wall time in milliseconds, counted as if it were UTC. */
export function wallOf(wall: string): number {
	return readWritten(wall)?.wall ?? 0;
}

/** The time of an event with its offset: the server's own offset if it sends one, else the site's. */
export function zonedTime(time: string, site: Site): string {
	if (readWritten(time)?.offset !== null) return time;
	return DateTime.fromISO(time, { zone: zoneOf(site) }).toISO() ?? time;
}

/**
 * Returns a function that reads an event's time as the server's wall time to the second, whatever offset it has. It
 * computes the offset once for each minute of events, since replies contain thousands.
 */
export function wallClock(site: Site): (time: string) => string {
	const shifts = new Map<string, number>();
	return (time) => {
		const text = time.slice(0, 19);
		const minute = `${time.slice(0, 16)}${/[+-]\d\d:?\d\d$|Z$/i.exec(time)?.[0] ?? ''}`;
		let shift = shifts.get(minute);
		if (shift === undefined) {
			const written = readWritten(time);
			const instant =
				written === null || written.offset === null ? null : written.wall - written.offset * 60_000;
			shift = instant === null ? 0 : wallOf(serverSecond(instant, site)) - wallOf(text);
			shifts.set(minute, shift);
		}
		return shift === 0 ? text : laterBy(text, shift);
	};
}
