import type { Clock } from '../clock';

/** Spaces the sign-ins of this process at one server, for all operators. */
export interface SignInRateLimiter {
	/** Resolves when the next request to the token route may go out; rejects when `signal` fires. */
	acquire(signal?: AbortSignal): Promise<void>;
	/** The server requested a pause, so no request goes out before it has passed. */
	pauseFor(milliseconds: number): void;
}

/** Net2 admits one sign-in per 500 ms and client address (docs/net2-api.md). */
const SPACING_MS = 600;
/** Two processes that sign in again and again drift apart. */
const JITTER_MS = 100;

/**
 * @param startJitterMs the longest wait of the first of several sign-ins. So workers that start at the same moment do
 * not all sign in at once
 */
export function createSignInRateLimiter(clock: Clock, startJitterMs: number): SignInRateLimiter {
	let nextAt = 0;
	return {
		async acquire(signal) {
			const now = clock.now();
			const at = nextAt > now ? nextAt : now + Math.floor(clock.random() * startJitterMs);
			nextAt = at + SPACING_MS + Math.floor(clock.random() * JITTER_MS);
			if (at > now) await clock.sleep(at - now, signal);
		},
		pauseFor(milliseconds) {
			nextAt = Math.max(nextAt, clock.now() + milliseconds);
		},
	};
}
