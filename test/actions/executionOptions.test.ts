import { afterAll, beforeAll, expect, test } from 'vitest';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

const get = async (options: { maxConcurrency?: number; timeout?: number }) => {
	const { json } = await net2.run(
		{ resource: 'user', operation: 'get', user: locator('net2Id', '1'), options },
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	return json[0];
};

test.each([1, 32])('Max Concurrency can be %i', async (maxConcurrency) => {
	expect(await get({ maxConcurrency })).toMatchObject({ id: 1 });
});

test.each([0, 33, 1.5])('Max Concurrency cannot be %d', async (maxConcurrency) => {
	expect(await get({ maxConcurrency })).toMatchObject({
		error: { reason: 'badInput', message: expect.stringContaining("'Max Concurrency'") },
	});
});

test.each([1, 600])('Timeout can be %i seconds', async (timeout) => {
	expect(await get({ timeout })).toMatchObject({ id: 1 });
});

test.each([0, 601])('Timeout cannot be %i seconds', async (timeout) => {
	expect(await get({ timeout })).toMatchObject({
		error: { reason: 'badInput', message: expect.stringContaining("'Timeout'") },
	});
});
