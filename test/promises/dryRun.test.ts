import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';
import { pinReadable } from '../support/siteVariants';
import { isObject } from './json';
import { addPersonWithEndedLevel, isSignIn, personWith, writes } from './support';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { OPERATIONS } from './everyParameter';
import { WRITES } from './writes';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
	net2.emulator.addUser({
		firstName: 'Half',
		lastName: 'Made',
		personnelNumber: '5001',
		expiryDate: '2024-01-01T00:00:00',
	});
});
afterEach(async () => await net2.emulator.stop());

const leaver = { leaverDepartment: locator('name', 'Terminated Employment') };
const key = (text: string) => ({ user: locator('key', text) });

const operations: Array<[what: string, outcome: string, parameters: INodeParameters]> = [
	...WRITES.map(([outcome, parameters]): [string, string, INodeParameters] => [
		`${String(parameters['operation'])} alone`,
		outcome,
		parameters,
	]),
	[
		'create a new user',
		'created',
		{
			resource: 'user',
			operation: 'create',
			key: '90001',
			fields: mapper({ firstName: 'New', lastName: 'Joiner', pin: '4711' }),
			departmentMode: 'direct',
			department: locator('name', 'Sales'),
		},
	],
	[
		'create somebody who is half made',
		'correlated',
		{
			resource: 'user',
			operation: 'create',
			key: '5001',
			fields: mapper({ lastName: 'Made' }),
			departmentMode: 'direct',
			department: locator('name', 'Sales'),
		},
	],
	[
		'update',
		'updated',
		{
			resource: 'user',
			operation: 'update',
			...key('00123'),
			fields: mapper({ telephone: '020 2222', 'customField:10': 'Countess' }),
			departmentMode: 'direct',
			department: locator('name', 'Engineering'),
		},
	],
	['enable', 'enabled', { resource: 'user', operation: 'enable', ...key('77001'), ...leaver }],
	[
		'disable',
		'disabled',
		{
			resource: 'user',
			operation: 'disable',
			...key('123'),
			...leaver,
			removeAccess: 'all',
			cards: 'lost',
			clearPin: true,
		},
	],
	[
		'setLeaveDate',
		'updated',
		{ resource: 'user', operation: 'setLeaveDate', ...key('00123'), date: '2098-06-30' },
	],
	[
		'withdraw a leave date',
		'updated',
		{ resource: 'user', operation: 'setLeaveDate', ...key('200'), withdraw: true },
	],
	['delete', 'deleted', { resource: 'user', operation: 'delete', ...key('77001') }],
	[
		'delete by force',
		'deleted',
		{ resource: 'user', operation: 'delete', ...key('123'), force: true },
	],
	[
		'upsert somebody new, with a card',
		'created',
		{
			resource: 'user',
			operation: 'upsert',
			key: '90002',
			fields: mapper({ firstName: 'New', lastName: 'Joiner' }),
			departmentMode: 'direct',
			department: locator('name', 'Sales'),
			accessLevels: 'Warehouse',
			startDate: '2024-01-01',
			cards: '48151623',
		},
	],
	[
		'upsert somebody who is there',
		'updated',
		{
			resource: 'user',
			operation: 'upsert',
			key: '00123',
			fields: mapper({ telephone: '020 3333' }),
			accessLevels: 'Warehouse',
			endDate: '2098-06-30',
			cards: '48151623',
		},
	],
	[
		'upsert a leaver',
		'disabled',
		{ resource: 'user', operation: 'upsert', key: '00123', enabled: 'disable', ...leaver },
	],
	[
		'grant',
		'granted',
		{
			resource: 'accessLevel',
			operation: 'grant',
			...key('00123'),
			accessLevels: ['Warehouse', 'Server room'],
		},
	],
	[
		'revoke',
		'revoked',
		{ resource: 'accessLevel', operation: 'revoke', ...key('123'), accessLevels: 'Server room' },
	],
	[
		'set',
		'updated',
		{ resource: 'accessLevel', operation: 'set', ...key('123'), accessLevels: 'Warehouse' },
	],
	[
		'set to nothing',
		'updated',
		{
			resource: 'accessLevel',
			operation: 'set',
			...key('123'),
			accessLevels: [],
			allowEmpty: true,
		},
	],
	[
		'apply rules',
		'updated',
		{
			resource: 'accessLevel',
			operation: 'applyRules',
			...key('00123'),
			hrDepartment: 'Sales',
			mapping: { source: 'csvText', csvText: 'Department;AccessLevel\nSales;Warehouse' },
			options: { markerField: 'Notes' },
		},
	],
];

