import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import * as v from 'valibot';

const ItemResult = v.object({
	error: v.optional(v.string()),
	count: v.number(),
	staticData: v.record(v.string(), v.unknown()),
});

/** Runs one more execution in a process of its own (nextProcess.ts); `worker` makes it a worker of a queue. */
export async function inNextProcess(
	given: { credential: ICredentialDataDecryptedObject; staticData?: IDataObject; session?: string },
	args: string[] = [],
) {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', require.resolve('./nextProcess.ts'), ...args],
		{ stdio: ['pipe', 'pipe', 'inherit'] },
	);
	child.stdin.end(JSON.stringify({ staticData: {}, mode: 'trigger', ...given }));
	return v.parse(ItemResult, JSON.parse(await text(child.stdout)));
}
