import { setImmediate as callNextTurn } from 'node:timers';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Lets everything else that waits in this process run first. n8n serves its editor and other executions from the same
 * event loop. So long work gives it a turn every few milliseconds.
 */
export async function yieldToEventLoop(): Promise<void> {
	await nextTurn();
}

/** Calls a function once everything else that waits in this process has run, for callers that cannot wait themselves. */
export function afterOtherWork(work: () => void): void {
	callNextTurn(work);
}
