import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import { Net2Error } from '../net2/errors';
import { quoted } from './text';

/** The site's time zone: an IANA name, or a fixed offset such as `UTC+2`. */
export interface Site {
	zone: string;
}

const SHAPE =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;
const DAY = 86_400_000;
const MINUTE = 60_000;

/** ISO text taken apart. `wall` is the time as written, counted as if it were UTC. */
export interface Written {
	wall: number;
	hasTime: boolean;
	/** Minutes east of UTC; null where none is written. */
	offset: number | null;
}

/** Minutes east of UTC of `+02:00`, `Z`, `UTC+2`; null where the text is no offset. */
export function offsetMinutes(text: string): number | null {
	if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
	const [, sign, hours, minutes = '0'] = OFFSET.exec(text) ?? [];
	if (sign === undefined || hours === undefined) return null;
	const size = Number(hours) * 60 + Number(minutes);
	// The world runs from -12:00 to +14:00.
	if (Number(minutes) > 59 || size > 14 * 60) return null;
	return sign === '-' && size > 0 ? -size : size;
}

/** A fixed offset by the name luxon and n8n know: `UTC+2`, `UTC+5:30`. */
export function offsetName(minutes: number): string {
	return FixedOffsetZone.instance(minutes).name;
}

/** ISO date or date-time text taken apart; null for any other shape and for a date that does not exist. */
export function readWritten(text: string): Written | null {
	const match = SHAPE.exec(text);
	if (match === null) return null;
	const [, year, month, day, hour, minute = '0', second = '0', offset] = match;
	const parts = {
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: Number(hour ?? '0'),
		minute: Number(minute),
		second: Number(second),
	};
	const date = DateTime.fromObject(parts, { zone: 'utc' });
	if (!date.isValid) return null;
	const east = offset === undefined ? null : offsetMinutes(offset);
	if (offset !== undefined && east === null) return null;
	return { wall: date.toMillis(), hasTime: hour !== undefined, offset: east };
}

/** The luxon zone of a name or offset; null where there is none. Never the machine's own zone. */
export function findZone(name: string): Zone | null {
	const minutes = offsetMinutes(name);
	if (minutes !== null) return FixedOffsetZone.instance(minutes);
	const kept = zones.get(name);
	if (kept !== undefined) return kept;
	const zone = IANAZone.isValidZone(name) ? IANAZone.create(name) : null;
	if (zones.size < MOST_ZONES) zones.set(name, zone);
	return zone;
}

/** Whether a name is a zone is asked several times a person, and costs a formatter each time. */
const zones = new Map<string, Zone | null>();
/** There are some 600 names, and no list of people has more than a few. */
const MOST_ZONES = 1_000;

export function zoneOf(site: Site): Zone {
	const zone = findZone(site.zone);
	if (zone !== null) return zone;
	throw new Net2Error(
		'badInput',
		`The time zone ${quoted(site.zone)} is unknown.`,
		'Write an IANA name such as Europe/Amsterdam in the credential.',
	);
}

/** The instants a wall time can mean in a zone: one, two (clock set back), or none that exists. */
export interface Readings {
	earlier: number;
	later: number;
	exists: boolean;
}

/**
 * Both readings of a wall time. Where the clock is set forward and the time is skipped, the two are what
 * the clock would have shown by the offset after and before the change; luxon promises neither order
 * nor choice here, so the offsets a day to either side are tried.
 */
export function readingsOf(wall: number, zone: Zone): Readings {
	const offsets = [zone.offset(wall - DAY), zone.offset(wall + DAY)];
	const instants = offsets.map((offset) => wall - offset * MINUTE);
	const real = instants.filter((instant, i) => zone.offset(instant) === offsets[i]);
	const chosen = real.length > 0 ? real : instants;
	return {
		earlier: Math.min(...chosen),
		later: Math.max(...chosen),
		exists: real.length > 0,
	};
}

/** An instant as the clock on the wall shows it in a zone, counted as if it were UTC. */
export function wallAt(instant: number, zone: Zone): number {
	return instant + zone.offset(instant) * MINUTE;
}

/** `yyyy-MM-ddTHH:mm:ss`, the way Net2 is sent a date (API sheet 15: local wall time without offset). */
export function writeWall(wall: number): string {
	return new Date(wall).toISOString().slice(0, 19);
}

/** The wall time of 00:00 on the day of a wall time. */
export function midnight(wall: number): number {
	return Math.floor(wall / DAY) * DAY;
}

/** The same time a number of days on: wall time knows no daylight saving. */
export function addDays(wall: number, days: number): number {
	return wall + days * DAY;
}
