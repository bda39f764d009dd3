import type { INode, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runWorkflow, workflowAround } from '../engine';
import { credentialFor, locator, mapper, NODE, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const create: INodeParameters = {
	resource: 'user',
	operation: 'create',
	key: '={{ $json.key }}',
	fields: mapper({ firstName: 'New', lastName: 'Joiner' }),
};
const enable: INodeParameters = {
	resource: 'user',
	operation: 'enable',
	user: locator('key', '={{ $json.key }}'),
	only: 'createdInThisRun',
};

/** A workflow that creates or finds users, and then enables them. */
async function joiners(keys: string[]) {
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator) };
	const workflow = workflowAround(NODE, 1, create, { credentials });
	const [trigger, first] = workflow.nodes;
	if (trigger === undefined || first === undefined) throw new Error('the workflow has no nodes');
	const second: INode = {
		...first,
		id: 'second',
		name: 'Enable',
		parameters: enable,
		onError: 'continueRegularOutput',
	};
	const connections = {
		...workflow.connections,
		[first.name]: { main: [[{ node: 'Enable', type: 'main' as const, index: 0 }]] },
	};
	const { nodes } = await runWorkflow(
		{ ...workflow, nodes: [trigger, first, second], connections },
		{ credentials, items: keys.map((key) => ({ json: { key } })) },
	);
	return nodes['Enable']?.main[0]?.map(({ json }) => json);
}

test('a step for users created in this run enables those, and no user who was there before', async () => {
	const disabled = net2.emulator.addUser({
		firstName: 'New',
		lastName: 'Joiner',
		personnelNumber: '505',
		expiryDate: '2020-01-01T00:00:00',
	});
	expect(await joiners(['90001', '505'])).toMatchObject([
		{ outcome: 'enabled', changed: true },
		{ error: { reason: 'notAllowed', userId: disabled } },
	]);
});

test('a later run enables no user that an earlier one created', async () => {
	await net2.run(create, [{ key: '90001' }]);
	expect(await joiners(['90001'])).toMatchObject([{ error: { reason: 'notAllowed' } }]);
});
