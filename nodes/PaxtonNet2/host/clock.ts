import { sleep } from 'n8n-workflow';
import { serverMessages } from '../messages/server';
import { failure } from '../net2/errors';
import type { Clock } from '../net2/clock';

/** Time as n8n gives it to nodes. */
export const hostClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	async sleep(milliseconds, signal) {
		if (signal === undefined) return await sleep(milliseconds);
		// Older versions of n8n sleep on after a cancellation, so we listen to the signal ourselves as well.
		const listening = new AbortController();
		const slept = await Promise.race([
			sleep(milliseconds, signal).then(
				() => true,
				() => false,
			),
			cancellation(signal, listening.signal),
		]);
		listening.abort();
		if (!slept) throw failure(serverMessages.waitCancelled);
		return undefined;
	},
};

async function cancellation(signal: AbortSignal, until: AbortSignal): Promise<boolean> {
	return await new Promise((resolve) => {
		if (signal.aborted) resolve(false);
		signal.addEventListener('abort', () => resolve(false), { once: true, signal: until });
	});
}
