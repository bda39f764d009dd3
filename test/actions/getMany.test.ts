import type { IDataObject, INodeParameters } from 'n8n-workflow';
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
	const name = String(all[0]?.['name']);
	const department = String(all.map((user) => user['department']).find((one) => one !== null));
	const cases: Array<[INodeParameters, (user: IDataObject) => boolean]> = [
		[{ name: name.toUpperCase() }, (user) => String(user['name']).includes(name)],
		[{ department }, (user) => user['department'] === department],
		[{ enabled: 'yes' }, (user) => user['enabled'] === true],
		[{ enabled: 'no' }, (user) => user['enabled'] === false],
	];
	for (const [filters, isMeant] of cases) {
		const { json } = await net2.run({ ...getAll, filters });
		expect(json).toEqual(all.filter(isMeant));
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

test('the table has the first and the last day of access', async () => {
	net2.emulator.addUser({
		lastName: 'Dated',
		personnelNumber: '950',
		accessLevels: [2],
		activateDate: '2025-02-03T00:00:00',
		expiryDate: '2098-07-06T00:00:00',
	});
	const options = { output: 'table' };
	const { json } = await net2.run({ resource: 'user', operation: 'getAll', options });
	expect(json.find(({ number }) => number === '950')).toMatchObject({
		name: 'Dated',
		enabled: true,
		'access from': '2025-02-03',
		'access until': '2098-07-06',
	});
});
