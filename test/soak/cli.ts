/**
 * `npm run soak -- --minutes 30 [--json FILE]`: mixed work in one process, through n8n's own engine, against an
 * emulator in another. After every few rounds it collects garbage and counts what is left. The slope of that shows
 * whether anything is kept. It exits with 1 if something grows.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openEngine } from '../engine';
import { trends, type Sample } from './flat';
import { startSoakEmulator } from './soakEmulator';
import { workRound } from './soakOperations';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
const OPEN_FILES = '/proc/self/fd';
const ROUNDS_A_SAMPLE = 3;

async function atRest(started: number, executions: number): Promise<Sample> {
	for (let n = 0; n < 3; n += 1) {
		// What was closed is released in a turn of its own.
		await new Promise((resolve) => setImmediate(resolve));
		if (typeof collect === 'function') collect();
	}
	const { heapUsed, external, rss } = process.memoryUsage();
	const handles = process.getActiveResourcesInfo();
	return {
		seconds: Math.round((performance.now() - started) / 1_000),
		executions,
		heap: heapUsed,
		buffers: external,
		sockets: handles.filter((one) => one === 'TCPSocketWrap').length,
		handles: handles.length,
		files: existsSync(OPEN_FILES) ? readdirSync(OPEN_FILES).length : 0,
		resident: rss,
	};
}

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: { minutes: { type: 'string', default: '30' }, json: { type: 'string' } },
	});
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) throw new Error('--minutes takes a number.');
	const engine = await openEngine();
	const net2 = await startSoakEmulator();
	const started = performance.now();
	const samples: Sample[] = [];
	const reasons: Record<string, number> = {};
	let [executions, items] = [0, 0];
	try {
		for (let round = 0; performance.now() - started < minutes * 60_000; round += 1) {
			const done = await workRound(engine, net2, round);
			executions += done.executions;
			items += done.items;
			for (const [reason, number] of Object.entries(done.reasons))
				reasons[reason] = (reasons[reason] ?? 0) + number;
			if (round % ROUNDS_A_SAMPLE === 0) samples.push(await atRest(started, executions));
		}
	} finally {
		net2.stop();
	}
	const all = trends(samples);
	const result = { minutes, executions, items, reasons, trends: all, samples };
	if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(result, null, '\t'));
	console.log(`${executions} executions, ${items} items, ${samples.length} samples at rest`);
	console.log(`  items that failed: ${JSON.stringify(reasons)}`);
	for (const { measure, mean, per1000, gain, allowed, isFlat } of all)
		console.log(
			`  ${measure}: mean ${whole(mean)}, per 1,000 executions ${whole(per1000)}, gained ${whole(gain)} of ${whole(allowed)} allowed: ${isFlat ? 'flat' : 'GROWS'}`,
		);
	const [first, last] = [samples[0], samples.at(-1)];
	console.log(
		`  resident: ${whole(first?.resident ?? 0)} at first, ${whole(last?.resident ?? 0)} at last`,
	);
	return all.every(({ isFlat }) => isFlat) ? 0 : 1;
}

function whole(number: number): string {
	return (
		Math.abs(number) < 100 ? Math.round(number * 100) / 100 : Math.round(number)
	).toLocaleString('en');
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
