import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { openClient } from '../host/openClient';
import { toNodeError } from '../host/nodeErrors';
import type { Net2Client } from '../net2/client';

/** Somebody is looking at a list that is filling: better a message soon than a list late. */
const SETTINGS = { maxConcurrency: 2, timeoutMs: 15_000 };

/** Asks Net2 on behalf of the editor; what goes wrong reaches the reader with its remedy. */
export async function withNet2<T>(
	context: ILoadOptionsFunctions,
	ask: (net2: Net2Client) => Promise<T>,
): Promise<T> {
	const asked = await openClient(context, SETTINGS)
		.then(async ({ net2 }) => await ask(net2).finally(async () => await net2.close()))
		.then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
	if ('error' in asked) throw toNodeError(context.getNode(), asked.error);
	return asked.value;
}
