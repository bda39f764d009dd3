import { afterAll, beforeAll, expect, test } from 'vitest';
import { locator, mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp({
		putClears: ['expiry', 'activate', 'flags'],
		customFields: 'replace',
		individual: 'omit-clears',
	});
});
afterAll(async () => await net2.emulator.stop());

const carrier = (key: string) =>
	net2.emulator
		.state()
		.users.find(
			({ customFields, deleted }) => !deleted && customFields.some(({ value }) => value === key),
		);

const joiner = {
	resource: 'user',
	operation: 'upsert',
	key: '={{ $json.key }}',
	fields: mapper({ firstName: 'Up', lastName: '={{ $json.lastName }}' }),
	departmentMode: 'direct',
	department: locator('name', 'Sales'),
	accessLevels: 'Office hours, Server room',
	enabled: 'enable',
	startDate: '2026-01-05',
};

test('makes a whole person in one step, and changes nothing the second time', async () => {
	const first = await net2.run(joiner, [{ key: '00710', lastName: 'Sert' }]);
	expect(first.json).toMatchObject([{ outcome: 'created', verified: true, key: '00710' }]);
	expect(carrier('00710')).toMatchObject({ department: 'Sales', accessLevels: [2, 4] });
	expect(carrier('00710')?.canOpen).not.toEqual([]);
	net2.emulator.clearRequests();
	const again = await net2.run(joiner, [{ key: '00710', lastName: 'Sert' }]);
	expect(again.json).toMatchObject([{ outcome: 'unchanged', changed: false, verified: true }]);
	const writes = net2.emulator
		.requests()
		.filter(({ method, path }) => method !== 'GET' && !path.includes('/authorization/'));
	expect(writes).toEqual([]);
});

test('a new person with two levels costs three writes, two read-backs of its own and a share in a query', async () => {
	net2.emulator.clearRequests();
	await net2.run(joiner, [{ key: '00712', lastName: 'Cost' }]);
	const calls = net2.emulator.requests().map(({ method, path }) => `${method} ${path}`);
	const id = carrier('00712')?.id;
	expect(calls.filter((call) => /^(POST|PUT) .*users/.test(call))).toHaveLength(3);
	expect(calls.slice(calls.findLastIndex((call) => call.startsWith('PUT ')) + 1).sort()).toEqual([
		'GET /api/v1/customquery/querydb',
		`GET /api/v1/users/${id}`,
		`GET /api/v1/users/${id}/doorpermissionset`,
	]);
});

test('what a step wrote is reversed by its undo, once', async () => {
	const { json } = await net2.run(joiner, [{ key: '00711', lastName: 'Back' }]);
	const before = carrier('00711');
	const leave = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '00711'),
			leaverDepartment: locator('name', 'Terminated Employment'),
			removeAccess: 'all',
			clearPin: true,
		},
		[{}],
	);
	expect(carrier('00711')).toMatchObject({ canOpen: [], department: 'Terminated Employment' });
	const undo = { resource: 'user', operation: 'undo', undo: '={{ $json.undo }}' };
	const back = await net2.run(undo, leave.json);
	expect(back.json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(carrier('00711')).toMatchObject({
		canOpen: before?.canOpen,
		department: before?.department,
		expiryDate: before?.expiryDate,
		activateDate: before?.activateDate,
	});
	const twice = await net2.run(undo, leave.json, { onError: 'continueRegularOutput' });
	expect(twice.json).toMatchObject([{ error: { reason: 'conflict' } }]);

	const gone = await net2.run(undo, json);
	expect(gone.json).toMatchObject([{ outcome: 'deleted', verified: true }]);
	expect(carrier('00711')).toBeUndefined();
});

test('an undo that is none, or was altered, is refused', async () => {
	const { json } = await net2.run(joiner, [{ key: '00713', lastName: 'Forge' }]);
	const undo = { resource: 'user', operation: 'undo', undo: '={{ $json.undo }}' };
	const forged = [{ undo: { ...Object(json[0]?.['undo']), userId: 1 } }, { undo: 'nothing' }];
	const result = await net2.run(undo, forged, { onError: 'continueRegularOutput' });
	expect(result.json).toMatchObject([
		{ error: { reason: 'badInput' } },
		{ error: { reason: 'badInput' } },
	]);
	expect(carrier('00713')).toBeDefined();
});
