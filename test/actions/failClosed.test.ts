import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const leavers = [{ key: '00123' }, { key: '123' }];

test.each([
	['an operation', { resource: 'user', operation: 'nonsense' }],
	['a resource', { resource: 'nonsense', operation: 'disable' }],
	['an expression', { resource: 'user', operation: '={{ "disable" }}' }],
	['a property of every object', { resource: 'constructor', operation: 'toString' }],
])('%s that the node does not have is a failure of each item', async (_, parameters) => {
	const wanted = { ...parameters, user: locator('key', '={{ $json.key }}') };
	const failures = leavers.map(() => ({ reason: 'badInput' }));
	const regular = await net2.run(wanted, leavers, { onError: 'continueRegularOutput' });
	expect(regular.json.map((json) => json['error'])).toMatchObject(failures);
	expect(regular.json.map((json) => Object.keys(json))).toEqual([['error'], ['error']]);
	const split = await net2.run(wanted, leavers, { onError: 'continueErrorOutput' });
	expect(split.json).toEqual([]);
	expect(split.errors.map(({ json }) => json['error'])).toMatchObject(failures);
	const stopped = await net2.run(wanted, leavers);
	expect(stopped.error?.message).toMatch(/^2 of 2 items were not carried out/);
	expect(stopped.json).toEqual([]);
	expect(net2.emulator.requests()).toEqual([]);
});
