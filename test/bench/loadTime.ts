import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';

const Loaded = v.object({ ms: v.number(), heap: v.number() });
const ROUNDS = 5;

/**
 * How long one file of a built node takes to load next to n8n-workflow, and the heap that it takes. The best of five
 * counts.
 */
export function loadTime(file: string): v.InferOutput<typeof Loaded> {
	const script = `
		require('n8n-workflow');
		gc();
		const heap = process.memoryUsage().heapUsed;
		const startedAt = performance.now();
		require(process.argv[1]);
		const ms = performance.now() - startedAt;
		gc();
		console.log(JSON.stringify({ ms, heap: process.memoryUsage().heapUsed - heap }));`;
	const runs = Array.from({ length: ROUNDS }, () =>
		v.parse(
			Loaded,
			JSON.parse(
				execFileSync(process.execPath, ['--expose-gc', '-e', script, file], { encoding: 'utf8' }),
			),
		),
	);
	const best = runs.reduce((one, other) => (other.ms < one.ms ? other : one));
	return best;
}

export const OUR_NODE = join(__dirname, '../../dist/nodes/PaxtonNet2/PaxtonNet2.node.js');
export const HTTP_REQUEST = require.resolve(
	'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js',
);
