/**
 * `npm run fuzz -- --runs 100000 --seed 1`: random names, numbers, dates, tables, lists, locators and replies. They
 * come in at every place that accepts foreign data. Nothing may crash, hang, get out of its literal, or change a
 * prototype. A child does the work, since only another process can see that one hangs.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { replayCommand } from './fuzz';

/** One input takes a fraction of a second; a machine may be busy. */
const PATIENCE_MS = 120_000;

const Message = v.union([
	v.object({ at: v.string(), inputs: v.number() }),
	v.object({
		fuzzed: v.array(
			v.object({
				name: v.string(),
				runs: v.number(),
				failure: v.optional(v.object({ path: v.string(), input: v.string(), why: v.string() })),
			}),
		),
	}),
]);

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			runs: { type: 'string', default: '100000' },
			seed: { type: 'string' },
			only: { type: 'string' },
			path: { type: 'string' },
		},
	});
	const seed =
		values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
	const runs = Number(values.runs);
	if (!Number.isSafeInteger(seed) || !(runs > 0))
		throw new Error('--runs and --seed take numbers.');
	console.log(`Seed ${seed}, ${runs} inputs`);
	const started = performance.now();
	const child = fork(join(__dirname, 'child.ts'));
	return await new Promise((resolve) => {
		let last = { at: '', inputs: 0 };
		const hangs = () => {
			console.log(
				`HANGS at "${last.at}", within a hundred inputs of ${last.inputs}: npm run fuzz -- --only '${last.at}' --seed ${seed}`,
			);
			child.kill('SIGKILL');
			resolve(1);
		};
		let watch = setTimeout(hangs, PATIENCE_MS);
		child.once('exit', (code) => {
			clearTimeout(watch);
			if (code !== 0) resolve(1);
		});
		child.on('message', (given) => {
			clearTimeout(watch);
			const message = v.parse(Message, given);
			if ('at' in message) {
				last = message;
				watch = setTimeout(hangs, PATIENCE_MS);
				return;
			}
			const broken = message.fuzzed.filter(({ failure }) => failure !== undefined);
			for (const one of broken)
				console.log(
					`\nBROKEN ${one.name}\n${one.failure?.input ?? ''}\n${one.failure?.why ?? ''}\nReplay: ${replayCommand(seed, one)}`,
				);
			for (const { name, runs: done } of message.fuzzed) console.log(`  ${name}: ${done}`);
			const all = message.fuzzed.reduce((sum, { runs: done }) => sum + done, 0);
			const minutes = ((performance.now() - started) / 60_000).toFixed(1);
			console.log(`${all} inputs in ${minutes} min, ${broken.length} targets broken`);
			resolve(broken.length === 0 ? 0 : 1);
		});
		child.send({ runs, seed, only: values.only, path: values.path });
	});
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
