import { signInMessages } from '../../messages/signIn';
import { failure, type Net2Error } from '../errors';
import { inWordsOfNet2 } from '../safeServerText';
import { type SignInReply, type StepReply, TOKEN_REQUEST } from './routes';
import type { SignInContext } from './context';
import { codeRefused, signInLimited, type WrongCode } from './refusals';
import type { SignInTokens } from './tokenLife';

/** How long a challenge lives is unknown (docs/net2-api.md). */
const CHALLENGE_LIFE_MS = 15 * 60_000;

export type CodeResult =
	| { kind: 'tokens'; tokens: SignInTokens }
	| { kind: 'wrong'; error: Net2Error };

/**
 * Answers a challenge with what the credential contains.
 *
 * @param attempt 1 for the first; only a code from an authenticator has a second
 * @throws Net2Error `mfaRequired` if the credential has no usable code or secret, `signInLimited`
 */
export async function answerChallenge(
	context: SignInContext,
	challengeToken: string,
	attempt: number,
): Promise<CodeResult> {
	const { calls, authenticator, serverClock, sending } = context;
	const { mfaType } = context.options.credential;
	if (authenticator !== undefined) {
		requireAccepted(await calls.requestCode(challengeToken, 'otp'));
		// The first code uses our clock, which is usually right. After a refusal the server's clock is the better guess.
		const skew = attempt === 1 ? 0 : serverClock.skewMs();
		const code = await authenticator.next(skew, sending.signal);
		return await submit(context, challengeToken, code, signInMessages.wrongAuthenticatorSecret);
	}
	if (mfaType === 'none') throw failure(signInMessages.secondFactorRequired, {}, TOKEN_REQUEST);
	const code = typedCode(context);
	const begun = pendingChallenge(context);
	// Another request would end the emailed code that was typed.
	if (begun === undefined) requireAccepted(await calls.requestCode(challengeToken, mfaType));
	return await submit(context, begun ?? challengeToken, code, signInMessages.wrongCodeInCredential);
}

/**
 * Sends a code and exchanges the challenge for tokens.
 *
 * @param wrong the message if Net2 rejects the code
 * @throws Net2Error `signInLimited`; after a lost reply a code is not sent again
 */
export async function submit(
	context: SignInContext,
	challengeToken: string,
	code: string,
	wrong: WrongCode,
): Promise<CodeResult> {
	const { calls } = context;
	const step = await calls.submitCode(challengeToken, code);
	if (step.kind === 'limited') throw signInLimited();
	if (step.kind === 'refused') return { kind: 'wrong', error: codeRefused(step, wrong) };
	const reply: SignInReply = await calls.redeem(challengeToken);
	if (reply.kind === 'tokens') return reply;
	if (reply.kind === 'limited') throw signInLimited();
	const refused =
		reply.kind === 'refused'
			? reply
			: { kind: 'refused' as const, because: 'credentials' as const, status: 401, said: '' };
	return { kind: 'wrong', error: codeRefused(refused, wrong) };
}

/** @throws Net2Error `signInLimited`, or `mfaRequired` if Net2 starts no challenge of this kind */
export function requireAccepted(step: StepReply): void {
	if (step.kind === 'limited') throw signInLimited();
	if (step.kind === 'refused') {
		const { status } = step;
		const values = { status, said: inWordsOfNet2(step.said) };
		throw failure(signInMessages.otherSecondFactor, values, TOKEN_REQUEST);
	}
}

/** The code in the credential, marked as used before it is sent. */
function typedCode(context: SignInContext): string {
	const { credential, sessions } = context.options;
	const code = (credential.mfaCode ?? '').replace(/\s/g, '');
	const isEmail = credential.mfaType === 'email';
	if (code === '') {
		const missing = isEmail
			? signInMessages.emailCodeRequired
			: signInMessages.authenticatorCodeRequired;
		throw failure(missing, {}, TOKEN_REQUEST);
	}
	if (!sessions.spend(context.identity.operatorKey, code)) {
		const used = isEmail ? signInMessages.emailCodeUsed : signInMessages.authenticatorCodeUsed;
		throw failure(used, {}, TOKEN_REQUEST);
	}
	return code;
}

function pendingChallenge(context: SignInContext): string | undefined {
	const { challenge } = context.entry;
	context.entry.challenge = undefined;
	if (challenge === undefined) return undefined;
	const age = context.options.clock.now() - challenge.begunAt;
	return age < CHALLENGE_LIFE_MS ? challenge.token : undefined;
}
