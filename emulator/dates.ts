import { DateTime } from 'luxon';
import { badRequest } from './apiError';

const LOCAL = "yyyy-MM-dd'T'HH:mm:ss";
const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

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

/** Luxon is slow beside what thousands of people with the same few dates need. */
function remembered<T>(
	work: (local: string, zone: string) => T,
): (local: string, zone: string) => T {
	const known = new Map<string, T>();
	return (local, zone) => {
		const key = `${zone} ${local}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		if (known.size > 5000) known.clear();
		const made = work(local, zone);
		known.set(key, made);
		return made;
	};
}

/** As `/users` shows dates: with the server's offset of that day (API sheet, section 1). */
export const withOffset = remembered((local, zone) => {
	const format = local.includes('.') ? `${LOCAL}.SSSZZ` : `${LOCAL}ZZ`;
	return DateTime.fromISO(local, { zone }).toFormat(format);
});

/** Milliseconds since 1970 of a wall time of the server. */
export const instantOf = remembered((local, zone) => DateTime.fromISO(local, { zone }).toMillis());

/** The first moment after the day of a wall time. */
export const endOfDay = remembered((local, zone) =>
	DateTime.fromISO(local, { zone }).startOf('day').plus({ days: 1 }).toMillis(),
);

/**
 * A date out of a request: ISO, wall time of the server, or with an offset, and then converted.
 * A year below 1900 means no date (API sheet, section 1). Locale dates are refused: ambiguous.
 */
export function requestedDate(value: unknown, name: string, zone: string): string | null {
	if (value === null || value === undefined || value === '') return null;
	if (typeof value !== 'string' || !ISO_DATE.test(value.trim())) {
		throw badRequest(`${name} is not a date.`);
	}
	const text = value.trim().replace(' ', 'T');
	if (Number(text.slice(0, 4)) < 1900) return null;
	const at = DateTime.fromISO(text, { zone });
	if (!at.isValid) throw badRequest(`${name} is not a date.`);
	return at.toFormat(LOCAL);
}
