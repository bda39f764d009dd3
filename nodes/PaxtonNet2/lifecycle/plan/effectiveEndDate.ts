import { isPast, leaverNow, offsetSeen, sameInstant, wallTime } from '../../mapping/net2Dates';
import type { User } from '../../net2/model';
import { siteFor, type Clocks } from './policy';

const HOUR = 3_600_000;

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
	// Dates that agree with the site's zone show that the server is in it. An offset alone would be of another season.
	const elsewhere = [user.expiryDate, user.activateDate].filter(
		(date) => date !== null && !sameInstant(date, wallTime(date), site),
	);
	const end = leaverNow({
		now: policy.now - slack,
		site,
		serverOffset: offsetSeen(elsewhere),
		serverNow: policy.serverNow === null ? null : policy.serverNow - slack,
	});
	const present = user.expiryDate;
	if (present === null || !isPast(present, policy.now, site)) return end;
	return wallTime(present).slice(0, 10) <= end.slice(0, 10) ? null : end;
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
