import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';
import { roundTripClock, type RoundTripClock } from './roundTrips';

/*
 * One user alone. What a builder waits for are round trips, since requests at the same time take as long as one. The
 * process has signed in. Its first PUT of a user went alone (docs/safety-rules.md, rule 2).
 */

let net2: Awaited<ReturnType<typeof setUp>>;
let trips: RoundTripClock;
beforeEach(async () => {
	trips = roundTripClock();
	net2 = await setUp({ seed: 100, latency: 1, clock: trips.clock });
	await net2.run({ ...mover, user: locator('key', '100008') });
	trips.reset();
	net2.emulator.clearRequests();
});
afterEach(async () => await net2.emulator.stop());

const user = locator('key', '100007');
const department = { departmentMode: 'direct', department: locator('name', "Int'l Trade") };
const joiner = {
	resource: 'user',
	operation: 'upsert',
	key: 'N-00001',
	fields: mapper({ firstName: 'New', lastName: 'Joiner', 'customField:9': 'new@example.com' }),
	...department,
	accessLevels: ['Office hours', 'Warehouse'],
};
const leaver = {
	resource: 'user',
	operation: 'disable',
	user,
	leaverDepartment: locator('name', 'Terminated Employment'),
	removeAccess: 'all',
};
const fields = mapper({ telephone: '123', 'customField:9': 'moved@example.com' });
const mover = { resource: 'user', operation: 'update', user, fields, ...department };
const grant = {
	resource: 'accessLevel',
	operation: 'grant',
	user,
	accessLevels: ['Warehouse', 'Office hours'],
};

const cases: Array<[string, number, string, INodeParameters]> = [
	['a joiner with a department and two levels', 7, 'created', joiner],
	['a joiner with one level', 7, 'created', { ...joiner, accessLevels: ['Office hours'] }],
	['a leaver who loses all access', 9, 'disabled', leaver],
	[
		'a leaver with a marker field and cards',
		9,
		'disabled',
		{
			...leaver,
			cards: 'lost',
			options: { markerField: 'Notes' },
		},
	],
	['a mover with fields and a department', 6, 'updated', mover],
	['a grant of two levels', 5, 'granted', grant],
	['a grant of one level', 5, 'granted', { ...grant, accessLevels: ['Warehouse'] }],
	['a revoke', 5, 'revoked', { ...grant, operation: 'revoke', accessLevels: ['Server room'] }],
	['set', 5, 'updated', { ...grant, operation: 'set' }],
];

test.each(cases)('%s takes at most %i round trips', async (_who, most, outcome, parameters) => {
	const { json, error } = await net2.run(parameters);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ outcome, verified: true }]);
	expect(trips.roundTrips()).toBeLessThanOrEqual(most);
});
