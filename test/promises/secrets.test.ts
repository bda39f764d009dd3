import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, locator, mapper, NODE, setUp } from '../actions/setUp';
import type { Emulator, FaultName } from '../../emulator';
import { credentialTest, listSearch, type NodeResult } from '../engine';
import type { Reason } from '../../nodes/PaxtonNet2/messages/reason';
import {
	leaksIn,
	NEW_PIN_EXPRESSION,
	OLD_PIN,
	PASSWORD,
	watchSecrets,
	WRONG_PASSWORD,
} from './secretCanaries';
import { errorsOf, shareClock, signIns } from './support';

let secretsOf: ReturnType<typeof watchSecrets>;
let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	secretsOf = watchSecrets();
	net2 = await setUp({
		https: true,
		mfa: 'otp',
		clock: shareClock(),
		operator: { password: PASSWORD },
	});
	net2.emulator.addUser({ firstName: 'Pina', lastName: 'Pin', pin: OLD_PIN, personnelNumber: '7' });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const user = locator('key', '={{ $json.key }}');
const fields = mapper({ firstName: 'Changed', lastName: 'Pin', pin: NEW_PIN_EXPRESSION });
const create = { resource: 'user', operation: 'create', key: '={{ $json.key }}', fields };
const update = { resource: 'user', operation: 'update', user, fields };
const disable = { resource: 'user', operation: 'disable', user, clearPin: true };
const items = [{ key: '7' }, { key: '00123' }, { key: 'nobody' }];

function credentialOf(emulator: Emulator, changes: object = {}): ICredentialDataDecryptedObject {
	return credentialFor(emulator, {
		caCertificate: emulator.certificate ?? '',
		mfaType: 'otp',
		mfaSecret: emulator.mfa().secret,
		...changes,
	});
}

/** Everything that n8n stores, prints or shows of a run. */
function expectNoLeak({ workflow, staticData, error, items: out, errors }: NodeResult): void {
	const secrets = secretsOf(net2.emulator);
	const thrown = workflow.run.data.resultData.runData['Node']?.map((task) => task.error);
	for (const subject of [out, errors, staticData, error, thrown, workflow.run])
		expect(leaksIn(subject, secrets)).toEqual([]);
}

test('the search finds what it is to find', () => {
	const secrets = secretsOf(net2.emulator);
	const hidden = Object.defineProperty({}, 'hidden', { value: { deep: [PASSWORD] } });
	expect(leaksIn(hidden, secrets)).toEqual(['password']);
	expect(leaksIn({ form: new URLSearchParams({ PASSWORD }).toString() }, secrets)).toEqual([
		'password',
	]);
	expect(leaksIn(new Error('x', { cause: new Error(OLD_PIN) }), secrets)).toEqual(['old PIN']);
});

test.each(['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const)(
	'in runs that go well, with a second factor (%s)',
	async (onError) => {
		const options = { credentials: { paxtonNet2Api: credentialOf(net2.emulator) }, onError };
		for (const parameters of [
			update,
			{ resource: 'user', operation: 'getAll' },
			{ ...create, key: '={{ $json.key }}-new' },
			{ resource: 'accessLevel', operation: 'getAssignments' },
			disable,
		])
			expectNoLeak(await net2.run(parameters, items, options));
		const names = new Set(secretsOf(net2.emulator).map(([name]) => name));
		for (const name of ['access token', 'refresh token', 'challenge', 'MFA code'])
			expect(names).toContain(name);
		expect(signIns(net2.emulator)).toHaveLength(2);
		expect(net2.emulator.state().users.find(({ lastName }) => lastName === 'Pin')?.pin).toBeFalsy();
	},
);

interface Trouble {
	what: string;
	/** Why the items fail that name a user. */
	reason: Reason;
	credential?: (emulator: Emulator) => object;
	set?: (emulator: Emulator) => void;
	timeout?: number;
}

function fault(name: FaultName, match: string, reason: Reason): Trouble {
	return {
		what: `${name} at ${match}`,
		reason,
		set: (emulator) => emulator.faults([{ match, fault: name, times: 10_000 }]),
		timeout: 1,
	};
}

/** What each fault comes to at a route of users, and at the sign-in. */
const FAULTS: Array<[FaultName, Reason, Reason]> = [
	['html', 'badReply', 'badReply'],
	['truncate', 'badReply', 'unreachable'],
	['500', 'badReply', 'unreachable'],
	['429', 'unreachable', 'signInLimited'],
	['reset-after', 'badReply', 'unreachable'],
	['unauthorized', 'notAllowed', 'signInRefused'],
];

const troubles: Trouble[] = [
	{
		what: 'an unknown host',
		reason: 'unreachable',
		credential: () => ({ baseUrl: 'https://net2.invalid' }),
	},
	{
		what: 'a closed port',
		reason: 'unreachable',
		credential: () => ({ baseUrl: 'https://127.0.0.1:1' }),
	},
	{
		what: 'an untrusted certificate',
		reason: 'certificate',
		credential: () => ({ caCertificate: '' }),
	},
	{
		what: 'a password in the address',
		reason: 'badInput',
		credential: ({ url }) => ({
			baseUrl: url.replace('//', `//me:${encodeURIComponent(PASSWORD)}@`),
		}),
	},
	{
		what: 'an unknown client id',
		reason: 'signInRefused',
		credential: () => ({ clientId: 'unknown' }),
	},
	{
		what: 'a wrong password',
		reason: 'signInRefused',
		credential: () => ({ password: WRONG_PASSWORD }),
	},
	{
		what: 'a second factor that was not expected',
		reason: 'mfaRequired',
		credential: () => ({ mfaType: 'none' }),
	},
	{
		what: 'a secret that is none',
		reason: 'badInput',
		credential: () => ({ mfaSecret: `${PASSWORD}1890` }),
	},
	{
		what: 'a secret of another operator',
		reason: 'signInRefused',
		credential: () => ({ mfaSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
	},
	{
		what: 'no right',
		reason: 'notAllowed',
		set: (emulator) => emulator.config({ operatorRights: ['querydb'] }),
	},
	// No write fails then. The one failure is that no user has the last number.
	{
		what: 'an empty body',
		reason: 'notFound',
		set: (emulator) => emulator.config({ emptyBody: true }),
	},
	...FAULTS.flatMap(([name, atUsers, atSignIn]) => [
		fault(name, '* /api/v1/users*', atUsers),
		fault(name, 'POST /api/v1/authorization/*', atSignIn),
	]),
];

test.each(troubles)('in the failure of $what', async ({ reason, credential, set, timeout }) => {
	const reasons = new Set<unknown>();
	set?.(net2.emulator);
	const data = credentialOf(net2.emulator, credential?.(net2.emulator));
	const credentials = { paxtonNet2Api: data };
	const options = timeout === undefined ? {} : { timeout };
	for (const onError of ['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const)
		for (const parameters of [update, create, disable]) {
			const result = await net2.run({ ...parameters, options }, items, { credentials, onError });
			expectNoLeak(result);
			for (const { reason } of errorsOf(result)) reasons.add(reason);
		}
	// Without the trouble, a test of its messages would show nothing.
	expect([...reasons]).toEqual([reason]);

	const secrets = secretsOf(net2.emulator);
	const result = await credentialTest(NODE, 'paxtonNet2Api', data);
	expect(leaksIn(result, secrets)).toEqual([]);
	const list = await listSearch(NODE, 'searchUsers', { credentials }).catch(
		(error: unknown) => error,
	);
	expect(leaksIn(list, secrets)).toEqual([]);
});
