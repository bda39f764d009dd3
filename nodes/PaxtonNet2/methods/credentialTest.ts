import type {
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { hostClock } from '../host/clock';
import { connectionWarnings, readCredential, type HostCredential } from '../host/credential';
import { credentialTestEgress } from '../host/credentialTestEgress';
import { reportFaults } from '../host/faultLog';
import { transportFor, type Egress } from '../host/openClient';
import { sessions } from '../host/sessions';
import { explainReported } from '../lifecycle/result/failure';
import { signInMessages } from '../messages/signIn';
import { failure } from '../net2/errors';
import { testSignIn } from '../net2/openNet2';

/** n8n tests at every save, and a person waits for the result. */
const SETTINGS = { maxConcurrency: 1, timeoutMs: 15_000 };

type SignInTest = Awaited<ReturnType<typeof testSignIn>>;

/**
 * Signs in with our own client, so that the certificate and the TLS version of the credential count. The message says what
 * is wrong and what to do. The test sends no email and uses no one-time code.
 */
export async function testPaxtonNet2(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const credential = readCredential(data);
		return resultOf(await trySignIn(credential, credentialTestEgress(this)), credential);
	} catch (error) {
		const onFault = reportFaults(this, 'the credential test');
		return { status: 'Error', message: explainReported({ onFault }, error).explanation };
	}
}

async function trySignIn(credential: HostCredential, egress: Egress): Promise<SignInTest> {
	const transport = transportFor(credential, SETTINGS, egress);
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

function resultOf(found: SignInTest, credential: HostCredential): INodeCredentialTestResult {
	const { signIn } = credential;
	if (found.outcome === 'secondFactorNeeded' && signIn.mfaType === 'none')
		throw failure(signInMessages.secondFactorNotChosen);
	const warnings = connectionWarnings(credential).map((text) => `Warning: ${text}`);
	return { status: 'OK', message: [okMessage(found, signIn.username), ...warnings].join(' ') };
}

function okMessage(found: SignInTest, operator: string): string {
	if (found.outcome === 'secondFactorNeeded')
		return 'Net2 accepted the password. It requires the second factor when a workflow signs in. The test sent and used no code.';
	const product = [found.productType, found.version].filter((text) => text !== null).join(' ');
	return `Signed in as ${operator}${product === '' ? '' : ` on ${product}`}.`;
}
