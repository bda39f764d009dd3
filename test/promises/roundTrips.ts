import type { Clock } from '../../emulator';

/** A request that the node is about to send reaches the emulator within far fewer turns of the event loop. */
const QUIET_TURNS = 300;

/** A clock for an emulator with a latency, and the number of round trips so far. */
export interface RoundTripClock {
	clock: Clock;
	roundTrips(): number;
	reset(): void;
}

/**
 * Counts round trips without measuring time. The emulator waits with each reply until no further request comes. Then
 * it sends all replies that wait. So requests at the same time are one round trip, as on a network with latency.
 */
export function roundTripClock(): RoundTripClock {
	let waiting: Array<() => void> = [];
	let arrived = 0;
	let count = 0;
	let isWatching = false;

	const watch = async () => {
		isWatching = true;
		while (waiting.length > 0) {
			let before: number;
			do {
				before = arrived;
				for (let turn = 0; turn < QUIET_TURNS; turn += 1)
					await new Promise((resolve) => setImmediate(resolve));
			} while (before !== arrived);
			const all = waiting;
			waiting = [];
			count += 1;
			for (const resolve of all) resolve();
		}
		isWatching = false;
	};

	return {
		clock: {
			now: () => new Date(),
			random: () => 0.5,
			async sleep() {
				await new Promise<void>((resolve) => {
					arrived += 1;
					waiting.push(resolve);
					if (!isWatching) watch().catch(() => undefined);
				});
			},
		},
		roundTrips: () => count,
		reset: () => {
			count = 0;
		},
	};
}
