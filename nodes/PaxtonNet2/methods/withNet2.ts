import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { reportFaults } from '../host/faultLog';
import { openClient } from '../host/openClient';
import { toNodeError } from '../host/nodeErrors';
import type { Net2Client } from '../net2/client';
import { DIALOG_RETRY_POLICY } from '../net2/retry';

/** A person waits for the list, so a server that cannot be reached is reported at once. */
const SETTINGS = {
	maxConcurrency: 2,
	timeoutMs: 15_000,
	signInPolicy: DIALOG_RETRY_POLICY,
	callPolicy: DIALOG_RETRY_POLICY,
};

/** Reads something from Net2 for the editor. An error reaches the reader with its remedy. */
export async function withNet2<T>(
	context: ILoadOptionsFunctions,
	read: (net2: Net2Client) => Promise<T>,
): Promise<T> {
	try {
		const { net2 } = await openClient(context, SETTINGS);
		try {
			return await read(net2);
		} finally {
			await net2.close();
		}
	} catch (error) {
		throw toNodeError(context, error, reportFaults(context, 'a list of the editor'));
	}
}
