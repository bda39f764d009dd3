import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, IPinData } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor } from '../actions/setUp';
import { startEmulator, type Emulator, type MovableClock } from '../../emulator';
import { readWorkflow, runWorkflow, type WorkflowResult } from '../engine';
import { shareClock } from '../promises/support';

/** The shipped workflow with its mailbox and its table pinned: the test decides what a mail and a row contain. */
let net2: Emulator;
let clock: MovableClock;
/** What the table contains, as the workflow would have written it. */
let table: Partial<Record<'session' | 'challenge', { value: string; updatedAt: Date }>>;
let nth = 0;
beforeEach(async () => {
	nth += 1;
	table = {};
	clock = shareClock();
	const operator = { password: `canary-password-${nth}` };
	net2 = await startEmulator({ mfa: 'email', signInRate: 'off', operator, clock });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.stop();
});

const one = (json: IDataObject): INodeExecutionData[] => [{ json }];
const first = (result: WorkflowResult, node: string) => result.nodes[node]?.main[0]?.[0]?.json;

async function run(startNode: string, items: INodeExecutionData[] = [{ json: {} }]) {
	const row = (name: 'session' | 'challenge') =>
		one(table[name] === undefined ? {} : { name, ...table[name] });
	const pinData: IPinData = {
		'Table for the sign-in': one({ name: 'net2_sign_in' }),
		'Last sign-in': row('session'),
		'Last challenge': row('challenge'),
		'Open challenge': row('challenge'),
		'Keep challenge': one({}),
		'Keep sign-in': one({}),
	};
	const json = await readWorkflow(join(__dirname, '../../examples/workflows/sign-in-email.json'));
	const result = await runWorkflow(json, {
		credentials: { paxtonNet2Api: credentialFor(net2, { mfaType: 'email' }) },
		startNode,
		items,
		pinData,
	});
	expect(result.error).toBeUndefined();
	const keep = (name: 'session' | 'challenge', node: string) => {
		const value = first(result, node)?.[name];
		if (typeof value === 'string') table[name] = { value, updatedAt: new Date() };
	};
	for (const node of ['Check sign-in', 'Submit code']) keep('session', node);
	keep('challenge', 'Request code');
	return { result, ran: Object.keys(result.nodes) };
}
const mail = (textPlain: string) => one({ subject: 'Net2', textPlain });
const SCHEDULE = 'Every 15 minutes';

test('requests a code when one is needed, reads it from the mail, and then needs no person for a week', async () => {
	net2.config({ refreshSlides: true });
	const requested = await run(SCHEDULE);
	expect(requested.ran).toContain('Keep challenge');
	expect(requested.ran).not.toContain('Needs a person');

	const code = net2.mfa().lastEmailedCode ?? '';
	const submitted = await run('New mail', mail(`Dear operator,\nyour code is ${code}.\nPaxton`));
	expect(submitted.ran).toContain('Keep sign-in');
	expect(submitted.ran).not.toContain('Needs a person');

	for (let hour = 0; hour < 7 * 24; hour += 1) {
		clock.advance(60 * 60_000);
		expect((await run(SCHEDULE)).ran).toContain('Keep sign-in');
	}
	expect(net2.mfa().lastEmailedCode).toBe(code);
});

test('a mail without a code, or with a wrong one, goes to a person and spends what it must', async () => {
	await run(SCHEDULE);
	net2.clearRequests();
	const without = await run('New mail', mail('Net2 was restarted.'));
	expect(without.ran).toContain('Needs a person');
	expect(net2.requests()).toEqual([]);
	const right = net2.mfa().lastEmailedCode ?? '';
	const wrong = await run('New mail', mail(right === '111111' ? '222222' : '111111'));
	expect(wrong.ran).toContain('Needs a person');
	expect(await run('New mail', mail(right))).toMatchObject({
		ran: expect.arrayContaining(['Keep sign-in']),
	});
});

/** As if it had been written so much earlier. n8n's own clock, which its expressions go by, is not moved. */
function age(name: 'session' | 'challenge', minutes: number) {
	const row = table[name];
	if (row !== undefined) row.updatedAt = new Date(row.updatedAt.getTime() - minutes * 60_000);
}
const emails = () => net2.requests().filter(({ path }) => path.endsWith('/mfa-request')).length;

test('requests a code once, and again when an hour has passed without an answer', async () => {
	for (let check = 0; check < 4; check += 1) {
		const { ran } = await run(SCHEDULE);
		expect(ran).not.toContain('Needs a person');
		age('challenge', 14);
	}
	expect(emails()).toBe(1);
	age('challenge', 5);
	await run(SCHEDULE);
	expect(emails()).toBe(2);
});

test('requests a code at once when a code was answered and the sign-in it gave has ended', async () => {
	await run(SCHEDULE);
	age('challenge', 30);
	await run('New mail', mail(net2.mfa().lastEmailedCode ?? ''));
	age('session', 20);
	net2.restart();
	clock.advance(3 * 60 * 60_000);
	expect((await run(SCHEDULE)).ran).toContain('Keep challenge');
	expect((await run(SCHEDULE)).ran).not.toContain('Request code');
});

test('reports a server that is away to a person, and requests no code', async () => {
	net2.faults([{ match: 'POST *', fault: '500', times: 100 }]);
	const { ran } = await run(SCHEDULE);
	expect(ran).toContain('Needs a person');
	expect(ran).not.toContain('Request code');
});

test('passes nothing in clear from node to node', async () => {
	const { result } = await run(SCHEDULE);
	const text = JSON.stringify(result.run.data.resultData.runData);
	expect(text).not.toMatch(/eyJ|canary-password/);
	expect(text).not.toContain(net2.mfa().lastEmailedCode ?? '');
});
