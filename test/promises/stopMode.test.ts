import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, setUp } from '../actions/setUp';
import { leaksIn } from './secretCanaries';
import { isObject } from './json';
import { personWith } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

test('a node that stops on errors keeps evidence and undo of what it had done', async () => {
	const before = personWith(net2.emulator, '123');
	const { error, json } = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '={{ $json.key }}'),
			removeAccess: 'all',
			cards: 'lost',
			options: { eventId: '={{ $json.event }}' },
		},
		[
			{ key: '123', event: 'hr-1' },
			{ key: 'nobody', event: 'hr-2' },
		],
	);
	expect(json).toEqual([]);
	// As n8n stores it.
	const stored: unknown = JSON.parse(JSON.stringify(error));
	const context = isObject(stored) && isObject(stored['context']) ? stored['context'] : {};
	const results = context['results'];
	expect(results).toMatchObject([
		{
			item: 0,
			operation: 'user.disable',
			outcome: 'disabled',
			verified: true,
			userId: 2,
			key: '123',
			audit: expect.arrayContaining([
				expect.objectContaining({ eventId: 'hr-1', changes: expect.anything() }),
			]),
			undo: { operation: 'user.disable', userId: 2 },
		},
		{ item: 1, reason: 'notFound', key: 'nobody', done: [] },
	]);
	const held: Array<[string, string]> = before.cards.map(({ tokenValue }) => ['card', tokenValue]);
	expect(held.length).toBeGreaterThan(0);
	expect(leaksIn(error, held)).toEqual([]);

	const [first]: unknown[] = Array.isArray(results) ? results : [];
	const undo = isObject(first) ? JSON.stringify(first['undo']) : '';
	const back = await net2.run({ resource: 'user', operation: 'undo', undo });
	expect(back.json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(personWith(net2.emulator, '123').canOpen).toEqual(before.canOpen);
});
