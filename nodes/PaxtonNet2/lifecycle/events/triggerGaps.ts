import type { Run } from '../run/request';
import type { Cursor } from './cursor';
import type { TriggerItem } from './triggerItems';

/** The trigger lost its place, or Net2 counts its events from the beginning again. */
export function gap(run: Run, before: Cursor | null, now: Cursor): TriggerItem {
	return {
		event: 'gap',
		eventId: `gap-${now.epoch}-${now.lastId}`,
		time: timeNow(run),
		message:
			before === null
				? 'n8n lost the place up to which this trigger had read. The trigger starts after the newest event, and earlier events were skipped.'
				: `Net2 numbers its events from the beginning again. The trigger starts after the newest event, and events after event ${before.lastId} may have been skipped.`,
		lastEventId: before?.lastId ?? null,
		startsAfterEventId: now.lastId,
	};
}

/** Net2 has events that it does not return. */
export function incomplete(run: Run, before: Cursor, now: Cursor): TriggerItem {
	return {
		event: 'gap',
		eventId: `gap-${now.epoch}-${before.lastId}-${now.lastId}`,
		time: timeNow(run),
		message: `Net2 did not return all events between event ${before.lastId} and event ${now.lastId}. More happened in one second, or since the last poll, than it returns. Poll more often, and look for the missing events in Net2.`,
		lastEventId: before.lastId,
		startsAfterEventId: now.lastId,
	};
}

/** There are more users than the trigger compares. */
export function capReached(run: Run, unwatched: number): TriggerItem {
	return {
		event: 'cap',
		eventId: `cap-${unwatched}`,
		time: timeNow(run),
		message: `Changes of ${unwatched} users are not noticed. This Net2 returns no events about changes, and there are more users than the trigger compares.`,
		unwatched,
	};
}

function timeNow(run: Run): string {
	return new Date(run.clock.now()).toISOString();
}
