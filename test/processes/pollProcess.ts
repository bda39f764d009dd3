/**
 * An n8n of its own that polls once. It reads what to poll as a line of JSON from standard input. It writes the ids
 * of the events it found, and waits to be ended.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { pollNode } from '../engine';

const Wish = v.object({
	credential: v.record(v.string(), v.string()),
	staticData: v.pipe(
		v.unknown(),
		v.transform((data) => JSON.stringify(data)),
	),
});

async function main(): Promise<void> {
	const [line] = v.parse(
		v.tuple([v.string()]),
		await once(createInterface({ input: process.stdin }), 'line'),
	);
	const { credential, staticData } = v.parse(Wish, JSON.parse(line));
	const { json } = await pollNode(
		'n8n-nodes-paxton-net2.paxtonNet2Trigger',
		{ event: ['accessGranted'] },
		{
			credentials: { paxtonNet2Api: credential },
			staticData: JSON.parse(staticData),
			activation: 'init',
		},
	);
	process.stdout.write(`${JSON.stringify(json?.map(({ eventId }) => eventId))}\n`);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
