import {
	instantOf,
	isPast,
	lastDay,
	leaverNow,
	offsetSeen,
	sameInstant,
	siteWall,
} from '../../mapping/net2Dates';
import { DAY } from '../../mapping/siteTime';
import type { User } from '../../net2/model';
import { siteFor, type Clocks } from './policy';

const HOUR = 3_600_000;
/** Where on earth a day begins last. */
const LAST_ZONE = 'UTC-12';

/**
 * The End Date that removes access now, as wall-clock time (`2026-11-23T00:00:00`). It works whether or not Net2
 * counts the last day (docs/safety-rules.md, rule 6). Null: the present End Date is earlier already. It stays, since
 * it says when the employee really left.
 */
export function effectiveEndDate(
	user: Pick<User, 'activateDate' | 'expiryDate'>,
	policy: Clocks,
): string | null {
	const site = siteFor(policy, user);
	// Without a zone there is an offset, seen on another day: over a daylight-saving change it is an hour off.
	const slack = policy.siteZone === null ? HOUR : 0;
	const dates = [user.expiryDate, user.activateDate];
	// Dates that agree with the site's zone show that the server is in it. An offset alone would be of another season.
	const elsewhere = dates.filter(
		(date) => date !== null && !sameInstant(date, siteWall(date, site), site),
	);
	// Times in UTC, or without an offset, do not show where the building is. So the end has to be past everywhere.
	const isAnywhere = policy.siteZone === null && [null, 'UTC'].includes(offsetSeen(dates));
	const end = leaverNow({
		now: policy.now - slack,
		site,
		serverOffset: isAnywhere ? LAST_ZONE : offsetSeen(elsewhere),
		serverNow: policy.serverNow === null ? null : policy.serverNow - slack,
	});
	const present = user.expiryDate;
	if (present === null || !isPast(present, policy.now, site)) return end;
	const isOver = !isAnywhere || instantOf(present, site) + DAY <= policy.now;
	return isOver && lastDay(present, site) <= end.slice(0, 10) ? null : end;
}

/** The End Date of a new user who must not have access yet. */
export function disabledFromStart(policy: Clocks): string {
	return leaverNow({
		now: policy.now,
		site: siteFor(policy),
		serverOffset: null,
		serverNow: policy.serverNow,
	});
}
