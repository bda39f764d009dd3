import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Lets everything else that waits in this process run first. n8n serves its editor, its health endpoint and other
 * executions from the same event loop, so long work gives it a turn every few milliseconds.
 */
export async function yieldToEventLoop(): Promise<void> {
	await nextTurn();
}
