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
	try {
		const { net2 } = await openClient(context, SETTINGS);
		try {
			return await ask(net2);
		} finally {
			await net2.close();
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
