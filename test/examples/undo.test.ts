import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { readWorkflow, runNode, runWorkflow, type WorkflowResult } from '../engine';
import { credentialFor, locator, NODE } from '../actions/setUp';
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

const credentials = () => ({ paxtonNet2Api: credentialFor(net2) });

async function example(name: string, json: Record<string, string> = {}): Promise<WorkflowResult> {
	const workflow = await readWorkflow(join(__dirname, '../../examples/workflows', `${name}.json`));
	const result = await runWorkflow(workflow, { credentials: credentials(), items: [{ json }] });
	expect(result.error).toBeUndefined();
	return result;
}

const output = (result: WorkflowResult, node: string) =>
	(result.nodes[node]?.main[0] ?? []).map(({ json }) => json);

test('the provision workflow makes 13 whole people of 16 rows, and three need a person', async () => {
	const result = await example('provision');
	const made = output(result, 'Provision user');
	expect(made).toHaveLength(13);
	for (const one of made) expect(one).toMatchObject({ outcome: 'created', verified: true });
	const people = byKey(net2);
	expect(people.get('1002')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
	expect(people.get('A-17')?.expiryDate).toMatch(/^2035-06-30/);
	for (const { key } of made) expect(people.get(String(key))?.canOpen).not.toEqual([]);
	expect(output(result, 'Needs a person')).toMatchObject([
		{ error: { key: '1011', reason: 'unknownDepartment' } },
		{ error: { key: '1012', reason: 'duplicateKey' } },
		{ error: { key: '1012', reason: 'duplicateKey' } },
	]);
	const rows = output(result, 'Rows of evidence');
	expect(rows).toContainEqual(
		expect.objectContaining({
			workflowName: 'Net2: provision in one step',
			key: '1002',
			field: 'accessLevels',
			to: 'Server room',
		}),
	);
});

test('its second run writes nothing', async () => {
	net2.clearRequests();
	const result = await example('provision');
	for (const one of output(result, 'Provision user'))
		expect(one).toMatchObject({ outcome: 'unchanged', changed: false });
	expect(writes(net2)).toEqual([]);
});

test('the undo workflow looks first, then takes a leaver back, and not twice', async () => {
	const before = net2.state();
	const { json } = await runNode(
		NODE,
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '90001'),
			leaverDepartment: locator('name', 'Terminated Employment'),
			removeAccess: 'all',
			cards: 'lost',
			clearPin: true,
		},
		[{}],
		{ credentials: credentials() },
	);
	expect(byKey(net2).get('90001')?.canOpen).toEqual([]);
	const form = { Undo: JSON.stringify(json[0]?.['undo']), Ticket: 'T-1' };

	net2.clearRequests();
	const look = await example('undo', { ...form, 'Do it': 'Show only' });
	expect(output(look, 'Reversed')).toMatchObject([{ outcome: 'updated', changed: false }]);
	expect(writes(net2)).toEqual([]);

	const done = await example('undo', { ...form, 'Do it': 'Undo now' });
	expect(output(done, 'Reversed')).toMatchObject([
		{ outcome: 'updated', verified: true, audit: [{ eventId: 'T-1' }, {}, {}, {}] },
	]);
	const { events: _before, ...started } = before;
	const { events: _after, ...ended } = net2.state();
	expect(ended).toEqual(started);

	const again = await example('undo', { ...form, 'Do it': 'Undo now' });
	expect(output(again, 'Needs a person')).toMatchObject([{ error: { reason: 'conflict' } }]);
});
