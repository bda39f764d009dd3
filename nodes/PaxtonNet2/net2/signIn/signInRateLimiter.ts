import type { Clock } from '../clock';

/** Spaces the sign-ins of this process at one server, for everybody who signs in there. */
export interface SignInRateLimiter {
	/** Resolves when the next request to the token route may go out; rejects when `signal` fires. */
	acquire(signal?: AbortSignal): Promise<void>;
	/** The server asked for a pause: nobody goes before it has passed. */
	pauseFor(milliseconds: number): void;
}

/** Net2 admits one sign-in per 500 ms and client address (API sheet 3.5). */
const SPACING_MS = 600;
/** Two processes that sign in again and again drift apart. */
const JITTER_MS = 100;

/**
 * @param startJitterMs up to how long the first of a row waits: several workers that are asked for something at the same
 * moment would otherwise all knock at once
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
