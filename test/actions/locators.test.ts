import type { INodePropertyMode } from 'n8n-workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { PaxtonNet2Trigger } from '../../nodes/PaxtonNet2/PaxtonNet2Trigger.node';
import { listSearch } from '../engine';
import { credentialFor, locator, mapper, NODE, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

const MODES: Record<string, string[]> = {
	user: ['key', 'list', 'net2Id'],
	department: ['name', 'list', 'net2Id'],
	leaverDepartment: ['name', 'list', 'net2Id'],
	door: ['name', 'list', 'net2Id'],
	card: ['number', 'list', 'net2Id'],
};

test('no locator has a mode that n8n would take for a dropped number', () => {
	const locators = [new PaxtonNet2(), new PaxtonNet2Trigger()]
		.flatMap(({ description }) => description.properties)
		.filter(({ type }) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(10);
	for (const { name, modes = [], default: initial } of locators) {
		expect([name, modes.map((mode: INodePropertyMode) => mode.name)]).toEqual([name, MODES[name]]);
		expect(initial).toMatchObject({ mode: MODES[name]?.[0] });
		const list = modes.find((mode: INodePropertyMode) => mode.name === 'list');
		if (name !== 'card') expect(list?.typeOptions).toMatchObject({ searchable: true });
	}
});

test.each(['id', 'constructor', ''])('the mode %j finds no user', async (mode) => {
	const { json } = await net2.run(
		{ resource: 'user', operation: 'get', user: locator(mode, '3') },
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([
		{ error: { reason: 'badInput', message: expect.stringContaining("'Number'") } },
	]);
});

async function departmentFailure(department: object) {
	const { json } = await net2.run(
		{
			resource: 'user',
			operation: 'update',
			user: locator('key', '00123'),
			fields: mapper({}),
			departmentMode: 'direct',
			department: { ...department },
		},
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	return JSON.stringify(json[0]?.['error']);
}

test('a department name as a Net2 ID is answered with the right mode', async () => {
	const failure = await departmentFailure(locator('net2Id', '={{ "Sales" }}'));
	expect(failure).toContain('no department with id \\"Sales\\"');
	expect(failure).toContain("choose 'Name'");
});

// n8n keeps the mode Net2 ID if a column is dropped on it, and user 3 is another employee.
test.each([
	'={{ $json.personnelNumber }}',
	'={{ $json["Staff No"] }}',
	"={{ $('HR').item.json.Personalnr }}",
])('the column %s as a Net2 ID is refused, because it is the personnel number', async (value) => {
	const before = net2.emulator.state().users;
	const { json } = await net2.run(
		{ resource: 'user', operation: 'disable', user: locator('net2Id', value) },
		[{ personnelNumber: '3', 'Staff No': '3' }],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([{ error: { reason: 'badInput' } }]);
	if (!value.includes('HR')) expect(JSON.stringify(json)).toContain("Choose 'Number' in 'User'");
	expect(net2.emulator.state().users).toEqual(before);
});

test.each(['={{ $json.userId }}', '={{ $json.id }}', '={{ Number($json.personnelNumber) }}', '3'])(
	'%s is a Net2 ID',
	async (value) => {
		const { json } = await net2.run(
			{ resource: 'user', operation: 'get', user: locator('net2Id', value) },
			[{ userId: 3, id: 3, personnelNumber: '3' }],
		);
		expect(json).toMatchObject([{ id: 3 }]);
	},
);

test('a department column as a Net2 ID is refused', async () => {
	const { json } = await net2.run(
		{
			resource: 'user',
			operation: 'update',
			user: locator('key', '00123'),
			departmentMode: 'direct',
			department: locator('net2Id', '={{ $json.Afdeling }}'),
		},
		[{ Afdeling: 2 }],
		{ onError: 'continueRegularOutput' },
	);
	expect(JSON.stringify(json)).toContain("Choose 'Name' in 'Department'");
});

test.each([
	['Salse', 'Sales'],
	['Engineerin', 'Engineering'],
	['International Trade', undefined],
])('the department %s is unknown, and a near name is suggested: %s', async (name, near) => {
	const failure = await departmentFailure(locator('name', name));
	expect(failure).toContain('unknownDepartment');
	if (near === undefined) expect(failure).not.toContain('There is');
	else expect(failure).toContain(`There is \\"${near}\\"`);
});

test('a department is found whatever the case of its name', async () => {
	expect(await departmentFailure(locator('name', ' sales '))).toBeUndefined();
});

test.each([
	['Ofice hours', 'There is "Office hours"'],
	['4', 'write id:4'],
])('the access level %s is unknown, and the message helps', async (level, help) => {
	const { json } = await net2.run(
		{
			resource: 'accessLevel',
			operation: 'grant',
			user: locator('key', '00123'),
			accessLevels: level,
		},
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([
		{ error: { reason: 'unknownLevel', message: expect.stringContaining(help) } },
	]);
});

test('the list of cards shows the cards of the user without their numbers', async () => {
	const search = async (mode: string, value: string) =>
		await listSearch(NODE, 'searchCards', {
			credentials: { paxtonNet2Api: credentialFor(net2.emulator) },
			parameters: { resource: 'card', operation: 'remove', user: locator(mode, value) },
		});
	const { results } = await search('key', '00123');
	expect(results).toMatchObject([{ name: expect.stringContaining('01'), value: '0' }]);
	expect(JSON.stringify(results)).not.toContain('10000001');
	expect((await search('net2Id', '1')).results).toEqual(results);
	expect((await search('key', '')).results).toEqual([]);
});

test('a user that is text, and no locator, is refused with the modes to choose from', async () => {
	const { json } = await net2.run({ resource: 'user', operation: 'disable', user: '00123' }, [{}], {
		onError: 'continueRegularOutput',
	});
	expect(json).toMatchObject([
		{ error: { reason: 'badInput', message: expect.stringContaining("'From List'") } },
	]);
});

test.each([
	[locator('net2Id', '7'), { key: null, userId: 7 }],
	[locator('key', '7'), { key: '7', userId: null }],
	[locator('list', 'x'), { key: null, userId: null }],
])(
	'an item that is refused before its user is found names the user as %j does',
	async (user, id) => {
		const { json } = await net2.run(
			{ resource: 'user', operation: 'disable', user, options: { dryRun: 'perhaps' } },
			[{}],
			{ onError: 'continueRegularOutput' },
		);
		expect(json).toMatchObject([{ error: { reason: 'badInput', ...id } }]);
	},
);
