import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import { withoutPauses } from '../promises/support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ https: true });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const list = { resource: 'department', operation: 'getAll' };
const using = (changes: object) => ({
	credentials: {
		paxtonNet2Api: credentialFor(net2.emulator, { caCertificate: pem(), ...changes }),
	},
});
const pem = () => net2.emulator.certificate ?? '';
const signIns = () =>
	net2.emulator.requests().filter(({ path }) => path.endsWith('/authorization/tokens')).length;

test('trusts the certificate of the credential, also when a text field took its lines', async () => {
	for (const caCertificate of [pem(), pem().replaceAll('\n', ' ')]) {
		const { json, error } = await net2.run(list, [{}], using({ caCertificate }));
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	}
});

test('refuses a certificate that is not trusted, and goes on if it is set to', async () => {
	const refused = await net2.run(list, [{}], using({ caCertificate: '' }));
	expect(refused.error?.message).toContain('certificate');
	const lenient = { caCertificate: '', allowUnauthorizedCerts: true };
	expect((await net2.run(list, [{}], using(lenient))).error).toBeUndefined();
});

test('signs in once for many items and executions of this process', async () => {
	const get = {
		resource: 'user',
		operation: 'get',
		user: { __rl: true, mode: 'key', value: '00123' },
	};
	const password = net2.emulator.operator.password;
	await net2.run(get, [{}, {}, {}], using({ password }));
	await net2.run(list, [{}], using({ password }));
	expect(signIns()).toBe(1);
});

test('leaves a sealed sign-in in the static data of a production run, and nothing in clear', async () => {
	const { staticData } = await net2.run(list, [{}], using({}));
	const text = JSON.stringify(staticData);
	expect(text).toMatch(/"paxtonNet2":\{"[\w-]+":"v2\./);
	expect(text).not.toContain(net2.emulator.operator.password);
	expect(text).not.toContain(net2.emulator.operator.username);
});

test('a wrong password costs one attempt for all items, and is never repeated', async () => {
	const { json } = await net2.run(
		{ resource: 'user', operation: 'get', user: { __rl: true, mode: 'key', value: '00123' } },
		Array.from({ length: 20 }, () => ({})),
		{ ...using({ password: 'canary-wrong' }), onError: 'continueRegularOutput' },
	);
	expect(signIns()).toBe(1);
	expect(json).toHaveLength(20);
	expect(json[0]).toMatchObject({ error: { reason: 'signInRefused' } });
	expect(JSON.stringify(json)).not.toContain('canary-wrong');
});

test.each([
	['no address', { baseUrl: '' }, 'badInput'],
	['an address that is none', { baseUrl: 'net2.local' }, 'badInput'],
	['a closed port', { baseUrl: 'https://127.0.0.1:1' }, 'unreachable'],
])('%s is reported for every item', async (_, changes, reason) => {
	withoutPauses();
	const { json } = await net2.run(
		{ resource: 'user', operation: 'get', user: { __rl: true, mode: 'key', value: '00123' } },
		[{}, {}],
		{ ...using(changes), onError: 'continueRegularOutput' },
	);
	const failure = { error: { reason, key: '00123' } };
	expect(json).toMatchObject([failure, failure]);
});
