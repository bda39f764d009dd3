import { types } from 'node:util';
import { DateTime } from 'luxon';
import { hrDataMessages } from '../messages/hrData';
import { DAY, offsetMinutes, readWritten, wallOfParts } from './siteTime';

/** What the option 'Date Order' can say about dates with the year last. */
export const DATE_ORDERS = ['none', 'dayFirst', 'monthFirst'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/**
 * What a value says before its meaning is known. `wall` is a date and time without a zone, counted as if it
 * were UTC. An `instant` comes with the wall times under which its writer may have seen it.
 */
export type DateReading =
	| { blank: true }
	| { never: true }
	| { wall: number }
	| { instant: number; written: number[]; dayInUtc?: number }
	| { refusal: Refusal };

/** The messages about a value that is no date, or more than one. */
type Refusal = (typeof hrDataMessages)[
	| 'notADate'
	| 'noSuchTime'
	| 'numberNotADate'
	| 'yearNotFirst'
	| 'notDayFirst'
	| 'notMonthFirst'];

const MINUTE = 60_000;
/** 1899-12-30, from which a spreadsheet counts its days. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
const SERIAL_FROM = 20_000;
const SERIAL_TO = 80_000;
/** 9999-12-31, the last day of a spreadsheet, which exports use for "no end". */
const SERIAL_LAST = 2_958_465;

const XML_DATE = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:?\d{2})$/i;
const COMPACT =
	/^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,]\d{1,9})?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const JSON_DATE = /^\\?\/?Date\((-?\d{1,16})([+-]\d{2}:?\d{2})?\)\\?\/?$/i;
const YEAR_LAST =
	/^(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?: ?([AP])M)?)?$/i;

/** Reads a value by its form alone; never guesses between two meanings. */
export function readDateForm(value: unknown, order: DateOrder): DateReading {
	if (value === null || value === undefined || value === '') return { blank: true };
	if (typeof value === 'string') return readText(value, order);
	if (typeof value === 'number') return readNumber(value);
	if (types.isDate(value)) {
		const instant = value.getTime();
		// A database driver in UTC gives a day as 00:00 UTC, and JSON writes a date in UTC.
		return Number.isNaN(instant) ? notADate() : readInstant(instant, [instant]);
	}
	if (DateTime.isDateTime(value) && typeof value.toMillis === 'function') {
		if (!value.isValid) return notADate();
		return readInstant(value.toMillis(), [value.toMillis() + value.offset * MINUTE]);
	}
	return notADate();
}

function readText(text: string, order: DateOrder): DateReading {
	if (/^never$/i.test(text)) return { never: true };
	if (/^000[01]-/.test(text)) return { blank: true };
	if (/^\d{5}(?:[.,]\d+)?$/.test(text) || /^\d{7}$/.test(text))
		return readNumber(Number(text.replace(',', '.')));
	const day = XML_DATE.exec(text)?.[1];
	const written = readWritten(day ?? text);
	if (written !== null) {
		if (written.offset === null) return { wall: written.wall };
		return readInstant(written.wall - written.offset * MINUTE, [written.wall]);
	}
	return (
		readCompact(text) ??
		readJsonDate(text) ??
		readYearLast(text, order) ??
		(/^\d{4}-\d{2}-\d{2}/.test(text) ? notExisting() : notADate())
	);
}

function readNumber(number: number): DateReading {
	if (number === SERIAL_LAST) return { wall: Date.UTC(9999, 11, 31) };
	if (number >= SERIAL_FROM && number <= SERIAL_TO) {
		// A fraction is a time of day, to the second. Its last digits are rounding errors.
		const seconds = Math.floor(number * (DAY / 1_000) + 0.01);
		return { wall: SERIAL_ZERO + seconds * 1_000 };
	}
	const compact = /^\d{8}$/.test(String(number)) ? readCompact(String(number)) : null;
	return compact ?? { refusal: hrDataMessages.numberNotADate };
}

/** `20261231`, and the generalized time of a directory, `20261231225959.0Z`. */
function readCompact(text: string): DateReading | null {
	const match = COMPACT.exec(text);
	if (match === null) return null;
	const [, year = '', month, day, hour, minute = '0', second = '0', offset] = match;
	if (Number(year) <= 1) return { blank: true };
	const wall = wallOfParts({
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: Number(hour ?? '0'),
		minute: Number(minute),
		second: Number(second),
	});
	if (wall === null) return notExisting();
	if (offset === undefined) return { wall };
	const east = offsetMinutes(offset);
	if (east === null) return notADate();
	// A directory writes the end of a day in its own zone as 59:59 of some hour in UTC.
	const isEndOfDay = minute === '59' && second === '59';
	const reading = readInstant(wall - east * MINUTE, [wall]);
	return isEndOfDay && 'instant' in reading ? { ...reading, dayInUtc: wall } : reading;
}

/** `/Date(1798675200000)/` and `/Date(1798675200000+0100)/`: milliseconds in UTC, and the writer's offset. */
function readJsonDate(text: string): DateReading | null {
	const [, milliseconds, offset] = JSON_DATE.exec(text) ?? [];
	if (milliseconds === undefined) return null;
	const instant = Number(milliseconds);
	if (!Number.isFinite(new Date(instant).getTime())) return notADate();
	const east = offset === undefined ? null : offsetMinutes(offset);
	return readInstant(instant, east === null ? [instant] : [instant, instant + east * MINUTE]);
}

function readYearLast(text: string, order: DateOrder): DateReading | null {
	const match = YEAR_LAST.exec(text);
	if (match === null) return null;
	const [, first, , second, year, hour = '0', minute = '0', seconds = '0', half] = match;
	if (order === 'none') return { refusal: hrDataMessages.yearNotFirst };
	if (Number(year) <= 1) return { blank: true };
	const [day, month] = order === 'dayFirst' ? [first, second] : [second, first];
	const hours = half === undefined ? Number(hour) : hourOfHalf(Number(hour), half);
	const wall = wallOfParts({
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: hours,
		minute: Number(minute),
		second: Number(seconds),
	});
	if (wall !== null) return { wall };
	return {
		refusal: order === 'dayFirst' ? hrDataMessages.notDayFirst : hrDataMessages.notMonthFirst,
	};
}

/** An hour on a clock of twelve hours; an impossible one stays impossible. */
function hourOfHalf(hour: number, half: string): number {
	if (hour < 1 || hour > 12) return -1;
	return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

function readInstant(instant: number, written: number[]): DateReading {
	// The year 1 of .NET and the year 0 of MySQL mean "no date".
	if (new Date(instant).getUTCFullYear() <= 1) return { blank: true };
	return { instant, written };
}

function notExisting(): DateReading {
	return { refusal: hrDataMessages.noSuchTime };
}

function notADate(): DateReading {
	return { refusal: hrDataMessages.notADate };
}
