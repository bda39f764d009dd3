import type { Caller } from './call';
import { yieldToEventLoop } from './eventLoop';

/**
 * Knows when no call of a client is under way or waiting for its turn. Reading many users at a time pays when every other
 * piece of work of the run has come as far as it can.
 */
export function watchIdle(send: Caller): { send: Caller; idle: () => Promise<void> } {
	let pending = 0;
	let waiting: Array<() => void> = [];
	/** The reply that has just come may lead to the next call. */
	const settle = async (): Promise<void> => {
		await yieldToEventLoop();
		if (pending > 0) return;
		const ready = waiting;
		waiting = [];
		for (const resolve of ready) resolve();
	};
	return {
		async send(call) {
			pending += 1;
			try {
				return await send(call);
			} finally {
				pending -= 1;
				if (pending === 0 && waiting.length > 0) void settle();
			}
		},
		async idle() {
			await new Promise<void>((resolve) => {
				waiting.push(resolve);
				if (pending === 0) void settle();
			});
		},
	};
}
