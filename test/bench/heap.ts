import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';

const Gc = v.custom<() => void>((given) => typeof given === 'function');
/** A collection takes as long as some requests, so that it must not be all that is done. */
const EVERY_MS = 200;

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
	const timer = setInterval(() => {
		most = Math.max(most, look());
	}, EVERY_MS);
	const result = await work().finally(() => clearInterval(timer));
	most = Math.max(most, look());
	// In use until here.
	return result === undefined ? 0 : most - before;
}
