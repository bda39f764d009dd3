import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../emulator';
import { readWorkflow, runWorkflow, type WorkflowJson, type WorkflowResult } from '../engine';
import { credentialFor } from '../actions/setUp';
import { byKey, writes } from '../promises/support';

let net2: Emulator;
beforeAll(async () => {
	net2 = await startEmulator({
		signInRate: 'off',
		seed: 'hr',
		putClears: ['expiry', 'activate', 'flags'],
		customFields: 'replace',
		individual: 'omit-clears',
	});
});
afterAll(async () => await net2.stop());

async function example(
	name: string,
	change: (workflow: WorkflowJson) => void = () => {},
): Promise<WorkflowResult> {
	const workflow = await readWorkflow(join(__dirname, '../../examples/workflows', `${name}.json`));
	change(workflow);
	const result = await runWorkflow(workflow, {
		credentials: { paxtonNet2Api: credentialFor(net2) },
	});
	expect(result.error).toBeUndefined();
	return result;
}

const output = (result: WorkflowResult, node: string) =>
	(result.nodes[node]?.main[0] ?? []).map(({ json }) => json);

test('the first night makes everybody on the list, and leaves alone who agrees', async () => {
	const lena = byKey(net2).get('90001');
	const result = await example('nightly-sync');
	expect(output(result, 'Needs a person')).toEqual([]);
	expect(output(result, 'Summary of the run')).toMatchObject([
		{ mode: 'apply', changed: true, verified: true, done: { created: 9 } },
	]);
	expect(byKey(net2).get('1002')).toMatchObject({
		department: 'Engineering',
		accessLevels: [2, 4],
	});
	expect(byKey(net2).get('90001')).toEqual(lena);
});

test('the next night nothing is written', async () => {
	net2.clearRequests();
	const result = await example('nightly-sync');
	expect(output(result, 'Summary of the run')).toMatchObject([
		{ changed: false, counts: { unchanged: 10 } },
	]);
	expect(writes(net2)).toEqual([]);
});

test('a night on which too many would change is held, and told; approved by hand it is carried out', async () => {
	for (const person of net2.world.users.values()) person.telephone = '000';
	for (const id of net2.world.users.keys()) net2.world.touch(id);
	net2.clearRequests();
	const held = await example('nightly-sync');
	expect(writes(net2)).toEqual([]);
	expect(output(held, 'Apply')).toEqual([]);
	const [hold] = output(held, 'Hold for approval');
	expect(hold?.['message']).toMatch(
		/Nothing was written to Net2\. maxChangePercent 30% \(3\): \d+ of 10/,
	);

	const approve = (brakes: Record<string, number>) => (workflow: WorkflowJson) => {
		const node = workflow.nodes.find(({ name }) => name === 'Apply approved plan');
		if (node === undefined) throw new Error('the workflow has another node');
		Object.assign(node.parameters, { planHash: String(hold?.['planHash']), brakes });
	};
	const stillHeld = await example('nightly-sync-approved', approve({}));
	expect(output(stillHeld, 'Needs a person')).toMatchObject([{ error: { reason: 'brake' } }]);
	expect(writes(net2)).toEqual([]);

	const result = await example('nightly-sync-approved', approve({ maxChangePercent: 100 }));
	expect(output(result, 'Summary of the run')).toMatchObject([
		{ mode: 'applyApproved', changed: true, verified: true },
	]);
	expect(byKey(net2).get('00123')?.telephone).toBe('+31 20 555 0101');

	const late = await example('nightly-sync-approved', approve({ maxChangePercent: 100 }));
	expect(output(late, 'Needs a person')).toMatchObject([{ error: { reason: 'conflict' } }]);
});
