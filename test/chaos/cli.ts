/**
 * `npm run chaos -- --runs 10000 --seed 1 --shard 1/4 --resume chaos.json`: random faults against the emulator, with
 * invariants checked. Runs go in chunks of fifty with a seed each, and a shard takes every nth chunk. With `--resume`
 * a chunk without failures is not run again. With `--quick` a failure is not made smaller. `--seed S --path P` replays
 * one failure.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { addAll, check, emptyTally, replayCommand, type Tally } from './check';
import { openStand } from './stand';

const CHUNK = 50;
const Clean = v.object({ seed: v.number(), chunks: v.array(v.number()) });

function whole(text: string, name: string): number {
	const number = Number(text);
	if (!Number.isSafeInteger(number) || number < 0)
		throw new Error(`--${name} takes a whole number.`);
	return number;
}

/** Far apart, so that neighbouring seeds of the command share no chunk. */
function seedOf(seed: number, chunk: number): number {
	return Math.imul(seed ^ Math.imul(chunk + 1, 0x9e3779b1), 0x85ebca6b) | 0;
}

function cleanChunks(file: string | undefined, seed: number): Set<number> {
	if (file === undefined || !existsSync(file)) return new Set();
	const saved = v.parse(Clean, JSON.parse(readFileSync(file, 'utf8')));
	return new Set(saved.seed === seed ? saved.chunks : []);
}

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			runs: { type: 'string', default: '500' },
			seed: { type: 'string' },
			path: { type: 'string' },
			shard: { type: 'string', default: '1/1' },
			resume: { type: 'string' },
			quick: { type: 'boolean', default: false },
		},
	});
	const stand = await openStand();
	const started = performance.now();
	const all: Tally = emptyTally();
	try {
		if (values.path !== undefined) {
			const seed = Number(values.seed);
			const { failure } = await check(stand, { seed, runs: 1_000_000, path: values.path });
			console.log(failure === undefined ? 'It does not fail any more.' : tell(failure));
			return failure === undefined ? 0 : 1;
		}
		const seed =
			values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole(values.seed, 'seed');
		const runs = whole(values.runs, 'runs');
		const [mine = 1, shards = 1] = values.shard.split('/').map(Number);
		const clean = cleanChunks(values.resume, seed);
		console.log(`Seed ${seed}, ${runs} runs, shard ${mine} of ${shards}`);
		for (let chunk = mine - 1; chunk * CHUNK < runs; chunk += shards) {
			if (clean.has(chunk)) continue;
			const { tally, failure } = await check(stand, {
				seed: seedOf(seed, chunk),
				runs: Math.min(CHUNK, runs - chunk * CHUNK),
				shrink: !values.quick,
			});
			if (failure !== undefined) {
				const nth = Number(failure.path.split(':')[0]) + 1;
				console.log(`${tell(failure)}\nFailed in run ${all.runs + nth}`);
				return 1;
			}
			add(all, tally);
			clean.add(chunk);
			if (values.resume !== undefined)
				writeFileSync(values.resume, JSON.stringify({ seed, chunks: [...clean] }));
			if (all.runs % 1_000 === 0) console.log(`  ${all.runs} runs clean`);
		}
	} finally {
		await stand.stop();
	}
	const minutes = ((performance.now() - started) / 60_000).toFixed(1);
	console.log(`${all.runs} runs clean in ${minutes} min, ${all.requests} requests`);
	console.log(`  faults that struck: ${list(all.struck)}`);
	console.log(`  items that succeeded: ${all.successes}; that failed: ${list(all.reasons)}`);
	console.log(`  edits of another client between our GET and PUT, lost: ${all.overwritten}`);
	return 0;
}

function add(all: Tally, { runs, requests, successes, overwritten, reasons, struck }: Tally): void {
	all.runs += runs;
	all.requests += requests;
	all.successes += successes;
	all.overwritten += overwritten;
	addAll(all.reasons, reasons);
	addAll(all.struck, struck);
}

function list(counts: Record<string, number>): string {
	const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
	return all.map(([name, number]) => `${name} ${number}`).join(', ') || 'none';
}

function tell(failure: { seed: number; path: string; violations: string; scenario: object }) {
	const scenario = JSON.stringify(failure.scenario, null, 1);
	return `${scenario}\n\nBROKEN\n${failure.violations}\n\nReplay: ${replayCommand(failure)}`;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
