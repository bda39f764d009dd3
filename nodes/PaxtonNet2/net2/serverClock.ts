import type { Clock } from './clock';
import type { Transport } from './transport';

/** What the replies tell of the server's clock (HTTP `Date`, to the second). */
export interface ServerClock {
	/** At its newest reply, in ms since the epoch; null before the first. */
	now(): number | null;
	/** The server's clock minus ours at that reply; 0 before the first. */
	skewMs(): number;
}

/** A transport that notes the server's time as replies go by. */
export function watchServerClock(
	transport: Transport,
	clock: Clock,
): { transport: Transport; serverClock: ServerClock } {
	let serverNow: number | null = null;
	let skew = 0;
	return {
		transport: {
			async send(request) {
				const response = await transport.send(request);
				const date = Date.parse(response.headers['date'] ?? '');
				if (!Number.isNaN(date)) {
					serverNow = date;
					skew = date - clock.now();
				}
				return response;
			},
			close: async () => await transport.close(),
		},
		serverClock: { now: () => serverNow, skewMs: () => skew },
	};
}
