import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, runNode, type Engine } from '../engine';
import { liveHeap } from './heap';
import { itemsOf, ours, UNCHANGED } from './ours';
import { startEmulatorProcess, type EmulatorHandle } from './emulatorHandle';

/** The server is a process of its own, so that its memory is not counted here. */
let emulator: EmulatorHandle;
let engine: Engine;
beforeAll(async () => {
	emulator = startEmulatorProcess();
	engine = await openEngine();
}, 120_000);
afterAll(() => emulator.stop());

const heapOf = async (count: number) => {
	const { url, rows } = await emulator.fresh(count, 0);
	const items = itemsOf(rows);
	const noOp = await liveHeap(
		async () => await runNode('n8n-nodes-base.noOp', {}, items, { engine }),
	);
	const node = await liveHeap(async () => {
		const result = await ours(engine, url, UNCHANGED, items);
		expect(result.json).toMatchObject([{ kind: 'summary', counts: { unchanged: count } }]);
		return result;
	});
	return { ...(await emulator.count()), heap: node - noOp };
};

type Cost = Awaited<ReturnType<typeof heapOf>>;
let few: Cost;
let many: Cost;
beforeAll(async () => {
	// What is loaded when first needed counts for no peer.
	await heapOf(100);
	few = await heapOf(1_000);
	many = await heapOf(10_000);
}, 600_000);

test('ten times the people: as many requests, one sign-in and no write', () => {
	expect(many.requests).toBe(few.requests);
	expect(few).toMatchObject({ signIns: 1, writes: 0 });
	expect(many).toMatchObject({ signIns: 1, writes: 0 });
});

/**
 * At the peak each user takes some 700 bytes as Net2's record, and 560 as a line of HR. What the line wants takes 900.
 * The index and the hash of the plan take 300 each. All users are needed at once, because each line is compared with
 * all of them. No user is disabled before all lines are known.
 */
const MOST_BYTES = 3_328;

test('ten times the people: at most 3.25 KB of heap each', () => {
	expect(many.heap / 10_000).toBeLessThanOrEqual(MOST_BYTES);
	expect((many.heap - few.heap) / 9_000).toBeLessThanOrEqual(MOST_BYTES);
});
