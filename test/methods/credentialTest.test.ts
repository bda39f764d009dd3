import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { afterEach, expect, test } from 'vitest';
import { credentialTest } from '../engine';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator';
import { credentialFor, NODE } from '../actions/setUp';

let emulator: Emulator;
afterEach(async () => await emulator.stop());

async function verdict(
	changes: ICredentialDataDecryptedObject = {},
	options: EmulatorOptions = {},
): Promise<string> {
	emulator = await startEmulator({ signInRate: 'off', ...options });
	const data = credentialFor(emulator, changes);
	const { status, message } = await credentialTest(NODE, 'paxtonNet2Api', data);
	for (const secret of ['canary', emulator.mfa().secret]) expect(message).not.toContain(secret);
	return `${status}: ${message}`;
}

test('a good credential signs in and shows the version', async () => {
	expect(await verdict()).toMatch(/^OK: Signed in as System engineer/);
});

test.each([
	[
		'a wrong password',
		{ password: 'canary-wrong' },
		/^Error: .*password.*says: "\w+"\. Write 'Operator'/,
	],
	['a wrong client id', { clientId: 'canary-client' }, /^Error: .*client id/i],
	['a closed port', { baseUrl: 'http://127.0.0.1:1' }, /^Error: .*(port|refused|reach)/i],
	['an unknown host', { baseUrl: 'http://net2.invalid' }, /^Error: .*(host|name)/i],
	['an address that is none', { baseUrl: 'net2' }, /^Error: .*https:\/\//],
])('%s', async (_, changes, expected) => {
	expect(await verdict(changes)).toMatch(expected);
});

test.each([
	['plain http', {}, {}, /^OK: Signed in as .* Warning: The connection to Net2 is not encrypted/],
	[
		'Ignore SSL Issues',
		{ allowUnauthorizedCerts: true },
		{ https: true },
		/^OK: Signed in as .* Warning: 'Ignore SSL Issues' is on/,
	],
])('%s is warned of', async (_, changes, options, expected) => {
	expect(await verdict(changes, options)).toMatch(expected);
});

test('a trusted certificate brings no warning', async () => {
	emulator = await startEmulator({ signInRate: 'off', https: true });
	const data = credentialFor(emulator, { caCertificate: emulator.certificate ?? '' });
	const { message } = await credentialTest(NODE, 'paxtonNet2Api', data);
	expect(message).not.toContain('Warning');
});

test('a certificate that is not trusted is named', async () => {
	expect(await verdict({}, { https: true })).toMatch(/^Error: .*certificate/i);
});

test('the second factor is not begun: no code is sent or spent', async () => {
	const email = { mfaType: 'email', mfaCode: '123456' };
	expect(await verdict(email, { mfa: 'email' })).toMatch(
		/^OK: Net2 accepted the password\. It requires the second factor/,
	);
	expect(emulator.requests().map(({ path }) => path)).not.toContainEqual(
		expect.stringContaining('mfa'),
	);
	await emulator.stop();
	expect(await verdict({}, { mfa: 'otp' })).toMatch(
		/^Error: Net2 accepted the password but requires .*'Second Factor'/,
	);
});

test('with the secret of an authenticator it goes all the way', async () => {
	emulator = await startEmulator({ signInRate: 'off', mfa: 'otp' });
	const data = credentialFor(emulator, { mfaType: 'otp', mfaSecret: emulator.mfa().secret });
	expect(await credentialTest(NODE, 'paxtonNet2Api', data)).toMatchObject({ status: 'OK' });
});

test('a server that has had enough of sign-ins is named', async () => {
	emulator = await startEmulator({ signInRate: 'off' });
	const data = credentialFor(emulator);
	const match = 'POST /api/v1/authorization/tokens';
	emulator.faults([1, 2, 3, 4].map((nth) => ({ match, nth, fault: '429' })));
	const limited = await credentialTest(NODE, 'paxtonNet2Api', data);
	expect(limited).toMatchObject({ status: 'Error', message: expect.stringMatching(/sign-in/i) });
});
