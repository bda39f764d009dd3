import { rm } from 'node:fs/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowJson } from '../engine';
import { buildFixture } from '../engine/fixtures/build';
import { at } from './json';
import { openLab } from './lab';
import { N8n } from './n8n';

/** Checks the lab itself with a package that is not ours, so that a red suite has a known cause. */
let n8n: N8n;
let folder = '';

const echoApi = { id: 'echo', name: 'Echo' };

function node(
	name: string,
	type: string,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

function workflow(id: string, trigger: INode, echo: INode): WorkflowJson {
	return {
		id,
		name: id,
		nodes: [trigger, echo],
		connections: { [trigger.name]: { main: [[{ node: echo.name, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

const byHand = workflow(
	'byHand',
	node('Start', 'n8n-nodes-base.manualTrigger', {}),
	node('Echo', 'n8n-nodes-fixture.echo', { text: 'hi' }, { credentials: { echoApi } }),
);

const byWebhook = workflow(
	'byWebhook',
	node(
		'Start',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path: 'echo', responseMode: 'lastNode' },
		{ typeVersion: 2, webhookId: 'b2f1f3a0-0000-4000-8000-000000000001' },
	),
	node(
		'Echo',
		'n8n-nodes-fixture.echo',
		{ text: '={{ $json.body.text }}' },
		{ credentials: { echoApi } },
	),
);

beforeAll(async () => {
	const lab = await openLab();
	folder = await buildFixture();
	n8n = await N8n.create(lab);
	await n8n.installPackage(folder);
	await n8n.importCredentials([{ ...echoApi, type: 'echoApi', data: { word: 'canary-word' } }]);
	await n8n.importWorkflows([byHand, byWebhook]);
});

afterAll(async () => {
	await n8n?.dispose();
	await rm(folder, { recursive: true, force: true });
});

describe('the lab', () => {
	// On a busy machine n8n's command was ended by a signal twice, before it ran anything. Alone it never was.
	it('runs an installed package by command line', { retry: 1 }, async () => {
		const { run } = await n8n.execute('byHand');
		const item = at(run, 'data', 'resultData', 'runData', 'Echo', 0, 'data', 'main', 0, 0, 'json');
		expect(item).toEqual({ text: 'hi', user: '', word: 'canary-word', mode: 'plain' });
	});

	it('keeps static data over webhook executions and a killed server', async () => {
		await n8n.start();
		await n8n.rest.signIn();
		await n8n.rest.activate('byWebhook');
		const first = await n8n.callWebhook('echo', { text: 'one' });
		expect(JSON.parse(first.text)).toMatchObject({ text: 'one' });
		await n8n.callWebhook('echo', { text: 'two' });
		expect(await n8n.rest.staticData('byWebhook')).toMatchObject({ global: { count: 2 } });

		await n8n.stop('SIGKILL');
		await n8n.start();
		await n8n.callWebhook('echo', { text: 'three' });
		await n8n.rest.signIn();
		expect(await n8n.rest.staticData('byWebhook')).toMatchObject({ global: { count: 3 } });
		expect(await n8n.rest.executions('byWebhook')).toHaveLength(3);
	});
});
