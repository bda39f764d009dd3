import type { IPollFunctions } from 'n8n-workflow';
import { ReferenceData } from '../lifecycle/run/referenceData';
import type { Run } from '../lifecycle/run/request';
import { hostClock } from './clock';
import { openClient } from './openClient';
import type { RunSettings } from './openRun';
import { processState } from './processState';
import { tokenStoreOf } from './tokenStore';

/** Everything that the core needs for one poll. The caller closes it, which ends its connections. */
export async function openPoll(
	context: IPollFunctions,
	settings: RunSettings,
): Promise<{ run: Run; close: () => Promise<void> }> {
	const store = tokenStoreOf(context);
	const { net2, timeZone, siteProfile, keys, close } = await openClient(context, {
		...settings,
		store,
	});
	const run: Run = {
		operation: 'trigger.poll',
		net2,
		clock: hostClock,
		reference: new ReferenceData(net2),
		processState,
		...keys,
		siteProfile,
		timeoutMs: settings.timeoutMs,
		siteZone: timeZone,
		workflowZone: context.getTimezone(),
		maxConcurrency: settings.maxConcurrency,
	};
	return { run, close };
}
