import { afterEach, beforeEach, expect, test } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const card = (operation: string, more: INodeParameters) => ({
	resource: 'card',
	operation,
	user: locator('key', '={{ $json.key ?? "00123" }}'),
	...more,
});
const cardsOf = (id: number) =>
	net2.emulator
		.state()
		.users.find((user) => user.id === id)
		?.cards.map(({ tokenValue, isLost }) => `${tokenValue}${isLost ? ' lost' : ''}`);

test('add takes each item’s number in the format that is set', async () => {
	const add = card('add', {
		cardNumber: '={{ $json.number }}',
		numberFormat: '={{ $json.format }}',
		tokenType: '={{ $json.type }}',
	});
	const { json, error } = await net2.run(add, [
		{ number: 12345678, format: 'decimal', type: 'Keyfob' },
		{ number: '04:A2:2B:1C', format: 'csn', type: 'ProxCard' },
		{ number: 'AB-123-C', format: 'decimal', type: 'VehicleNumberPlate' },
	]);
	expect(error?.description ?? error).toBeUndefined();
	expect(json).toMatchObject([
		{
			operation: 'card.add',
			outcome: 'created',
			card: { number: '12345678', numberHex: 'BC614E' },
		},
		{ outcome: 'created', card: { number: '77736732' } },
		{ outcome: 'created', card: { number: 'AB-123-C', numberHex: null } },
	]);
});

test('a number of another user fails with that user, and shows two digits of it', async () => {
	const { json } = await net2.run(card('add', { cardNumber: '10000002' }), [{}], {
		onError: 'continueRegularOutput',
	});
	expect(json).toMatchObject([{ error: { reason: 'heldByOther', operation: 'card.add' } }]);
	expect(JSON.stringify(json)).toContain('User 2 has card');
	expect(JSON.stringify(json)).not.toContain('10000002');
});

test('getAll gives one item a card, paired with the input item', async () => {
	net2.emulator.world.addCard({ userId: 1, tokenType: 'Keyfob', tokenValue: '7', isLost: true });
	net2.emulator.world.touch(1);
	const { json, items } = await net2.run(card('getAll', {}), [
		{},
		{ key: '77001' },
		{ key: '123' },
	]);
	expect(json).toMatchObject([
		{ userId: 1, id: 0, number: '10000001', numberHex: '989681', isLost: false },
		{ userId: 1, number: '7', isLost: true },
		{ userId: 2, number: '10000002', tokenType: 'Keyfob' },
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 2 },
	]);
});

test('setLost and remove, by number and by id 0', async () => {
	await net2.run(card('setLost', { card: locator('net2Id', '0') }));
	expect(cardsOf(1)).toEqual(['10000001 lost']);
	await net2.run(
		card('setLost', { card: locator('number', '989681'), numberFormat: 'hex', isLost: false }),
	);
	expect(cardsOf(1)).toEqual(['10000001']);
	const { json } = await net2.run(card('remove', { card: locator('number', '10000001') }));
	expect(json).toMatchObject([{ outcome: 'deleted', card: { number: '10000001' } }]);
	expect(cardsOf(1)).toEqual([]);
});

test.each(['', 'undefined', '0', '123456789'])(
	'number %j is refused before any write',
	async (number) => {
		const add = card('add', { cardNumber: '={{ $json.number }}' });
		const { json } = await net2.run(add, [{ number }], { onError: 'continueRegularOutput' });
		expect(json).toMatchObject([{ error: { reason: 'badInput' } }]);
		expect(net2.emulator.requests()).toEqual([]);
	},
);
