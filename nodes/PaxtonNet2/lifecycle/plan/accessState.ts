import { endsToday, isEnabled, isPast, siteWall, startToday } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import type { User } from '../../net2/model';
import { siteFor, type Clocks } from './policy';

type Dates = Pick<User, 'activateDate' | 'expiryDate'>;

/** A user's dates, judged at one moment. */
export interface AccessState {
	site: Site;
	/** Whether the doors open now. On the last day they do, until the end that Net2 honours. */
	enabled: boolean;
	/** The End Date is today, without a time of day. */
	lastDay: boolean;
	/** The End Date has passed, the last day included in the days with access. */
	ended: boolean;
	/** The start date lies ahead. */
	notStarted: boolean;
}

/** Judges whether a user has access (docs/safety-rules.md, rule 6). */
export function accessState(dates: Dates, policy: Clocks): AccessState {
	const site = siteFor(policy, dates);
	const { now } = policy;
	const lastDay = endsToday(dates.expiryDate, now, site);
	const ended = isPast(dates.expiryDate, now, site) && !lastDay;
	const notStarted = dates.activateDate !== null && !isPast(dates.activateDate, now, site);
	return {
		site,
		enabled: isEnabled(lastDay ? { ...dates, expiryDate: null } : dates, now, site),
		lastDay,
		ended,
		notStarted,
	};
}

/** Today 00:00 at the site, as wall-clock time. */
export function today(policy: Clocks, site: Site): string {
	return startToday({ now: policy.now, site });
}

/** When access begins and ends, for a person to read: "from 1 December 2026". */
export function dayOf(date: string, site: Site): string {
	return siteWall(date, site).slice(0, 10);
}
