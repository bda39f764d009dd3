import { Net2Error } from '../errors';
import { answerChallenge } from './secondFactor';
import type { SignInContext } from './context';
import type { SignInReply } from './routes';
import { signInLimited, signInRefused } from './refusals';
import type { SignInTokens } from './tokenLife';

type Granted = Extract<SignInReply, { kind: 'tokens' }>;
type Challenged = Extract<SignInReply, { kind: 'mfaRequired' }>;

/** How long a refusal is remembered. So a schedule or a burst of webhooks does not lock the operator out. */
const REMEMBER_MS = 60_000;
/** After a refused authenticator code there is one more attempt, in the next time window. */
const CODE_ATTEMPTS = 2;

/**
 * The last strategy: operator and password, then the second factor. A refusal is remembered, and thrown again without a
 * request.
 *
 * @throws Net2Error `signInRefused`, `mfaRequired`, `signInLimited`, and as the transport does
 */
export async function signInWithPassword(context: SignInContext): Promise<SignInTokens> {
	const refusal = rememberedRefusal(context);
	if (refusal !== undefined) throw refusal;
	return await signInRegardless(context);
}

/** As {@link signInWithPassword}, regardless of an earlier refusal, for a person who starts it by hand. */
export async function signInRegardless(context: SignInContext): Promise<SignInTokens> {
	return await rememberRefusal(context, async () => {
		for (let round = 1; ; round += 1) {
			const reply = await requestToken(context);
			if (reply.kind === 'tokens') return reply.tokens;
			// A wrong code may end a challenge, so every round has one of its own.
			const result = await answerChallenge(context, reply.challengeToken, round);
			if (result.kind === 'tokens') return result.tokens;
			if (context.authenticator === undefined || round === CODE_ATTEMPTS) throw result.error;
		}
	});
}

/**
 * The password grant. Net2 answers with a token or a challenge.
 *
 * @throws Net2Error `signInRefused`, `signInLimited`, and as the transport does
 */
export async function requestToken(context: SignInContext): Promise<Granted | Challenged> {
	const { username, password } = context.options.credential;
	const reply = await context.calls.password(username, password);
	if (reply.kind === 'limited') throw signInLimited();
	if (reply.kind === 'refused') throw signInRefused(reply);
	context.entry.secondFactor = reply.kind === 'mfaRequired';
	return reply;
}

/** Does a part of a sign-in, and remembers the refusal if there is one. */
export async function rememberRefusal<T>(
	context: SignInContext,
	part: () => Promise<T>,
): Promise<T> {
	const { entry, identity, options } = context;
	const result = await part().catch(refused);
	if (!(result instanceof Net2Error)) {
		entry.refusal = undefined;
		return result;
	}
	const until = options.clock.now() + REMEMBER_MS;
	entry.refusal = { key: identity.refusalKey, error: result, until };
	throw result;
}

/** The refusal that still applies to exactly this credential. */
export function rememberedRefusal({
	entry,
	identity,
	options,
}: SignInContext): Net2Error | undefined {
	const { refusal } = entry;
	if (refusal === undefined || refusal.key !== identity.refusalKey) return undefined;
	return refusal.until > options.clock.now() ? refusal.error : undefined;
}

/** Forgets a refusal, for the executions under way as well. */
export function clearRefusal({ entry }: SignInContext): void {
	entry.refusal = undefined;
	entry.refusalGeneration += 1;
}

function refused(error: unknown): Net2Error {
	if (error instanceof Net2Error && error.reason === 'signInRefused') return error;
	throw error;
}
