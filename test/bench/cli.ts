/**
 * `npm run bench`: one run on one machine, the same emulator for all, and every peer in a process of its own. Tasks
 * of seconds run several times in turns, and the best counts. Tasks of minutes run once. See docs/bench.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { chart } from './chart';
import { HTTP_REQUEST, loadTime, OUR_NODE } from './loadTime';
import { inRealN8n } from './realN8n';
import { best, measure, forEachUser, type Measured, type Task } from './measure';
import { startPeer, type Peer } from './peer';
import { joiners } from './people';
import { figures, inMarkdown, mustHold, type Bench, type Growth } from './report';
import { startEmulatorProcess, type EmulatorHandle } from './emulatorHandle';
import { PEERS, PeerName, WORKS, type Work } from './benchOperations';

const Count = v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1));

const { values: given } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		/** Joiners and leavers; the list is ten times as long. */
		people: { type: 'string' },
		/** Writes what was measured to this file. */
		json: { type: 'string' },
		/** Writes bench.json, bench.svg and the figures of bench.md into this folder. */
		docs: { type: 'string' },
		/** Ends with 1 if a limit is exceeded. */
		check: { type: 'boolean', default: false },
	},
});
const requested = given.people === undefined ? undefined : v.parse(Count, given.people);
const quick = given.quick || requested !== undefined;

const PEOPLE = requested ?? (quick ? 200 : 1_000);
const LIST = PEOPLE * (quick && requested === undefined ? 5 : 10);
const GROWTH = [PEOPLE, LIST, LIST * (quick ? 2 : 5)];
const ROUNDS = quick ? 2 : 4;

/** How many users a peer is measured on. HelloID and the loop get fewer if more would say no more. */
function peopleFor(peer: PeerName, work: Work, latency: number): number {
	if (peer === 'helloid') return quick || latency === 0 ? 5 : 50;
	const stock = peer === 'loop' || peer === 'unbounded';
	return work === 'unchanged' ? (stock ? PEOPLE : LIST) : PEOPLE;
}

/** The slow ones once, the others in turns, so that a busy moment of the machine meets them all. */
function tasks(): Task[] {
	const all: Task[] = [];
	for (const latency of [10, 0])
		for (const work of WORKS) {
			const of = (peer: PeerName): Task => ({
				work,
				peer,
				latency,
				people: peopleFor(peer, work, latency),
			});
			for (let round = 0; round < ROUNDS; round += 1) {
				all.push(of('floor'), of('ours'));
				if (work !== 'unchanged') all.push(of('bare'));
				if (round < 2) all.push(of('unbounded'));
			}
			all.push(of('loop'), of('helloid'));
		}
	return all;
}

async function growth(emulator: EmulatorHandle, peer: Peer): Promise<Growth[]> {
	const grown: Growth[] = [];
	for (const people of GROWTH) {
		const run = await measure(emulator, peer, {
			work: 'unchanged',
			peer: 'ours',
			latency: 10,
			people,
		});
		const { url, rows } = await emulator.fresh(people, 10);
		const heap = await peer.memory('unchanged', url, rows);
		const { requests, writes, signIns, ms } = run;
		grown.push({ people, ms, requests, writes, signIns, heap });
		say(
			`${people} people of whom none differs: ${ms.toFixed(0)} ms, ${heap.toFixed(0)} bytes each`,
		);
	}
	return grown;
}

function say(text: string): void {
	process.stderr.write(`${text}\n`);
}

async function main(): Promise<void> {
	const emulator = startEmulatorProcess();
	const started = new Map<PeerName, Peer>();
	const peerOf = (name: PeerName) => {
		const peer = started.get(name) ?? startPeer(name);
		started.set(name, peer);
		return peer;
	};
	// Once through everything, so that no peer is charged for compiling.
	for (const peer of PeerName.options)
		if (peer !== 'helloid')
			for (const work of WORKS)
				await measure(emulator, peerOf(peer), { work, peer, latency: 0, people: 50 });

	const runs: Measured[] = [];
	for (const task of tasks()) {
		const run = await measure(emulator, peerOf(task.peer), task);
		runs.push(run);
		const { work, people, latency, peer } = run;
		say(
			`${latency} ms, ${work}: ${PEERS[peer]}: ${forEachUser(run).toFixed(2)} ms each of ${people}`,
		);
	}
	const bests = runs.filter((run) => best(runs, run) === run);
	const own = startPeer('ours');
	const grown = await growth(emulator, own);
	const { url } = await emulator.fresh(0, 0);
	const joinerHeap = await own.memory('joiners', url, joiners(PEOPLE));
	own.stop();
	for (const peer of started.values()) peer.stop();
	const real = quick ? undefined : await inRealN8n(emulator, PEOPLE, say);
	emulator.stop();

	const bench: Bench = {
		at: new Date().toISOString(),
		node: process.version,
		quick,
		runs: bests,
		growth: grown,
		joinerHeap,
		real,
		load: { ours: loadTime(OUR_NODE), httpRequest: loadTime(HTTP_REQUEST) },
	};
	console.table(figures(bench));
	const held = mustHold(bench);
	for (const { what, need, got, holds } of held)
		console.log(`${holds ? 'holds' : 'FAILS'}  ${what}: ${got} (must be ${need})`);
	await write(bench);
	if (given.check && held.some(({ holds }) => !holds)) process.exitCode = 1;
}

async function write(bench: Bench): Promise<void> {
	const text = `${JSON.stringify(bench, null, '\t')}\n`;
	if (given.json !== undefined) await writeFile(given.json, text);
	if (given.docs === undefined) return;
	await writeFile(join(given.docs, 'bench.json'), text);
	await writeFile(join(given.docs, 'bench.svg'), chart(bench));
	const page = join(given.docs, 'bench.md');
	await writeFile(page, inMarkdown(await readFile(page, 'utf8'), bench));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
