import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../../emulator';
import type { Emulator } from '../../emulator';
import { readWorkflow } from '../engine';
import type { WorkflowJson } from '../engine';
import { at } from './json';
import { openLab } from './lab';
import { N8n } from './n8n';
import { credentialOnNode } from './paxtonWorkflows';

/**
 * The packed package in the oldest n8n, which runs on Node 20, against the emulator. `npm run e2e:oldest` builds it
 * first. It uses the command line alone, because the server of this lab does not start. The AI packages that npm
 * picks for that n8n today disagree with each other.
 */
const repository = join(__dirname, '..', '..');
let emulator: Emulator;
let n8n: N8n;

/** A shipped workflow as it is, but for the credential that its user chooses. */
async function shipped(name: string): Promise<WorkflowJson> {
	const workflow = await readWorkflow(join(repository, 'examples', 'workflows', `${name}.json`));
	const nodes = workflow.nodes.map((node) =>
		node.credentials === undefined
			? node
			: { ...node, credentials: { paxtonNet2Api: credentialOnNode } },
	);
	return { ...workflow, id: name, nodes };
}

/** Its import by command line wants a version. */
function versioned(workflow: WorkflowJson) {
	return { ...workflow, versionId: randomUUID() };
}

function withKey(key: string) {
	return emulator
		.state()
		.users.find(({ customFields }) =>
			customFields.some(({ id, value }) => id === 14 && value === key),
		);
}

async function items(workflow: string, node: string): Promise<unknown> {
	const { run } = await n8n.execute(workflow);
	expect(at(run, 'data', 'resultData', 'error')).toBeUndefined();
	return at(run, 'data', 'resultData', 'runData', node, 0, 'data', 'main', 0);
}

beforeAll(async () => {
	const lab = await openLab(console.log, 'oldest');
	emulator = await startEmulator({ seed: 'hr', tz: 'Europe/Amsterdam' });
	// They make a newer n8n quieter. This one does not know them, and an unknown name is an error there.
	n8n = await N8n.create(lab, { env: { N8N_DISABLED_MODULES: 'insights' } });
	await n8n.installPackage();
	await n8n.importCredentials([
		{
			...credentialOnNode,
			type: 'paxtonNet2Api',
			data: { baseUrl: emulator.url, ...emulator.operator },
		},
	]);
	await n8n.importWorkflows([
		versioned(await shipped('joiner')),
		versioned(await shipped('leaver')),
	]);
});

afterAll(async () => {
	await n8n?.dispose();
	await emulator?.stop();
});

it('runs the shipped joiner workflow: a new user can open doors in the end', async () => {
	const enabled = await items('joiner', 'Enable user');
	expect(enabled).toContainEqual({
		json: expect.objectContaining({
			userId: withKey('1003')?.id,
			outcome: 'enabled',
			verified: true,
		}),
		pairedItem: expect.anything(),
	});
	expect(withKey('1003')?.canOpen.length).toBeGreaterThan(0);
});

it('runs the shipped leaver workflow: a leaver can open none', async () => {
	const out = await items('leaver', 'Disable user');
	const keys = (Array.isArray(out) ? out : []).map((item: unknown) =>
		String(at(item, 'json', 'key')),
	);
	expect(keys.length).toBeGreaterThan(0);
	for (const key of keys) expect(withKey(key)?.canOpen).toEqual([]);
});
