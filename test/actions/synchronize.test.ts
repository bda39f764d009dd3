import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorsOf, personWith, writes } from '../promises/support';
import { locator, openToolEngine, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const synchronize: INodeParameters = {
	resource: 'user',
	operation: 'synchronize',
	options: { output: 'full' },
};
const loose: INodeParameters = {
	minMatchPercent: 0,
	maxDisablePercent: 100,
	maxChangePercent: 100,
	maxErrorPercent: 100,
	maxKeyChangePercent: 100,
};
const rows: IDataObject[] = [
	{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '020 9' },
	{ key: '123', firstName: 'Grace', lastName: 'Hopper', endDate: '2024-05-31' },
	{ key: '500', firstName: 'New', lastName: 'Person', department: 'S', accessLevels: 'Warehouse' },
	{ key: '501', firstName: 'No', lastName: 'Where', department: 'X' },
];
const mapped: INodeParameters = {
	departmentMode: 'mapped',
	mapping: { source: 'rows', rows: '[{ "Department": "S", "DepartmentNet2": "Sales" }]' },
};

test('items come out in the order of the list, each paired with its row; orphans and summary with all', async () => {
	const parameters = { ...synchronize, ...mapped, missing: 'report' };
	const before = net2.emulator.state();
	const result = await net2.run(parameters, rows, { onError: 'continueErrorOutput' });
	const everyRow = rows.map((_, item) => ({ item }));
	expect(
		result.items.map(({ json, pairedItem }) => [json['kind'], json['key'], pairedItem]),
	).toEqual([
		['drift', '00123', { item: 0 }],
		['leaverStillActive', '123', { item: 1 }],
		['joiner', '500', { item: 2 }],
		['orphan', '200', everyRow],
		['summary', undefined, everyRow],
	]);
	expect(result.json[0]).toMatchObject({
		operation: 'user.synchronize',
		outcome: 'updated',
		changed: false,
		dryRun: true,
		verified: false,
		undo: null,
		audit: [{ isError: false, message: expect.stringContaining('Would') }],
	});
	expect(result.errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 3 }]);
	expect(errorsOf(result)).toMatchObject([{ reason: 'unknownDepartment', key: '501' }]);
	expect(net2.emulator.state()).toEqual(before);
});

test('apply writes through n8n, proves it, and each item can be undone', async () => {
	const parameters = { ...synchronize, ...mapped, mode: 'apply', safetyLimits: loose };
	const result = await net2.run(parameters, rows, { onError: 'continueErrorOutput' });
	expect(result.json.slice(0, 3)).toMatchObject([
		{ kind: 'drift', outcome: 'updated', changed: true, verified: true, dryRun: false },
		{ kind: 'leaverStillActive', outcome: 'disabled', changed: true, verified: true },
		{ kind: 'joiner', outcome: 'created', changed: true, verified: true },
	]);
	for (const { undo } of result.json.slice(0, 3))
		expect(undo).toMatchObject({ operation: 'user.synchronize', sealed: expect.any(String) });
	expect(result.json.at(-1)).toMatchObject({ kind: 'summary', changed: true, verified: true });
	expect(personWith(net2.emulator, '123').canOpen).toEqual([]);
	expect(personWith(net2.emulator, '500')).toMatchObject({ department: 'Sales' });
});

test('an exceeded safety limit is one error for the whole list, in each error mode', async () => {
	const safetyLimits = { maxDisables: 0 };
	const parameters = { ...synchronize, ...mapped, mode: 'apply', safetyLimits };
	const before = net2.emulator.state();
	for (const onError of ['continueErrorOutput', 'continueRegularOutput'] as const) {
		const result = await net2.run(parameters, rows, { onError });
		expect(errorsOf(result)).toMatchObject([
			{
				reason: 'safetyLimit',
				message: expect.stringContaining('maxDisables'),
			},
		]);
	}
	const { error } = await net2.run(parameters, rows);
	expect(error?.message).toContain('maxDisables');
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test('an approved plan is applied, and Mode takes no expression', async () => {
	const list = rows.slice(0, 3);
	const plan = await net2.run({ ...synchronize, ...mapped }, list);
	const planId = String(plan.json.at(-1)?.['planId']);
	const approve = { ...synchronize, ...mapped, mode: 'applyApproved', safetyLimits: loose };
	for (const changes of [
		{ planId, mode: '={{ "applyApproved" }}' },
		{ planId, mode: "={{ $fromAI('mode') }}" },
	]) {
		const result = await net2.run({ ...approve, ...changes }, list, {
			onError: 'continueErrorOutput',
		});
		expect(errorsOf(result)).toMatchObject([{ reason: 'badInput' }]);
	}
	expect(writes(net2.emulator)).toEqual([]);
	const { json } = await net2.run({ ...approve, planId: `={{ "${planId}" }}` }, list);
	expect(json.at(-1)).toMatchObject({ mode: 'applyApproved', changed: true });
});

test('a safety limit that cannot be read stops the run, and does not fall back to its default', async () => {
	for (const maxDisables of ['many', -1, '5%', '={{ "many" }}']) {
		const result = await net2.run({ ...synchronize, safetyLimits: { maxDisables } }, rows, {
			onError: 'continueErrorOutput',
		});
		expect(errorsOf(result)).toMatchObject([{ reason: 'badInput' }]);
	}
	expect(net2.emulator.requests()).toEqual([]);
});

test("minimal output has kinds and counts, and nobody's name", async () => {
	const parameters = { ...synchronize, ...mapped, options: { output: 'minimal' } };
	const { json } = await net2.run(parameters, rows.slice(0, 3));
	expect(json[0]).toMatchObject({ kind: 'drift', key: '00123', changedFields: ['telephone'] });
	expect(json.at(-1)).toMatchObject({ kind: 'summary', planId: expect.any(String) });
	expect(JSON.stringify(json)).not.toMatch(/Ada|Grace|020 9/);
});

const engine = openToolEngine();

test('a model plans, and never applies, whatever a person allows', async () => {
	const before = net2.emulator.state();
	const { workflow } = await net2.run(
		{ ...synchronize, mode: 'apply', safetyLimits: loose, allowWrites: true },
		rows.slice(0, 2),
		{ node: { rewireOutputLogTo: 'ai_tool' }, onError: 'continueRegularOutput' },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await engine },
	);
	const told = workflow.run.data.resultData.runData['Node']?.[0]?.data?.['ai_tool']?.[0] ?? [];
	expect(told.at(-1)?.json).toMatchObject({ kind: 'summary', mode: 'plan', dryRun: true });
	expect(JSON.stringify(told.at(-1)?.json['warnings'])).toContain('nothing was written');
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test('a leaver department and protected people are read from the node', async () => {
	const parameters = {
		...synchronize,
		mode: 'apply',
		missing: 'disable',
		leaverDepartment: locator('name', 'Terminated Employment'),
		safetyLimits: loose,
		options: { output: 'full', protect: `${personWith(net2.emulator, '200').id}` },
	};
	const { json } = await net2.run(parameters, rows.slice(0, 1));
	expect(json.map(({ kind, key }) => [kind, key])).toEqual([
		['drift', '00123'],
		['leaver', '123'],
		['summary', undefined],
	]);
	expect(personWith(net2.emulator, '123').department).toBe('Terminated Employment');
	expect(personWith(net2.emulator, '200').canOpen).not.toEqual([]);
});
