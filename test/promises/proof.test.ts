import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, locator, mapper, setUp } from '../actions/setUp';
import { startProxy, type Proxy } from './proxy';
import { errorsOf } from './support';

/** A Net2 that says yes to every change of a person and does nothing of it. */
let net2: Awaited<ReturnType<typeof setUp>>;
let proxy: Proxy;
beforeEach(async () => {
	net2 = await setUp();
	proxy = await startProxy(net2.emulator.url, (method, path) =>
		method !== 'GET' && path.startsWith('/api/v1/users/') ? { body: '' } : undefined,
	);
});
afterEach(async () => {
	await proxy.stop();
	await net2.emulator.stop();
});

const user = locator('key', '123');
const leaverDepartment = locator('name', 'Terminated Employment');
const operations: INodeParameters[] = [
	{ resource: 'user', operation: 'update', user, fields: mapper({ telephone: '1' }) },
	{ resource: 'user', operation: 'update', user, fields: mapper({ 'customField:3': 'Town' }) },
	{ resource: 'user', operation: 'update', user, fields: mapper({ pin: '4711' }) },
	{
		resource: 'user',
		operation: 'update',
		user,
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
	},
	{ resource: 'user', operation: 'enable', user: locator('key', '77001') },
	{ resource: 'user', operation: 'setLeaveDate', user, date: '2098-01-01' },
	{ resource: 'user', operation: 'disable', user },
	{ resource: 'user', operation: 'disable', user, clearPin: true },
	{ resource: 'user', operation: 'disable', user, leaverDepartment, removeAccess: 'all' },
	{ resource: 'user', operation: 'disable', user, cards: 'lost' },
	{ resource: 'user', operation: 'delete', user: locator('key', '77001') },
	{ resource: 'accessLevel', operation: 'grant', user, accessLevels: 'Warehouse' },
	{
		resource: 'accessLevel',
		operation: 'grant',
		user: locator('key', '00123'),
		accessLevels: 'Warehouse',
	},
	{ resource: 'accessLevel', operation: 'revoke', user, accessLevels: 'Server room' },
	{ resource: 'user', operation: 'upsert', key: '123', fields: mapper({ telephone: '1' }) },
	{ resource: 'user', operation: 'upsert', key: '123', accessLevels: 'Warehouse' },
	{ resource: 'user', operation: 'upsert', key: '123', endDate: '2098-06-30' },
	{ resource: 'user', operation: 'upsert', key: '123', enabled: 'disable' },
	{ resource: 'user', operation: 'upsert', key: '123', cards: '48151623' },
	{ resource: 'accessLevel', operation: 'set', user, accessLevels: 'Warehouse' },
	{ resource: 'accessLevel', operation: 'set', user, accessLevels: [], allowEmpty: true },
];

test.each(operations)(
	'what Net2 accepts and does not do is no success: $operation',
	async (ask) => {
		const before = net2.emulator.state();
		const credentials = {
			paxtonNet2Api: credentialFor(net2.emulator, { baseUrl: proxy.url }),
		};
		const result = await net2.run(ask, [{}], { credentials, onError: 'continueRegularOutput' });
		expect(errorsOf(result)).toMatchObject([
			{
				reason: 'notVerified',
				message: expect.stringMatching(/reads back otherwise.*Look at this person in Net2/),
			},
		]);
		expect(net2.emulator.state()).toEqual(before);
	},
);

test('a new user whose department does not take is told, and a rerun ends it', async () => {
	const create = {
		resource: 'user',
		operation: 'create',
		key: '90001',
		fields: mapper({ firstName: 'New' }),
		departmentMode: 'direct',
		department: locator('name', 'Sales'),
	};
	const credentials = {
		paxtonNet2Api: credentialFor(net2.emulator, { baseUrl: proxy.url }),
	};
	const first = await net2.run(create, [{}], { credentials, onError: 'continueRegularOutput' });
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
