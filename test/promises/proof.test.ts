import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NodeResult } from '../engine';
import { credentialFor, locator, mapper, setUp } from '../actions/setUp';
import { pinReadable } from '../support/siteVariants';
import { startProxy, type Proxy } from './proxy';
import { addPersonWithEndedLevel, errorsOf } from './support';
import { WRITES } from './writes';

/** A Net2 that says yes to every change of a person and does nothing of it. */
let net2: Awaited<ReturnType<typeof setUp>>;
let proxy: Proxy;
let lies: boolean;
beforeEach(async () => {
	net2 = await setUp();
	lies = true;
	proxy = await startProxy(net2.emulator.url, (method, path) =>
		lies && method !== 'GET' && path.startsWith('/api/v1/users/') ? { body: '' } : undefined,
	);
});
afterEach(async () => {
	await proxy.stop();
	await net2.emulator.stop();
});

/** By way of it. */
async function run(params: INodeParameters, items?: IDataObject[]): Promise<NodeResult> {
	const credentials = { paxtonNet2Api: credentialFor(net2.emulator, { baseUrl: proxy.url }) };
	return await net2.run(params, items, { credentials, onError: 'continueRegularOutput' });
}

const unproven = {
	reason: 'notVerified',
	message: expect.stringMatching(/reads back otherwise.*Look at this user in Net2/),
};
const user = locator('key', '123');
const leaverDepartment = locator('name', 'Terminated Employment');
const operations: INodeParameters[] = [
	...WRITES.map(([, parameters]) => parameters),
	{ resource: 'user', operation: 'update', user, fields: mapper({ 'customField:3': 'Town' }) },
	{
		resource: 'user',
		operation: 'update',
		user,
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
	},
	{ resource: 'user', operation: 'disable', user, clearPin: true },
	{ resource: 'user', operation: 'disable', user, leaverDepartment, removeAccess: 'all' },
	{ resource: 'user', operation: 'disable', user, cards: 'lost' },
	{ resource: 'user', operation: 'delete', user: locator('key', '77001') },
	{
		resource: 'accessLevel',
		operation: 'grant',
		user: locator('key', '00123'),
		accessLevels: 'Warehouse',
	},
	{ resource: 'user', operation: 'upsert', key: '123', fields: mapper({ telephone: '1' }) },
	{ resource: 'user', operation: 'upsert', key: '123', accessLevels: 'Warehouse' },
	{ resource: 'user', operation: 'upsert', key: '123', endDate: '2098-06-30' },
	{ resource: 'user', operation: 'upsert', key: '123', enabled: 'disable' },
	{ resource: 'user', operation: 'upsert', key: '123', cards: '48151623' },
	{ resource: 'accessLevel', operation: 'set', user, accessLevels: [], allowEmpty: true },
];

test.each(operations)(
	'what Net2 accepts and does not do is no success: $operation',
	async (params) => {
		const before = net2.emulator.state();
		expect(errorsOf(await run(params))).toMatchObject([unproven]);
		expect(net2.emulator.state()).toEqual(before);
	},
);

test('a PIN that Net2 accepts and does not keep is never said to be verified', async () => {
	const before = net2.emulator.state();
	const result = await run({
		resource: 'user',
		operation: 'update',
		user,
		fields: mapper({ pin: '4711' }),
	});
	if (pinReadable() !== 'yes')
		expect(result.json).toMatchObject([
			{ verified: false, warnings: [expect.stringContaining('does not show PINs')] },
		]);
	else expect(errorsOf(result)).toMatchObject([unproven]);
	expect(net2.emulator.state()).toEqual(before);
});

test('an undo that Net2 accepts and does not do is no success, and can be run again', async () => {
	lies = false;
	const leave = await run({ resource: 'user', operation: 'disable', user, removeAccess: 'all' });
	expect(leave.json).toMatchObject([{ outcome: 'disabled', verified: true }]);
	const undo = { resource: 'user', operation: 'undo', undo: '={{ $json.undo }}' };
	lies = true;
	const before = net2.emulator.state();
	expect(errorsOf(await run(undo, leave.json))).toMatchObject([{ reason: 'notVerified' }]);
	expect(net2.emulator.state()).toEqual(before);
	lies = false;
	expect((await run(undo, leave.json)).json).toMatchObject([
		{ outcome: 'updated', verified: true },
	]);
});

test('an ended level that Net2 says it takes, and does not, is no success, and the next run takes it', async () => {
	const id = addPersonWithEndedLevel(net2.emulator);
	const revokeExpired = {
		resource: 'accessLevel',
		operation: 'revokeExpired',
		options: { markerField: 'Notes' },
	};
	const before = net2.emulator.state();
	expect(errorsOf(await run(revokeExpired))).toMatchObject([{ reason: 'notVerified', userId: id }]);
	expect(net2.emulator.state()).toEqual(before);
	lies = false;
	expect((await run(revokeExpired)).json).toMatchObject([{ outcome: 'revoked', verified: true }]);
	expect(net2.emulator.state().users.find((one) => one.id === id)?.accessLevels).toEqual([2]);
});

test('a list that Net2 accepts and ignores is reported row by row, and the summary does not call it done', async () => {
	const synchronize = {
		resource: 'user',
		operation: 'synchronize',
		mode: 'apply',
		missing: 'report',
		safetyLimits: { maxDisablePercent: 100, maxChangePercent: 100, maxErrorPercent: 100 },
		options: { output: 'full' },
	};
	const rows = [
		{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '020 9' },
		{ key: '123', firstName: 'Grace', lastName: 'Hopper', endDate: '2024-05-31' },
	];
	const before = net2.emulator.state();
	const result = await run(synchronize, rows);
	expect(errorsOf(result)).toMatchObject([
		{ ...unproven, key: '00123' },
		{ ...unproven, key: '123' },
	]);
	expect(result.json.at(-1)).toMatchObject({ kind: 'summary', changed: false, verified: false });
	expect(net2.emulator.state()).toEqual(before);
});

test('a new user whose department was not stored is reported, and a rerun completes it', async () => {
	const create = {
		resource: 'user',
		operation: 'create',
		key: '90001',
		fields: mapper({ firstName: 'New' }),
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
	};
	const first = await run(create);
	expect(errorsOf(first)).toMatchObject([
		{
			reason: 'notVerified',
			key: '90001',
			userId: 5,
			done: [expect.stringContaining('created'), 'Department Sales'],
		},
	]);
	const again = await net2.run(create);
	expect(again.json).toMatchObject([{ outcome: 'correlated', changed: true, verified: true }]);
	expect(net2.emulator.state().users.find(({ id }) => id === 5)).toMatchObject({
		department: 'Sales',
		canOpen: [],
	});
});
