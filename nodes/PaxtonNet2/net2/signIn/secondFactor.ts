import type { Net2Error } from '../errors';
import type { SignInReply, StepReply } from './routes';
import type { SignInContext } from './context';
import { codeRefused, mfaRequired, signInLimited } from './refusals';
import type { SignInTokens } from './tokenLife';

/** A challenge is short-lived by nature; how short is unknown (API sheet 3.6). */
const CHALLENGE_LIFE_MS = 15 * 60_000;
const CHECK_SECRET =
	'Check that the secret in the credential is that of this operator, and the clocks of this machine and of ' +
	'the Net2 server.';
const ANOTHER_CODE = 'A one-time code works once and for a short time: get another one.';

export type CodeResult =
	| { kind: 'tokens'; tokens: SignInTokens }
	| { kind: 'wrong'; error: Net2Error };

/**
 * Answers a challenge with what the credential holds.
 *
 * @param attempt 1 for the first; only a code from an authenticator has a second
 * @throws Net2Error `mfaRequired` where it holds nothing that could be used, `signInLimited`
 */
export async function answerChallenge(
	context: SignInContext,
	challengeToken: string,
	attempt: number,
): Promise<CodeResult> {
	const { calls, authenticator, serverClock, sending } = context;
	const { mfaType } = context.options.credential;
	if (authenticator !== undefined) {
		expectStep(await calls.requestCode(challengeToken, 'otp'));
		// The first code is by our clock, which is right as a rule; once refused, the server's is the better guess.
		const skew = attempt === 1 ? 0 : serverClock.skewMs();
		const code = await authenticator.next(skew, sending.signal);
		return await submit(context, challengeToken, code, CHECK_SECRET);
	}
	if (mfaType === 'none') {
		throw mfaRequired(
			'Net2 accepted the password, and asks for a second factor.',
			'Choose the MFA type in the credential: with an authenticator and its secret, runs need nobody. ' +
				'Or use an operator without MFA.',
		);
	}
	const code = typedCode(context);
	const begun = pendingChallenge(context);
	// Asking for a code anew would make the e-mailed one that was typed worthless.
	if (begun === undefined) expectStep(await calls.requestCode(challengeToken, mfaType));
	return await submit(context, begun ?? challengeToken, code, ANOTHER_CODE);
}

/**
 * Sends a code and exchanges the challenge for tokens.
 *
 * @throws Net2Error `signInLimited`; a code is never sent twice after a lost reply
 */
export async function submit(
	context: SignInContext,
	challengeToken: string,
	code: string,
	cure: string,
): Promise<CodeResult> {
	const { calls } = context;
	const step = await calls.submitCode(challengeToken, code);
	if (step.kind === 'limited') throw signInLimited();
	if (step.kind === 'refused') return { kind: 'wrong', error: codeRefused(step, cure) };
	const reply: SignInReply = await calls.redeem(challengeToken);
	if (reply.kind === 'tokens') return reply;
	if (reply.kind === 'limited') throw signInLimited();
	const refused =
		reply.kind === 'refused'
			? reply
			: { kind: 'refused' as const, because: 'credentials' as const, status: 401, said: '' };
	return { kind: 'wrong', error: codeRefused(refused, cure) };
}

/** @throws Net2Error `signInLimited`, or `mfaRequired` where Net2 begins no challenge of this kind */
export function expectStep(step: StepReply): void {
	if (step.kind === 'limited') throw signInLimited();
	if (step.kind === 'refused') {
		throw mfaRequired(
			`Net2 asks for a second factor, but did not begin one of the chosen type (${step.status}).` +
				(step.said === '' ? '' : ` Net2 says: ${step.said}`),
			'Check the MFA type in the credential against what is set up for this operator in Net2.',
		);
	}
}

/** The code in the credential, marked as used before it is sent. */
function typedCode(context: SignInContext): string {
	const { credential, sessions } = context.options;
	const code = (credential.mfaCode ?? '').replace(/\s/g, '');
	const how =
		credential.mfaType === 'email'
			? "Run 'Sign-in: Request Code', then 'Sign-in: Submit Code' with the code from the e-mail; after that the " +
				'sign-in renews itself as long as something runs every hour.'
			: "Put the authenticator's secret into the credential, and runs need nobody; or run 'Sign-in: Submit Code'.";
	if (code === '') {
		throw mfaRequired('Net2 accepted the password, and asks for a one-time code.', how);
	}
	if (!sessions.spend(context.identity.operatorKey, code)) {
		throw mfaRequired('The one-time code in the credential has been used already.', how);
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
