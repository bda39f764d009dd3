import { isEnabled, isNoDate, isPast, wallTime } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import type { Change, UserView } from './result';

/** When a user has access, once the changes are made. Dates are wall-clock time of the site; null: none. */
export interface AccessDates {
	start: string | null;
	end: string | null;
	/** Whether the doors open at this moment. */
	now: boolean;
	/** Whether the end has passed. */
	ended: boolean;
}

/**
 * The start and end date of a user after the changes. In a dry run they are those that it would write.
 *
 * @returns undefined if neither the user's dates nor new ones are known
 */
export function datesAfter(
	user: Partial<UserView> | null,
	changes: Change[],
): Pick<AccessDates, 'start' | 'end'> | undefined {
	const start = dateOf('activateDate', user?.startDate, changes);
	const end = dateOf('expiryDate', user?.endDate, changes);
	if (start === undefined && end === undefined) return undefined;
	return { start: start ?? null, end: end ?? null };
}

function dateOf(
	field: string,
	read: string | null | undefined,
	changes: Change[],
): string | null | undefined {
	const change = changes.filter((one) => one.field === field).at(-1);
	const date = change === undefined ? read : change.to;
	if (date === undefined) return undefined;
	return typeof date === 'string' && !isNoDate(date) ? date : null;
}

/** {@link datesAfter}, judged at a moment. */
export function accessDates(
	user: Partial<UserView> | null,
	changes: Change[],
	{ now, site }: { now: number; site: Site },
): AccessDates | undefined {
	const dates = datesAfter(user, changes);
	if (dates === undefined) return undefined;
	const { start, end } = dates;
	const inNet2 = { activateDate: start, expiryDate: end };
	return {
		...dates,
		now: isEnabled(inNet2, now, site),
		ended: isPast(end, now, site),
	};
}

/**
 * When access begins or ends, as the rest of a sentence: `has access from 1 December 2026`.
 *
 * @param has `would have` for changes that a dry run does not make
 */
export function accessClause(
	{ start, end, now, ended }: AccessDates,
	has: 'has' | 'would have' = 'has',
): string {
	if (ended) return `${has} no access`;
	const from = now || start === null ? '' : ` from ${longDate(start)}`;
	const until = end === null ? '' : ` until ${longDate(end)}`;
	return `${has} access${from === '' && until === '' ? ' now' : `${from}${until}`}`;
}

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

/** `1 December 2026`, with the time only if it is not the beginning or the end of a day. */
export function longDate(date: string): string {
	const [, year = '', month = '', day = '', time = ''] =
		/^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(wallTime(date)) ?? [];
	const text = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
	return time === '00:00' || time === '23:59' ? text : `${text} ${time}`;
}
