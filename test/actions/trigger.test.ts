import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { forgetCursors } from '../../nodes/PaxtonNet2/host/cursorStore';
import { startEmulator, type Emulator } from '../../emulator';
import { pollNode, type PollNodeOptions } from '../engine';
import { credentialFor, locator } from './setUp';

const TRIGGER = 'n8n-nodes-paxton-net2.paxtonNet2Trigger';
const FRONT = 6000001;

let net2: Emulator;
let saved: IDataObject;
beforeEach(async () => {
	net2 = await startEmulator({ signInRate: 'off' });
	saved = {};
	forgetCursors();
});
afterEach(async () => await net2.stop());

/** One poll of the active workflow; what n8n saves is kept for the next. */
async function poll(parameters: INodeParameters = {}, options: PollNodeOptions = {}) {
	const result = await pollNode(
		TRIGGER,
		{ event: ['accessGranted'], ...parameters },
		{
			credentials: { paxtonNet2Api: credentialFor(net2) },
			staticData: saved,
			...options,
		},
	);
	saved = result.staticData;
	return result.json;
}
const ids = (json: IDataObject[] | null) => json?.map(({ eventId }) => eventId);
const pass = (cardNumber = '10000001') => net2.pass({ cardNumber, door: FRONT }).id;

test('begins at now, tells each event once, also over a restart of n8n', async () => {
	pass();
	expect(await poll({}, { activation: 'activate' })).toBeNull();
	const first = pass();
	expect(await poll()).toMatchObject([
		{ event: 'accessGranted', eventId: first, cardNumber: '…01', firstName: 'Ada' },
	]);
	expect(await poll()).toBeNull();
	const missed = pass();
	forgetCursors();
	expect(ids(await poll({}, { activation: 'init' }))).toEqual([missed]);
	forgetCursors();
	expect(await poll({}, { activation: 'init' })).toBeNull();
});

test('two polls at once tell an event once', async () => {
	await poll({}, { activation: 'activate' });
	const event = pass();
	const both = await Promise.all([poll(), poll()]);
	expect(both.flatMap((json) => ids(json) ?? [])).toEqual([event]);
});

test('a cursor that another execution set back, or a node that was renamed, repeats nothing', async () => {
	await poll({}, { activation: 'activate' });
	const before = saved;
	const event = pass();
	expect(ids(await poll())).toEqual([event]);
	saved = before;
	expect(await poll()).toBeNull();
	saved = {};
	const next = pass();
	expect(ids(await poll({}, { node: { name: 'Renamed' } }))).toEqual([next]);
});

test.each([
	['gone', {}],
	['unreadable', { 'node:Trigger': { cursor: { v: 1, lastId: 'seven' } } }],
	['of another server', { 'node:Trigger': { cursor: cursorOf('http://elsewhere') } }],
])(
	'a cursor that is %s after a restart begins at now, with a gap item',
	async (_name, staticData) => {
		pass();
		saved = staticData;
		expect(await poll({}, { activation: 'init' })).toMatchObject([
			{ event: 'gap', eventId: 'gap-0-1', startsAfterEventId: 1 },
		]);
		const next = pass();
		expect(ids(await poll())).toEqual([next]);
	},
);

function cursorOf(server: string): IDataObject {
	return { v: 1, server, epoch: 0, lastId: 0, lastTime: null, gaps: [] };
}

test('trying it out shows the latest and moves nothing', async () => {
	const shown = [pass(), pass()];
	expect(ids(await poll({}, { mode: 'manual', activation: 'manual' }))).toEqual(shown);
	expect(saved).toEqual({});
	expect(await poll({}, { activation: 'activate' })).toBeNull();
});

test('a leaver’s card at the door that is watched', async () => {
	const parameters = {
		event: 'leaverCardUsed',
		door: locator('name', 'Front door'),
		leaverDepartment: locator('name', 'Terminated Employment'),
		options: { includeCards: true },
	};
	await poll(parameters, { activation: 'activate' });
	net2.addUser({ lastName: 'Gone', department: 'Terminated Employment', cards: ['424242'] });
	net2.pass({ cardNumber: '424242', door: 6000002 });
	pass();
	const used = pass('424242');
	expect(await poll(parameters)).toMatchObject([
		{
			event: 'leaverCardUsed',
			eventId: used,
			cardNumber: '424242',
			leaver: { because: 'department', department: 'Terminated Employment' },
		},
	]);
});

test('what it keeps holds no name, card, PIN or token', async () => {
	await poll({ event: ['userChanged', 'accessGranted'] }, { activation: 'activate' });
	pass('10000002');
	await poll({ event: ['userChanged', 'accessGranted'] });
	const kept = JSON.stringify(saved);
	expect(kept).toContain('"lastId":1');
	for (const secret of ['Hopper', 'Grace', '10000002', '0042', 'net2"', 'eyJ'])
		expect(kept).not.toContain(secret);
});

test.each([
	[{ event: [] }, 'names no events'],
	[{ event: ['accessGranted', 'somethingElse'] }, 'names no events'],
	[{ door: locator('net2Id', '={{ 0 }}') }, 'not the id of a door'],
	[{ door: locator('name', 'Nowhere') }, 'no door named'],
])('%j is refused when the workflow is switched on', async (parameters, said) => {
	await expect(poll(parameters, { activation: 'activate' })).rejects.toThrow(said);
});

test('an outage is an error of that poll, and the next one makes up for it', async () => {
	await poll({}, { activation: 'activate' });
	const missed = pass();
	net2.faults([{ match: 'GET /api/v1/events', fault: 'html', times: 9 }]);
	await expect(poll()).rejects.toThrow('web page');
	net2.faults([]);
	expect(ids(await poll())).toEqual([missed]);
});

/** A process that polls, tells what it found, and is killed before anything is saved. */
async function pollAndBeKilled(): Promise<unknown> {
	const args = ['--import', 'tsx', require.resolve('./pollProcess.ts')];
	const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	child.stdin.write(`${JSON.stringify({ credential: credentialFor(net2), staticData: saved })}\n`);
	for await (const line of createInterface({ input: child.stdout })) {
		child.kill('SIGKILL');
		return JSON.parse(line);
	}
	throw new Error('The process ended without a word.');
}

test('killed between poll and save, it tells the event again: at least once', async () => {
	await poll({}, { activation: 'activate' });
	const event = pass();
	expect(await pollAndBeKilled()).toEqual([event]);
	forgetCursors();
	expect(ids(await poll({}, { activation: 'init' }))).toEqual([event]);
});
