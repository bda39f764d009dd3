import type { Clock } from './clock';
import { Net2Error } from './errors';
import { type Patience, parseRetryAfter, retryDelay } from './retry';
import { dateIn } from './serverClock';
import type { HttpRequest, HttpResponse, Transport } from './transport';

/** How requests are sent: over which wire, by whose time, until when. */
export interface Sending {
	transport: Transport;
	clock: Clock;
	signal?: AbortSignal | undefined;
	timeoutMs?: number | undefined;
}

/**
 * Sends a request, again where `retryDelay` says so.
 *
 * @param turn awaited before every attempt; the sign-in route has one, since its starts are spaced
 * @returns the last response, whatever its status
 * @throws Net2Error as the transport does, and `cancelled`
 */
export async function sendPatiently(
	sending: Sending,
	request: HttpRequest,
	options: {
		repeatable: boolean;
		patience: Patience;
		turn?: (() => Promise<void>) | undefined;
		limited?: (delayMs: number) => void;
	},
): Promise<HttpResponse> {
	const { transport, clock, signal, timeoutMs } = sending;
	const startedAt = clock.now();
	for (let attempt = 1; ; attempt += 1) {
		await options.turn?.();
		if (signal?.aborted) throw cancelled();
		const result = await transport.send({ timeoutMs, ...request, signal }).catch(asNet2Error);
		const delay = retryDelay({
			outcome:
				result instanceof Net2Error
					? { reason: result.reason }
					: { status: result.status, retryAfterMs: retryAfterOf(result, clock.now()) },
			repeatable: options.repeatable,
			attempt,
			elapsedMs: clock.now() - startedAt,
			random: clock.random(),
			patience: options.patience,
		});
		if (delay === undefined) {
			if (result instanceof Net2Error) throw result;
			return result;
		}
		if (!(result instanceof Net2Error) && result.status === 429) options.limited?.(delay);
		await clock.sleep(delay, signal);
	}
}

/** A date in Retry-After is the server's, so it is measured by the server's own clock where it tells it. */
function retryAfterOf(response: HttpResponse, now: number): number | undefined {
	return parseRetryAfter(response.headers['retry-after'], dateIn(response) ?? now);
}

function asNet2Error(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	throw error;
}

/** The error for a run that was stopped. */
export function cancelled(): Net2Error {
	return new Net2Error('cancelled', 'The run was cancelled.', '');
}
