import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseSiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { openToolEngine, setUp } from '../actions/setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const REHEARSE: INodeParameters = { resource: 'connection', operation: 'rehearse' };
const PRODUCTION = [
	'trigger',
	'webhook',
	'retry',
	'cli',
	'error',
	'internal',
	'evaluation',
] as const;

test('returns one item for each finding and then the summary, from one rehearsal for all items', async () => {
	const { json, items } = await net2.run(REHEARSE, [{}, {}], { mode: 'manual' });
	const findings = json.slice(0, -1);
	const summary = json.at(-1);
	expect(findings.length).toBeGreaterThan(14);
	for (const finding of findings)
		expect(finding).toEqual({
			operation: 'connection.rehearse',
			kind: 'finding',
			question: expect.stringMatching(/\?$/),
			answer: expect.stringMatching(/\.$/),
			evidence: expect.stringMatching(/\.$/),
			reliesOn: expect.any(Boolean),
			advice: expect.stringMatching(/\.$/),
		});
	expect(summary).toMatchObject({
		operation: 'connection.rehearse',
		kind: 'summary',
		outcome: 'rehearsed',
		net2Version: '6.9.0.0',
		user: { removed: true },
	});
	expect(parseSiteProfile(String(summary?.['siteProfile'])).net2Version).toBe('6.9.0.0');
	expect(items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
	expect(net2.emulator.state().users.filter(({ deleted }) => !deleted)).toHaveLength(4);
});

test.each([...PRODUCTION, 'integrated'] as const)(
	'sends nothing to Net2 in an execution of mode %s',
	async (mode) => {
		const { json } = await net2.run(REHEARSE, [{}], { mode, onError: 'continueRegularOutput' });
		expect(json[0]?.['error']).toMatchObject({ reason: 'notAllowed', done: [] });
		expect(net2.emulator.requests()).toEqual([]);
	},
);

test('sends nothing to Net2 if an agent called the workflow, which n8n runs as if in the editor', async () => {
	const { json } = await net2.run(REHEARSE, [{}], {
		mode: 'manual',
		trigger: 'n8n-nodes-base.executeWorkflowTrigger',
		onError: 'continueRegularOutput',
	});
	expect(json[0]?.['error']).toMatchObject({
		reason: 'notAllowed',
		message: expect.stringContaining('A called workflow cannot rehearse.'),
	});
	expect(net2.emulator.requests()).toEqual([]);
});

test('sends nothing to Net2 as a tool of an AI model, whatever a person allowed', async () => {
	const { workflow } = await net2.run(
		{ ...REHEARSE, allowWrites: true },
		[{}],
		{ mode: 'manual', node: { rewireOutputLogTo: 'ai_tool' }, onError: 'continueRegularOutput' },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await openToolEngine() },
	);
	expect(JSON.stringify(workflow.run.data.resultData.runData['Node'])).toContain(
		'An AI model cannot rehearse',
	);
	expect(net2.emulator.requests()).toEqual([]);
});
