import { replyMessages } from '../messages/reply';
import { type Call, type Caller, placeOf } from './call';
import type { ConcurrencyLimiter } from './concurrencyLimiter';
import { failure, Net2Error, wasNeverSent } from './errors';
import { failureOf } from './httpFailure';
import { CALL_RETRY_POLICY, type RetryPolicy } from './retry';
import { type Sending, sendWithRetry } from './sending';
import { createServerPresence, type ServerPresence } from './serverPresence';
import { createStalledRoute } from './stalledRoute';
import type { Session } from './signIn/session';
import type { HttpRequest, HttpResponse } from './transport';

/** So many new tokens refused one after another, without a success in between, mean that Net2 accepts no token. */
const REFUSED_TOKENS = 3;

/**
 * Routes whose time says how busy the server is. A list or a query takes as long as it is long.
 */
const OF_ONE_USER = /^\/users\/\{id\}/;

/** Needs no token (docs/net2-api.md), and its reply is short. */
const PROBE: HttpRequest = { method: 'GET', path: '/operators', maxReplyMiB: 1 };

/** The photo of a user is the longest reply that is no list. Many of them are read at the same time. */
const SHORT_REPLY_MIB = 4;

/**
 * The one place where a call gets its token. After a 401 the node drops that token and sends the call once more with
 * another. A second 401 with a new token is how ASP.NET says that the operator has no right to this route. It is
 * `notAllowed`, because the calls for the next user may be allowed. It is remembered for the route and token. So a
 * thousand such calls do not sign in a thousand times.
 *
 * @throws Net2Error from the returned function: see {@link failureOf}, the transport and the sign-in. `unreachable`
 * means that Net2 as a whole stays away. A call that alone gets no reply fails with `badReply` or `timeout`
 */
export function createCaller(
	sending: Sending,
	session: Session,
	{ limiter, onSuccess, policy, secrets = [] }: CallerOptions,
): Caller {
	const { clock } = sending;
	const presence = createPresence(sending);
	const attempt = createAttempt(sending, limiter, presence, policy);
	const refusedRoutes = new Map<string, string>();
	let refusedTokens = 0;

	/** Sends a call again, after the reply 401. */
	const attemptWithNewToken = async (call: Call, refused: string) => {
		if (call.once) {
			session.drop(refused);
			throw rejection(call, replyMessages.refusedOnce);
		}
		if (refusedRoutes.get(nameOf(call)) === refused)
			throw rejection(call, replyMessages.refusedTwice);
		// The token is kept then: another one would cost a sign-in for every item.
		if (refusedTokens >= REFUSED_TOKENS)
			throw failure(replyMessages.everyTokenRefused, {}, { status: 401 });
		// Several calls may find at the same time that a token has ended.
		if (session.drop(refused)) refusedTokens += 1;
		const token = await session.token();
		const response = await attempt(call, token);
		if (response.status !== 401) return { response, token };
		refusedRoutes.set(nameOf(call), token);
		throw rejection(call, replyMessages.refusedTwice);
	};

	return async (call) => {
		const release = await limiter.acquire({
			route: nameOf(call),
			isWrite: call.method !== 'GET',
		});
		let token: string;
		let response: HttpResponse;
		const startedAt = clock.now();
		try {
			token = await session.token();
			response = await attempt(call, token);
			if (response.status === 401) ({ response, token } = await attemptWithNewToken(call, token));
		} finally {
			release();
		}
		refusedTokens = 0;
		const { status } = response;
		if (status === 404) return response;
		if (status >= 200 && status < 300) {
			onSuccess?.(call, response);
			return response;
		}
		// Finding this out may take a request, which needs a place of its own.
		const isMissing = status === 400 && (await call.isMissing?.(response)) === true;
		const othersServed = presence.hasServedSince(nameOf(call), startedAt);
		if (!isMissing) throw failureOf(call, response, { secrets: [token, ...secrets], othersServed });
		return { ...response, status: 404 };
	};
}

interface CallerOptions {
	limiter: ConcurrencyLimiter;
	/** Called with each 2xx. */
	onSuccess?: ((call: Call, response: HttpResponse) => void) | undefined;
	/** Absent: that of each call. */
	policy?: RetryPolicy | undefined;
	/** Texts of the credential. The server knows them, and no message may show them. */
	secrets?: readonly string[] | undefined;
}

