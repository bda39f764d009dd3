import type { IExecuteFunctions } from 'n8n-workflow';
import { USERS_IN_FLIGHT } from '../lifecycle/run/batchLookups';
import { ReferenceData } from '../lifecycle/run/referenceData';
import type { Origin, Run } from '../lifecycle/run/request';
import { maxRequestsFor } from '../net2/concurrencyLimiter';
import { hostClock } from './clock';
import { openClient } from './openClient';
import { processState } from './processState';
import { watchForStop } from './stopWatch';
import { tokenStoreOf } from './tokenStore';

/** What is valid for a whole execution. */
export interface RunSettings {
	maxConcurrency: number;
	timeoutMs: number;
	session?: string | undefined;
}

/**
 * Everything the core needs for one execution. The caller closes it. A hint of the node shows once per run what makes
 * the connection insecure. So results stay the same whatever the credential.
 */
export async function openRun(
	context: IExecuteFunctions,
	operation: string,
	settings: RunSettings,
	onFault: (fault: unknown) => void,
): Promise<{ run: Run; close: () => Promise<void> }> {
	const { stop, signal, onWritten, close: endWatch } = watchForStop(context, operation);
	const store = tokenStoreOf(context);
	const client = await openClient(context, { ...settings, signal, store }).catch(
		(error: unknown) => {
			endWatch();
			throw error;
		},
	);
	const { net2, timeZone, siteProfile, keys, warnings, maxConcurrency } = client;
	const close = async () => {
		endWatch();
		await client.close();
	};
	for (const message of warnings)
		context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
	const run: Run = {
		operation,
		net2,
		clock: hostClock,
		reference: new ReferenceData(net2),
		siteWarnings: new Set(),
		processState,
		...keys,
		siteProfile,
		timeoutMs: settings.timeoutMs,
		siteZone: timeZone,
		workflowZone: context.getTimezone(),
		maxUsersInFlight: usersInFlight(maxRequestsFor(maxConcurrency)),
		signal,
		stop,
		onWritten,
		origin: originOf(context),
		onFault,
	};
	return { run, close };
}

/** One request at a time is the careful way, and then one user is finished before the next is begun. */
function usersInFlight(requests: number): number {
	return requests === 1 ? 1 : USERS_IN_FLIGHT;
}

/** A workflow that was never saved has no number, and a run in the editor may have none. */
function originOf(context: IExecuteFunctions): Origin {
	const { id, name } = context.getWorkflow();
	const executionId = context.getExecutionId();
	const given = (text: string | undefined) => text !== undefined && text !== '';
	return {
		...(given(id) && { workflowId: id }),
		...(given(name) && { workflowName: name }),
		...(given(executionId) && { executionId }),
	};
}
