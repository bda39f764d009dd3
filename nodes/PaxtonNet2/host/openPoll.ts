import type { IPollFunctions } from 'n8n-workflow';
import { ReferenceData } from '../lifecycle/run/referenceData';
import type { Run } from '../lifecycle/run/request';
import { hostClock } from './clock';
import { triggerName } from './cursorStore';
import { openClient } from './openClient';
import type { RunSettings } from './openRun';
import { processState } from './processState';
import { tokenStoreOf } from './tokenStore';

/** The name of a poll in failures and in n8n's log. */
export const POLL = 'trigger.poll';

/** What this process has written to n8n's log, by trigger. A trigger polls every minute. */
const written = new Set<string>();

/** A poll has no place for hints in the editor, so what makes the connection insecure goes to n8n's log. */
function warnOnce(context: IPollFunctions, warnings: string[]): void {
	for (const message of warnings) {
		const name = `${triggerName(context)} ${message}`;
		if (written.has(name)) continue;
		written.add(name);
		context.logger.warn(`Paxton Net2 Trigger: ${message}`);
	}
}

/** Everything that the core needs for one poll. The caller closes it, which ends its connections. */
export async function openPoll(
	context: IPollFunctions,
	settings: RunSettings,
	onFault: (fault: unknown) => void,
): Promise<{ run: Run; close: () => Promise<void> }> {
	const store = tokenStoreOf(context);
	const { net2, timeZone, siteProfile, keys, warnings, close } = await openClient(context, {
		...settings,
		store,
	});
	warnOnce(context, warnings);
	const run: Run = {
		operation: POLL,
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
		maxUsersInFlight: settings.maxConcurrency,
		onFault,
	};
	return { run, close };
}
