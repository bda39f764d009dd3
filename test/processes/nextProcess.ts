/**
 * One more execution of a workflow in a process of its own, as after a restart of n8n. It reads what to run as JSON
 * from standard input. It writes the error, if any, and the static data that n8n would save.
 */
import { text } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';
import * as v from 'valibot';
import { NODE } from '../actions/setUp';
import { runNode } from '../engine';
import { isObject } from '../promises/json';

const Wish = v.object({
	credential: v.record(v.string(), v.string()),
	staticData: v.custom<IDataObject>(isObject),
	mode: v.picklist(['trigger', 'manual']),
	session: v.optional(v.string()),
});

async function main(): Promise<void> {
	const { credential, staticData, mode, session } = v.parse(
		Wish,
		JSON.parse(await text(process.stdin)),
	);
	const options = session === undefined ? {} : { session };
	const list = { resource: 'department', operation: 'getAll', options };
	const result = await runNode(NODE, list, [{}], {
		credentials: { paxtonNet2Api: credential },
		staticData,
		mode,
	});
	const { error, json } = result;
	const item = { error: error?.message, count: json.length, staticData: result.staticData };
	process.stdout.write(JSON.stringify(item), () => process.exit());
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
