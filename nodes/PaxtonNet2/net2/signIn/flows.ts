import * as v from 'valibot';
import { signInMessages } from '../../messages/signIn';
import { createCaller } from '../calls';
import { createConcurrencyLimiter } from '../concurrencyLimiter';
import { failure, Net2Error } from '../errors';
import {
	requestToken,
	clearRefusal,
	rememberedRefusal,
	rememberRefusal,
	signInRegardless,
} from './passwordSignIn';
import { jsonOf } from '../reply';
import { DIALOG_RETRY_POLICY } from '../retry';
import { requireAccepted, submit } from './secondFactor';
import { createServer } from '../server';
import { adopt, createSession, openSession, stored } from './session';
import { createSignInContext, type Net2Options, type SignInContext } from './context';
import { TOKEN_REQUEST } from './routes';
import type { SignInTokens } from './tokenLife';

/** What the test of a credential found. It throws what is wrong. */
export type SignInTest =
	| { outcome: 'signedIn'; version: string | null; productType: string | null }
	/** The password was accepted. A second factor is needed and was not started. */
	| { outcome: 'secondFactorNeeded' };

export type BegunChallenge =
	/** `challenge` is sealed. Pass it to {@link submitCode} with the code. */
	| { outcome: 'codeRequested'; challenge: string }
	/** Net2 required no second factor, so this is the saved sign-in already. */
	| { outcome: 'signedIn'; session: string; expiresAt: number };

export interface SubmittedCode {
	/** Sealed, for `Net2Options.session`. */
	session: string;
	/** When its token ends, in ms since the epoch. The node renews it when it is used. */
	expiresAt: number;
}

const CHALLENGE = 'challenge';
const sealedChallenge = v.object({ token: v.string() });

/**
 * Tries a credential for a person who waits, without cache and long retries. It sends no email and uses no code except that
 * of an authenticator. A success clears a remembered refusal and keeps the token for the next run.
 *
 * @throws Net2Error with the cause: `unreachable`, `certificate`, `signInRefused`, `signInLimited`, `badReply` …
 */
export async function testSignIn(options: Net2Options): Promise<SignInTest> {
	const context = createSignInContext(options, DIALOG_RETRY_POLICY);
	const tokens = await probe(context);
	clearRefusal(context);
	if (tokens === undefined) return { outcome: 'secondFactorNeeded' };
	context.entry.tokens = tokens;
	const limiter = createConcurrencyLimiter(context.sending.clock, 1);
	const server = createServer(createCaller(context.sending, createSession(context), { limiter }));
	return {
		outcome: 'signedIn',
		version: await server.version(),
		productType: await server.productType(),
	};
}

/** Undefined if only the second factor is missing. */
async function probe(context: SignInContext): Promise<SignInTokens | undefined> {
	if (context.authenticator !== undefined) return await signInRegardless(context);
	const reply = await rememberRefusal(context, async () => await requestToken(context));
	return reply.kind === 'tokens' ? reply.tokens : undefined;
}

/**
 * Starts a sign-in with a one-time code. Net2 emails it, or expects the one of an authenticator app if the credential says
 * so.
 *
 * @throws Net2Error as a sign-in with the password does
 */
export async function beginEmailChallenge(options: Net2Options): Promise<BegunChallenge> {
	const context = createSignInContext(options);
	const refusal = rememberedRefusal(context);
	if (refusal !== undefined) throw refusal;
	const reply = await rememberRefusal(context, async () => await requestToken(context));
	if (reply.kind === 'tokens') {
		const session = await adopt(context, reply.tokens);
		return { outcome: 'signedIn', session, expiresAt: reply.tokens.expiresAt };
	}
	const { challengeToken: token } = reply;
	const type = options.credential.mfaType === 'otp' ? 'otp' : 'email';
	requireAccepted(await context.calls.requestCode(token, type));
	context.entry.challenge = { token, begunAt: options.clock.now() };
	const challenge = await context.entry.sealer.seal(CHALLENGE, JSON.stringify({ token }));
	return { outcome: 'codeRequested', challenge };
}

/**
 * Completes what {@link beginEmailChallenge} started, in this process or another.
 *
 * @param challenge as {@link beginEmailChallenge} returned it
 * @throws Net2Error `badInput` for an empty code, and for an invalid challenge or one of another credential.
 * `mfaRequired` for a code that was used before. `signInRefused` for a wrong one
 */
export async function submitCode(
	options: Net2Options,
	challenge: string,
	code: string,
): Promise<SubmittedCode> {
	const context = createSignInContext(options);
	const text = await context.entry.sealer.open(CHALLENGE, challenge);
	const opened = v.safeParse(sealedChallenge, text === undefined ? undefined : jsonOf(text));
	if (!opened.success) throw failure(signInMessages.otherChallenge);
	const typed = code.replace(/\s/g, '');
	if (typed === '') throw failure(signInMessages.noCode);
	if (!options.sessions.spend(context.identity.operatorKey, typed))
		throw failure(signInMessages.codeUsed, {}, TOKEN_REQUEST);
	context.entry.challenge = undefined;
	const { token } = opened.output;
	const result = await submit(context, token, typed, signInMessages.wrongCode);
	if (result.kind === 'wrong') throw result.error;
	clearRefusal(context);
	const session = await adopt(context, result.tokens);
	return { session, expiresAt: result.tokens.expiresAt };
}

/**
 * Revokes the refresh tokens in Net2, and removes the sign-in from this process and the store.
 *
 * @returns whether Net2 confirmed each revocation; the node forgets the sign-in in any case
 * @throws Net2Error `cancelled`
 */
export async function signOut(options: Net2Options): Promise<{ revoked: boolean }> {
	const context = createSignInContext(options);
	const { entry, calls, identity } = context;
	// A sign-in under way would bring back what is about to be removed.
	await entry.inFlight?.catch(() => undefined);
	const known = [entry.tokens, await openSession(context, options.session), await stored(context)];
	entry.tokens = undefined;
	entry.challenge = undefined;
	options.store?.forget(identity.fingerprint);
	let revoked = true;
	for (const tokens of known) {
		if (tokens === undefined || entry.revoked.has(tokens.refresh ?? tokens.access)) continue;
		entry.revoked.add(tokens.access);
		if (tokens.refresh === null) continue;
		entry.revoked.add(tokens.refresh);
		const confirmed = await calls.revoke(tokens.refresh, tokens.access).catch(unlessCancelled);
		revoked &&= confirmed;
	}
	return { revoked };
}

function unlessCancelled(error: unknown): false {
	if (error instanceof Net2Error && error.reason !== 'cancelled') return false;
	throw error;
}
