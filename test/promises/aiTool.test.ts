import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, locator, mapper, openToolEngine, setUp } from '../actions/setUp';
import { callTool, type Way } from './agent';
import { everyParameter, OPERATIONS } from './everyParameter';
import { writes } from './support';
import { WRITES } from './writes';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const engine = openToolEngine();

/** What the agent is shown. */
async function asTool(parameters: INodeParameters): Promise<IDataObject> {
	const { workflow } = await net2.run(
		parameters,
		[{}],
		{ node: { rewireOutputLogTo: 'ai_tool' }, onError: 'continueRegularOutput' },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await engine },
	);
	const run = workflow.run.data.resultData.runData['Node']?.[0];
	const result = run?.data?.['ai_tool']?.[0]?.[0]?.json;
	if (result === undefined) throw new Error('The agent got no answer');
	return result;
}

const user = locator('key', '123');
const create = {
	resource: 'user',
	operation: 'create',
	key: '9',
	fields: mapper({ firstName: 'New' }),
};
const operations: typeof WRITES = [['created', create], ...WRITES];

test.each(operations)('a model only gets a dry run: %s', async (outcome, parameters) => {
	const before = net2.emulator.state();
	for (const allowed of [{}, { allowWrites: false }, { options: { dryRun: false } }]) {
		const result = await asTool({ ...parameters, ...allowed });
		expect(result).toMatchObject({ outcome, dryRun: true, changed: false, verified: false });
		expect(result['warnings']).toContainEqual(expect.stringContaining('nothing was written'));
	}
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test.each(operations)('a person may let it write: %s', async (outcome, parameters) => {
	const result = await asTool({ ...parameters, allowWrites: true });
	expect(result).toMatchObject({ outcome, dryRun: false, changed: true, verified: true });
	expect(writes(net2.emulator).length).toBeGreaterThan(0);
});

test.each([{}, { force: true }])(
	'a model never deletes, whatever a person allows: %o',
	async (how) => {
		const before = net2.emulator.state();
		const result = await asTool({
			resource: 'user',
			operation: 'delete',
			user: locator('key', '77001'),
			allowWrites: true,
			...how,
		});
		expect(result).toMatchObject({ outcome: 'deleted', dryRun: true, changed: false });
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
			const result = await asTool({ ...parameters, ...allowed, [name]: expression });
			expect(result).toMatchObject({
				error: {
					reason: 'badInput',
					message: expect.stringMatching(/contains an expression.*Set this switch by hand/),
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

const WAYS: Way[] = ['engine', 'inside'];

async function called(way: Way, parameters: INodeParameters, args: IDataObject) {
	const credential = credentialFor(net2.emulator);
	return await callTool(credential, parameters, { way, args });
}

test('a model has its say in every parameter that takes an expression, and in none that takes none', async () => {
	for (const { resource, operation } of OPERATIONS) {
		const { parameters, args } = everyParameter(resource, operation);
		const { offered } = await called('inside', parameters, args);
		expect([operation, ...offered.sort()]).toEqual([operation, ...Object.keys(args).sort()]);
		for (const name of ['allowWrites', 'force', 'allowEmpty', 'mode', 'planId'])
			expect(offered).not.toContain(name);
	}
	expect(OPERATIONS.length).toBeGreaterThan(30);
});

test.each(OPERATIONS)(
	'whatever a model says, it writes nothing unless a person let it: $resource $operation',
	async ({ resource, operation }) => {
		const before = net2.emulator.state();
		const { parameters, args } = everyParameter(resource, operation);
		for (const way of WAYS) {
			const { told: result } = await called(way, parameters, args);
			// No user has a level that has expired, so there is no item.
			expect(result.length > 0).toBe(operation !== 'revokeExpired');
			const secrets = ['0042', 'eyJ'];
			for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret);
		}
		expect(net2.emulator.state()).toEqual(before);
		expect(writes(net2.emulator)).toEqual([]);
	},
);

const NEVER = [
	'user delete',
	'user synchronize',
	'door open',
	'connection requestCode',
	'connection submitCode',
	'connection signOut',
];

test.each(OPERATIONS.filter((one) => NEVER.includes(`${one.resource} ${one.operation}`)))(
	'a model never gets it, whatever it says and whatever a person switched on: $resource $operation',
	async ({ resource, operation }) => {
		net2.emulator.config({ mfa: resource === 'connection' ? 'email' : 'none' });
		const before = net2.emulator.state();
		const { parameters, args } = everyParameter(resource, operation);
		const set = { allowWrites: true, force: true, mode: 'apply' };
		for (const way of WAYS) await called(way, { ...parameters, ...set }, args);
		expect(net2.emulator.state()).toEqual(before);
		expect(writes(net2.emulator)).toEqual([]);
		if (resource === 'connection') expect(net2.emulator.requests()).toEqual([]);
	},
);

test('the list of what a model never gets names operations that there are', () => {
	const all = OPERATIONS.map(({ resource, operation }) => `${resource} ${operation}`);
	expect(NEVER.filter((name) => !all.includes(name))).toEqual([]);
});

test.each(WAYS)(
	'a model that a person let write does write, by its own words (%s)',
	async (way) => {
		const { parameters, args } = everyParameter('user', 'update');
		const { told: result } = await called(way, { ...parameters, allowWrites: true }, args);
		expect(result).toMatchObject([{ outcome: 'updated', dryRun: false, verified: true }]);
		const names = net2.emulator.state().users.map(({ firstName }) => firstName);
		expect(names).toContain('Mallory');
	},
);

test.each(WAYS)('a model does not choose the operation, nor the resource (%s)', async (way) => {
	const before = net2.emulator.state();
	const parameters = { ...everyParameter('user', 'update').parameters, allowWrites: true };
	const args = { ...everyParameter('user', 'update').args, which: 'disable' };
	const choosing = { ...parameters, operation: "={{ $fromAI('which') }}" };
	const result = await called(way, choosing, args).then((answer) => JSON.stringify(answer), String);
	expect(result).toContain('has no operation');
	expect(net2.emulator.state()).toEqual(before);
});
