import { siteVariant } from '../support/siteVariants';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, locator, setUp } from '../actions/setUp';
import type { Emulator, FaultName } from '../../emulator';
import {
	errorsOf,
	expectEachItemReports,
	get,
	personWith,
	signIns,
	withoutPauses,
	writes,
} from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
	withoutPauses();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const two = [{ key: '00123' }, { key: '123' }];
const three = [...two, { key: '200' }];

const troubles: Array<{
	what: string;
	credential?: object;
	set?: (emulator: Emulator) => void;
	reason: string;
	says: RegExp;
	remedy: RegExp;
	/** Sign-ins of the first of the three runs. The others do not repeat what is refused. */
	signIns: number;
}> = [
	{
		what: 'an unknown client id',
		credential: { clientId: '00000000-0000-0000-0000-00000000dead' },
		reason: 'signInRefused',
		says: /does not know the client id \(invalid_client\)/,
		remedy: /Copy the ClientID from the API licence file.*restart the Net2 service/,
		signIns: 1,
	},
	{
		what: 'a wrong password',
		credential: { password: 'not it' },
		reason: 'signInRefused',
		says: /rejected the operator or the password \(401\)/,
		remedy: /check 'Password'\. The node tries again after a minute/,
		signIns: 1,
	},
	{
		what: 'an operator that Net2 does not have',
		credential: { username: 'Nobody Known' },
		reason: 'signInRefused',
		says: /rejected the operator or the password \(401\)/,
		remedy: /Write 'Operator' exactly as Net2 shows it/,
		signIns: 1,
	},
	...([200, 400, 401, 403] as const).map((mfaStatus) => ({
		what: `a second factor that nobody expected (${mfaStatus})`,
		set: (emulator: Emulator) => void emulator.config({ mfa: 'otp', mfaStatus }),
		reason: 'mfaRequired',
		says: /accepted the password and requires a second factor/,
		remedy: /Choose 'Second Factor' in the credential/,
		signIns: 3,
	})),
	{
		what: 'a limit on sign-ins that does not end',
		set: (emulator) => strike(emulator, 'POST */authorization/tokens', '429'),
		reason: 'signInLimited',
		says: /too many of them \(429\)/,
		remedy: /Wait a minute, and run fewer programs that sign in/,
		// Requests that go out together share the sign-in that is refused.
		signIns: siteVariant()?.serial === true ? 48 : 24,
	},
];

function strike(emulator: Emulator, match: string, fault: FaultName): void {
	emulator.faults([{ match, fault, times: 10_000 }]);
}

test.each(troubles)('$what: says so, and what to do, for each item', async (trouble) => {
	trouble.set?.(net2.emulator);
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator, { ...trouble.credential }) };
	await expectEachItemReports(
		async (onError) =>
			await net2.run(get('key', '={{ $json.key }}'), two, { credentials, onError }),
		trouble,
	);
	expect(signIns(net2.emulator)).toHaveLength(trouble.signIns);
	expect(net2.emulator.requests()).toHaveLength(trouble.signIns);
});

test('an operator without the right sees which one is missing, for each item', async () => {
	net2.emulator.config({ operatorRights: ['departments', 'levels', 'querydb'] });
	await expectEachItemReports(
		async (onError) =>
			await net2.run(get('net2Id', '={{ $json.id }}'), [{ id: 1 }, { id: 2 }], { onError }),
		{
			reason: 'notAllowed',
			says: /rejected GET \/users\/\{id\}.* \(403\): the operator may not see users/,
			remedy: /Give the operator the right to see users in Net2/,
		},
	);
});

test('an operator who may not use the SQL route is served from the list of users, with one warning', async () => {
	net2.emulator.config({ operatorRights: ['users', 'departments', 'levels'] });
	const { json, error } = await net2.run(
		{ resource: 'user', operation: 'disable', user: locator('key', '={{ $json.key }}') },
		three,
	);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{ outcome: 'disabled', warnings: [expect.stringContaining('refused the SQL route')] },
		{ outcome: 'disabled', warnings: [] },
		{ outcome: 'disabled', warnings: [] },
	]);
	for (const { key } of three) expect(personWith(net2.emulator, key).canOpen).toEqual([]);
});

test('a right that is missing for one step only fails there, and says what was done', async () => {
	net2.emulator.config({ operatorRights: ['users', 'departments', 'querydb'] });
	const result = await net2.run(
		{
			resource: 'accessLevel',
			operation: 'grant',
			user: locator('key', '={{ $json.key }}'),
			accessLevels: ['Server room'],
		},
		two,
		{ onError: 'continueRegularOutput' },
	);
	expect(errorsOf(result)).toMatchObject(
		two.map(({ key }) => ({
			reason: 'notAllowed',
			key,
			message: expect.stringContaining('GET /accesslevels (403)'),
		})),
	);
	expect(writes(net2.emulator)).toEqual([]);
});
