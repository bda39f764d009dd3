import type { INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorsOf, personWith } from '../promises/support';
import { setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const upsert = (cards: unknown, options: INodeParameters = {}) =>
	net2.run(
		{ resource: 'user', operation: 'upsert', key: '00123', cards: '={{ $json.cards }}', options },
		[{ cards: cards === undefined ? null : JSON.parse(JSON.stringify(cards)) }],
		{ onError: 'continueRegularOutput' },
	);
const held = () =>
	personWith(net2.emulator, '00123').cards.map(({ tokenType, tokenValue }) => [
		tokenType,
		tokenValue,
	]);

test.each([
	['text', '48151623, 1234', {}, ['48151623', '1234']],
	['a list', ['48151623', 1234], {}, ['48151623', '1234']],
	['a list as text', '["48151623"]', {}, ['48151623']],
	['one number', 48151623, {}, ['48151623']],
	['base 16', '2DEBC47', { numberFormat: 'hex' }, ['48151623']],
	['serial numbers', '02:DE:BC:47', { numberFormat: 'csn' }, ['48151623']],
	['a card as Get Many tells it', [{ number: '77', tokenType: 'Keyfob' }], {}, ['77']],
] as const)('cards given as %s are added', async (_, cards, options, values) => {
	const before = held();
	const { json } = await upsert(cards, options);
	expect(json).toMatchObject([{ outcome: 'updated', verified: true }]);
	const type = JSON.stringify(cards).includes('Keyfob') ? 'Keyfob' : 'ProxCard';
	expect(held()).toEqual([...before, ...values.map((value) => [type, value])]);
});

test.each([undefined, '', [], ' , '])(
	'no cards (%j) means that nothing is said of them',
	async (cards) => {
		const { json } = await upsert(cards);
		expect(json).toMatchObject([{ outcome: 'unchanged' }]);
	},
);

test.each([
	['letters', '48151623x'],
	['a card without a number', [{ tokenType: 'Keyfob' }]],
	['an unknown type', [{ tokenType: 'Ring', number: '48151623' }]],
	['a number too long', '481516230'],
])('%s are refused, and no number is repeated', async (_, cards) => {
	const before = held();
	const result = await upsert(cards);
	expect(errorsOf(result)).toMatchObject([{ reason: 'badInput' }]);
	expect(JSON.stringify(errorsOf(result))).not.toContain('48151623');
	expect(held()).toEqual(before);
});

test.each(['[48151623', '["48151623"', '[x]'])(
	'the text %s, which is no list, is refused and adds no card',
	async (cards) => {
		const before = held();
		const result = await upsert(cards);
		expect(errorsOf(result)).toMatchObject([{ reason: 'badInput' }]);
		expect(held()).toEqual(before);
	},
);
