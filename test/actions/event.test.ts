import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
	for (const cardNumber of ['10000001', '10000002', '77777777'])
		net2.emulator.pass({ cardNumber, door: 6000001 });
});
afterEach(async () => await net2.emulator.stop());

const getAll = { resource: 'event', operation: 'getAll' };

test('gives the newest first, each item its own, card numbers by their last two digits', async () => {
	const { json, items, error } = await net2.run(
		{ ...getAll, types: '={{ $json.types }}', limit: '={{ $json.limit ?? 50 }}' },
		[{ types: ['unknownCard'] }, { types: '20, 23', limit: 2 }, { types: [] }],
	);
	expect(error?.description ?? error).toBeUndefined();
	expect(json.map(({ eventId }) => eventId)).toEqual([3, 3, 2, 3, 2, 1]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 1, 2, 2, 2].map((item) => ({ item })),
	);
	expect(json[0]).toMatchObject({ granted: false, cardNumber: '…77', door: { id: 6000001 } });
	expect(JSON.stringify(json)).not.toMatch(/\d{8,}(?!")/);
});

test('by user and door, and with whole numbers if the options say so', async () => {
	const { json } = await net2.run({
		...getAll,
		user: locator('key', '00123'),
		door: locator('name', 'Front door'),
		options: { includeCards: true },
	});
	expect(json).toMatchObject([{ userId: 1, cardNumber: '10000001' }]);
});

test('no events are no items', async () => {
	const { json, error } = await net2.run({ ...getAll, since: '2020-01-01', until: '2020-01-02' });
	expect([json, error]).toEqual([[], undefined]);
});

test.each([
	{ since: "2026-11-24'; DROP TABLE events --" },
	{ types: ['20) OR (1=1'] },
	{ door: locator('net2Id', '={{ "1 OR 1=1" }}') },
	{ limit: '0 OR 1' },
])('%j is refused before the node requests events', async (parameters) => {
	const { json } = await net2.run({ ...getAll, ...parameters }, [{}], {
		onError: 'continueRegularOutput',
	});
	expect(json).toMatchObject([{ error: { reason: 'badInput' } }]);
	// A date is read with the server's clock, which the node may read from Net2. Nothing of the value itself is sent.
	const requested = net2.emulator.requests().filter(({ path }) => path.endsWith('/events'));
	expect(JSON.stringify(requested)).not.toMatch(/DROP|1=1|OR/);
	if (!('since' in parameters)) expect(requested).toEqual([]);
});
