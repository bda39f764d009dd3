import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import type { WorkflowJson } from '../engine';
import { startMailServer } from '../examples/hrServer';
import { at, isObject } from './json';
import { openLab } from './lab';
import { N8n } from './n8n';
import { ShippedRuns, shippedWorkflows, workflowsFolder } from './shipped';

/**
 * The shipped workflows, imported as they are into a real n8n, and each run from each of its triggers. The n8n has
 * one credential for the emulator, by the name that n8n gives it.
 */
const root = join(__dirname, '..', '..');
const credential = { id: 'anyIdWillDo', name: 'Paxton Net2 account', type: 'paxtonNet2Api' };
/** The one workflow that cannot do without an account of another kind. */
const mailbox = { id: 'mailbox', name: 'Mailbox of the Net2 operator', type: 'imap' };
const smtp = { id: 'mailServer', name: 'SMTP account', type: 'smtp' };
const FRONT = 6000001;

let emulator: Emulator;
let n8n: N8n;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let workflows: Map<string, WorkflowJson>;
let runs: ShippedRuns;

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator({
		seed: 'hr',
		signInRate: 'off',
		putClears: ['expiry', 'activate', 'flags'],
		customFields: 'replace',
		individual: 'omit-clears',
	});
	mail = await startMailServer();
	// The few that read files do so by a path from here.
	n8n = await N8n.create(lab, {
		env: { N8N_RESTRICT_FILE_ACCESS_TO: join(root, 'examples', 'hr') },
	});
	await n8n.installPackage();
	const data = { baseUrl: emulator.url, ...emulator.operator, mfaType: 'none' };
	await n8n.importCredentials([
		{ ...credential, data },
		{
			...smtp,
			data: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
		},
		{
			...mailbox,
			data: { user: 'net2', password: 'none', host: '127.0.0.1', port: 1, secure: false },
		},
	]);
	workflows = await shippedWorkflows();
	runs = new ShippedRuns(n8n, workflows);
	await n8n.cli(['import:workflow', '--separate', `--input=${workflowsFolder}`]);
	await n8n.start();
	await n8n.rest.signIn();
});

afterAll(async () => {
	await n8n?.dispose();
	await emulator?.stop();
	await mail?.stop();
});

beforeEach(() => {
	emulator.reset('hr');
	emulator.clearRequests();
	mail.messages.length = 0;
});

const byKey = (key: string) =>
	emulator
		.state()
		.users.find(({ customFields }) =>
			customFields.some(({ id, value }) => id === 14 && value === key),
		);

const writes = () =>
	emulator
		.requests()
		.filter(({ method, path }) => method !== 'GET' && !path.includes('/authorization/'));

/** A date so many days from today. */
const day = (offset: number): string =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Opens the link that the workflow has sent to the approver, and decides. */
async function decide(executionId: string, values: string[]): Promise<string> {
	const record = await runs.statusOf(executionId, 'waiting');
	const [link] = /http:[^"\s\\]+\/form-waiting\/[^"\s\\]+/.exec(record) ?? [];
	if (link === undefined) throw new Error('no link to decide by');
	await runs.submit(link, values);
	return await runs.statusOf(executionId, 'success');
}

describe('at import', () => {
	it('n8n fills in the one credential for Net2 by its name, so that nothing is left to edit', async () => {
		for (const [id, { nodes }] of workflows) {
			const workflow = await n8n.rest.request('GET', `/rest/workflows/${id}`);
			const found = at(workflow, 'nodes');
			const ours = (Array.isArray(found) ? found : []).filter(isObject);
			expect(ours, id).toHaveLength(nodes.length);
			for (const node of ours) {
				if (!String(node['type']).startsWith('n8n-nodes-paxton-net2.')) continue;
				expect(at(node, 'credentials', 'paxtonNet2Api', 'id'), id).toBe(credential.id);
			}
		}
	});

	it.each([
		'new-starter',
		'leaver-dated',
		'leaver-now',
		'nightly-sync',
		'drift-report',
		'mover-overlap',
		'day-pass',
		'security-watch',
		'heartbeat',
		'rehire',
		'time-boxed-access',
		'undo',
	])('n8n switches %s on as it is', async (id) => {
		await n8n.rest.activate(id);
		expect(await n8n.rest.request('GET', `/rest/workflows/${id}`)).toMatchObject({ active: true });
	});
});

