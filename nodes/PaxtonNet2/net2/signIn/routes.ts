import { signInMessages } from '../../messages/signIn';
import { type Call, placeOf } from '../call';
import { type Folded, foldKeys } from '../caseInsensitive';
import { failure, Net2Error } from '../errors';
import { jsonOf, textOf } from '../reply';
import type { RetryPolicy } from '../retry';
import { safeServerText } from '../safeServerText';
import { type Sending, sendWithRetry } from '../sending';
import { dateIn, skewBetween } from '../serverClock';
import type { SignInRateLimiter } from './signInRateLimiter';
import { type SignInTokens, withLife } from './tokenLife';
import type { HttpRequest, HttpResponse } from '../transport';

/** What Net2 answers to an attempt to sign in. */
export type SignInReply =
	| { kind: 'tokens'; tokens: SignInTokens }
	| { kind: 'mfaRequired'; challengeToken: string }
	| { kind: 'refused'; because: 'clientId' | 'credentials' | 'right'; status: number; said: string }
	| { kind: 'limited' };

/** What Net2 answers to a step of the second factor that yields no token. */
export type StepReply = { kind: 'done' } | Exclude<SignInReply, { kind: 'tokens' | 'mfaRequired' }>;

/** The requests of a sign-in (docs/net2-api.md), without any policy of when to make them. */
export interface SignInCalls {
	password(username: string, password: string): Promise<SignInReply>;
	refresh(refreshToken: string): Promise<SignInReply>;
	requestCode(challengeToken: string, type: 'email' | 'otp'): Promise<StepReply>;
	submitCode(challengeToken: string, code: string): Promise<StepReply>;
	redeem(challengeToken: string): Promise<SignInReply>;
	/** Whether Net2 confirms that it revoked the token. Its reply is not documented (docs/net2-api.md). */
	revoke(refreshToken: string, accessToken: string): Promise<boolean>;
}

const ROUTE = '/authorization/tokens';
/** Where errors of a sign-in belong. */
export const TOKEN_REQUEST: Pick<Call, 'method' | 'route'> = { method: 'POST', route: ROUTE };
/** Judged by their body, because the status of `mfa_required` is unknown (docs/net2-api.md). */
const BODY_DECIDES: ReadonlySet<number> = new Set([400, 401, 403]);

/**
 * @param secrets texts of the credential that no message may show. What a request itself contains is added to them
 */
export function createSignInCalls(
	sending: Sending,
	rateLimiter: SignInRateLimiter,
	clientId: string,
	policy: RetryPolicy,
	secrets: readonly string[],
): SignInCalls {
	const { clock, signal } = sending;
	// Nothing works without a token, so a 500 concerns the whole server, as a 502 does.
	const policyHere = { ...policy, failed: policy.broken };

	/** A request that can be used only once is not sent again after a lost reply. */
	const send = async (request: HttpRequest, repeatable: boolean) => {
		const spaced =
			request.path === ROUTE ? async () => await rateLimiter.acquire(signal) : undefined;
		let sentAt = clock.now();
		const response = await sendWithRetry(
			{
				...sending,
				transport: {
					...sending.transport,
					send: async (timed) => {
						sentAt = clock.now();
						const reply = sending.transport.send(timed);
						// As `unreachable` it is repeated for as long as a restart of Net2 takes.
						return await (repeatable ? reply.catch(tooSlow) : reply);
					},
				},
			},
			{ ...request, changesNothing: true, maxReplyMiB: 1 },
			{
				isRepeatable: repeatable,
				policy: policyHere,
				beforeAttempt: spaced,
				onLimited: (delay) => rateLimiter.pauseFor(delay),
			},
		).catch(tooSlow);
		return { response, sentAt };
	};

	const grant = async (form: Record<string, string>, repeatable: boolean) => {
		const { response, sentAt } = await send(
			{ method: 'POST', path: ROUTE, body: { form } },
			repeatable,
		);
		return judge(response, sentAt, [...secrets, ...secretParts(form)]);
	};
	const step = async (path: string, json: Record<string, string>): Promise<StepReply> => {
		const { response } = await send({ method: 'POST', path, body: { json } }, false);
		return judgeStep(path, response, [...secrets, ...secretParts(json)]);
	};

	return {
		password: async (username, password) =>
			await grant(
				{
					username,
					password,
					grant_type: 'password',
					client_id: clientId,
					scope: 'offline_access',
				},
				true,
			),
		// The scope requests a new refresh token. If the server returns none, the old one stays valid.
		refresh: async (refreshToken) =>
			await grant(
				{
					refresh_token: refreshToken,
					grant_type: 'refresh_token',
					client_id: clientId,
					scope: 'offline_access',
				},
				true,
			),
		requestCode: async (challengeToken, challengeType) =>
			await step('/authorization/mfa-request', { challengeToken, challengeType }),
		submitCode: async (challengeToken, code) =>
			await step('/authorization/mfa-challenge', { challengeToken, code }),
		redeem: async (challengeToken) =>
			await grant(
				{
					challengeToken,
					grant_type: 'mfa_2fa',
					client_id: clientId,
					scope: 'offline_access',
				},
				false,
			),
		async revoke(refreshToken, accessToken) {
			const { response } = await send(
				{
					method: 'DELETE',
					path: ROUTE,
					headers: { authorization: `Bearer ${accessToken}` },
					body: { form: { refreshToken } },
				},
				true,
			);
			return response.status >= 200 && response.status < 300 && !isForeign(response);
		},
	};
}

