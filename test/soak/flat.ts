/** What a process keeps at rest, after all garbage has been collected. */
export interface Sample {
	/** Since the start. */
	seconds: number;
	executions: number;
	/** Bytes of JavaScript objects, and of buffers besides them. */
	heap: number;
	buffers: number;
	/** Open TCP sockets; everything that keeps the process alive; open files as the system counts them. */
	sockets: number;
	handles: number;
	files: number;
	/** Resident memory, bytes. ItemResult, not judged: the system gives it back when it likes. */
	resident: number;
}

export type Measure = Exclude<keyof Sample, 'seconds' | 'executions'>;

/** A line through the samples of one measure. */
export interface Trend {
	measure: Measure;
	mean: number;
	/** What a thousand executions add. */
	per1000: number;
	/** What the line gains from the first sample to the last. */
	gain: number;
	/** The most that it may gain and be called flat. */
	allowed: number;
	isFlat: boolean;
}

const JUDGED = ['heap', 'buffers', 'sockets', 'handles', 'files'] as const;
/** Caches fill and code is compiled in the first part of a run. */
const WARM_UP = 1 / 5;
/** A noise of the garbage collector that is no leak: of its mean, and in bytes. */
const NOISE = 0.02;
const NOISE_BYTES = 512 * 1024;

/**
 * Judges each measure by the slope of its regression line over executions, after the warm-up. Memory may gain 2 % of its
 * mean (at least half a megabyte), and what is counted less than one.
 */
export function trends(samples: Sample[]): Trend[] {
	const warm = samples.slice(Math.floor(samples.length * WARM_UP));
	const [first, last] = [warm[0], warm.at(-1)];
	if (first === undefined || last === undefined || first === last)
		throw new Error('A slope takes two samples.');
	const span = last.executions - first.executions;
	return JUDGED.map((measure) => {
		const points = warm.map((sample) => ({ x: sample.executions, y: sample[measure] }));
		const { mean, slope } = regression(points);
		const inBytes = measure === 'heap' || measure === 'buffers';
		const allowed = inBytes ? Math.max(mean * NOISE, NOISE_BYTES) : 1;
		const gain = slope * span;
		return { measure, mean, per1000: slope * 1_000, gain, allowed, isFlat: gain < allowed };
	});
}

/** Least squares. */
function regression(points: Array<{ x: number; y: number }>): { mean: number; slope: number } {
	const average = (numbers: number[]) =>
		numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
	const [meanX, mean] = [average(points.map(({ x }) => x)), average(points.map(({ y }) => y))];
	const covariance = average(points.map(({ x, y }) => (x - meanX) * (y - mean)));
	const variance = average(points.map(({ x }) => (x - meanX) ** 2));
	return { mean, slope: variance === 0 ? 0 : covariance / variance };
}