/** Operations whose dry run needs more than one item and one user. */
const ELSEWHERE = new Map([
	['user.undo', 'below'],
	['accessLevel.revokeExpired', 'below'],
	['user.synchronize', 'test/actions/synchronize.test.ts'],
	['user.setPhoto', 'test/lifecycle/photo.test.ts'],
	['card.add', 'test/lifecycle/cards.test.ts'],
	['card.setLost', 'test/lifecycle/cards.test.ts'],
	['card.remove', 'test/lifecycle/cards.test.ts'],
	['department.create', 'test/lifecycle/departments.test.ts'],
	['department.update', 'test/lifecycle/departments.test.ts'],
	['department.delete', 'test/lifecycle/departments.test.ts'],
	['door.open', 'test/lifecycle/doors.test.ts'],
]);

/** Moments differ from run to run; everything else may not. */
const planned = ({ outcome, changes, key: of }: IDataObject) => ({ outcome, changes, of });

/** Whether Net2 shows all that an item writes. Some sites show no PIN. */
function isShown(parameters: INodeParameters): boolean {
	const text = JSON.stringify(parameters);
	if (pinReadable() === 'hidden') return !/"(pin|clearPin)":/.test(text);
	return pinReadable() === 'yes' || !text.includes('"pin":');
}

test.each(operations)(
	'%s: only reads reach Net2, and the outcome is what it would be',
	async (...row) => {
		const [, outcome, parameters] = row;
		const before = net2.emulator.state();
		const own = parameters['options'];
		const options = { ...(isObject(own) ? own : {}), dryRun: true };
		const dry = await net2.run({ ...parameters, options });
		expect(dry.error).toBeUndefined();
		expect(dry.json).toMatchObject([
			{ outcome, dryRun: true, changed: false, verified: false, undo: null },
		]);
		expect(net2.emulator.state()).toEqual(before);
		const others = net2.emulator.requests().filter((one) => !isSignIn(one));
		expect(new Set(others.map(({ method }) => method))).toEqual(new Set(['GET']));

		const real = await net2.run(parameters);
		expect(real.error).toBeUndefined();
		const verified = isShown(parameters);
		expect(real.json).toMatchObject([{ outcome, dryRun: false, changed: true, verified }]);
		expect(real.json.map(planned)).toEqual(dry.json.map(planned));
		expect(writes(net2.emulator).length).toBeGreaterThan(0);
	},
);

test('undo: only reads reach Net2, and nothing is reversed', async () => {
	const left = await net2.run({
		resource: 'user',
		operation: 'disable',
		...key('123'),
		removeAccess: 'all',
	});
	const before = net2.emulator.state();
	net2.emulator.clearRequests();
	const undo = { resource: 'user', operation: 'undo', undo: '={{ $json.undo }}' };
	const dry = await net2.run({ ...undo, options: { dryRun: true } }, left.json);
	expect(dry.json).toMatchObject([
		{ outcome: 'updated', dryRun: true, changed: false, undo: null },
	]);
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
	const real = await net2.run(undo, left.json);
	expect(real.json.map(planned)).toEqual(dry.json.map(planned));
});

