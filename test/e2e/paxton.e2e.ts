import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator';
import type { Emulator } from '../../emulator';
import { at } from './json';
import { openLab } from './lab';
import { N8n } from './n8n';
import { cliWorkflow, credentialOnNode, webhookWorkflow } from './paxtonWorkflows';

/** The packed package in a real n8n, against the emulator. `npm run e2e` builds it first. */
const canaries = { password: 'canary-password-47', pin: '60486' };
const person = (key: string, lastName: string, department = 'Sales') => ({
	key,
	firstName: 'Ann',
	lastName,
	pin: canaries.pin,
	department,
});

let emulator: Emulator;
let n8n: N8n;

function credentialData() {
	return {
		baseUrl: emulator.url,
		...emulator.operator,
		mfaType: 'otp',
		mfaSecret: emulator.mfa().secret,
	};
}

/** Sign-ins with a password, which are the ones Net2 limits. */
function signIns(): number {
	return emulator.requests().filter(({ grant }) => grant === 'password').length;
}

/** By the key in custom field 14, Personnel number. */
function userWithKey(key: string) {
	return emulator
		.state()
		.users.find(({ customFields }) =>
			customFields.some(({ id, value }) => id === 14 && value === key),
		);
}

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator({ mfa: 'otp', operator: { password: canaries.password } });
	n8n = await N8n.create(lab);
	await n8n.installPackage();
	const credential = { ...credentialOnNode, type: 'paxtonNet2Api', data: credentialData() };
	await n8n.importCredentials([credential]);
	await n8n.importWorkflows([
		cliWorkflow('byHand', [person('00501', "O'Brien"), person('501', 'Żółć', "Int'l Trade")]),
		cliWorkflow('halfBad', [person('601', 'Nowhere', 'Nowhere'), person('602', 'Somewhere')]),
		webhookWorkflow('joiners', 'joiner', 'continueErrorOutput'),
		webhookWorkflow('leavers', 'leaver', 'continueErrorOutput'),
		webhookWorkflow('strict', 'leaver', 'stopWorkflow'),
	]);
});

afterAll(async () => {
	await n8n?.dispose();
	await emulator?.stop();
});

beforeEach(() => {
	emulator.clearRequests();
});

describe('by command line', () => {
	it('creates people, disabled, and shows no secret in the raw output', async () => {
		const { raw, run } = await n8n.execute('byHand');
		expect(at(run, 'data', 'resultData', 'error')).toBeUndefined();
		const items = at(run, 'data', 'resultData', 'runData', 'Net2', 0, 'data', 'main', 0);
		expect(items).toMatchObject([
			{ json: { outcome: 'created', key: '00501', verified: true } },
			{ json: { outcome: 'created', key: '501', verified: true } },
		]);
		expect(userWithKey('00501')).toMatchObject({ department: 'Sales', canOpen: [] });
		expect(userWithKey('501')).toMatchObject({ department: "Int'l Trade", canOpen: [] });
		expect(signIns()).toBe(1);

		// The PIN is in the workflow itself, so only the output of our node counts.
		const [, output] = raw.split('"Net2": [');
		expect(output).toContain('verified');
		expect(output).not.toContain(canaries.pin);
		for (const secret of [canaries.password, emulator.mfa().secret]) {
			expect(raw).not.toContain(secret);
		}
		expect(raw).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
	});

	it('finds them the second time, and writes nothing', async () => {
		const { run } = await n8n.execute('byHand');
		const items = at(run, 'data', 'resultData', 'runData', 'Net2', 0, 'data', 'main', 0);
		expect(items).toMatchObject([
			{ json: { outcome: 'correlated', changed: false } },
			{ json: { outcome: 'correlated', changed: false } },
		]);
		const writes = emulator.requests().filter(({ path, method }) => {
			return /\/users|\/departments/.test(path) && method !== 'GET';
		});
		expect(writes).toEqual([]);
	});

	it('in stop mode names the failed person, carries out the other, and shows no secret', async () => {
		const { raw, run } = await n8n.execute('halfBad');
		expect(at(run, 'status')).toBe('error');
		const error = at(run, 'data', 'resultData', 'error');
		expect(JSON.stringify(error)).toContain('601');
		expect(JSON.stringify(error)).toContain('unknownDepartment');
		expect(userWithKey('602')).toMatchObject({ department: 'Sales' });
		expect(raw).not.toContain(canaries.password);
		expect(raw).not.toContain(emulator.mfa().secret);
	});
});

describe('by an active webhook', () => {
	beforeAll(async () => {
		await n8n.start();
		await n8n.rest.signIn();
		for (const id of ['joiners', 'leavers', 'strict']) await n8n.rest.activate(id);
	});

	it('tests the credential through the node', async () => {
		const test = (password: string) =>
			n8n.rest.request('POST', '/rest/credentials/test', {
				credentials: {
					id: '',
					name: 'Test',
					type: 'paxtonNet2Api',
					data: { ...credentialData(), password },
				},
			});
		expect(await test(canaries.password)).toMatchObject({ status: 'OK' });
		expect(await test('wrong')).toMatchObject({ status: 'Error' });
	});

	it('sends a failed person to the error output, and the others on', async () => {
		const list = [person('700', 'Joiner'), person('701', 'Lost', 'No such department')];
		const { status, text } = await n8n.callWebhook('joiners', { people: list });
		expect(status).toBe(200);
		expect(JSON.parse(text)).toMatchObject([
			{ outcome: 'created', key: '700' },
			{ error: { reason: 'unknownDepartment', key: '701' } },
		]);
		expect(userWithKey('700')).toMatchObject({ department: 'Sales' });
	});

	it('in stop mode tries all users all the same, and then fails the execution', async () => {
		const list = [{ key: '701404' }, { key: '700' }];
		const { status } = await n8n.callWebhook('strict', { people: list });
		expect(status).toBe(500);
		expect(await n8n.rest.executions('strict')).toMatchObject([{ status: 'error' }]);
		expect(userWithKey('700')?.expiryDate).toBeTruthy();
		expect(userWithKey('700')?.canOpen).toEqual([]);
	});

	it('signs in no more while the token lives, also after the server was killed', async () => {
		await n8n.callWebhook('leavers', { people: [{ key: '00501' }] });
		expect(userWithKey('00501')?.canOpen).toEqual([]);
		const afterFirst = signIns();
		await n8n.callWebhook('leavers', { people: [{ key: '00501' }] });
		expect(signIns()).toBe(afterFirst);

		await n8n.stop('SIGKILL');
		await n8n.start();
		const { text } = await n8n.callWebhook('leavers', { people: [{ key: '00501' }] });
		expect(JSON.parse(text)).toMatchObject([{ outcome: 'unchanged' }]);
		expect(signIns()).toBe(afterFirst);
	});

	it('keeps nothing readable between executions', async () => {
		await n8n.rest.signIn();
		const kept = JSON.stringify(await n8n.rest.staticData('leavers'));
		expect(kept.length).toBeGreaterThan(50);
		expect(kept).not.toContain(canaries.password);
		expect(kept).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
		expect(n8n.printed).not.toContain(canaries.password);
	});
});
