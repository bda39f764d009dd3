import type { Change } from '../lifecycle/result/result';
import { isNoDate, wallTime } from '../mapping/net2Dates';
import type { Entry } from './input';

/** When the access of a user ends by the changes. */
export type AccessEnd =
	| { when: 'now'; endDate: string | null }
	| { when: 'date'; endDate: string }
	/** The start date moves ahead: there is no access until then. */
	| { when: 'untilStart'; startDate: string }
	/** The dates stay. Access has ended before, and the rest of the leave is completed. */
	| { when: 'before' };

/**
 * When access ends, by the dates that are written.
 *
 * @param now the site's wall time, `2026-11-30T09:00:00`, with which Net2's dates are compared
 */
export function accessEnd({ changes, outcome }: Entry, now: string): AccessEnd {
	if (outcome === 'deleted') return { when: 'now', endDate: null };
	const endDate = dateSet(changes, 'expiryDate');
	if (endDate !== null)
		return endDate <= now ? { when: 'now', endDate } : { when: 'date', endDate };
	const startDate = dateSet(changes, 'activateDate');
	if (startDate !== null && startDate > now) return { when: 'untilStart', startDate };
	return { when: 'before' };
}

/** When the access of a user begins by the changes. */
export interface AccessStart {
	/** `none`: the user gets no access, since the end date has passed. */
	when: 'now' | 'date' | 'none';
	startDate: string | null;
	endDate: string | null;
}

export function accessStart({ changes }: Entry, now: string): AccessStart {
	const startDate = dateSet(changes, 'activateDate');
	const endDate = dateSet(changes, 'expiryDate');
	if (endDate !== null && endDate <= now) return { when: 'none', startDate: null, endDate };
	const isAhead = startDate !== null && startDate > now;
	return { when: isAhead ? 'date' : 'now', startDate, endDate };
}

/** The wall time of the date that a user gets; null if it stays, or is removed. */
function dateSet(changes: Change[], field: string): string | null {
	const to = changes.findLast((change) => change.field === field)?.to;
	return typeof to === 'string' && !isNoDate(to) ? wallTime(to) : null;
}

/** Names of the access levels that a user gets, or loses. */
export function levelsOf({ changes }: Pick<Entry, 'changes'>, side: 'from' | 'to'): string[] {
	return changes.flatMap((change) => {
		const name = change[side];
		return change.field === 'accessLevels' && typeof name === 'string' && name !== '' ? [name] : [];
	});
}

/** Whether something that opens doors is taken from the user: such users are shown however many there are. */
export function losesSomething({ changes }: Pick<Entry, 'changes'>): boolean {
	return changes.some(
		({ field, from, to }) =>
			(field === 'accessLevels' && to === null) ||
			(field === 'individualPermissions' && from !== null && from !== 0) ||
			(field.startsWith('card ') && (to === 'lost' || to === null)) ||
			(field === 'pin' && to === 'cleared'),
	);
}
