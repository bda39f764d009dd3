import type { Clock } from './clock';

/** How many requests of one route may be under way at one time, by how long its responses take. */
export interface RouteWidth {
	readonly limit: number;
	/** @param ms how long one response took */
	add(ms: number): void;
	/** Whether there is a recent measurement. */
	isMeasured(): boolean;
	/** Whether responses take much longer than they usually do. */
	isSlow(): boolean;
}

/** How much of a new response goes into the average. */
const WEIGHT = 1 / 8;
/** If an average is this many times the baseline, and this much above it, the route cannot keep up. */
const SLOW_FACTOR = 3;
const SLOW_MS = 20;
/** A baseline counts for so long. A server that has become slower for good gets a new one. */
const BASELINE_LIFE_MS = 30_000;

interface Measurement {
	average: number;
	/** The lowest average of this period and the one before it. */
	baseline: number;
	/** The lowest average since `since`. */
	lowest: number;
	since: number;
	at: number;
}

/**
 * Loses a place after each round of slow responses, and gets one back after each round of quick ones. With one
 * request at a time, our load cannot make the route slow. What is measured then is the server's own time, and becomes
 * the baseline. So a slow spell never leaves the route at one request at a time.
 */
export function createRouteWidth(clock: Clock, max: number): RouteWidth {
	let limit = max;
	let untilRoundEnds = max;
	let measured: Measurement | undefined;

	/** The measurement, unless it is too old to say anything. */
	const recent = () =>
		measured !== undefined && clock.now() - measured.at <= BASELINE_LIFE_MS ? measured : undefined;

	const isSlow = () => {
		const now = recent();
		if (now === undefined) return false;
		return now.average > Math.max(now.baseline * SLOW_FACTOR, now.baseline + SLOW_MS);
	};

	return {
		get limit() {
			if (recent() === undefined) limit = max;
			return limit;
		},
		isMeasured: () => recent() !== undefined,
		isSlow,
		add(ms) {
			const at = clock.now();
			const before = recent() ?? { average: ms, baseline: ms, lowest: ms, since: at, at };
			const average = before.average + (ms - before.average) * WEIGHT;
			const isNewPeriod = at - before.since > BASELINE_LIFE_MS;
			const lowest = isNewPeriod ? average : Math.min(before.lowest, average);
			measured = {
				average,
				baseline: isNewPeriod
					? Math.min(before.lowest, average)
					: Math.min(before.baseline, average),
				lowest,
				since: isNewPeriod ? at : before.since,
				at,
			};
			untilRoundEnds -= 1;
			if (untilRoundEnds > 0) return;
			if (limit === 1 && isSlow()) measured = { ...measured, baseline: average, lowest: average };
			limit = Math.min(max, Math.max(1, isSlow() ? limit - 1 : limit + 1));
			untilRoundEnds = limit;
		},
	};
}
