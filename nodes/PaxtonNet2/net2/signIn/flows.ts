import * as v from 'valibot';
import { createCaller } from '../calls';
import { Net2Error } from '../errors';
import {
	askPassword,
	clearRefusal,
	rememberedRefusal,
	remembering,
	signInAnew,
} from './passwordSignIn';
import { jsonOf } from '../reply';
import { DIALOG_RETRY_POLICY } from '../retry';
import { expectStep, submit } from './secondFactor';
import { createServer } from '../server';
import { adopt, createSession, openSession, stored } from './session';
import { createSignInContext, type Net2Options, type SignInContext } from './context';
import { mfaRequired } from './refusals';
import type { SignInTokens } from './tokenLife';

/** What the test of a credential found; what it found wrong, it throws. */
export type SignInTest =
	| { outcome: 'signedIn'; version: string | null; productType: string | null }
	/** The password was accepted; a second factor is needed and was not begun. */
	| { outcome: 'secondFactorNeeded' };

export type BegunChallenge =
	/** `challenge` is sealed, and goes to {@link submitCode} with the code. */
	| { outcome: 'codeRequested'; challenge: string }
	/** Net2 asked for no second factor: here is the session already. */
	| { outcome: 'signedIn'; session: string; expiresAt: number };

export interface SubmittedCode {
	/** Sealed, for `Net2Options.session`. */
	session: string;
	/** When its token ends, in ms since the epoch; it renews itself when it is used. */
	expiresAt: number;
}

const CHALLENGE = 'challenge';
const sealedChallenge = v.object({ token: v.string() });

/**
 * Tries a credential for somebody who waits: no cache, no long retries. It sends no e-mail and spends no code,
 * but for that of an authenticator. A pass clears a remembered refusal and leaves the token for the next run.
 *
 * @throws Net2Error with the cause: `unreachable`, `certificate`, `signInRefused`, `signInLimited`, `badReply` …
 */
export async function testSignIn(options: Net2Options): Promise<SignInTest> {
	const context = createSignInContext(options, DIALOG_RETRY_POLICY);
	const tokens = await probe(context);
	clearRefusal(context);
	if (tokens === undefined) return { outcome: 'secondFactorNeeded' };
	context.entry.tokens = tokens;
	const server = createServer(createCaller(context.sending, createSession(context), 1));
	return {
		outcome: 'signedIn',
		version: await server.version(),
		productType: await server.productType(),
	};
}

/** Undefined: only the second factor is missing. */
async function probe(context: SignInContext): Promise<SignInTokens | undefined> {
	if (context.authenticator !== undefined) return await signInAnew(context);
	const reply = await remembering(context, async () => await askPassword(context));
	return reply.kind === 'tokens' ? reply.tokens : undefined;
}

/**
 * Begins a sign-in with a one-time code: Net2 sends it by e-mail, or expects the one of an authenticator app
 * where that is the credential's MFA type.
 *
 * @throws Net2Error as a sign-in with the password does
 */
export async function beginEmailChallenge(options: Net2Options): Promise<BegunChallenge> {
	const context = createSignInContext(options);
	const refusal = rememberedRefusal(context);
	if (refusal !== undefined) throw refusal;
	const reply = await remembering(context, async () => await askPassword(context));
	if (reply.kind === 'tokens') {
		const session = await adopt(context, reply.tokens);
		return { outcome: 'signedIn', session, expiresAt: reply.tokens.expiresAt };
	}
	const { challengeToken: token } = reply;
	const type = options.credential.mfaType === 'otp' ? 'otp' : 'email';
	expectStep(await context.calls.requestCode(token, type));
	context.entry.challenge = { token, begunAt: options.clock.now() };
	const challenge = await context.entry.sealer.seal(CHALLENGE, JSON.stringify({ token }));
	return { outcome: 'codeRequested', challenge };
}

/**
 * Ends what {@link beginEmailChallenge} began, in this process or another.
 *
 * @param challenge as it was given there
 * @throws Net2Error `badInput` for a challenge of another credential or none, or an empty code; `mfaRequired` for a
 * code that was used before; `signInRefused` for a wrong one
 */
export async function submitCode(
	options: Net2Options,
	challenge: string,
	code: string,
): Promise<SubmittedCode> {
	const context = createSignInContext(options);
	const text = await context.entry.sealer.open(CHALLENGE, challenge);
	const opened = v.safeParse(sealedChallenge, text === undefined ? undefined : jsonOf(text));
	if (!opened.success) {
		throw new Net2Error(
			'badInput',
			'The challenge does not belong to this credential, or was altered.',
			"Pass on 'challenge' as 'Sign-in: Request Code' gave it, and use the same credential for both.",
		);
	}
	const typed = code.replace(/\s/g, '');
	if (typed === '') {
		throw new Net2Error('badInput', 'The code is empty.', 'Pass on the code from the e-mail.');
	}
	if (!options.sessions.spend(context.identity.operatorKey, typed)) {
		throw mfaRequired('This code has been used already.', AGAIN);
	}
	context.entry.challenge = undefined;
	const result = await submit(context, opened.output.token, typed, AGAIN);
	if (result.kind === 'wrong') throw result.error;
	clearRefusal(context);
	const session = await adopt(context, result.tokens);
	return { session, expiresAt: result.tokens.expiresAt };
}

const AGAIN =
	"A code works once and for a short time: run 'Sign-in: Request Code' again for another one.";

/**
 * Takes the refresh tokens back at the server, and forgets the sign-in here and in the store.
 *
 * @returns whether Net2 confirmed it for all there were; what is held here is gone in any case
 * @throws Net2Error `cancelled`
 */
export async function signOut(options: Net2Options): Promise<{ revoked: boolean }> {
	const context = createSignInContext(options);
	const { entry, calls, identity } = context;
	// A sign-in under way would bring back what is about to be forgotten.
	await entry.inFlight?.catch(() => undefined);
	const held = [entry.tokens, await openSession(context, options.session), await stored(context)];
	entry.tokens = undefined;
	entry.challenge = undefined;
	options.store?.forget(identity.fingerprint);
	let revoked = true;
	for (const tokens of held) {
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
