import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { forgetCursors } from '../../nodes/PaxtonNet2/host/cursorStore';
import { startEmulator, type Emulator } from '../../emulator';
import { pollNode, type PollNodeOptions } from '../engine';
import { startServer } from '../net2/support/net2Server';
import { signedIn } from '../net2/support/openClient';
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

test('begins after the newest event and returns each event once, also after a restart of n8n', async () => {
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

test('returns an event once when two polls run at the same time', async () => {
	await poll({}, { activation: 'activate' });
	const event = pass();
	const both = await Promise.all([poll(), poll()]);
	expect(both.flatMap((json) => ids(json) ?? [])).toEqual([event]);
});

/** A server of which the test can stall the replies about events. */
async function stallingServer() {
	let release = () => undefined as void;
	let arrived = () => undefined as void;
	const state = { stalled: false, arrival: Promise.resolve() };
	const server = await startServer(
		signedIn({
			'GET /events': () => {
				if (!state.stalled) return { json: [] };
				return (_request, response) => {
					release = () => response.end('[]');
					arrived();
				};
			},
		}),
	);
	onTestFinished(async () => await server.close());
	return {
		server,
		stall() {
			state.stalled = true;
			state.arrival = new Promise<void>((resolve) => (arrived = resolve));
			return state.arrival;
		},
		release() {
			state.stalled = false;
			release();
		},
		poll: async () =>
			await poll(
				{},
				{ credentials: { paxtonNet2Api: { ...credentialFor(net2), baseUrl: server.baseUrl } } },
			),
	};
}

test('does not queue polls behind one that waits for Net2', async () => {
	const stalling = await stallingServer();
	await stalling.poll();
	const arrival = stalling.stall();
	const first = stalling.poll();
	await arrival;
	const before = stalling.server.seen.length;
	for (let n = 0; n < 5; n += 1) expect(await stalling.poll()).toBeNull();
	expect(stalling.server.seen.length).toBe(before);
	stalling.release();
	await first;
	await stalling.poll();
	expect(stalling.server.seen.length).toBeGreaterThan(before);
});

test('closes its connections after each poll', async () => {
	const { server, poll: once } = await stallingServer();
	await once();
	// An idle connection of the client would stay for 4 seconds.
	await expect.poll(async () => await server.connections(), { timeout: 2_000 }).toBe(0);
});

test('repeats nothing when another execution saved an older cursor or the node was renamed', async () => {
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
	'begins after the newest event, with a gap item, when the cursor is %s after a restart',
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

test('shows the latest events for a manual test and changes nothing', async () => {
	const shown = [pass(), pass()];
	expect(ids(await poll({}, { mode: 'manual', activation: 'manual' }))).toEqual(shown);
	expect(saved).toEqual({});
	expect(await poll({}, { activation: 'activate' })).toBeNull();
});

test.each([
	['there are no events', {}, 'Net2 returned no events'],
	['no event fits', { event: ['userChanged'] }, 'None of the last 1 events'],
])('says so in a manual test when %s', async (name, parameters, said) => {
	if (name === 'no event fits') pass();
	const manual = poll(parameters, { mode: 'manual', activation: 'manual' });
	await expect(manual).rejects.toThrow(said);
	await expect(manual).rejects.toMatchObject({
		description: expect.stringContaining('fetch the test event again'),
	});
});

test('reports the card of a leaver at the chosen door', async () => {
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

test('stores no name, card, PIN or token', async () => {
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
])('refuses %j when the workflow is switched on', async (parameters, said) => {
	await expect(poll(parameters, { activation: 'activate' })).rejects.toThrow(said);
});

test('fails during an outage and returns its events in the next poll', async () => {
	await poll({}, { activation: 'activate' });
	const missed = pass();
	net2.faults([{ match: 'GET /api/v1/events', fault: 'html', times: 9 }]);
	await expect(poll()).rejects.toThrow('web page');
	net2.faults([]);
	expect(ids(await poll())).toEqual([missed]);
});

/** A process that polls, reports what it found, and is killed before anything is saved. */
async function pollAndBeKilled(): Promise<unknown> {
	const args = ['--import', 'tsx', require.resolve('../processes/pollProcess.ts')];
	const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	child.stdin.write(`${JSON.stringify({ credential: credentialFor(net2), staticData: saved })}\n`);
	const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
	child.kill('SIGKILL');
	if (first.done === true) throw new Error('The process ended without a word.');
	return JSON.parse(first.value);
}

test('returns an event again when n8n was killed between poll and save', async () => {
	await poll({}, { activation: 'activate' });
	const event = pass();
	expect(await pollAndBeKilled()).toEqual([event]);
	forgetCursors();
	expect(ids(await poll({}, { activation: 'init' }))).toEqual([event]);
});

test('writes once to the log of n8n that the connection is not encrypted', async () => {
	const warnings: string[] = [];
	const onWarning = (message: string) => void warnings.push(message);
	const node = { id: 'a trigger over plain http' };
	await poll({}, { activation: 'activate', onWarning, node });
	for (let n = 0; n < 3; n += 1) await poll({}, { onWarning, node });
	expect(warnings).toEqual([expect.stringMatching(/^Paxton Net2 Trigger: .*not encrypted/)]);
});
