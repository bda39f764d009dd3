import { setImmediate as callNextTurn } from 'node:timers';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Lets everything else that waits in this process run first. n8n serves its editor and other executions from the same
 * event loop. So long work gives it a turn every few milliseconds.
 */
export async function yieldToEventLoop(): Promise<void> {
	await nextTurn();
}

/** Work on so many entries takes some milliseconds. */
const ENTRIES_PER_TURN = 200;

/** Does the work for each entry of a long list, and lets everything else that waits run in between. */
export async function forEachInTurns<T>(
	all: Iterable<T>,
	work: (one: T) => void | Promise<void>,
): Promise<void> {
	let count = 0;
	for (const one of all) {
		const working = work(one);
		if (working !== undefined) await working;
		count += 1;
		if (count % ENTRIES_PER_TURN === 0) await yieldToEventLoop();
	}
}

/** As {@link forEachInTurns}, with a result for each entry. */
export async function mapInTurns<T, Mapped>(
	all: Iterable<T>,
	map: (one: T) => Mapped,
): Promise<Mapped[]> {
	const mapped: Mapped[] = [];
	await forEachInTurns(all, (one) => void mapped.push(map(one)));
	return mapped;
}

/** As {@link mapInTurns}, for work that waits. All of it is begun before the first result is awaited. */
export async function allInTurns<T, Done>(
	all: Iterable<T>,
	work: (one: T) => Promise<Done>,
): Promise<Done[]> {
	const begun = await mapInTurns(all, (one) => {
		const working = work(one);
		// A failure counts when all are awaited. Before that it must not end the process.
		working.catch(() => undefined);
		return working;
	});
	return await Promise.all(begun);
}

/** Calls a function once everything else that waits in this process has run, for callers that cannot wait themselves. */
export function afterOtherWork(work: () => void): void {
	callNextTurn(work);
}
