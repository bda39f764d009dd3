import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';

const Gc = v.custom<() => void>((given) => typeof given === 'function');
const EVERY_MS = 200;
/** A collection of a large heap takes longer than that. So the work gets so many times as long as the last one took. */
const REST = 4;

/**
 * The most heap that is alive while something is done, in bytes above what was there before. Garbage is collected at
 * each look. So it counts what is in use, and not what is left over. The last look is at the result.
 */
export async function liveHeap(work: () => Promise<unknown>): Promise<number> {
	// As if node had been started with the flag, which a test runner does not do.
	setFlagsFromString('--expose-gc');
	const gc = v.parse(Gc, runInNewContext('gc'));
	const look = () => {
		gc();
		return process.memoryUsage().heapUsed;
	};
	look();
	const before = look();
	let most = before;
	let timer: NodeJS.Timeout;
	const lookAgain = (afterMs: number) => {
		timer = setTimeout(() => {
			const startedAt = performance.now();
			most = Math.max(most, look());
			lookAgain(Math.max(EVERY_MS, (performance.now() - startedAt) * REST));
		}, afterMs);
	};
	lookAgain(EVERY_MS);
	const result = await work().finally(() => clearTimeout(timer));
	most = Math.max(most, look());
	// In use until here.
	return result === undefined ? 0 : most - before;
}
