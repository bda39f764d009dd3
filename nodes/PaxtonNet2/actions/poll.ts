import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { cursorStoreOf, triggerName } from '../host/cursorStore';
import { reportFaults } from '../host/faultLog';
import { toNodeError } from '../host/nodeErrors';
import { openPoll, POLL } from '../host/openPoll';
import { toJson } from '../host/json';
import { findDoor } from '../lifecycle/doors';
import { EVENT_KINDS, type EventKind } from '../lifecycle/events/kinds';
import { latest } from '../lifecycle/events/latest';
import { poll } from '../lifecycle/events/poll';
import type { PollParams, TriggerItem } from '../lifecycle/events/triggerItems';
import type { Run } from '../lifecycle/run/request';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import { readDepartment, readDoor } from './readLocator';
import { booleanOf, textOf, wholeNumberOf } from './values';

/** The triggers of this process that are polling now. */
const polling = new Set<string>();

/**
 * One poll, as n8n calls it. It happens on a schedule, when the workflow is switched on, and when a person fetches a
 * test event.
 *
 * @returns null: do not start the workflow
 */
export async function pollNet2(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const onFault = reportFaults(context, POLL);
	const polled = await pollOnce(context, onFault).then(
		(items) => ({ items }),
		(error: unknown) => ({ error }),
	);
	if ('error' in polled) throw toNodeError(context, polled.error, onFault);
	const { items } = polled;
	return items.length === 0 ? null : items.map((item) => ({ json: toJson(item) }));
}

async function pollOnce(
	context: IPollFunctions,
	onFault: (fault: unknown) => void,
): Promise<TriggerItem[]> {
	if (context.getMode() === 'manual') return await withRun(context, onFault, latest);
	// n8n polls on, however long a poll takes. A second one would return the same events, or wait and be followed by more.
	const name = triggerName(context);
	if (polling.has(name)) return [];
	polling.add(name);
	try {
		return await withRun(context, onFault, async (run, params) => {
			const store = cursorStoreOf(context, run.net2.origin);
			const polled = await poll(run, params, store.load());
			store.save(polled.cursor);
			return polled.items;
		});
	} finally {
		polling.delete(name);
	}
}

/** Opens a client, and closes its connections whatever happens. */
async function withRun(
	context: IPollFunctions,
	onFault: (fault: unknown) => void,
	work: (run: Run, params: PollParams) => Promise<TriggerItem[]>,
): Promise<TriggerItem[]> {
	const settings = {
		maxConcurrency: 2,
		timeoutMs: 1_000 * numberOption(context, 'timeout', 'Timeout'),
		session: textOf(parameter(context, 'options.session'), 'Session'),
	};
	const { run, close } = await openPoll(context, settings, onFault);
	try {
		return await work(run, paramsOf(context, run));
	} finally {
		await close();
	}
}

function paramsOf(context: IPollFunctions, run: Run): PollParams {
	const door = readDoor(parameter(context, 'door'));
	let doorId: Promise<number> | undefined;
	return {
		kinds: kindsOf(parameter(context, 'event')),
		async doorId() {
			if (door === undefined) return undefined;
			doorId ??= run.net2.doors.list().then((doors) => findDoor(doors, door).id);
			return await doorId;
		},
		leaverDepartment: readDepartment(parameter(context, 'leaverDepartment'), 'Leaver Department'),
		includeCards: booleanOf(
			parameter(context, 'options.includeCards'),
			'Include Card Numbers',
			false,
		),
	};
}

function kindsOf(given: unknown): EventKind[] {
	const words = Array.isArray(given) ? given : String(given ?? '').split(',');
	const wanted = new Set(words.map((word) => String(word).trim()));
	const kinds = EVENT_KINDS.filter((kind) => wanted.delete(kind));
	wanted.delete('');
	if (kinds.length > 0 && wanted.size === 0) return kinds;
	throw failure(parameterMessages.noEvents, { kinds: EVENT_KINDS.join(', ') });
}

function numberOption(context: IPollFunctions, name: string, label: string): number {
	const value = parameter(context, `options.${name}`);
	return wholeNumberOf(value, label, { absent: 30, least: 1, most: 600 });
}

function parameter(context: IPollFunctions, name: string): unknown {
	const value: unknown = context.getNodeParameter(name, null);
	return value;
}
