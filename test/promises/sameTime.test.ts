import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';
import { personWith, signIns } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	// Long enough for every reading of one execution to fall between the reading and the writing of another.
	net2 = await setUp({ latency: 5, putClears: ['expiry', 'activate', 'flags'] });
});
afterEach(async () => await net2.emulator.stop());

const key = '00123';
const byKey = { user: locator('key', key) };
const byId = { user: locator('net2Id', '1') };
const level = (operation: string, accessLevels: string) => ({
	resource: 'accessLevel',
	operation,
	accessLevels,
});
const field = (values: Record<string, string>) => ({
	resource: 'user',
	operation: 'update',
	fields: mapper(values),
});

test('executions that give one person different levels lose none of them', async () => {
	for (let round = 0; round < 5; round += 1) {
		const given = await Promise.all([
			net2.run({ ...level('grant', 'Office hours'), ...byKey }),
			net2.run({ ...level('grant', 'Warehouse'), ...byId }),
			net2.run({ ...level('grant', 'Server room'), ...byKey }),
			net2.run({ ...level('revoke', 'All hours, all doors'), ...byId }),
		]);
		expect(given.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
		expect(personWith(net2.emulator, key).accessLevelNames.sort()).toEqual([
			'Office hours',
			'Server room',
			'Warehouse',
		]);
		const taken = await Promise.all([
			net2.run({ ...level('revoke', 'Office hours'), ...byKey }),
			net2.run({ ...level('revoke', 'Warehouse, Server room'), ...byId }),
			net2.run({ ...level('grant', 'All hours, all doors'), ...byKey }),
		]);
		expect(taken.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(personWith(net2.emulator, key).accessLevelNames).toEqual(['All hours, all doors']);
	}
});

test('executions that change different fields of one person lose none of them', async () => {
	const runs = await Promise.all([
		net2.run({ ...field({ telephone: '020 2222' }), ...byKey }),
		net2.run({ ...field({ extension: '77' }), ...byId }),
		net2.run({ ...field({ 'customField:10': 'Countess' }), ...byKey }),
		net2.run({ ...field({ 'customField:13': 'First programmer' }), ...byId }),
		net2.run({ resource: 'user', operation: 'setLeaveDate', date: '2098-06-30', ...byKey }),
	]);
	expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
	const ada = personWith(net2.emulator, key);
	expect(ada).toMatchObject({ telephone: '020 2222', extension: '77' });
	expect(ada.expiryDate).toMatch(/^2098-06-30/);
	expect(Object.fromEntries(ada.customFields.map(({ id, value }) => [id, value]))).toMatchObject({
		9: 'ada@example.com',
		10: 'Countess',
		13: 'First programmer',
		14: key,
	});
	expect(signIns(net2.emulator)).toHaveLength(1);
});

test('a leaver stays out, whatever else is written about them at that moment', async () => {
	for (const { user } of [byKey, byId]) {
		const runs = await Promise.all([
			net2.run({ ...field({ telephone: '020 3333' }), user }),
			net2.run({ resource: 'user', operation: 'disable', removeAccess: 'all', user }),
			net2.run({ ...field({ extension: '78' }), user: byId.user }),
		]);
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		const ada = personWith(net2.emulator, key);
		expect(ada).toMatchObject({ canOpen: [], telephone: '020 3333', extension: '78' });
	}
});

test('grants for one user in one list become one write, and each item reports its own level', async () => {
	const { json, error } = await net2.run({ ...level('grant', '={{ $json.level }}'), ...byKey }, [
		{ level: 'Office hours' },
		{ level: 'Warehouse' },
		{ level: 'Office hours' },
		{ level: 'Server room' },
	]);
	expect(error).toBeUndefined();
	expect(json.map(({ outcome }) => outcome)).toEqual([
		'granted',
		'granted',
		'unchanged',
		'granted',
	]);
	expect(json.map(({ changes }) => changes)).toMatchObject([
		[{ to: 'Office hours' }],
		[{ to: 'Warehouse' }],
		[],
		[{ to: 'Server room' }],
	]);
	const puts = net2.emulator.requests().filter(({ method }) => method === 'PUT');
	expect(puts).toHaveLength(1);
	expect(personWith(net2.emulator, key).accessLevelNames).toHaveLength(4);
});