describe('a new starter', () => {
	const hr = (body: object) => n8n.callWebhook('net2-new-starter', body);

	it('comes by webhook, whole', async () => {
		const { status, text } = await hr({
			key: '00731',
			firstName: 'Siobhán',
			lastName: "O'Brien",
			department: '0200',
			startDate: day(-1),
			endDate: day(99),
		});
		expect({ status, text }).toMatchObject({ status: 200 });
		expect(JSON.parse(text)).toMatchObject({ outcome: 'created', verified: true });
		expect(byKey('00731')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
		expect(byKey('00731')?.canOpen).not.toEqual([]);
	});

	it('that Net2 refuses is reported to HR and to a person, and no user is made', async () => {
		const { status, text } = await hr({
			key: '00732',
			lastName: 'Nowhere',
			department: '0700',
			startDate: day(-1),
		});
		expect(status).toBe(422);
		expect(JSON.parse(text)).toMatchObject({ reason: 'unknownDepartment' });
		const [newest] = await n8n.rest.executions('new-starter');
		expect(await runs.recordOf(newest?.id ?? '')).toContain('00732 needs a person');
		expect(byKey('00732')).toBeUndefined();
	});

	it('can be tried by hand', async () => {
		await runs.byHand('new-starter', 'Try it');
		expect(byKey('2001')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
	});
});

describe('a leaver', () => {
	it('with a date has it in Net2 at once, and the night takes what is over, once', async () => {
		const { status } = await n8n.callWebhook('net2-leave-date', { key: '90001', endDate: day(30) });
		expect(status).toBe(200);
		expect(byKey('90001')?.expiryDate).toMatch(day(30));
		const withdrawn = await n8n.callWebhook('net2-leave-date', { key: '90001', withdrawn: true });
		expect(withdrawn.status).toBe(200);
		expect(byKey('90001')?.expiryDate).toBeNull();
		const nobody = await n8n.callWebhook('net2-leave-date', { key: '4711', endDate: day(30) });
		expect(nobody.status).toBe(422);
		await runs.byHand('leaver-dated', 'Try it');
		expect(byKey('90001')?.expiryDate).toMatch(day(30));

		emulator.addUser({
			lastName: 'Over',
			personnelNumber: '1',
			expiryDate: `${day(-2)}T00:00:00`,
			accessLevels: [2],
		});
		const night = await runs.byHand('leaver-dated', 'Every day at 00:15');
		expect(night).toContain('Has left: Over');
		expect(byKey('1')).toMatchObject({ department: 'Terminated Employment', accessLevels: [] });
		emulator.clearRequests();
		await runs.byHand('leaver-dated', 'Every day at 00:15');
		expect(writes()).toEqual([]);
	});

	it('now is disabled once a second person has approved, and the result goes to the manager', async () => {
		const started = Date.now();
		const form = ['90001', 'Leaver', 'Theft', 'Head of HR'];
		const execution = await runs.byForm('leaver-now', 'Who leaves', form);
		expect(byKey('90001')?.canOpen).not.toEqual([]);
		const record = await decide(execution, ['Disable now', 'Head of security']);
		console.log(`a leaver, now: ${Date.now() - started} ms from the form to the proof`);
		expect(record).toContain('90001 Lena Leaver is disabled');
		expect(byKey('90001')).toMatchObject({
			canOpen: [],
			accessLevels: [],
			individualPermissions: [],
			department: 'Terminated Employment',
		});
	});

	it('now that is not approved, or has no user, is left alone, and it is reported', async () => {
		const form = ['90001', 'Leaver', 'Theft', 'Head of HR'];
		const refused = await runs.byForm('leaver-now', 'Who leaves', form);
		expect(await decide(refused, ['No', 'Head of security'])).toContain('said no');
		const unknown = await runs.byForm('leaver-now', 'Who leaves', ['4711', 'X', 'Y', 'Z']);
		expect(await runs.statusOf(unknown, 'success')).toContain('4711 needs a person');
		expect(writes()).toEqual([]);
	});
});

describe('an employee who moves, or comes for a day', () => {
	it('has old and new access for a time', async () => {
		const form = ['90001', 'Leaver', 'Engineering', 'Office hours, Server room', day(7)];
		const execution = await runs.byForm('mover-overlap', 'Who moves', form);
		expect(await runs.statusOf(execution, 'success')).toContain('Leaver moves to Engineering');
		const { department, accessLevels = [], customFields = [] } = byKey('90001') ?? {};
		expect(department).toBe('Engineering');
		expect([...accessLevels].sort()).toEqual([2, 3, 4]);
		expect(customFields.find(({ id }) => id === 13)?.value).toMatch(/until=3@\d{8}T\d{4}Z/);
		await runs.byHand('mover-overlap', 'Every quarter of an hour');
		expect(byKey('90001')?.accessLevels).toHaveLength(3);
	});

	it('has a pass with an end, after the sponsor said yes; a lost card opens nothing', async () => {
		const form = ['17', 'Żaneta', "O'Hara", 'Lifts & Co', 'Warehouse', day(1), 'Head of warehouse'];
		const execution = await runs.byForm('day-pass', 'Who comes', form);
		expect(await decide(execution, ['Yes'])).toContain("Expect Żaneta O'Hara, pass C-17");
		expect(byKey('C-17')).toMatchObject({
			accessLevels: [3],
			expiryDate: expect.stringMatching(day(1)),
		});
		await runs.byHand('day-pass', 'Every quarter of an hour');
		expect(byKey('C-17')?.accessLevels).toEqual([3]);
		const lost = await runs.byForm('day-pass', 'Card lost', ['90001', '20000001']);
		expect(await runs.statusOf(lost, 'success')).toContain('no longer opens doors, read back');
		expect(byKey('90001')?.cards).toMatchObject([{ isLost: true }]);
	});
});

describe('the night', () => {
	it('writes the differences once; a night with too many is blocked, and applied once approved by hand', async () => {
		// A first load creates more users than the safety limit allows, so a person approves it.
		const first = await runs.byHand('nightly-sync', 'Start');
		expect(mail.messages.join()).toContain('Subject: Net2: the nightly run was stopped');
		const [firstPlan] = /\d{4}-\d\d-\d\d(-[0-9A-F]{4}){3}/.exec(first) ?? [];
		await approve({
			planId: firstPlan ?? '',
			safetyLimits: { maxJoinerPercent: 100, maxChangePercent: 100 },
		});
		await runs.byHand('nightly-sync-approved', 'Approved');
		await runs.byHand('nightly-sync', 'Start');
		expect(byKey('1002')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
		expect(await runs.byHand('heartbeat', 'Start')).toContain('The nightly run had 10 employees');
		emulator.clearRequests();
		await runs.byHand('nightly-sync', 'Every night');
		expect(writes()).toEqual([]);

		for (const person of emulator.world.users.values()) person.telephone = '000';
		for (const id of emulator.world.users.keys()) emulator.world.touch(id);
		const held = await runs.byHand('nightly-sync', 'Every night');
		expect(held).toMatch(/would change[^"]*the limit is/);
		expect(writes()).toEqual([]);
		expect(await runs.byHand('heartbeat', 'Every morning')).toContain('nightly run: blocked');

		const [planId] = /\d{4}-\d\d-\d\d(-[0-9A-F]{4}){3}/.exec(held) ?? [];
		expect(planId).toBeDefined();
		// The plan of the first load is no longer valid.
		expect(await runs.byHand('nightly-sync-approved', 'Approved')).toMatch(
			/since this plan was made/,
		);
		expect(writes()).toEqual([]);
		await approve({ planId: planId ?? '', safetyLimits: { maxChangePercent: 100 } });
		await runs.byHand('nightly-sync-approved', 'Approved');
		expect(byKey('00123')?.telephone).toBe('+31 20 555 0101');
	});

	/** What a person does in the editor: set the plan ID, and raise the safety limit for this run. */
	async function approve(parameters: object): Promise<void> {
		await runs.set('nightly-sync-approved', 'Apply approved plan', parameters);
	}

	it('that cannot reach Net2 is reported by the heartbeat', async () => {
		emulator.faults([{ match: 'GET *', fault: '500', times: 1_000 }]);
		const record = await runs.byHand('heartbeat', 'Every morning');
		emulator.faults([]);
		expect(record).toContain('needs a person');
	});
});

describe('what only looks', () => {
	it.each([
		['drift-report', 'Start', 'net2-drift-'],
		['drift-report', 'Every Monday', 'individualDoor'],
		['first-day-setup', 'First day', '14 Personnel number'],
		['first-day-setup', 'Map is right', 'department:  -> Engineering'],
	])('%s from %s writes nothing to Net2', async (id, trigger, says) => {
		expect(await runs.byHand(id, trigger)).toContain(says);
		expect(writes()).toEqual([]);
	});

	it('the security watch names a leaver at the door, and an unknown card', async () => {
		emulator.addUser({
			firstName: 'Al',
			lastName: 'Gone',
			personnelNumber: '5',
			expiryDate: '2024-01-01T00:00:00',
			cards: ['424242'],
		});
		emulator.pass({ cardNumber: '424242', door: FRONT });
		emulator.pass({ cardNumber: '87654321', door: FRONT });
		const record = await runs.byHand('security-watch', 'Net2 doors');
		expect(record).toContain('LEAVER AT THE DOOR: Al Gone');
		expect(record).toContain('Unknown card …21');
		expect(record).not.toContain('87654321');
	});
});

describe('the workflows on files and forms', () => {
	it('run from the HR files of this repository', async () => {
		await runs.byHand('joiner', 'Start');
		expect(byKey('1002')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
		await runs.byHand('mover', 'Start');
		expect(byKey('00123')?.department).toBe("Int'l Trade");
		await runs.byHand('leaver', 'Start');
		expect(byKey('1003')).toMatchObject({ canOpen: [], accessLevels: [] });
		await runs.byHand('provision', 'Start');
		expect(byKey('1003')?.canOpen).toEqual([]);
	});

	it('a rehire, access for a time, and a step that is undone', async () => {
		const granted = await runs.byForm('time-boxed-access', 'Access for a time', [
			'90001',
			'Server room',
			`${day(9)}T12:00`,
		]);
		const record = await runs.statusOf(granted, 'success');
		expect(byKey('90001')?.accessLevels).toContain(4);
		await runs.byHand('time-boxed-access', 'Every quarter of an hour');
		expect(byKey('90001')?.accessLevels).toContain(4);

		const [sealed] = /"(v2\.[\w-]+\.[\w-]+\.[\w-]{60,})"/.exec(record)?.slice(1) ?? [];
		expect(sealed).toBeDefined();
		const undo = {
			operation: 'accessLevel.grant',
			userId: byKey('90001')?.id,
			summary: '',
			sealed,
		};
		const look = await runs.byForm('undo', 'What to undo', [JSON.stringify(undo), 'Show only', '']);
		await runs.statusOf(look, 'success');
		expect(byKey('90001')?.accessLevels).toContain(4);
		const back = await runs.byForm('undo', 'What to undo', [
			JSON.stringify(undo),
			'Undo now',
			'T-1',
		]);
		await runs.statusOf(back, 'success');
		expect(byKey('90001')?.accessLevels).not.toContain(4);

		const out = await runs.byForm('leaver-now', 'Who leaves', ['90001', 'Leaver', 'Left', 'HR']);
		await decide(out, ['Disable now', 'Security']);
		expect(byKey('90001')?.canOpen).toEqual([]);
		const again = await runs.byForm('rehire', 'Who is back', ['90001', day(-1)]);
		await runs.statusOf(again, 'success');
		expect(byKey('90001')).toMatchObject({ department: 'Warehouse', accessLevels: [2, 3] });
	});

	it('the sign-in by email code is checked, and kept in its table', async () => {
		expect(await runs.byHand('sign-in-email', 'Every 15 minutes')).toContain('net2_sign_in');
	});
});
