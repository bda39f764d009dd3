import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { cursorStoreOf } from '../host/cursorStore';
import { toNodeError } from '../host/nodeErrors';
import { openPoll } from '../host/openPoll';
import { toJson } from '../host/json';
import { findDoor } from '../lifecycle/doors';
import { EVENT_KINDS, type EventKind } from '../lifecycle/events/kinds';
import { latest, poll } from '../lifecycle/events/poll';
import type { PollAsk, TriggerItem } from '../lifecycle/events/triggerItems';
import { withLock } from '../lifecycle/run/keyedMutex';
import type { Run } from '../lifecycle/run/request';
import { readDepartment, readDoor } from './readLocator';
import { badInput, booleanOf, textOf, wholeNumberOf } from './values';

/** One poll, as n8n calls it: on a schedule, when the workflow is switched on, or by somebody who tries it out. */
export async function pollNet2(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const polled = await pollOnce(context).then(
		(items) => ({ items }),
		(error: unknown) => ({ error }),
	);
	if ('error' in polled) throw toNodeError(context.getNode(), polled.error);
	const { items } = polled;
	return items.length === 0 ? null : items.map((item) => ({ json: toJson(item) }));
}

async function pollOnce(context: IPollFunctions): Promise<TriggerItem[]> {
	const { run, close } = await openPoll(context, {
		maxConcurrency: 2,
		timeoutMs: 1_000 * numberOption(context, 'timeout', 'Timeout'),
		session: textOf(parameter(context, 'options.session'), 'Session'),
	});
	try {
		const params = await askOf(context, run);
		if (context.getMode() === 'manual') return await latest(run, params);
		const store = cursorStoreOf(context, run.net2.origin);
		// Two polls at once would both start from the same place, and tell everything retryIdempotent.
		return await withLock(run, `poll ${store.name}`, async () => {
			const polled = await poll(run, params, store.load());
			store.save(polled.cursor);
			return polled.items;
		});
	} finally {
		await close();
	}
}

async function askOf(context: IPollFunctions, run: Run): Promise<PollAsk> {
	const door = readDoor(parameter(context, 'door'));
	return {
		kinds: kindsOf(parameter(context, 'event')),
		doorId: door && findDoor(await run.net2.doors.list(), door).id,
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
	throw badInput(
		'Events',
		'names no events',
		`Choose one or several of ${EVENT_KINDS.join(', ')}.`,
	);
}

function numberOption(context: IPollFunctions, name: string, label: string): number {
	const value = parameter(context, `options.${name}`);
	return wholeNumberOf(value, label, { absent: 30, least: 1, most: 600 });
}

function parameter(context: IPollFunctions, name: string): unknown {
	const value: unknown = context.getNodeParameter(name, null);
	return value;
}
