import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, mapper, NODE, setUp } from '../actions/setUp';
import { read } from '../docs/markdown';
import { workflowAround } from '../engine/run-node';

const PIN = '730519';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

/** Where the PIN is in what n8n stores of a run: the workflow, and the items of each node. */
async function storedIn(pin: string, items: IDataObject[]): Promise<string[]> {
	const fields = mapper({ pin });
	const parameters = {
		resource: 'user',
		operation: 'update',
		user: locator('key', '00123'),
		fields,
	};
	const { json, workflow } = await net2.run(parameters, items);
	expect(json).toMatchObject([{ outcome: 'updated', changes: [{ field: 'pin', to: 'set' }] }]);
	expect(net2.emulator.state().users.find(({ id }) => id === 1)?.pin).toBe(PIN);
	const stored: Record<string, unknown> = {
		workflow: workflowAround(NODE, 1, parameters),
		'items of the node before': workflow.nodes['When clicking ‘Execute workflow’'],
		'items of this node': workflow.nodes['Node'],
		'static data': workflow.staticData,
	};
	return Object.keys(stored).filter((place) => JSON.stringify(stored[place]).includes(PIN));
}

const page = read('SECURITY.md').replace(/\s+/g, ' ');

test('n8n stores a PIN that is typed into the node, with the workflow', async () => {
	expect(await storedIn(PIN, [{}])).toEqual(['workflow']);
	expect(page).toContain('So never type a PIN or a password into a node.');
});

test('n8n stores a PIN that comes in an item, with the execution', async () => {
	expect(await storedIn('={{ $json.pin }}', [{ pin: PIN }])).toEqual(['items of the node before']);
	expect(page).toContain('n8n stores a PIN in an item as part of the execution.');
});

test('n8n stores no PIN whose expression reads it from elsewhere', async () => {
	// Works the PIN out, in the place of a secret that n8n reads from a vault.
	expect(await storedIn("={{ '730' + '519' }}", [{}])).toEqual([]);
	expect(page).toContain('Use an expression from a source that n8n does not store');
});
