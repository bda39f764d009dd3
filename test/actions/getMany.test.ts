import { afterAll, beforeAll, expect, test } from 'vitest';
import { openToolEngine, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp({ seed: 1_000 });
});
afterAll(async () => await net2.emulator.stop());

const getAll = { resource: 'user', operation: 'getAll' };

test('Get Many returns all users by default, simplified', async () => {
	const { json } = await net2.run(getAll);
	expect(json).toHaveLength(1_000);
	expect(Object.keys(json[0] ?? {})).toEqual([
		'id',
		'key',
		'name',
		'department',
		'enabled',
		'startDate',
		'endDate',
	]);
});

test('Get Many returns the custom fields if Simplify is off', async () => {
	const { json } = await net2.run({ ...getAll, simplify: false, returnAll: false, limit: 3 });
	expect(json).toHaveLength(3);
	expect(json[0]).toMatchObject({ customFields: expect.any(Object), hasPin: expect.any(Boolean) });
});

test('the filters select by name, department and access', async () => {
	const all = (await net2.run(getAll)).json;
	const [first] = all;
	const department = all.map((user) => user['department']).find((name) => name !== null);
	for (const [filters, isMeant] of [
		[{ name: String(first?.['name']).toUpperCase() }, { name: first?.['name'] }],
		[{ department }, { department }],
		[{ enabled: 'yes' }, { enabled: true }],
		[{ enabled: 'no' }, { enabled: false }],
	] as const) {
		const { json } = await net2.run({ ...getAll, filters: { ...filters } });
		const [[member, value] = []] = Object.entries(isMeant);
		expect(json.map((user) => user['id'])).toEqual(
			all.filter((user) => user[String(member)] === value).map((user) => user['id']),
		);
	}
});

test('as a tool, 1,000 users are at most 8 KB', async () => {
	const { workflow } = await net2.run(
		getAll,
		[{}],
		{ node: { rewireOutputLogTo: 'ai_tool' } },
		{ type: 'n8n-nodes-paxton-net2.paxtonNet2Tool', engine: await openToolEngine() },
	);
	const items = workflow.run.data.resultData.runData['Node']?.[0]?.data?.['ai_tool']?.[0] ?? [];
	expect(items).toHaveLength(25);
	expect(JSON.stringify(items.map(({ json }) => json)).length).toBeLessThan(8 * 1024);
});