/** Finds out by a probe of its own whether Net2 answers. */
function createPresence({ clock, transport, signal, timeoutMs }: Sending): ServerPresence {
	return createServerPresence(clock, async () => {
		const result = await transport
			.send({ timeoutMs, ...PROBE, signal })
			.catch((error: unknown) => asNet2Error(error));
		if (result instanceof Net2Error && result.reason === 'cancelled') throw result;
		return !(result instanceof Net2Error) && result.status < 500;
	});
}

/** Sends a call with a token, and again as its policy allows, unless the server is known to stay away. */
function createAttempt(
	sending: Sending,
	limiter: ConcurrencyLimiter,
	presence: ServerPresence,
	policy?: RetryPolicy,
) {
	const { clock } = sending;
	const stalledRoute = createStalledRoute(clock);
	return async (call: Call, token: string): Promise<HttpResponse> => {
		const startedAt = clock.now();
		const result = await sendWithRetry(sending, requestOf(call, token), {
			isRepeatable: call.method === 'GET',
			policy: policy ?? call.retryPolicy ?? CALL_RETRY_POLICY,
			beforeAttempt: () => {
				presence.refuseIfAway();
				stalledRoute.refuseIfStalled();
				call.beforeSending?.();
			},
			failsForAll: async (sentAt) => await presence.failsForAll(sentAt),
			onAttempt: (outcome, ms) => {
				presence.onAttempt(nameOf(call), outcome, clock.now() - ms);
				stalledRoute.onAttempt(call, outcome, clock.now() - ms);
				limiter.onResponse(sampleOf(call, outcome, ms));
			},
		}).catch((error: unknown) => asNet2Error(error));
		if (!(result instanceof Net2Error)) {
			if (result.status < 500) return result;
			await presence.findOut();
			if (call.method === 'GET') presence.refuseIfAway();
			return result;
		}
		if (result.reason === 'cancelled') throw result;
		await presence.findOut();
		const { reason, call: details } = result;
		// A write that may have happened fails as such, and the next request ends the run.
		const isLost = details.timedOut === true || details.brokeOff === true;
		if (isLost && reason !== 'unknownOutcome') presence.refuseIfAway();
		if (reason !== 'unknownOutcome') stalledRoute.refuseIfStalled();
		const isOnlyThisCall = details.brokeOff === true || presence.hasAnsweredSince(startedAt);
		throw (reason === 'unreachable' || reason === 'tls') && isOnlyThisCall
			? noReplyTo(call, result)
			: result;
	};
}

function sampleOf(call: Call, outcome: HttpResponse | Net2Error, ms: number) {
	const failure = outcome instanceof Net2Error ? outcome : undefined;
	const tookItsTime = failure === undefined || failure.call.timedOut === true;
	return {
		route: nameOf(call),
		status: outcome instanceof Net2Error ? undefined : outcome.status,
		refused: failure !== undefined && wasNeverSent(failure),
		ms: tookItsTime && OF_ONE_USER.test(call.route) ? ms : undefined,
	};
}

function nameOf({ method, route }: Call): string {
	return `${method} ${route}`;
}

function asNet2Error(error: unknown): Net2Error {
	if (error instanceof Net2Error) return error;
	throw error;
}

/** Lists and queries grow with the site. */
function isLong({ method, route }: Call): boolean {
	return method === 'GET' && !OF_ONE_USER.test(route);
}

function requestOf(call: Call, token: string): HttpRequest {
	return {
		method: call.method,
		path: call.path,
		query: call.query,
		headers: { authorization: `Bearer ${token}` },
		body: call.json === undefined ? undefined : { json: call.json },
		...(isLong(call) ? {} : { maxReplyMiB: SHORT_REPLY_MIB }),
	};
}

function rejection(
	call: Call,
	message: typeof replyMessages.refusedOnce | typeof replyMessages.refusedTwice,
): Net2Error {
	const place = placeOf(call, 401);
	return failure(message, { ...place, right: call.right }, place);
}

/** Nothing says that Net2 as a whole is away, so the next user may be fine. */
function noReplyTo({ method, route }: Call, { message, call }: Net2Error): Net2Error {
	return failure(
		replyMessages.noReply,
		{ method, route, cause: message },
		{ ...call, method, route },
	);
}
