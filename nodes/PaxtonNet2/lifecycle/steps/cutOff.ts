import { isPast, leaverNow, offsetSeen, sameInstant } from '../../mapping/dates';
import type { User } from '../../net2/model';
import { wallTime } from './endDate';
import type { Run } from '../run/request';
import { siteFor } from '../result/observedState';

const HOUR = 3_600_000;

/**
 * The end date that shuts the doors to somebody now, whichever way Net2 counts the last day; null where the present
 * one is before today already and so tells when the person really left (defect 15).
 */
export function cutOff(run: Run, user: Pick<User, 'activateDate' | 'expiryDate'>): string | null {
	const site = siteFor(run, user);
	// Without a zone there is an offset, seen on another day: over a daylight-saving change it is an hour off.
	const slack = run.siteZone === null ? HOUR : 0;
	const now = run.clock.now();
	const serverNow = run.net2.serverNow();
	// Dates that agree with the site's zone say that the server is in it; an offset alone would be of another season.
	const elsewhere = [user.expiryDate, user.activateDate].filter(
		(date) => date !== null && !sameInstant(date, wallTime(date), site),
	);
	const end = leaverNow({
		now: now - slack,
		site,
		serverOffset: offsetSeen(elsewhere),
		serverNow: serverNow === null ? null : serverNow - slack,
	});
	const present = user.expiryDate;
	if (present === null || !isPast(present, now, site)) return end;
	return wallTime(present).slice(0, 10) <= end.slice(0, 10) ? null : end;
}
