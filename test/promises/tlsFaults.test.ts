import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator, type EmulatorOptions } from '../../emulator';
import { credentialFor, NODE } from '../actions/setUp';
import { credentialTest, runNode } from '../engine';
import { selfSigned } from '../net2/support/certificates';
import { siteVariant } from '../support/siteVariants';
import { errorsOf, get, shareClock } from './support';

type Credential = ICredentialDataDecryptedObject;

/** Retries go on for a time, so the clock of the node moves with each pause. */
beforeEach(() => void shareClock());
afterEach(() => {
	vi.restoreAllMocks();
});

async function emulatorWith(options: EmulatorOptions): Promise<Credential> {
	const site = { https: true, signInRate: 'off', ...siteVariant() } as const;
	const emulator = await startEmulator({ ...site, ...options });
	onTestFinished(async () => await emulator.stop());
	return credentialFor(emulator, { caCertificate: emulator.certificate ?? '' });
}

/** A server whose key is too short for each Node.js that we support. */
async function weakKey(): Promise<Credential> {
	const made = await selfSigned({ rsaBits: 768 });
	const server = createTlsServer({ ...made, ciphers: 'DEFAULT:@SECLEVEL=0' });
	server.on('tlsClientError', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return { baseUrl: `https://127.0.0.1:${port}`, username: 'a', password: 'b', clientId: 'c' };
}

const LIMIT = /Set 'Max TLS Version' to 'TLS 1\.2' in the credential/;
const faults: Array<[string, () => Promise<Credential>, RegExp, RegExp]> = [
	[
		'resets the handshake',
		async () => await emulatorWith({ tls: 'reset' }),
		/closed the connection during the TLS handshake/,
		LIMIT,
	],
	[
		'drops the handshake',
		async () => await emulatorWith({ tls: 'drop' }),
		/did not answer the TLS handshake/,
		LIMIT,
	],
	[
		'answers the handshake with an alert',
		async () => await emulatorWith({ tls: 'alert' }),
		/ended the TLS handshake with alert \d+/,
		LIMIT,
	],
	['has a weak key', weakKey, /too weak for Node\.js/, /RSA key of at least 2,048 bits/],
];

const CHECK: INodeParameters = { resource: 'connection', operation: 'check' };

/** What a person reads, wherever the connection is tried. */
async function messagesFor(credential: Credential): Promise<Record<string, string>> {
	const run = async (parameters: INodeParameters) => {
		const options = { timeout: 1 };
		const credentials = { paxtonNet2Api: credential };
		const onError = 'continueRegularOutput';
		const result = await runNode(NODE, { ...parameters, options }, [{}], { credentials, onError });
		return String(errorsOf(result)[0]?.['message']);
	};
	const [tested, checked, ran] = await Promise.all([
		credentialTest(NODE, 'paxtonNet2Api', credential),
		run(CHECK),
		run(get('key', '00123')),
	]);
	return { 'the credential test': tested.message, 'the check': checked, 'a run': ran };
}

test.each(faults)(
	'a server that %s is explained, with the way out, in the credential test, the check and a run',
	async (_, credentialOf, says, remedy) => {
		const messages = await messagesFor(await credentialOf());
		for (const [where, message] of Object.entries(messages)) {
			expect(message, where).toMatch(says);
			expect(message, where).toMatch(remedy);
			expect(message, where).not.toMatch(/wrong port|8443|8080/i);
		}
	},
);

test.each(['reset', 'drop', 'alert', '1.2'] as const)(
	"'Max TLS Version' is the way out where TLS 1.3 meets %s",
	async (tls) => {
		const credential = { ...(await emulatorWith({ tls })), maxTlsVersion: '1.2' };
		expect(await credentialTest(NODE, 'paxtonNet2Api', credential)).toMatchObject({ status: 'OK' });
		const credentials = { paxtonNet2Api: credential };
		const { json } = await runNode(NODE, get('key', '00123'), [{}], { credentials });
		expect(json).toMatchObject([{ lastName: 'Lovelace' }]);
	},
);

test('a server with TLS 1.2 alone needs no setting', async () => {
	const credential = await emulatorWith({ tls: '1.2' });
	expect(await credentialTest(NODE, 'paxtonNet2Api', credential)).toMatchObject({ status: 'OK' });
});
