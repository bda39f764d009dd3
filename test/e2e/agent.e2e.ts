import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { couldOpenNoDoor, startEmulator, type Emulator } from '../../emulator';
import {
	ACTIONS,
	agentWorkflow,
	ARGS,
	calledWorkflows,
	mcpWorkflow,
	MODEL_CREDENTIAL,
	rehearsalWorkflows,
	SWITCHES,
} from './agentWorkflows';
import { textAt } from './json';
import { openLab } from './lab';
import { McpClient } from './mcpClient';
import { N8n } from './n8n';
import { credentialOnNode } from './paxtonWorkflows';
import { until } from './ports';
import { startScriptedModel, type ScriptedModel } from './scriptedModel';

/**
 * Models in a real n8n: an agent whose model is a script, and a client of n8n's MCP server. Each gets the node as a tool and
 * workflows as tools, and tries everything. Only what a person switched on may happen (docs/safety-rules.md, rule 9).
 */
let emulator: Emulator;
let model: ScriptedModel;
let n8n: N8n;
let mcp: McpClient;

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator({ signInRate: 'off' });
	model = await startScriptedModel();
	n8n = await N8n.create(lab);
	await n8n.installPackage();
	const data = { baseUrl: emulator.url, ...emulator.operator, mfaType: 'none' };
	await n8n.importCredentials([
		{ ...credentialOnNode, type: 'paxtonNet2Api', data },
		{ ...MODEL_CREDENTIAL, type: 'openAiApi', data: { apiKey: 'none', url: model.url } },
	]);
	const called = calledWorkflows();
	await n8n.importWorkflows([...called, agentWorkflow(), mcpWorkflow(), ...rehearsalWorkflows()]);
	await n8n.start();
	await n8n.rest.signIn();
	for (const { id = '' } of [...called, agentWorkflow(), mcpWorkflow()])
		await n8n.rest.activate(id);
	await n8n.rest.activate('rehearsal-hook');
	mcp = new McpClient(`${n8n.url}/mcp/net2`);
	await until('the MCP server', 30_000, async () => await mcp.connect().then(() => true));
});

afterAll(async () => {
	await n8n?.dispose();
	await model?.stop();
	await emulator?.stop();
});

beforeEach(() => {
	emulator.reset('small');
	emulator.clearRequests();
});

/** What the model got to read. */
const WAYS: Record<string, (tool: string) => Promise<string>> = {
	'the agent of n8n': async (tool) => (await n8n.callWebhook('agent', { tool, args: ARGS })).text,
	'a client of the MCP server': async (tool) => await mcp.call(tool, ARGS),
};

const isOpened = () => emulator.requests().some(({ path }) => path.endsWith('/commands/door/open'));
const HAPPENED: Record<string, () => boolean> = {
	write: () => emulator.state().users.some(({ telephone }) => telephone === ARGS.telephone),
	open: isOpened,
	delete: () => emulator.state().users.some(({ deleted }) => deleted),
	apply: () => emulator.state().users.some(({ telephone }) => telephone === ARGS.telephone),
	rehearse: () =>
		emulator.requests().some(({ method, path }) => method === 'POST' && path.endsWith('/users')),
};

/**
 * What happens if a model calls this tool. With the node as a tool, it is the writes that a person switched on. In a
 * workflow, it is also what the workflow does anyway.
 */
const MAY: Record<string, string[]> = {
	direct_off: [],
	direct_on: ['write'],
	workflow_off: ['write'],
	workflow_on: ['write', 'open', 'delete', 'apply'],
};

const attempts = Object.keys(MAY).flatMap((tool) =>
	Object.keys(ACTIONS).map((action) => {
		const [kind = '', state = ''] = tool.split('_');
		const happens = MAY[tool]?.includes(action) === true;
		return { tool: `${kind}_${action}_${state}`, action, happens };
	}),
);

describe.each(Object.keys(WAYS))('%s', (way) => {
	it.each(attempts)('calls $tool, which happens: $happens', async ({ tool, action, happens }) => {
		const before = emulator.state();
		const result = await WAYS[way]?.(tool);
		expect(HAPPENED[action]?.(), result).toBe(happens);
		if (!happens) {
			expect(emulator.state(), result).toEqual(before);
			expect(isOpened(), result).toBe(false);
			expect(result).toMatch(/dry run|notAllowed|nothing was written|cannot rehearse/i);
		}
	});
});

it('knows every state in which a person may leave the node', () => {
	expect(Object.keys(MAY)).toEqual(
		['direct', 'workflow'].flatMap((kind) =>
			Object.keys(SWITCHES).map((state) => `${kind}_${state}`),
		),
	);
});

describe('a rehearsal', () => {
	it('writes and cleans up if a person runs it in the editor, and its user could open no door', async () => {
		const watch = emulator.watch(({ id }) => id > 4, couldOpenNoDoor);
		const before = emulator.state();
		const started = await n8n.rest.request('POST', '/rest/workflows/rehearsal/run', {
			triggerToStartFrom: { name: 'Start' },
		});
		const execution = await until('the rehearsal', 60_000, async () => {
			const found = await n8n.rest.request(
				'GET',
				`/rest/executions/${textAt(started, 'executionId')}`,
			);
			return ['success', 'error'].includes(textAt(found, 'status')) ? found : undefined;
		});
		expect(textAt(execution, 'data')).toContain('rehearsed');
		expect(HAPPENED['rehearse']?.()).toBe(true);
		const left = emulator.state().users.filter(({ deleted }) => !deleted);
		expect(left.map(({ id }) => id)).toEqual(before.users.map(({ id }) => id));
		expect(watch.checks).toBeGreaterThan(20);
		expect(watch.violations).toEqual([]);
	});

	it('is refused in production', async () => {
		const { text } = await n8n.callWebhook('rehearsal', {});
		expect(text).toContain('A production execution cannot rehearse.');
		expect(emulator.requests()).toEqual([]);
	});
});
