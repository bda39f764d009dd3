import type { IExecuteFunctions } from 'n8n-workflow';
import { ReferenceData } from '../lifecycle/run/referenceData';
import type { Origin, Run } from '../lifecycle/run/request';
import { callsAtOnce } from '../net2/pace';
import { hostClock } from './clock';
import { openClient } from './openClient';
import { processState } from './processState';
import { tokenStoreOf } from './tokenStore';

/** What holds for a whole execution. */
export interface RunSettings {
	maxConcurrency: number;
	timeoutMs: number;
	session?: string | undefined;
}

/** While one user waits for a reading that serves many, others keep the requests busy. */
const USERS_PER_REQUEST = 3;

/** Everything the core needs for one execution. The caller closes it. */
export async function openRun(
	context: IExecuteFunctions,
	operation: string,
	settings: RunSettings,
	onFault: (fault: unknown) => void,
): Promise<{ run: Run; close: () => Promise<void> }> {
	const signal = context.getExecutionCancelSignal();
	const { net2, timeZone, keys } = await openClient(context, {
		...settings,
		signal,
		store: tokenStoreOf(context),
	});
	const run: Run = {
		operation,
		net2,
		clock: hostClock,
		reference: new ReferenceData(net2),
		processState,
		...keys,
		timeoutMs: settings.timeoutMs,
		siteZone: timeZone,
		workflowZone: context.getTimezone(),
		maxConcurrency: usersAtOnce(callsAtOnce(settings.maxConcurrency)),
		signal,
		origin: originOf(context),
		onFault,
	};
	return { run, close: async () => await net2.close() };
}

/** One request at a time is the careful way, and then one user is finished before the next one begins. */
function usersAtOnce(calls: number): number {
	return calls === 1 ? 1 : calls * USERS_PER_REQUEST;
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
