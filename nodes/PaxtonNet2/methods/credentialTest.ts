import type {
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { hostClock } from '../host/clock';
import { readCredential, type HostCredential } from '../host/credential';
import { transportFor } from '../host/openClient';
import { sessions } from '../host/sessions';
import { explain } from '../lifecycle/report/report';
import { testSignIn } from '../net2/openNet2';

/** n8n tests at every save, and somebody waits for the answer. */
const SETTINGS = { maxConcurrency: 1, timeoutMs: 15_000 };

type SignInTest = Awaited<ReturnType<typeof testSignIn>>;

/**
 * Signs in with our own client, so that the certificate of the credential counts, and says what is wrong and what to do
 * about it. It sends no e-mail and spends no code (design, section 3).
 */
export async function testPaxtonNet2(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const credential = readCredential(data);
	return await tryOut(credential).then(
		(found) => judged(found, credential),
		(error: unknown) => ({ status: 'Error', message: explain(error).explanation }),
	);
}

async function tryOut(credential: HostCredential): Promise<SignInTest> {
	const transport = transportFor(credential, SETTINGS);
	try {
		return await testSignIn({
			transport,
			clock: hostClock,
			credential: credential.signIn,
			sessions,
		});
	} finally {
		await transport.close();
	}
}

function judged(found: SignInTest, { signIn }: HostCredential): INodeCredentialTestResult {
	if (found.outcome === 'signedIn') {
		const product = [found.productType, found.version].filter((text) => text !== null).join(' ');
		return {
			status: 'OK',
			message: `Signed in as ${signIn.username}${product === '' ? '' : `; Net2 ${product}`}.`,
		};
	}
	if (signIn.mfaType === 'none')
		return {
			status: 'Error',
			message:
				'Password accepted, but Net2 asks this operator for a second factor, and the credential has None. Choose the second factor, or use an operator without one.',
		};
	return {
		status: 'OK',
		message:
			'Password accepted, second factor needed: it is asked for when a workflow signs in. No code was used or sent.',
	};
}
