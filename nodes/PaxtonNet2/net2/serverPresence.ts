import { replyMessages } from '../messages/reply';
import type { Clock } from './clock';
import { failure, Net2Error, wasNeverSent } from './errors';
import type { HttpResponse } from './transport';

/** Whether Net2 answers at all, over all requests of one client. */
export interface ServerPresence {
	/** @throws Net2Error `unreachable` once the server is known to stay away */
	refuseIfAway(): void;
	/** Whether Net2 has answered any request after that time, in ms since the epoch. */
	hasAnsweredSince(at: number): boolean;
	/** Whether Net2 has answered a request of this route after that time, and not with "too many requests" (429). */
	hasServedSince(route: string, at: number): boolean;
	/** Whether Net2 fails at any request. A small request of its own finds out, unless another had a reply since that time. */
	failsForAll(since: number): Promise<boolean>;
	/** Notes what came of one attempt of a route, and when it began. */
	onAttempt(route: string, result: HttpResponse | Net2Error, startedAt: number): void;
	/** After a request that failed for good: finds out whether Net2 as a whole stays away. */
	findOut(): Promise<void>;
}

/** So many time-outs, one after another and without any reply in between, are a server that hangs. */
const TIME_OUTS_IN_A_ROW = 3;
/** A server that has not answered for so long does more than restart (docs/net2-api.md). */
const AWAY_MS = 90_000;

/** So long no request is sent to a server that stays away. A client that lives on tries again then. */
const REFUSED_FOR_MS = 30_000;

/**
 * Counts across the whole client and not per route. So the length of a run depends on the server, and not on the
 * length of the list. Requests that were under way together time out together, and count as one time-out.
 *
 * Before the run ends, `probe` sends one small request of its own. With one request at a time, a user whose record
 * makes Net2 fail looks like a server that is away. That user must not end the run for all others.
 *
 * @param probe resolves with whether Net2 answered at all
 */
export function createServerPresence(clock: Clock, probe: () => Promise<boolean>): ServerPresence {
	let lastReplyAt = -Infinity;
	const lastServedAt = new Map<string, number>();
	let failedSince: number | undefined;
	let unanswered = 0;
	let timeOuts = 0;
	let lastTimeOutAt = -Infinity;
	let lastFailure: Net2Error | undefined;
	let whyAway: (() => Net2Error) | undefined;
	let refusedUntil = -Infinity;
	let probing: Promise<boolean> | undefined;
	let judging: Promise<void> | undefined;

	const countAgain = () => {
		failedSince = undefined;
		unanswered = 0;
		timeOuts = 0;
		lastTimeOutAt = -Infinity;
	};
	const onReply = () => {
		lastReplyAt = clock.now();
		countAgain();
	};
	const looksAway = () =>
		timeOuts >= TIME_OUTS_IN_A_ROW ||
		(failedSince !== undefined && clock.now() - failedSince >= AWAY_MS);

	/** Requests that fail at the same time share one probe. */
	const isAnswered = async (): Promise<boolean> => {
		probing ??= probe()
			.then((answered) => {
				if (answered) onReply();
				return answered;
			})
			.finally(() => {
				probing = undefined;
			});
		return await probing;
	};

	const judge = async () => {
		if (await isAnswered()) return;
		const requests = unanswered;
		const seconds = Math.round((clock.now() - (failedSince ?? clock.now())) / 1_000);
		const cause = lastFailure;
		whyAway = () => staysAway(requests, seconds, cause);
		refusedUntil = clock.now() + REFUSED_FOR_MS;
	};

	return {
		refuseIfAway() {
			if (whyAway === undefined) return;
			if (clock.now() < refusedUntil) throw whyAway();
			whyAway = undefined;
			countAgain();
		},
		hasAnsweredSince: (at) => lastReplyAt > at,
		hasServedSince: (route, at) => (lastServedAt.get(route) ?? -Infinity) > at,
		failsForAll: async (since) => !(lastReplyAt > since) && !(await isAnswered()),
		onAttempt(route, result, startedAt) {
			const failure = result instanceof Net2Error ? result : undefined;
			// What a proxy (502 to 504) or a failing service answers is no sign of life.
			if (!(result instanceof Net2Error) && result.status < 500) {
				if (result.status !== 429) lastServedAt.set(route, clock.now());
				return onReply();
			}
			if (failure?.reason === 'cancelled') return;
			failedSince ??= startedAt;
			unanswered += 1;
			lastFailure = failure;
			if (failure?.call.timedOut !== true || startedAt < lastTimeOutAt) return;
			timeOuts += 1;
			lastTimeOutAt = clock.now();
		},
		async findOut() {
			if (whyAway !== undefined || !looksAway()) return;
			judging ??= judge().finally(() => {
				judging = undefined;
			});
			await judging;
		},
	};
}

/** A new error for each request, so that each has its own stack. */
function staysAway(requests: number, seconds: number, cause: Net2Error | undefined): Net2Error {
	if (cause === undefined || !wasNeverSent(cause))
		return failure(replyMessages.staysAway, { requests, seconds });
	const { message, remedy } = cause;
	const values = { requests, seconds, cause: message, remedyOfCause: remedy };
	return failure(replyMessages.staysUnreachable, values);
}
