import { Net2Error } from './errors';
import { answerChallenge } from './secondFactor';
import type { SignInContext } from './signInContext';
import { signInLimited, signInRefused } from './signInErrors';
import type { SignInTokens } from './tokenLife';

/** How long a refusal is remembered, so that a schedule or a burst of webhooks locks nobody out (design 4). */
const REMEMBER_MS = 60_000;
/** A refused code of an authenticator has one more attempt, in the next window. */
const CODE_ATTEMPTS = 2;

/**
 * The rung of the ladder that always works, if any does: operator and password, then the second factor.
 * A refusal is remembered, and raised again without asking Net2.
 *
 * @throws Net2Error `signInRefused`, `mfaRequired`, `signInLimited`, and as the transport does
 */
export async function signInWithPassword(context: SignInContext): Promise<SignInTokens> {
	const refusal = rememberedRefusal(context);
	if (refusal !== undefined) throw refusal;
	const result = await attempt(context).catch(refused);
	if (!(result instanceof Net2Error)) {
		context.entry.refusal = undefined;
		return result;
	}
	context.entry.refusal = {
		key: context.identity.refusalKey,
		error: result,
		until: context.options.clock.now() + REMEMBER_MS,
	};
	throw result;
}

/** The refusal that still holds for exactly this credential. */
export function rememberedRefusal({
	entry,
	identity,
	options,
}: SignInContext): Net2Error | undefined {
	const { refusal } = entry;
	if (refusal === undefined || refusal.key !== identity.refusalKey) return undefined;
	return refusal.until > options.clock.now() ? refusal.error : undefined;
}

/** Forgets a refusal, for the executions under way too. */
export function clearRefusal({ entry }: SignInContext): void {
	entry.refusal = undefined;
	entry.clearings += 1;
}

async function attempt(context: SignInContext): Promise<SignInTokens> {
	const { username, password } = context.options.credential;
	for (let attemptNumber = 1; ; attemptNumber += 1) {
		const reply = await context.calls.password(username, password);
		if (reply.kind === 'tokens') return reply.tokens;
		if (reply.kind === 'limited') throw signInLimited();
		if (reply.kind === 'refused') throw signInRefused(reply);
		// A challenge that has seen a wrong code may be dead, so every attempt has one of its own.
		const result = await answerChallenge(context, reply.challengeToken, attemptNumber);
		if (result.kind === 'tokens') return result.tokens;
		const last = context.authenticator === undefined || attemptNumber === CODE_ATTEMPTS;
		if (last) throw result.error;
	}
}

function refused(error: unknown): Net2Error {
	if (error instanceof Net2Error && error.reason === 'signInRefused') return error;
	throw error;
}
