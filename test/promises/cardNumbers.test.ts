import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { INodeParameters, OnError } from 'n8n-workflow';
import { credentialFor, locator, setUp } from '../actions/setUp';
import type { FaultName, FaultRule } from '../../emulator';
import { pollNode } from '../engine';
import { leaksIn } from './secretCanaries';
import { shareClock } from './support';

/** Grace has these, in either form. No user has the last number. */
const HELD: Array<[string, string]> = [
	['held', '10000002'],
	['held, hexadecimal', '989682'],
];
const NEW: Array<[string, string]> = [['new', '48151623']];
const LIMITS: OnError[] = ['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'];

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ clock: shareClock() });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const user = locator('net2Id', '1');
const add = (number: string) => ({
	resource: 'card',
	operation: 'add',
	user,
	cardNumber: '={{ $json.number }}',
	replaces: 'one',
	replacedCard: number,
});
const change = (operation: string) => ({
	resource: 'card',
	operation,
	user,
	card: locator('number', '={{ $json.number }}'),
});

/** Everything that n8n shows of a run but the input items, which contain the number themselves. */
async function leaks(
	parameters: INodeParameters,
	number: string,
	onError: OnError,
	secrets: Array<[string, string]>,
): Promise<string[]> {
	const { items, errors, error, staticData, workflow } = await net2.run(parameters, [{ number }], {
		onError,
	});
	const thrown = workflow.run.data.resultData.runData['Node']?.map((task) => task.error);
	// n8n shows the input item, number and all, next to what we say of it.
	const result = errors.map(({ json }) => json['error']);
	return leaksIn([items, result, error, staticData, thrown], secrets);
}

test.each(LIMITS)('of cards in errors (%s)', async (onError) => {
	for (const querydb of ['on', 'off'] as const) {
		net2.emulator.config({ querydb });
		const refusedByNet2 = { ...add(''), replaces: 'none' };
		expect(await leaks(refusedByNet2, '10000002', onError, HELD)).toEqual([]);
		for (const operation of ['setLost', 'remove'])
			expect(await leaks(change(operation), '48151623', onError, NEW)).toEqual([]);
		expect(await leaks(add('={{ $json.number }}'), '48151623', onError, NEW)).toEqual([]);
		expect(await leaks({ ...add(''), numberFormat: 'csn' }, '48151623x', onError, NEW)).toEqual([]);
	}
});

const FAULTS: FaultName[] = [
	'500',
	'503',
	'429',
	'html',
	'reset-before',
	'truncate',
	'unauthorized',
];

test.each(FAULTS)(
	'of cards when Net2 fails by %s at any point',
	async (fault) => {
		const rules: FaultRule[] = [
			{ match: 'GET /api/v1/users/*/tokens', fault, times: 9 },
			{ match: 'POST /api/v1/users/*/tokens', fault, times: 9 },
			{ match: 'GET /api/v1/customquery/querydb', fault, times: 9 },
		];
		for (const rule of rules) {
			net2.emulator.reset();
			net2.emulator.config({ signInRate: 'off' });
			net2.emulator.faults([rule]);
			const parameters = { ...add(''), replaces: 'none' };
			const { json } = await net2.run(parameters, [{ number: '10000002' }], {
				onError: 'continueRegularOutput',
			});
			expect(json).toMatchObject([{ error: { operation: 'card.add' } }]);
			expect(leaksIn(json, HELD)).toEqual([]);
		}
	},
	120_000,
);

test('of cards in outputs that are about something else', async () => {
	net2.emulator.pass({ cardNumber: '10000002', door: 6000001 });
	for (const parameters of [
		{ resource: 'event', operation: 'getAll' },
		{ resource: 'user', operation: 'get', user: locator('net2Id', '2') },
		{ resource: 'user', operation: 'getAll' },
		{ resource: 'user', operation: 'disable', user: locator('net2Id', '2'), cards: 'lost' },
	]) {
		const { items, error } = await net2.run(parameters);
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		expect(leaksIn(items, HELD)).toEqual([]);
	}
	const { json } = await pollNode(
		'n8n-nodes-paxton-net2.paxtonNet2Trigger',
		{ event: ['accessGranted'] },
		{ credentials: { paxtonNet2Api: credentialFor(net2.emulator) }, mode: 'manual' },
	);
	expect(json).toMatchObject([{ cardNumber: '…02' }]);
	expect(leaksIn(json, HELD)).toEqual([]);
});

test('the search finds what it is to find', async () => {
	const { items } = await net2.run({
		resource: 'card',
		operation: 'getAll',
		user: locator('net2Id', '2'),
	});
	expect(leaksIn(items, HELD)).toEqual(['held', 'held, hexadecimal']);
});
