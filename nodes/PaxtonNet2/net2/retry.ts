import type { Reason } from '../messages/reason';

/*
 * When to send a request again. Pure: no clock, no I/O.
 *
 * A request that never reached Net2 changed nothing, so a POST is repeated like any other. The connection was
 * refused, the name was not resolved, or the TLS handshake failed. 429 is a refusal and is repeated, too. A lost
 * reply, a time-out or a 5xx says nothing about what was done. Then only a request that changes nothing is repeated
 * (safety rule 5, docs/safety-rules.md). 503 on a write lies between. With a Retry-After the server says that it did
 * not take the request, and it is repeated. Without one it may come from a proxy that lost the reply, and it is not.
 */

/** The longest wait that a server may request at one time. */
export const RETRY_AFTER_CAP_MS = 60_000;

/** Limits of the attempts for one kind of trouble. The time counts from the first attempt and includes the waits. */
export interface RetryBudget {
	attempts: number;
	budgetMs: number;
}

/** How long to repeat a request, by what went wrong. */
export interface RetryPolicy {
	/** The request was never sent, since there was no connection. */
	away: RetryBudget;
	/** The connection broke before the reply came, or a gateway answered that Net2 does not (502, 503, 504). */
	broken: RetryBudget;
	/** No reply within the time limit of the request. */
	timeout: RetryBudget;
	/** Net2 failed at it (500 and other 5xx), but not at other requests. If it fails at all of them, `broken` counts. */
	failed: RetryBudget;
	/** Net2 requests a later attempt (429, and 503 with Retry-After). */
	limited: RetryBudget;
}

/** The kinds of trouble after which a request may be repeated. */
export type Trouble = keyof RetryPolicy;

const SINGLE: RetryBudget = { attempts: 1, budgetMs: 0 };

/**
 * For a request of a run. A restart of the Net2 service takes up to 90 seconds, and a run outlives it. The number of
 * attempts only matters if a clock stops.
 */
export const CALL_RETRY_POLICY: RetryPolicy = {
	away: { attempts: 60, budgetMs: 100_000 },
	broken: { attempts: 60, budgetMs: 100_000 },
	timeout: { attempts: 2, budgetMs: Infinity },
	failed: { attempts: 4, budgetMs: 60_000 },
	limited: { attempts: 8, budgetMs: 120_000 },
};

/** For a request after which there is another way to get the same: two attempts, unless there is no connection. */
export const FALLBACK_RETRY_POLICY: RetryPolicy = {
	...CALL_RETRY_POLICY,
	broken: { attempts: 2, budgetMs: 60_000 },
	failed: { attempts: 2, budgetMs: 60_000 },
};

/** For an operator who waits in front of a dialog: one attempt, and a short wait if Net2 requests one. */
export const DIALOG_RETRY_POLICY: RetryPolicy = {
	away: SINGLE,
	broken: SINGLE,
	timeout: SINGLE,
	failed: SINGLE,
	limited: { attempts: 3, budgetMs: 10_000 },
};

/** For a request that is sent once, whatever the reply. */
export const NO_RETRY: RetryPolicy = {
	away: SINGLE,
	broken: SINGLE,
	timeout: SINGLE,
	failed: SINGLE,
	limited: SINGLE,
};

/** What came of one attempt: an HTTP status, or the reason why there was no reply. */
export type AttemptOutcome =
	| { status: number; retryAfterMs?: number | undefined }
	| { reason: Reason; brokeOff?: boolean | undefined; lasting?: boolean | undefined };

/**
 * @param isRepeatable whether sending the request twice does nothing more than sending it once
 * @returns undefined if the outcome is final
 */
export function troubleOf(outcome: AttemptOutcome, isRepeatable: boolean): Trouble | undefined {
	if ('status' in outcome) {
		const { status, retryAfterMs } = outcome;
		if (status === 429 || (status === 503 && retryAfterMs !== undefined)) return 'limited';
		if (!isRepeatable || status < 500) return undefined;
		return status >= 502 && status <= 504 ? 'broken' : 'failed';
	}
	const { reason } = outcome;
	if (reason === 'timeout') return isRepeatable ? 'timeout' : undefined;
	// The transport gives these two to a write only if it was never sent.
	if ((reason !== 'unreachable' && reason !== 'tls') || outcome.lasting) return undefined;
	if (!outcome.brokeOff) return 'away';
	// A sign-in step with a one-time code changes nothing at Net2, but the code must not be sent again.
	return isRepeatable ? 'broken' : undefined;
}

export interface FailedAttempt {
	trouble: Trouble;
	/** 1 for the first attempt that met this kind of trouble. */
	attempt: number;
	/** Milliseconds since the first attempt of all began. */
	elapsedMs: number;
	/** The wait that Net2 requests. */
	retryAfterMs?: number | undefined;
	/** Uniform in [0, 1). */
	random: number;
	policy: RetryPolicy;
}

const BACK_OFF: Record<Trouble, { baseMs: number; capMs: number }> = {
	// A short cap, so that the run goes on soon after Net2 is back.
	away: { baseMs: 500, capMs: 5_000 },
	broken: { baseMs: 500, capMs: 5_000 },
	timeout: { baseMs: 500, capMs: 20_000 },
	failed: { baseMs: 500, capMs: 20_000 },
	limited: { baseMs: 1_000, capMs: 20_000 },
};

/** @returns milliseconds to wait before the next attempt. Undefined: give up */
export function retryDelay(failed: FailedAttempt): number | undefined {
	const { trouble, attempt, elapsedMs, retryAfterMs, policy } = failed;
	const { attempts, budgetMs } = policy[trouble];
	if (attempt >= attempts) return undefined;
	// The wait that Net2 requests is kept exactly. Adding chance to it gains nothing.
	const requested = trouble === 'limited' ? retryAfterMs : undefined;
	const delay = requested ?? backOff(failed);
	return elapsedMs + delay > budgetMs ? undefined : delay;
}

/** Doubles each time up to a cap. Half of it is left to chance, so that several processes drift apart. */
function backOff({ trouble, attempt, random }: FailedAttempt): number {
	const { baseMs, capMs } = BACK_OFF[trouble];
	const full = Math.min(capMs, baseMs * 2 ** (attempt - 1));
	return Math.round(full / 2 + (full / 2) * random);
}

/**
 * `Retry-After` in either of its forms, seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the epoch, on the clock that the date is to be measured by
 * @returns milliseconds from 0 to {@link RETRY_AFTER_CAP_MS}. Undefined if it is absent or malformed
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
