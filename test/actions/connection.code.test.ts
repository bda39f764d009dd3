import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { errorsOf, signIns } from '../promises/support';
import { credentialFor, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
let nth = 0;
beforeEach(async () => {
	// A password of its own, since the process keeps the sign-ins of one credential.
	nth += 1;
	const password = `canary-password-${nth}`;
	net2 = await setUp({ mfa: 'email', operator: { password } });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const connection = async (operation: string, more: object = {}, items: IDataObject[] = [{}]) =>
	await net2.run({ resource: 'connection', operation, ...more }, items, {
		credentials: { paxtonNet2Api: { ...credentialFor(net2.emulator, { mfaType: 'email' }) } },
		onError: 'continueRegularOutput',
	});
const emailed = () => net2.emulator.mfa().lastEmailedCode ?? '';
const textOf = (json: IDataObject | undefined, name: string) => String(json?.[name]);
const steps = () =>
	net2.emulator.requests().map(({ path, status }) => `${path.split('/').at(-1)} ${status}`);

test('one email for all items; the challenge is sealed, and opens the door with the code', async () => {
	const { json, items } = await connection('requestCode', {}, [{}, {}, {}]);
	expect(json).toEqual([
		{
			operation: 'connection.requestCode',
			outcome: 'codeRequested',
			challenge: expect.stringMatching(/^v2\./),
			session: null,
			tokenEnds: null,
		},
	]);
	expect(items[0]?.pairedItem).toHaveLength(3);
	expect(steps()).toEqual(['tokens 400', 'mfa-request 200']);

	const challenge = textOf(json[0], 'challenge');
	const submitted = await connection('submitCode', { challenge, code: ` ${emailed()} ` });
	expect(submitted.json).toEqual([
		{
			operation: 'connection.submitCode',
			outcome: 'signedIn',
			session: expect.stringMatching(/^v2\./),
			tokenEnds: expect.stringMatching(/Z$/),
		},
	]);
	net2.emulator.clearRequests();
	const list = await net2.run({ resource: 'department', operation: 'getAll' }, [{}], {
		credentials: { paxtonNet2Api: { ...credentialFor(net2.emulator, { mfaType: 'email' }) } },
	});
	expect(list.error).toBeUndefined();
	expect(signIns(net2.emulator)).toEqual([]);
});

test('neither challenge nor saved sign-in is worth anything in clear', async () => {
	const begun = await connection('requestCode');
	const challenge = textOf(begun.json[0], 'challenge');
	const { json } = await connection('submitCode', { challenge, code: emailed() });
	const text = JSON.stringify([begun.json, json]);
	expect(text).not.toMatch(/eyJ|canary/);
	expect(text).not.toContain(emailed());
});

test('a wrong code is never sent again, and the next one needs another email', async () => {
	const { json } = await connection('requestCode');
	const challenge = textOf(json[0], 'challenge');
	const wrong = emailed() === '111111' ? '222222' : '111111';
	const first = await connection('submitCode', { challenge, code: wrong });
	expect(errorsOf(first)[0]).toMatchObject({ reason: 'signInRefused' });
	net2.emulator.clearRequests();
	const again = await connection('submitCode', { challenge, code: wrong });
	expect(errorsOf(again)[0]).toMatchObject({
		reason: 'mfaRequired',
		message: expect.stringMatching(/used before.*Request Code/),
	});
	expect(steps()).toEqual([]);
});

test.each([
	['an empty code', { code: "={{ '' }}" }, /Code/],
	['a code that is a number', { code: '={{ 12345 }}' }, /leading zeros.*text/],
	['no challenge', { challenge: "={{ '' }}" }, /Challenge/],
	['a challenge of somebody else', { challenge: 'v2.AAAA.AAAA.AAAA' }, /does not belong/],
])('%s spends nothing', async (_what, change, words) => {
	const { json } = await connection('requestCode');
	const code = emailed();
	const challenge = textOf(json[0], 'challenge');
	net2.emulator.clearRequests();
	const { json: result } = await connection('submitCode', { challenge, code, ...change });
	expect(result[0]).toMatchObject({
		error: { reason: 'badInput', message: expect.stringMatching(words) },
	});
	expect(steps()).toEqual([]);
	expect((await connection('submitCode', { challenge, code })).json[0]).toMatchObject({
		outcome: 'signedIn',
	});
});

test('without a second factor, request code gives the saved sign-in at once', async () => {
	net2.emulator.config({ mfa: 'none' });
	const { json } = await connection('requestCode');
	expect(json[0]).toMatchObject({
		outcome: 'signedIn',
		challenge: null,
		session: expect.stringMatching(/^v2\./),
	});
});

test('check says that a code is needed and how to get one, and sends no email', async () => {
	const { json } = await connection('check');
	expect(json[0]).toMatchObject({
		error: {
			reason: 'mfaRequired',
			message: expect.stringMatching(/one-time code.*Request Code.*Submit Code/),
		},
	});
	expect(steps()).toEqual(['tokens 400']);
});

test('signing out ends it at Net2 and forgets it here; the saved sign-in opens nothing any more', async () => {
	const { json } = await connection('requestCode');
	const submitted = await connection('submitCode', {
		challenge: textOf(json[0], 'challenge'),
		code: emailed(),
	});
	const session = textOf(submitted.json[0], 'session');
	const out = await connection('signOut');
	expect(out.json).toEqual([
		{ operation: 'connection.signOut', outcome: 'signedOut', revoked: true, warnings: [] },
	]);
	const again = await connection('check', { options: { session } });
	expect(errorsOf(again)[0]).toMatchObject({ reason: 'mfaRequired' });
});

test('the code of the first item counts, since one sign-in is for all items', async () => {
	const { json } = await connection('requestCode');
	const challenge = textOf(json[0], 'challenge');
	const items = [{ code: emailed() }, { code: '000000' }];
	const submitted = await connection('submitCode', { challenge, code: '={{ $json.code }}' }, items);
	expect(submitted.json).toMatchObject([{ outcome: 'signedIn' }]);
});
