import { laterBy, serverSecond, type Site } from '../../mapping/siteTime';
import type { Net2Event } from '../../net2/model';
import type { Run } from '../run/request';
import { eventsAboveId, newestEvent } from './pages';
import { eventsBetween, type Span } from './spans';

const HOUR = 3_600_000;
/** Most sites have an event within two hours. The server's time zone may not be known yet, so a day is 26 hours. */
const SHORT_LOOK_MS = 2 * HOUR;
const LONG_LOOK_MS = 26 * HOUR;
/** Clocks of servers run ahead, by how much is not known. A limit beyond the last event costs nothing. */
const AHEAD_MS = 366 * 24 * HOUR;
/** Events of one poll. The next poll returns the rest, in order. */
export const MOST = 20_000;

/** What happened last at the server. */
export interface Recent {
	/** In the order of their numbers. */
	events: Net2Event[];
	/** Whether the server selects events by time and not by number. */
	isByTime: boolean;
}

/**
 * The newest events: about as many as `count` where the server selects by number, else those of the last hours. Empty if
 * there were none for a day.
 */
export async function recentEvents(run: Run, site: Site, count: number): Promise<Recent> {
	const long = spanFrom(run, site, LONG_LOOK_MS);
	const newest = await newestEvent(run.net2, long.from);
	if (newest === undefined) return { events: [], isByTime: false };
	const afterId = Math.max(0, newest.id - count);
	const read = await eventsAboveId(run.net2, { afterId, span: long, most: MOST });
	// The newest one is there even if the server hid it from a condition.
	if (Array.isArray(read)) return { events: withNewest(read, newest), isByTime: false };
	const isByTime = read === 'ignored';
	const { events } = await eventsBetween(run.net2, spanFrom(run, site, SHORT_LOOK_MS));
	if (events.length > 0) return { events, isByTime };
	return { events: (await eventsBetween(run.net2, long)).events, isByTime };
}

/** From so long ago to a time that is certainly in the future, by the server's clock. */
export function spanFrom(run: Run, site: Site, ago: number, before = serverNow(run)): Span {
	return {
		from: serverSecond(before - ago, site),
		to: laterBy(serverSecond(serverNow(run), site), AHEAD_MS),
		site,
	};
}

export function serverNow(run: Run): number {
	return run.net2.serverNow() ?? run.clock.now();
}

function withNewest(events: Net2Event[], newest: Net2Event): Net2Event[] {
	return events.some(({ id }) => id === newest.id)
		? events
		: [...events, newest].sort((one, other) => one.id - other.id);
}
