import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { locator, mapper, setUp } from '../actions/setUp';
import { openEngine } from '../engine';
import { writes } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

/** What n8n makes of a node that is usable as a tool: its name ends in Tool, and its log goes to the agent. */
function toolVariant(): PaxtonNet2 {
	const node = new PaxtonNet2();
	node.description = { ...node.description, name: 'paxtonNet2Tool' };
	return node;
}
const engine = openEngine({
	extra: {
		name: 'n8n-nodes-paxton-net2',
		nodes: [toolVariant()],
		credentials: [new PaxtonNet2Api()],
	},
});

/** What the agent is told. */
async function asTool(parameters: INodeParameters): Promise<IDataObject> {
	const { workflow } = await net2.run(
		parameters,
		[{}],
		{ node: { rewireOutputLogTo: 'ai_tool' }, onError: 'continueRegularOutput' },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await engine },
	);
	const run = workflow.run.data.resultData.runData['Node']?.[0];
	const told = run?.data?.['ai_tool']?.[0]?.[0]?.json;
	if (told === undefined) throw new Error('the agent was told nothing');
	return told;
}

const user = locator('key', '123');
const operations: Array<[string, INodeParameters]> = [
	['created', { operation: 'create', key: '9', fields: mapper({ firstName: 'New' }) }],
	['updated', { operation: 'update', user, fields: mapper({ telephone: '1' }) }],
	['enabled', { operation: 'enable', user: locator('key', '77001') }],
	['disabled', { operation: 'disable', user }],
	['updated', { operation: 'setLeaveDate', user, date: '2098-01-01' }],
	['granted', { resource: 'accessLevel', operation: 'grant', user, accessLevels: 'Warehouse' }],
	['revoked', { resource: 'accessLevel', operation: 'revoke', user, accessLevels: 'Server room' }],
	['updated', { resource: 'accessLevel', operation: 'set', user, accessLevels: 'Warehouse' }],
];

test.each(operations)('a model only gets a dry run: %s', async (outcome, parameters) => {
	const before = net2.emulator.state();
	for (const allowed of [{}, { allowWrites: false }, { options: { dryRun: false } }]) {
		const told = await asTool({ resource: 'user', ...parameters, ...allowed });
		expect(told).toMatchObject({ outcome, dryRun: true, changed: false, verified: false });
		expect(told['warnings']).toContainEqual(expect.stringContaining('nothing was written'));
	}
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test.each(operations)('a person may let it write: %s', async (outcome, parameters) => {
	const told = await asTool({ resource: 'user', ...parameters, allowWrites: true });
	expect(told).toMatchObject({ outcome, dryRun: false, changed: true, verified: true });
	expect(writes(net2.emulator).length).toBeGreaterThan(0);
});

test.each([{}, { force: true }])(
	'a model never deletes, whatever a person allows: %o',
	async (how) => {
		const before = net2.emulator.state();
		const told = await asTool({
			resource: 'user',
			operation: 'delete',
			user: locator('key', '77001'),
			allowWrites: true,
			...how,
		});
		expect(told).toMatchObject({ outcome: 'deleted', dryRun: true, changed: false });
		expect(net2.emulator.state()).toEqual(before);
	},
);

const guarded: Array<[string, INodeParameters]> = [
	['allowWrites', { resource: 'user', operation: 'disable', user }],
	['force', { resource: 'user', operation: 'delete', user }],
	['allowEmpty', { resource: 'accessLevel', operation: 'set', user, accessLevels: [] }],
];

test.each(guarded)('no expression, and so no model, sets %s', async (name, parameters) => {
	const before = net2.emulator.state();
	for (const expression of ["={{ $fromAI('x', '', 'boolean', true) }}", '={{ true }}', '=true'])
		for (const allowed of [{}, { allowWrites: true }]) {
			const told = await asTool({ ...parameters, ...allowed, [name]: expression });
			expect(told).toMatchObject({
				error: {
					reason: 'badInput',
					message: expect.stringMatching(/holds an expression.*Set this switch by hand/),
				},
			});
		}
	expect(net2.emulator.state()).toEqual(before);
});

test('outside of an agent the same switches refuse expressions too, and writes need no leave', async () => {
	for (const [name, parameters] of guarded.slice(1)) {
		const { json } = await net2.run({ ...parameters, [name]: '={{ true }}' }, [{}], {
			onError: 'continueRegularOutput',
		});
		expect(json).toMatchObject([{ error: { reason: 'badInput' } }]);
	}
	expect(writes(net2.emulator)).toEqual([]);
	const { json } = await net2.run({ resource: 'user', operation: 'disable', user });
	expect(json).toMatchObject([{ outcome: 'disabled', dryRun: false, verified: true }]);
});
