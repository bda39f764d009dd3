import { afterEach, beforeEach, expect, test } from 'vitest';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import { credentialFor, locator, mapper, NODE, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const table = 'Department;DepartmentNet2\nHR & Law;"Int\'l Trade"\nEng;Engineering\n';
const rows = [
	{ Department: 'HR & Law', DepartmentNet2: "Int'l Trade" },
	{ Department: 'Eng', DepartmentNet2: 'Engineering' },
];

async function create(
	choice: INodeParameters,
	items: INodeExecutionData[] = [{ json: { key: '90001', hr: 'HR & Law' } }],
) {
	const { json } = await runNode(
		NODE,
		{
			resource: 'user',
			operation: 'create',
			key: '={{ $json.key }}',
			fields: mapper({ firstName: 'New', lastName: 'Joiner' }),
			hrDepartment: '={{ $json.hr }}',
			...choice,
		},
		items,
		{
			credentials: { paxtonNet2Api: credentialFor(net2.emulator) },
			onError: 'continueRegularOutput',
		},
	);
	return json;
}
function departmentOf(key: string) {
	return net2.emulator
		.state()
		.users.find(({ customFields }) => customFields.some((field) => field.value === key))
		?.department;
}

test.each([
	['rows typed in', { source: 'rows', rows: JSON.stringify(rows) }],
	['rows from an expression', { source: 'rows', rows: `={{ ${JSON.stringify(rows)} }}` }],
	['CSV text', { source: 'csvText', csvText: table }],
	[
		'columns with other names',
		{
			source: 'csvText',
			csvText: 'a;b\nHR & Law;"Int\'l Trade"\n',
			fromColumn: 'a',
			toColumn: 'b',
		},
	],
])('maps the HR department by %s', async (_, mapping) => {
	expect(await create({ departmentMode: 'mapped', mapping })).toMatchObject([
		{ outcome: 'created' },
	]);
	expect(departmentOf('90001')).toBe("Int'l Trade");
});

test('a CSV file may come with the first item alone', async () => {
	const data = Buffer.from(`\uFEFF${table}`).toString('base64');
	const json = await create({ departmentMode: 'mapped', mapping: { source: 'binary' } }, [
		{
			json: { key: '90001', hr: 'Eng' },
			binary: { data: { data, mimeType: 'text/csv', fileName: 'map.csv' } },
		},
		{ json: { key: '90002', hr: 'HR & Law' } },
	]);
	expect(json).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
	expect(departmentOf('90001')).toBe('Engineering');
	expect(departmentOf('90002')).toBe("Int'l Trade");
});

test('a department that the table lacks stops that user and no other', async () => {
	const json = await create(
		{ departmentMode: 'mapped', mapping: { source: 'csvText', csvText: table } },
		[{ json: { key: '90001', hr: 'Moon' } }, { json: { key: '90002', hr: 'Eng' } }],
	);
	expect(json).toMatchObject([
		{ error: { reason: 'unknownDepartment', key: '90001' } },
		{ outcome: 'created' },
	]);
	expect(JSON.stringify(json[0])).toContain('Moon');
	expect(departmentOf('90001')).toBeUndefined();
});

test.each([
	['a list entry', locator('list', "Int'l Trade")],
	['an ambiguous list entry', locator('list', 'id:4')],
	['a name', locator('name', "Int'l Trade")],
	['an id', locator('net2Id', '4')],
])('takes the department directly from %s', async (_, department) => {
	await create({ departmentMode: 'direct', department });
	expect(departmentOf('90001')).toBe("Int'l Trade");
});

test('an empty department keeps what is, and says so', async () => {
	const json = await create({ departmentMode: 'mapped' }, [{ json: { key: '90001' } }]);
	expect(json).toMatchObject([
		{ outcome: 'created', warnings: [expect.stringContaining("'HR Department' is empty")] },
	]);
});

test.each([
	['rows that are no list', { source: 'rows', rows: '{"Department":"Eng"}' }],
	['a missing file', { source: 'binary', binaryProperty: 'map' }],
])('%s is bad input', async (_, mapping) => {
	expect(await create({ departmentMode: 'mapped', mapping })).toMatchObject([
		{ error: { reason: 'badInput' } },
	]);
});
