import { effectiveEndDate } from '../../mapping/net2Dates';
import type { User } from '../../net2/model';
import { siteFor } from '../report/seen';
import type { Run } from '../run/request';

/** The end date that disables a user now, see {@link effectiveEndDate}. */
export function cutOff(run: Run, user: Pick<User, 'activateDate' | 'expiryDate'>): string | null {
	return effectiveEndDate(user, {
		now: run.clock.now(),
		serverNow: run.net2.serverNow(),
		site: siteFor(run, user),
		siteIsNamed: run.siteZone !== null,
	});
}
