import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writes } from '../promises/support';
import { locator, mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

/** n8n runs a called workflow in this mode. The caller may be a person or an AI model. */
const called = async (parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await net2.run(parameters, items, { mode: 'integrated', onError: 'continueRegularOutput' });

const list = [{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '020 9' }];
const loose = { minMatchPercent: 0, maxChangePercent: 100 };
const guarded: Array<[string, INodeParameters, IDataObject[]]> = [
	[
		'user: delete',
		{ resource: 'user', operation: 'delete', user: locator('key', '77001'), force: true },
		[{}],
	],
	[
		'department: delete',
		{
			resource: 'department',
			operation: 'delete',
			department: locator('name', 'Terminated Employment'),
		},
		[{}],
	],
	[
		'door: open',
		{ resource: 'door', operation: 'open', door: locator('name', 'Front door') },
		[{}],
	],
	[
		'user: synchronize in the mode apply',
		{ resource: 'user', operation: 'synchronize', mode: 'apply', safetyLimits: loose },
		list,
	],
];

test.each(guarded)('%s is refused in a called workflow', async (_, parameters, items) => {
	const { json } = await called(parameters, items);
	expect(json).toMatchObject([
		{ error: { reason: 'notAllowed', message: expect.stringContaining("'Allow From Workflow'") } },
	]);
	expect(writes(net2.emulator)).toEqual([]);
});

const CALLED = { trigger: 'n8n-nodes-base.executeWorkflowTrigger', mode: 'manual' } as const;

/** n8n runs what the draft of one of its agents calls in the mode of the editor. */
test.each(guarded)('%s is refused if an agent called the workflow', async (_, given, items) => {
	const onError = 'continueRegularOutput';
	const { json } = await net2.run(given, items, { ...CALLED, onError });
	expect(json).toMatchObject([{ error: { reason: 'notAllowed' } }]);
	expect(writes(net2.emulator)).toEqual([]);
	const allowed = await net2.run({ ...given, allowFromWorkflow: true }, items, CALLED);
	expect(allowed.json[0]).not.toHaveProperty('error');
	expect(writes(net2.emulator).length).toBeGreaterThan(0);
});

test.each(guarded)(
	'%s runs in a called workflow if a person allowed it',
	async (_, given, items) => {
		const { json } = await called({ ...given, allowFromWorkflow: true }, items);
		expect(json[0]).not.toHaveProperty('error');
		expect(writes(net2.emulator).length).toBeGreaterThan(0);
	},
);

test.each(['={{ true }}', "={{ $fromAI('allow', '', 'boolean') }}"])(
	'the expression %s does not allow it',
	async (allowFromWorkflow) => {
		const [first] = guarded;
		const { json } = await called({ ...first?.[1], allowFromWorkflow });
		expect(json).toMatchObject([{ error: { reason: 'badInput' } }]);
		expect(writes(net2.emulator)).toEqual([]);
	},
);

test('a plan and other operations run in a called workflow', async () => {
	const plan = await called({ resource: 'user', operation: 'synchronize' }, list);
	expect(plan.json.at(-1)).toMatchObject({ kind: 'summary', mode: 'plan' });
	const update = {
		resource: 'user',
		operation: 'update',
		user: locator('key', '00123'),
		fields: mapper({ telephone: '020 9' }),
	};
	expect((await called(update)).json).toMatchObject([{ outcome: 'updated' }]);
});

test('an undo that would delete a user is refused in a called workflow', async () => {
	const created = await net2.run({
		resource: 'user',
		operation: 'create',
		key: '90001',
		fields: mapper({ lastName: 'Joiner' }),
	});
	const undo = {
		resource: 'user',
		operation: 'undo',
		undo: JSON.stringify(created.json[0]?.['undo']),
	};
	expect((await called(undo)).json).toMatchObject([{ error: { reason: 'notAllowed' } }]);
	const allowed = await called({ ...undo, allowFromWorkflow: true });
	expect(allowed.json).toMatchObject([{ outcome: 'deleted' }]);
});

test('a mode that an expression chooses is refused in a called workflow, even if it is plan', async () => {
	const { json } = await called(
		{ resource: 'user', operation: 'synchronize', mode: "={{ 'plan' }}" },
		list,
	);
	expect(json).toMatchObject([{ error: { reason: 'notAllowed' } }]);
});
