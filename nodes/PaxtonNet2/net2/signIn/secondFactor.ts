import type { Net2Error } from '../errors';
import { inWordsOfNet2 } from '../safeServerText';
import type { SignInReply, StepReply } from './routes';
import type { SignInContext } from './context';
import { codeRefused, mfaRequired, signInLimited } from './refusals';
import type { SignInTokens } from './tokenLife';

/** How long a challenge lives is unknown (docs/net2-api.md). */
const CHALLENGE_LIFE_MS = 15 * 60_000;
const CHECK_SECRET =
	"Check that 'Authenticator Secret' in the credential belongs to this operator. Check the clocks of this machine and of " +
	'the Net2 server.';
const ANOTHER_CODE = 'A one-time code works once and for a short time. Get another one.';

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
		return await submit(context, challengeToken, code, CHECK_SECRET);
	}
	if (mfaType === 'none') {
		throw mfaRequired(
			'Net2 accepted the password and requires a second factor.',
			"Choose 'Second Factor' in the credential. With an authenticator secret, runs need no person. Or use an operator " +
				'without a second factor.',
		);
	}
	const code = typedCode(context);
	const begun = pendingChallenge(context);
	// Another request would end the emailed code that was typed.
	if (begun === undefined) requireAccepted(await calls.requestCode(challengeToken, mfaType));
	return await submit(context, begun ?? challengeToken, code, ANOTHER_CODE);
}

/**
 * Sends a code and exchanges the challenge for tokens.
 *
 * @throws Net2Error `signInLimited`; after a lost reply a code is not sent again
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

/** @throws Net2Error `signInLimited`, or `mfaRequired` if Net2 starts no challenge of this kind */
export function requireAccepted(step: StepReply): void {
	if (step.kind === 'limited') throw signInLimited();
	if (step.kind === 'refused') {
		throw mfaRequired(
			`Net2 requires a second factor but did not start one of the chosen type (${step.status}).` +
				inWordsOfNet2(step.said),
			"Set 'Second Factor' in the credential to the one that this operator has in Net2.",
		);
	}
}

/** The code in the credential, marked as used before it is sent. */
function typedCode(context: SignInContext): string {
	const { credential, sessions } = context.options;
	const code = (credential.mfaCode ?? '').replace(/\s/g, '');
	const how =
		credential.mfaType === 'email'
			? "Run 'Connection: Request Code', then 'Connection: Submit Code' with the code from the email. After that the " +
				'node renews the sign-in as long as a workflow uses it at least every hour.'
			: "Enter 'Authenticator Secret' in the credential, so that runs need no person. Or run 'Connection: Submit Code'.";
	if (code === '') {
		throw mfaRequired('Net2 accepted the password and requires a one-time code.', how);
	}
	if (!sessions.spend(context.identity.operatorKey, code)) {
		throw mfaRequired(
			'The one-time code in the credential was used before. Nothing was sent.',
			how,
		);
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
