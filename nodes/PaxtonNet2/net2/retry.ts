import type { Reason } from './errors';

/*
 * When to send a request again (design 4 and rule 5). Pure: no clock, no I/O.
 *
 * 429 is a refusal, so whatever was refused may be sent again. A lost reply, a time-out or a 5xx says nothing
 * about what was done, so only a request that changes nothing is repeated after one. 503 on a write lies
 * between: with a Retry-After the server says it did not take the request and when to come back, and it is
 * repeated; without one it may stem from a proxy that lost the reply, and it is not.
 */

/** Longest wait that a server may ask for in one go. */
export const RETRY_AFTER_CAP_MS = 60_000;
const BACK_OFF_BASE_MS = 500;
const LIMITED_BASE_MS = 1_000;
const BACK_OFF_CAP_MS = 20_000;

/** How long to go on. The budget counts from the first attempt and includes the waits. */
export interface Patience {
	/** Attempts after a 5xx or a failure of the network. */
	attempts: number;
	budgetMs: number;
	/** Attempts and time for being told to wait (429, and 503 with Retry-After). */
	limitedAttempts: number;
	limitedBudgetMs: number;
}

/** For a call in a run: a restart of the Net2 service is outlived, a dead server is told within seconds. */
export const CALL_PATIENCE: Patience = {
	attempts: 4,
	budgetMs: 60_000,
	limitedAttempts: 8,
	limitedBudgetMs: 120_000,
};

/** For somebody who waits in front of a dialog: one attempt, and a short wait where the limit asks for it. */
export const DIALOG_PATIENCE: Patience = {
	attempts: 1,
	budgetMs: 0,
	limitedAttempts: 3,
	limitedBudgetMs: 10_000,
};

/** For what is sent once, whatever comes back. */
export const NO_PATIENCE: Patience = {
	attempts: 1,
	budgetMs: 0,
	limitedAttempts: 1,
	limitedBudgetMs: 0,
};

export interface Attempt {
	/** What came of it: an HTTP status, or the reason of a transport failure. */
	outcome: { status: number; retryAfterMs?: number | undefined } | { reason: Reason };
	/** Whether sending it twice does nothing more than sending it once. */
	repeatable: boolean;
	/** 1 for the first. */
	attempt: number;
	/** Milliseconds since the first attempt began. */
	elapsedMs: number;
	/** Uniform in [0, 1). */
	random: number;
	patience: Patience;
}

/** @returns milliseconds to wait before the next attempt, or undefined: give up */
export function retryDelay(attempt: Attempt): number | undefined {
	const { outcome, patience } = attempt;
	if ('reason' in outcome) {
		const passing = outcome.reason === 'unreachable' || outcome.reason === 'timeout';
		if (!passing || !attempt.repeatable) return undefined;
		return within(
			attempt,
			backOff(attempt, BACK_OFF_BASE_MS),
			patience.attempts,
			patience.budgetMs,
		);
	}
	const { status, retryAfterMs } = outcome;
	if (status === 429 || (status === 503 && retryAfterMs !== undefined)) {
		// What the server asks for is taken as it is: adding chance to it gains nothing.
		const delay = retryAfterMs ?? backOff(attempt, LIMITED_BASE_MS);
		return within(attempt, delay, patience.limitedAttempts, patience.limitedBudgetMs);
	}
	if (status < 500 || !attempt.repeatable) return undefined;
	return within(attempt, backOff(attempt, BACK_OFF_BASE_MS), patience.attempts, patience.budgetMs);
}

function within(attempt: Attempt, delay: number, attempts: number, budgetMs: number) {
	if (attempt.attempt >= attempts) return undefined;
	return attempt.elapsedMs + delay > budgetMs ? undefined : delay;
}

/** Doubles each time up to a cap; half of it is left to chance, so that several workers drift apart. */
function backOff(attempt: Attempt, baseMs: number): number {
	const full = Math.min(BACK_OFF_CAP_MS, baseMs * 2 ** (attempt.attempt - 1));
	return Math.round(full / 2 + (full / 2) * attempt.random);
}

/**
 * `Retry-After` in either of its forms, seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the epoch, on the clock that the date is to be measured by
 * @returns milliseconds from 0 to {@link RETRY_AFTER_CAP_MS}; undefined where it is absent or malformed
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, RETRY_AFTER_CAP_MS);
	// Every HTTP date begins with the name of a day; Date.parse alone takes far too much for a date.
	if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return undefined;
	const at = Date.parse(text);
	if (Number.isNaN(at)) return undefined;
	return Math.min(Math.max(at - now, 0), RETRY_AFTER_CAP_MS);
}
