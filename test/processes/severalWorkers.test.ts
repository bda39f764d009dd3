import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import { signIns } from '../promises/support';
import { inNextProcess } from './inNextProcess';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ signInRate: 2, loopbackExempt: false });
});
afterEach(async () => await net2.emulator.stop());

test('workers that start together wait out the limit, and each signs in once', async () => {
	const credential = credentialFor(net2.emulator);
	const result = await Promise.all(
		[1, 2, 3].map(async () => await inNextProcess({ credential }, ['worker'])),
	);
	for (const one of result) expect(one).toMatchObject({ count: 5, staticData: {} });
	expect(result.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
	const statuses = signIns(net2.emulator).map(({ status }) => status);
	expect(statuses.filter((status) => status === 200)).toHaveLength(3);
	expect(new Set(statuses.filter((status) => status !== 200))).toEqual(
		new Set(statuses.includes(429) ? [429] : []),
	);
});

test('a saved sign-in made with an emailed code signs in another process', async () => {
	net2.emulator.config({ mfa: 'email', signInRate: 'off' });
	const credential = credentialFor(net2.emulator, { mfaType: 'email' });
	const connection = async (operation: string, more: object = {}) =>
		await net2.run({ resource: 'connection', operation, ...more }, [{}], {
			credentials: { paxtonNet2Api: { ...credential } },
		});
	const begun = await connection('requestCode');
	const code = net2.emulator.mfa().lastEmailedCode ?? '';
	const done = await connection('submitCode', {
		challenge: String(begun.json[0]?.['challenge']),
		code,
	});
	const session = String(done.json[0]?.['session']);
	net2.emulator.clearRequests();

	expect(await inNextProcess({ credential, session }, ['worker'])).toMatchObject({ count: 5 });
	expect(signIns(net2.emulator)).toEqual([]);
	const without = await inNextProcess({ credential }, ['worker']);
	expect(without.error).toContain('mfaRequired');
	const another = await inNextProcess(
		{ credential: { ...credential, password: 'another' }, session },
		['worker'],
	);
	expect(another.error).toContain('signInRefused');
});