const PUBLIC_PARTS: ReadonlySet<string> = new Set([
	'grant_type',
	'scope',
	'username',
	'challengeType',
]);

/** What a message must not show of a request. */
function secretParts(form: Record<string, string>): string[] {
	return Object.entries(form)
		.filter(([name]) => !PUBLIC_PARTS.has(name))
		.map(([, value]) => value);
}

function judge(response: HttpResponse, sentAt: number, secrets: readonly string[]): SignInReply {
	const { status } = response;
	const body = foldKeys(jsonOf(textOf(response)));
	if (status === 429) return { kind: 'limited' };
	const succeeded = status >= 200 && status < 300;
	if (body !== undefined && (succeeded || BODY_DECIDES.has(status))) {
		const access = body['access_token'];
		if (succeeded && typeof access === 'string' && access !== '') {
			const refresh = body['refresh_token'];
			const tokens = withLife(
				{
					access,
					refresh: typeof refresh === 'string' && refresh !== '' ? refresh : null,
					expiresIn: body['expires_in'],
					expiryDateTime: body['expiry_datetime'],
				},
				{ sentAt, skewMs: skewBetween(dateIn(response), sentAt) },
			);
			return { kind: 'tokens', tokens };
		}
		const challengeToken = body['challengetoken'];
		if (mentions(body, 'mfa_required')) {
			if (typeof challengeToken === 'string' && challengeToken !== '') {
				return { kind: 'mfaRequired', challengeToken };
			}
			throw failure(signInMessages.noChallenge, {}, placeOf(TOKEN_REQUEST, status));
		}
	}
	return refusalOf(response, body, secrets);
}

function judgeStep(path: string, response: HttpResponse, secrets: readonly string[]): StepReply {
	const { status } = response;
	if (status === 429) return { kind: 'limited' };
	const place = placeOf(TOKEN_REQUEST, status);
	const body = foldKeys(jsonOf(textOf(response)));
	// The reply to a step is not documented, so a 2xx is a success unless it says otherwise.
	if (status >= 200 && status < 300 && !complains(body)) {
		if (isForeign(response)) throw failure(signInMessages.foreignReply, {}, place);
		return { kind: 'done' };
	}
	if (status === 404) throw failure(signInMessages.noSecondFactorRoute, { path }, place);
	return refusalOf(response, body, secrets);
}

/** Whether a body says that the request was not carried out, whatever the status says. */
function complains(body: Folded | undefined): boolean {
	const error = body?.['error'];
	return (typeof error === 'string' && error !== '') || body?.['success'] === false;
}

/** A page of a proxy: neither JSON nor empty. */
function isForeign(response: HttpResponse): boolean {
	const text = textOf(response);
	return text !== '' && jsonOf(text) === undefined;
}

function refusalOf(
	response: HttpResponse,
	body: Folded | undefined,
	secrets: readonly string[],
): Extract<SignInReply, { kind: 'refused' }> {
	const { status } = response;
	const said = safeServerText(response.body, secrets);
	if (body !== undefined && mentions(body, 'invalid_client')) {
		return { kind: 'refused', because: 'clientId', status, said };
	}
	if (status === 403) return { kind: 'refused', because: 'right', status, said };
	const ok = status >= 200 && status < 300;
	if (BODY_DECIDES.has(status) || (ok && complains(body))) {
		return { kind: 'refused', because: 'credentials', status, said };
	}
	const place = placeOf(TOKEN_REQUEST, status);
	if (ok) throw failure(signInMessages.noSignIn, {}, place);
	if (status >= 300 && status < 400) throw failure(signInMessages.signInRedirect, place, place);
	if (status === 404) throw failure(signInMessages.noSignInRoute, {}, place);
	// Every request needs a token, so without a sign-in the server counts as unreachable.
	throw failure(signInMessages.signInFails, place, place);
}

/** It is not certain which member contains the word (docs/net2-api.md). */
function mentions(body: Folded, word: string): boolean {
	return ['error', 'error_description', 'message'].some((key) => {
		const text = body[key];
		return typeof text === 'string' && text.includes(word);
	});
}

/**
 * A sign-in that takes too long is `unreachable`. Without a token nothing else can be sent, so all users of the run
 * are affected. `timeout` concerns one request for one user.
 */
function tooSlow(error: unknown): never {
	if (!(error instanceof Net2Error) || error.reason !== 'timeout') throw error;
	throw failure(signInMessages.signInTimedOut, {}, TOKEN_REQUEST);
}
