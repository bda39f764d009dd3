import { DateTime } from 'luxon';
import { badRequest } from './apiError';
import type { Switches } from './switches';

const LOCAL = "yyyy-MM-dd'T'HH:mm:ss";
const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const SHORT_DATE =
	/^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?)(\s*[AP]M)?)?$/i;

/** Wall time of the server, without offset: how Net2's own database keeps it. */
export function localTime(at: Date, zone: string): string {
	return DateTime.fromJSDate(at, { zone }).toFormat(LOCAL);
}

export function localTimeExact(at: Date, zone: string): string {
	return DateTime.fromJSDate(at, { zone }).toFormat(`${LOCAL}.SSS`);
}

export function localMidnight(at: Date, zone: string): string {
	return DateTime.fromJSDate(at, { zone }).startOf('day').toFormat(LOCAL);
}

/** Thousands of users share a few dates, and Luxon is slow in comparison. */
function remembered<T>(
	work: (local: string, zone: string, form: string) => T,
): (local: string, zone: string, form?: string) => T {
	const known = new Map<string, T>();
	return (local, zone, form = '') => {
		const key = `${form} ${zone} ${local}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		if (known.size > 5000) known.clear();
		const made = work(local, zone, form);
		known.set(key, made);
		return made;
	};
}

const inForm = remembered((local, zone, form) => {
	const format = local.includes('.') ? `${LOCAL}.SSS` : LOCAL;
	const at = DateTime.fromISO(local, { zone });
	if (form === 'none') return at.toFormat(format);
	if (form === 'offset') return at.toFormat(`${format}ZZ`);
	return `${at.toUTC().toFormat(format)}${form}`;
});

/** A time as REST returns it: with the server's offset of that day, in UTC, or without either. */
export function shownTime(local: string, { tz, zoneForm }: Switches): string {
	return inForm(local, tz, zoneForm);
}

/** Milliseconds since 1970 of a wall time of the server. */
export const instantOf = remembered((local, zone) => DateTime.fromISO(local, { zone }).toMillis());

/** The first moment after the day of a wall time. */
export const endOfDay = remembered((local, zone) =>
	DateTime.fromISO(local, { zone }).startOf('day').plus({ days: 1 }).toMillis(),
);

/** As SQL Server's smalldatetime keeps a time: from 30 seconds on, the next minute. */
export function roundedToMinutes(local: string): string {
	const at = DateTime.fromISO(local, { zone: 'utc' });
	return at.plus({ seconds: 30 }).startOf('minute').toFormat(LOCAL);
}

/**
 * A date from a request. ISO text is wall time of the server, or has an offset and is converted. A short date such as
 * `3/31/2026` is read in the order of the switch. A year below 1900 means no date (docs/net2-api.md).
 *
 * @throws ApiError 400 for anything else
 */
export function requestedDate(value: unknown, name: string, switches: Switches): string | null {
	if (value === null || value === undefined || value === '') return null;
	const at = typeof value === 'string' ? parsed(value.trim(), switches) : undefined;
	if (at?.isValid !== true) throw badRequest(`${name} is not a date.`);
	return at.year < 1900 ? null : at.setZone(switches.tz).toFormat(LOCAL);
}

function parsed(text: string, { tz, shortDates }: Switches): DateTime | undefined {
	if (ISO_DATE.test(text)) return DateTime.fromISO(text.replace(' ', 'T'), { zone: tz });
	const [, first, , second, year, time, half] = SHORT_DATE.exec(text) ?? [];
	if (first === undefined || shortDates === 'refuse') return undefined;
	const [month, day] = shortDates === 'month-first' ? [first, second] : [second, first];
	const clock = time === undefined ? '' : ` ${time}${(half ?? '').trim().toUpperCase()}`;
	const seconds = time?.match(/:/g)?.length === 2 ? ':ss' : '';
	const hours = half === undefined ? `H:mm${seconds}` : `h:mm${seconds}a`;
	const format = `M/d/yyyy${time === undefined ? '' : ` ${hours}`}`;
	return DateTime.fromFormat(`${month}/${day}/${year}${clock}`, format, {
		zone: tz,
		locale: 'en-US',
	});
}
