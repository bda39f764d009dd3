import { serverMessages } from '../messages/server';
import type { Clock } from './clock';
import { failure, Net2Error } from './errors';
import {
	type AttemptOutcome,
	parseRetryAfter,
	retryDelay,
	type RetryPolicy,
	type Trouble,
	troubleOf,
} from './retry';
import { dateIn } from './serverClock';
import type { HttpRequest, HttpResponse, Transport } from './transport';

/** How requests are sent: over which transport, by which clock, until when. */
export interface Sending {
	transport: Transport;
	clock: Clock;
	signal?: AbortSignal | undefined;
	timeoutMs?: number | undefined;
	/** Called with every reply, whatever its status. */
	onReply?: ((response: HttpResponse) => void) | undefined;
}

export interface RetryOptions {
	/** Whether sending the request twice does nothing more than sending it once. */
	isRepeatable: boolean;
	policy: RetryPolicy;
	/** Awaited before every attempt. What it throws ends the request. */
	beforeAttempt?: (() => void | Promise<void>) | undefined;
	/** Called after every attempt, with its result and how long it took. */
	onAttempt?: ((result: HttpResponse | Net2Error, ms: number) => void) | undefined;
	/**
	 * Awaited before the last attempt after a 500, with the time at which the newest attempt began. True: Net2 fails at
	 * every request, as it may while it restarts. The limits of `broken` count then.
	 */
	failsForAll?: ((sentAt: number) => Promise<boolean>) | undefined;
	/** Called when Net2 requests a later attempt. */
	onLimited?: ((delayMs: number) => void) | undefined;
}

/**
 * Sends a request, and sends it again as the policy allows.
 *
 * @returns the last response, whatever its status
 * @throws Net2Error as the transport does, and `cancelled`
 */
export async function sendWithRetry(
	sending: Sending,
	request: HttpRequest,
	options: RetryOptions,
): Promise<HttpResponse> {
	const { transport, clock, signal, timeoutMs } = sending;
	const { isRepeatable, policy } = options;
	const attempts: Record<Trouble, number> = {
		away: 0,
		broken: 0,
		timeout: 0,
		failed: 0,
		limited: 0,
	};
	const startedAt = clock.now();
	for (;;) {
		await options.beforeAttempt?.();
		if (signal?.aborted) throw failure(serverMessages.cancelled);
		const sentAt = clock.now();
		const result = await transport.send({ timeoutMs, ...request, signal }).catch(asNet2Error);
		if (!(result instanceof Net2Error)) sending.onReply?.(result);
		options.onAttempt?.(result, clock.now() - sentAt);
		const outcome = outcomeOf(result, clock.now());
		let trouble = troubleOf(outcome, isRepeatable);
		// One attempt follows a sign of life. So a request never fails for good while Net2 as a whole fails.
		const isLastNext =
			trouble === 'failed' &&
			policy.broken.attempts > policy.failed.attempts &&
			attempts.failed + 2 === policy.failed.attempts;
		if (isLastNext && (await options.failsForAll?.(sentAt)) === true) trouble = 'broken';
		const delay =
			trouble === undefined
				? undefined
				: retryDelay({
						trouble,
						attempt: (attempts[trouble] += 1),
						elapsedMs: clock.now() - startedAt,
						retryAfterMs: 'retryAfterMs' in outcome ? outcome.retryAfterMs : undefined,
						random: clock.random(),
						policy,
					});
		if (delay === undefined) {
			if (result instanceof Net2Error) throw result;
			return result;
		}
		if (!(result instanceof Net2Error) && result.status === 429) options.onLimited?.(delay);
		await clock.sleep(delay, signal);
	}
}

function outcomeOf(result: HttpResponse | Net2Error, now: number): AttemptOutcome {
	if (result instanceof Net2Error) {
		const { reason, call } = result;
		return { reason, brokeOff: call.brokeOff, lasting: call.lasting };
	}
	return { status: result.status, retryAfterMs: retryAfterOf(result, now) };
}

/** A date in Retry-After is the server's. It is measured by the server's own clock if the reply has one. */
function retryAfterOf(response: HttpResponse, now: number): number | undefined {
	return parseRetryAfter(response.headers['retry-after'], dateIn(response) ?? now);
}

function asNet2Error(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	throw error;
}
