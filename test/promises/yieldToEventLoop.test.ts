import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as outputForms from '../../nodes/PaxtonNet2/host/outputForms';
import { locator, mapper, setUp } from '../actions/setUp';

/*
 * Working an expression out blocks n8n's process. Ten thousand items in one go would delay its other executions, its
 * webhooks and our own requests (docs/decisions/0020).
 */

const PEOPLE = 100;

let net2: Awaited<ReturnType<typeof setUp>>;
/** How often the process has gone round by now, and with it whatever else waits in it. */
let turns: number;
let stopped: boolean;
beforeEach(async () => {
	net2 = await setUp({ seed: PEOPLE });
	turns = 0;
	stopped = false;
	const turn = () => {
		turns += 1;
		if (!stopped) setImmediate(turn);
	};
	turn();
});
afterEach(async () => {
	stopped = true;
	await net2.emulator.stop();
});

/** Items of which each notes in which turn its `value` was looked at; their keys are those from `first` on. */
function watched(first: number, valueOf: (key: string) => string) {
	const readIn: number[] = [];
	const items = Array.from({ length: PEOPLE }, (_, n) => {
		const key = String(first + n);
		return {
			key,
			get value() {
				readIn.push(turns);
				return valueOf(key);
			},
		};
	});
	return { readIn, items };
}

const STRANGERS = 200_001;
/** The emulator's own users have these keys. */
const KNOWN = 100_001;

test.each(['create', 'upsert'])('%s: a turn between one person and the next', async (operation) => {
	const { readIn, items } = watched(STRANGERS, (key) => `Joiner ${key}`);
	const fields = mapper({ firstName: 'New', lastName: '={{ $json.value }}' });
	const { json } = await net2.run(
		{ resource: 'user', operation, key: '={{ $json.key }}', fields },
		items,
	);
	expect(json.map(({ outcome }) => outcome)).toEqual(items.map(() => 'created'));
	expect(new Set(readIn).size).toBe(PEOPLE);
});

test('update: a turn between one person and the next', async () => {
	const { readIn, items } = watched(KNOWN, (key) => `0${key}`);
	const fields = mapper({ telephone: '={{ $json.value }}' });
	const { json } = await net2.run(
		{ resource: 'user', operation: 'update', user: locator('key', '={{ $json.key }}'), fields },
		items,
	);
	expect(json.map(({ outcome }) => outcome)).toEqual(items.map(() => 'updated'));
	expect(new Set(readIn).size).toBe(PEOPLE);
});

test('any other operation: a turn now and then', async () => {
	const { readIn, items } = watched(KNOWN, (key) => key);
	const { json } = await net2.run(
		{ resource: 'user', operation: 'disable', user: locator('key', '={{ $json.value }}') },
		items,
	);
	expect(json.map(({ outcome }) => outcome)).toEqual(items.map(() => 'disabled'));
	expect(new Set(readIn).size).toBeGreaterThanOrEqual(PEOPLE / 20);
});

test('any operation: a turn now and then while results become items', async () => {
	const people = 2_000;
	const items = Array.from({ length: people }, (_, n) => ({ key: String(STRANGERS + n) }));
	const perTurn = new Map<number, number>();
	const watch = vi.spyOn(outputForms, 'jsonOf').mockImplementation(() => {
		perTurn.set(turns, (perTurn.get(turns) ?? 0) + 1);
		return [{}];
	});
	await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '={{ $json.key }}'),
			onNotFound: 'report',
		},
		items,
	);
	expect(watch).toHaveBeenCalledTimes(people);
	expect(Math.max(...perTurn.values())).toBeLessThanOrEqual(200);
});
