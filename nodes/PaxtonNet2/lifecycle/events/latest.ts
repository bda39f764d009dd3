import { eventMessages } from '../../messages/events';
import { failure } from '../../net2/errors';
import type { Net2Event } from '../../net2/model';
import type { Run } from '../run/request';
import { siteOfServer } from './getEvents';
import { isRecordChange } from './kinds';
import { recentEvents } from './recent';
import { itemsOf, type PollParams, type TriggerItem } from './triggerItems';

/** Among so many of the newest events. */
const AMONG = 1_000;
/** Items that a person who tries the trigger out gets. */
const SHOWN = 5;

/**
 * The newest events that the trigger would have returned, for a person who tries it out. It changes nothing.
 *
 * @throws Net2Error `notFound` if there are none
 */
export async function latest(run: Run, params: PollParams): Promise<TriggerItem[]> {
	await params.doorId();
	const site = await siteOfServer(run);
	const { events } = await recentEvents(run, site, AMONG);
	const items = await itemsOf(run, params, { site, events, changes: recordChanges(events) });
	if (items.length > 0) return items.slice(-SHOWN);
	throw events.length === 0
		? failure(eventMessages.noEvents)
		: failure(eventMessages.noFittingEvent, { count: events.length });
}

/** What an event alone says about a change, without looking a user up. */
function recordChanges(events: Net2Event[]) {
	return events.filter(isRecordChange).map((event) => ({
		eventId: event.id,
		userId: event.userId,
		change: 'edited' as const,
		event,
		name: { firstName: event.firstName, lastName: event.lastName },
	}));
}
