import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import type { MovableClock } from '../../emulator';
import { crowdKeys, errorsOf, get, isSignIn, shareClock, signIns } from './support';

let clock: MovableClock;
let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	clock = shareClock();
	net2 = await setUp({ seed: 20, mfa: 'otp', signInRate: 2, clock });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const items = crowdKeys(20).map((key) => ({ key }));
const getByKey = get('key', '={{ $json.key }}');
const otp = (mfaSecret = net2.emulator.mfa().secret) => ({
	credentials: { paxtonNet2Api: credentialFor(net2.emulator, { mfaType: 'otp', mfaSecret }) },
	onError: 'continueRegularOutput' as const,
});
const steps = () =>
	net2.emulator
		.requests()
		.filter(isSignIn)
		.map(({ path, grant, status }) => [path.split('/').at(-1), grant, status]);
const fourSteps = (mfaStatus: number) => [
	['tokens', 'password', mfaStatus],
	['mfa-request', undefined, 200],
	['mfa-challenge', undefined, 200],
	['tokens', 'mfa_2fa', 200],
];

test.each([200, 400, 401, 403] as const)(
	'an authenticator’s secret signs in by itself if Net2 requires %i',
	async (mfaStatus) => {
		net2.emulator.config({ mfaStatus });
		const result = await net2.run(getByKey, items, otp());
		expect(errorsOf(result)).toEqual([]);
		expect(result.json).toHaveLength(20);
		expect(steps()).toEqual(fourSteps(mfaStatus));
	},
);

test.each([
	['with blanks', (secret: string) => secret.replace(/(.{4})/g, '$1 ')],
	['in small letters', (secret: string) => secret.toLowerCase()],
	['as an address', () => net2.emulator.mfa().uri],
])('the secret may be pasted %s', async (_, write) => {
	const result = await net2.run(getByKey, items, otp(write(net2.emulator.mfa().secret)));
	expect(errorsOf(result)).toEqual([]);
	expect(steps()).toEqual(fourSteps(400));
});

test('a code that another program has used is followed by one more, of the next window', async () => {
	// At the start of a window, so that the node's code is the colleague's. Near its end the node waits for the next
	// one.
	clock.advance(30_000 - (clock.now().getTime() % 30_000));
	const { code } = net2.emulator.mfa();
	const begin = clock.now().getTime();
	// A colleague signs in with the same authenticator.
	const post = async (path: string, body: object) =>
		await fetch(`${net2.emulator.url}/api/v1/authorization/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	const { username, password, clientId } = net2.emulator.operator;
	const requested = await post('tokens', {
		username,
		password,
		client_id: clientId,
		grant_type: 'password',
	});
	const { challengeToken }: { challengeToken: string } = JSON.parse(await requested.text());
	await post('mfa-request', { challengeToken, challengeType: 'otp' });
	expect((await post('mfa-challenge', { challengeToken, code })).status).toBe(200);
	clock.advance(1_000);
	net2.emulator.clearRequests();

	const result = await net2.run(getByKey, items, otp());
	expect(errorsOf(result)).toEqual([]);
	expect(steps().map(([path, , status]) => [path, status])).toEqual([
		['tokens', 400],
		['mfa-request', 200],
		['mfa-challenge', 400],
		['tokens', 400],
		['mfa-request', 200],
		['mfa-challenge', 200],
		['tokens', 200],
	]);
	expect(clock.now().getTime() - begin).toBeLessThan(65_000);
});

test('the secret of another operator is tried twice, with two codes, and then no more', async () => {
	const wrong = otp('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
	const result = await net2.run(getByKey, items, wrong);
	expect(errorsOf(result)).toHaveLength(20);
	expect(new Set(errorsOf(result).map(({ reason }) => reason))).toEqual(new Set(['signInRefused']));
	expect(errorsOf(result)[0]?.['message']).toMatch(
		/accepted the password but rejected the one-time code.*'Authenticator Secret' in the credential/,
	);
	expect(steps().filter(([path]) => path === 'mfa-challenge')).toHaveLength(2);
	net2.emulator.clearRequests();
	await net2.run(getByKey, items, wrong);
	expect(steps()).toEqual([]);
});

test('no second factor is needed again while the refresh token lives', async () => {
	net2.emulator.config({ tokenLife: 60, refreshLife: 3_600, refreshSlides: true });
	await net2.run(getByKey, items.slice(0, 1), otp());
	net2.emulator.clearRequests();
	for (let run = 0; run < 10; run += 1) {
		clock.advance(15 * 60_000);
		const result = await net2.run(getByKey, items.slice(0, 1), otp());
		expect(errorsOf(result)).toEqual([]);
	}
	expect(steps()).toEqual(Array.from({ length: 10 }, () => ['tokens', 'refresh_token', 200]));
});

test('a code typed into the credential is sent once, and never again', async () => {
	const { code } = net2.emulator.mfa();
	const typed = {
		credentials: { paxtonNet2Api: credentialFor(net2.emulator, { mfaType: 'otp', mfaCode: code }) },
		onError: 'continueRegularOutput' as const,
	};
	expect(errorsOf(await net2.run(getByKey, items, typed))).toEqual([]);
	net2.emulator.config({ refreshNeedsMfa: true });
	clock.advance(3 * 60 * 60_000);
	net2.emulator.clearRequests();
	const result = await net2.run(getByKey, items, typed);
	expect(errorsOf(result)[0]).toMatchObject({
		reason: 'mfaRequired',
		message: expect.stringContaining('was used before'),
	});
	expect(steps().filter(([path]) => path === 'mfa-challenge')).toEqual([]);
	expect(signIns(net2.emulator).filter(({ grant }) => grant === 'password')).toHaveLength(1);
});