test('revokeExpired: only reads reach Net2, and nothing is taken', async () => {
	addPersonWithEndedLevel(net2.emulator);
	const before = net2.emulator.state();
	const revokeExpired = { resource: 'accessLevel', operation: 'revokeExpired' };
	const markerField = 'Notes';
	const dry = await net2.run({ ...revokeExpired, options: { markerField, dryRun: true } });
	expect(dry.json).toMatchObject([
		{ outcome: 'revoked', dryRun: true, changed: false, undo: null },
	]);
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
	const real = await net2.run({ ...revokeExpired, options: { markerField } });
	expect(real.json.map(planned)).toEqual(dry.json.map(planned));
});

test('what a dry run would refuse, it refuses', async () => {
	const { json } = await net2.run(
		{
			resource: 'accessLevel',
			operation: 'grant',
			...key('={{ $json.key }}'),
			accessLevels: '={{ $json.level }}',
			options: { dryRun: true },
		},
		[
			{ key: '0123', level: 'Warehouse' },
			{ key: '00123', level: 'No such level' },
			{ key: '00123', level: 'No access' },
		],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([
		{ error: { reason: 'nearMiss' } },
		{ error: { reason: 'unknownLevel' } },
		{ error: { reason: 'unknownLevel' } },
	]);
});

test('a chain of dry runs goes on with the person who would exist by then', async () => {
	const before = net2.emulator.state();
	const options = { dryRun: true };
	const created = await net2.run(
		{
			resource: 'user',
			operation: 'create',
			key: '={{ $json.key }}',
			fields: mapper({ firstName: 'New', lastName: '={{ $json.key }}' }),
			options,
		},
		[{ key: '90001' }, { key: '00123' }, { key: '90002' }],
		{ onError: 'continueErrorOutput' },
	);
	// The second is Ada, whose last name is another.
	expect(created.errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	const user = locator('net2Id', '={{ $json.userId }}');
	const granted = await net2.run(
		{ resource: 'accessLevel', operation: 'grant', user, accessLevels: 'Office hours', options },
		created.json,
	);
	const enabled = await net2.run(
		{ resource: 'user', operation: 'enable', user, ...leaver, options },
		granted.json,
	);
	for (const [step, outcome] of [
		[created, 'created'],
		[granted, 'granted'],
		[enabled, 'enabled'],
	] as const) {
		expect(step.error).toBeUndefined();
		expect(step.json).toMatchObject(
			['90001', '90002'].map((of) => ({
				outcome,
				key: of,
				userId: null,
				dryRun: true,
				changed: false,
				verified: false,
				undo: null,
			})),
		);
	}
	expect(net2.emulator.state()).toEqual(before);
	expect(writes(net2.emulator)).toEqual([]);
});

test('dry and real items of one person stay apart', async () => {
	const { json } = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			...key('123'),
			options: { dryRun: '={{ $json.dry }}' },
		},
		[{ dry: true }, { dry: false }],
	);
	expect(json).toMatchObject([
		{ outcome: 'disabled', dryRun: true, changed: false },
		{ outcome: 'disabled', dryRun: false, changed: true, verified: true },
	]);
	expect(personWith(net2.emulator, '123').canOpen).toEqual([]);
});

test('every operation with the option Dry Run is tested here, or has a test of its own', () => {
	const { properties } = new PaxtonNet2().description;
	const withDryRun = OPERATIONS.filter(({ resource, operation }) =>
		properties.some(
			({ name, options = [], displayOptions }) =>
				name === 'options' &&
				options.some((option) => option.name === 'dryRun') &&
				displayOptions?.show?.['resource']?.includes(resource) === true &&
				displayOptions.show['operation']?.includes(operation) === true,
		),
	).map(({ resource, operation }) => `${resource}.${operation}`);
	expect(withDryRun).toContain('user.update');
	const here = operations.map(
		([, , { resource, operation }]) => `${String(resource)}.${String(operation)}`,
	);
	const untested = withDryRun.filter((id) => !here.includes(id) && !ELSEWHERE.has(id));
	expect(untested, 'add an example to test/promises/writes.ts').toEqual([]);
});
