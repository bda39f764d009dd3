import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkflowJson } from '../engine';
import { startEmulator, type Emulator } from '../../emulator';
import { at } from './json';
import { openLab } from './lab';
import { N8n } from './n8n';
import { credentialOnNode } from './paxtonWorkflows';
import { until } from './ports';

/**
 * The trigger in a real n8n that polls by itself, once a minute, which is the least that n8n allows. Events come from
 * the emulator's door.
 */
const FRONT = 6000001;
const CARD = '424242';
/** One interval, and what a busy machine takes to start an execution. */
const ONE_POLL_MS = 100_000;

const workflow: WorkflowJson = {
	id: 'leaverAtTheDoor',
	name: 'Leaver at the door',
	nodes: [
		{
			id: 'trigger',
			name: 'Net2',
			type: 'n8n-nodes-paxton-net2.paxtonNet2Trigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				event: ['leaverCardUsed'],
			},
			credentials: { paxtonNet2Api: credentialOnNode },
		},
		{
			id: 'after',
			name: 'Message to security',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	],
	connections: { Net2: { main: [[{ node: 'Message to security', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

let emulator: Emulator;
let n8n: N8n;

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator();
	n8n = await N8n.create(lab);
	await n8n.installPackage();
	const data = { baseUrl: emulator.url, ...emulator.operator };
	await n8n.importCredentials([{ ...credentialOnNode, type: 'paxtonNet2Api', data }]);
	await n8n.importWorkflows([workflow]);
	await n8n.start();
	await n8n.rest.signIn();
});

afterAll(async () => {
	await n8n?.dispose();
	await emulator?.stop();
});

/** How often the trigger has requested events. */
function polls(): number {
	return emulator.requests().filter(({ path }) => path.endsWith('/events')).length;
}

async function executions(count: number, timeoutMs: number) {
	return await until(`${count} executions`, timeoutMs, async () => {
		const found = await n8n.rest.executions(workflow.id ?? '');
		return found.length >= count && found.every(({ status }) => status === 'success')
			? found
			: undefined;
	});
}

async function itemsOf(executionId: string): Promise<string> {
	return JSON.stringify(
		at(await n8n.rest.request('GET', `/rest/executions/${executionId}`), 'data'),
	);
}

it('a leaver’s card at the door starts the workflow within one poll, once', async () => {
	const leaver = emulator.addUser({
		firstName: 'Lena',
		lastName: 'Leaver',
		expiryDate: '2020-01-31T00:00:00',
		accessLevels: [1],
		cards: [CARD],
	});
	emulator.pass({ cardNumber: CARD, door: FRONT });
	await n8n.rest.activate(workflow.id ?? '');
	// n8n switches a workflow on after it has answered. From then on the trigger knows its place.
	await until('the trigger has begun', ONE_POLL_MS, async () =>
		at(await n8n.rest.staticData(workflow.id ?? ''), 'node:Net2', 'cursor'),
	);
	emulator.pass({ cardNumber: '10000001', door: FRONT });
	const used = emulator.pass({ cardNumber: CARD, door: FRONT });
	const [first] = await executions(1, ONE_POLL_MS);
	const result = await itemsOf(first?.id ?? '');
	expect(result).toContain('leaverCardUsed');
	expect(result).toContain(String(used.id));
	expect(result).toContain('Lena');
	expect(result).not.toContain(CARD);
	expect(await n8n.rest.staticData(workflow.id ?? '')).toMatchObject({
		'node:Net2': { cursor: { lastId: used.id, server: emulator.url } },
	});

	// The next poll finds nothing, and starts nothing.
	const before = polls();
	await until('the next poll', ONE_POLL_MS, async () => (polls() > before ? true : undefined));
	expect(await n8n.rest.executions(workflow.id ?? '')).toHaveLength(1);
	expect(emulator.state().users.find(({ id }) => id === leaver)?.canOpen).toEqual([]);
}, 400_000);

it('after a restart it reports what happened meanwhile, once', async () => {
	await n8n.stop('SIGKILL');
	const missed = emulator.pass({ cardNumber: CARD, door: FRONT });
	const before = polls();
	await n8n.start();
	await n8n.rest.signIn();
	const [newest] = await executions(2, ONE_POLL_MS);
	expect(await itemsOf(newest?.id ?? '')).toContain(String(missed.id));
	await until('another poll', 2 * ONE_POLL_MS, async () =>
		polls() > before + 2 ? true : undefined,
	);
	expect(await n8n.rest.executions(workflow.id ?? '')).toHaveLength(2);
}, 400_000);
