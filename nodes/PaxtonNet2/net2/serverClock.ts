import type { Clock } from './clock';
import type { HttpResponse } from './transport';

/** The server's clock, as its replies show it (HTTP `Date`, to the second). */
export interface ServerClock {
	/** At its newest reply, in ms since the epoch. Null before the first. */
	now(): number | null;
	/** The server's clock minus ours at that reply. 0 before the first. */
	skewMs(): number;
	/** Notes the time in a reply, if it has one. */
	onReply(response: HttpResponse): void;
}

/** A larger difference comes from a broken clock, and nothing can be measured by it. */
const MAX_SKEW_MS = 12 * 60 * 60_000;

/** The server's time in a reply. Undefined if it has none. */
export function dateIn(response: HttpResponse): number | undefined {
	const date = Date.parse(response.headers['date'] ?? '');
	return Number.isNaN(date) ? undefined : date;
}

/** The server's clock minus ours, in ms. 0 if it is unknown or unbelievable. */
export function skewBetween(serverNow: number | undefined, now: number): number {
	const skew = serverNow === undefined ? 0 : serverNow - now;
	return Math.abs(skew) > MAX_SKEW_MS ? 0 : skew;
}

/** A clock that learns the server's time from the replies that it is shown. */
export function createServerClock(clock: Clock): ServerClock {
	let serverNow: number | null = null;
	let skew = 0;
	return {
		now: () => serverNow,
		skewMs: () => skew,
		onReply(response) {
			const date = dateIn(response);
			if (date === undefined) return;
			serverNow = date;
			skew = skewBetween(date, clock.now());
		},
	};
}
