/** One peer in a process of its own, which stays warm between runs as n8n does; spoken to by `peer.ts`. */
import { join } from 'node:path';
import * as v from 'valibot';
import { openEngine, runNode, type Engine } from '../engine';
import { floorJoiners, floorLeavers, floorUnchanged } from './floor';
import { helloIdJoiners, helloIdLeavers, helloIdUnchanged } from './helloid';
import { liveHeap } from './heap';
import { itemsOf, JOINER, LEAVER, ours, UNCHANGED } from './ours';
import type { HrPerson } from './people';
import { Person } from './emulatorHandle';
import { stockJoiners, stockLeavers, stockUnchanged, type ItemOrder } from './stock';
import { CONCURRENCY, PeerName, WORKS, type Work } from './benchOperations';

type Doing = Record<Work, (url: string, list: HrPerson[]) => Promise<unknown>>;

const Order = v.object({
	url: v.string(),
	list: v.array(Person),
	what: v.picklist([...WORKS, 'memory', 'memoryOfJoiners']),
});

const floor = (readBack: boolean): Doing => ({
	joiners: async (url, list) =>
		await floorJoiners(url, list, { concurrency: CONCURRENCY, readBack }),
	leavers: async (url, list) =>
		await floorLeavers(url, list, { concurrency: CONCURRENCY, readBack }),
	unchanged: floorUnchanged,
});
const stock = (engine: Engine, manner: ItemOrder): Doing => ({
	joiners: async (url, list) => await stockJoiners(engine, url, list, manner),
	leavers: async (url, list) => await stockLeavers(engine, url, list, manner),
	unchanged: async (url, list) => await stockUnchanged(engine, url, list, manner),
});
const node = (engine: Engine): Doing => ({
	joiners: async (url, list) => await ours(engine, url, JOINER, itemsOf(list)),
	leavers: async (url, list) => await ours(engine, url, LEAVER, itemsOf(list)),
	unchanged: async (url, list) => await ours(engine, url, UNCHANGED, itemsOf(list)),
});

async function doingOf(peer: PeerName, engine: Engine): Promise<Doing> {
	if (peer === 'floor' || peer === 'bare') return floor(peer === 'floor');
	if (peer === 'loop' || peer === 'unbounded') return stock(engine, peer);
	if (peer === 'ours') return node(engine);
	return { joiners: helloIdJoiners, leavers: helloIdLeavers, unchanged: helloIdUnchanged };
}

/** Heap that is alive at most while the node works, above the same items through NoOp; bytes per person. */
async function memory(engine: Engine, url: string, list: HrPerson[], what: Work): Promise<number> {
	const items = itemsOf(list);
	const noOp = await liveHeap(
		async () => await runNode('n8n-nodes-base.noOp', {}, items, { engine }),
	);
	const parameters = what === 'joiners' ? JOINER : UNCHANGED;
	const used = await liveHeap(async () => await ours(engine, url, parameters, items));
	return (used - noOp) / list.length;
}

async function main(): Promise<void> {
	const peer = v.parse(PeerName, process.argv[2]);
	// All peers have the engine loaded, so that what they take besides it can be compared. It has the built package, as
	// users have it. Sources that tsx loads name each function when it is made, which takes 3 to 5% of the time.
	const engine = await openEngine({ packageDir: join(__dirname, '../..') });
	const idle = process.memoryUsage.rss();
	const doing = await doingOf(peer, engine);
	const answer = async (given: unknown): Promise<object> => {
		const { url, list, what } = v.parse(Order, given);
		if (what === 'memory') return { bytes: await memory(engine, url, list, 'unchanged') };
		if (what === 'memoryOfJoiners') return { bytes: await memory(engine, url, list, 'joiners') };
		const startedAt = performance.now();
		const cpuBefore = process.cpuUsage();
		await doing[what](url, list);
		const ms = performance.now() - startedAt;
		const { user, system } = process.cpuUsage(cpuBefore);
		const cpuMs = (user + system) / 1000;
		// In KB; since the process began.
		return { ms, cpuMs, rss: process.resourceUsage().maxRSS * 1024 - idle };
	};
	process.on('message', (given) => void answer(given).then((result) => process.send?.(result)));
	process.on('disconnect', () => process.exit(0));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
