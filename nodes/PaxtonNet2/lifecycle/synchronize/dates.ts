import { isPast, parseStart } from '../../mapping/dates';
import { askedEnd, endsAsAsked, endsToday, wallTime } from '../steps/endDate';
import type { Change } from '../result/result';
import type { Ground } from './ground';
import type { Present } from './snapshot';
import type { Wish } from './wishes';

/** What the dates of a row mean for somebody who is in Net2. */
export interface DateDifference {
	/** HR says that they are gone by now. */
	hasLeft: boolean;
	/** Their end has passed in Net2, and the row has them as still there. */
	wouldReopen: boolean;
	/** The end comes earlier than Net2 has it. */
	endsEarlier: boolean;
	changes: Change[];
	startDate?: string;
	endDate?: string;
}

/**
 * Compares dates by what they do. Two starts that have both passed are no difference: HR knows when somebody was hired,
 * Net2 when the user was made, and writing one over the other opens and shuts nothing.
 */
export function dateDifference(wish: Wish, { user }: Present, ground: Ground): DateDifference {
	const { now } = ground;
	const site = ground.siteFor(user);
	const start = wish.startDate === undefined ? undefined : parseStart(wish.startDate, site);
	const end = wish.endDate === undefined ? undefined : askedEnd(wish.endDate, site);
	const endsSo = end === undefined || endsAsAsked(user.expiryDate, end, site);
	const bothStarted =
		start !== undefined && isPast(user.activateDate, now, site) && isPast(start, now, site);
	const noStart = user.activateDate === null && start !== undefined && isPast(start, now, site);
	const startsSo =
		start === undefined || wallTime(user.activateDate ?? '') === start || bothStarted || noStart;
	const changes: Change[] = [];
	if (!startsSo) changes.push({ field: 'activateDate', from: user.activateDate, to: start });
	if (!endsSo) changes.push({ field: 'expiryDate', from: user.expiryDate, to: end });
	// Whoever waits for a start is not barred, and a last day may be put off, as an upsert does.
	const barred = isPast(user.expiryDate, now, site) && !endsToday(user.expiryDate, now, site);
	return {
		hasLeft: typeof end === 'string' && isPast(end, now, site),
		wouldReopen: barred && !(end !== undefined && endsSo),
		endsEarlier:
			!endsSo &&
			typeof end === 'string' &&
			(user.expiryDate === null || end < wallTime(user.expiryDate)),
		changes,
		...(!startsSo && { startDate: wish.startDate }),
		...(!endsSo && { endDate: wish.endDate }),
	};
}
