import { wallClock } from '../../mapping/siteTime';
import { eventMessages } from '../../messages/events';
import { endsTheRun, failure, Net2Error } from '../../net2/errors';
import type { EventQuery, Net2Event } from '../../net2/model';
import { eventsBetween, inOrder, PAGE, type Events, type Span } from './spans';

/**
 * Everything numbered above `afterId`, in the order of numbers and in pages. It returns at most `most` events, the
 * first ones, so that the next call can continue.
 *
 * @returns `ignored` if the server selects by time only, `refused` if it did not answer such a request
 */
export async function eventsAboveId(
	net2: Events,
	{ afterId, span, most }: { afterId: number; span: Span; most: number },
): Promise<Net2Event[] | 'ignored' | 'refused'> {
	const found = new Map<number, Net2Event>();
	let last = afterId;
	while (found.size < most) {
		const page = await conditionalPage(net2, {
			afterId: last,
			startDate: span.from,
			order: 'oldestFirst',
			limit: PAGE,
		});
		if (page === undefined) return 'refused';
		const isAbove = page.every(({ id }) => id > last);
		if (!isAbove || (page.length >= PAGE && !isRising(page))) return 'ignored';
		for (const event of page) found.set(event.id, event);
		if (page.length < PAGE) break;
		last = Math.max(...page.map(({ id }) => id));
	}
	return inOrder(found).slice(0, most);
}

/** The event with the highest number among what the server returns as its newest; undefined if it returns none. */
export async function newestEvent(net2: Events, from: string): Promise<Net2Event | undefined> {
	const page = await net2.events.list({ startDate: from, order: 'newestFirst', limit: 1 });
	return page.reduce<Net2Event | undefined>(
		(newest, event) => (newest !== undefined && newest.id > event.id ? newest : event),
		undefined,
	);
}

/**
 * The newest events of a span that are wanted, newest first. Conditions other than the time make the replies smaller where
 * the server supports them. They change nothing where it does not, because `isWanted` decides.
 *
 * @throws Net2Error `badReply` if the server cannot return all events of the span
 */
export async function newestEvents(
	net2: Events,
	{
		span,
		narrow,
		isWanted,
		limit,
	}: {
		span: Span;
		narrow: Pick<EventQuery, 'types' | 'userId' | 'doorId'>;
		isWanted: (event: Net2Event) => boolean;
		limit: number;
	},
): Promise<Net2Event[]> {
	const { from, to, site } = span;
	const wall = wallClock(site);
	const found = new Map<number, Net2Event>();
	let beforeId: number | undefined;
	for (;;) {
		const page = await conditionalPage(net2, {
			...narrow,
			from,
			to,
			beforeId,
			order: 'newestFirst',
			limit: PAGE,
		});
		const isBelow = page?.every(({ id }) => beforeId === undefined || id < beforeId);
		if (page === undefined || !isBelow || (page.length >= PAGE && !isFalling(page)))
			return await newestByTime(net2, { span, isWanted, limit });
		for (const event of page) if (isWanted(event)) found.set(event.id, event);
		if (page.length < PAGE || found.size >= limit) break;
		// A server that ignores the time would return all events that it ever had.
		if (page.every(({ time }) => wall(time) < from)) break;
		beforeId = Math.min(...page.map(({ id }) => id));
	}
	return inOrder(found).reverse().slice(0, limit);
}

async function newestByTime(
	net2: Events,
	{ span, isWanted, limit }: { span: Span; isWanted: (event: Net2Event) => boolean; limit: number },
): Promise<Net2Event[]> {
	const { events, isComplete } = await eventsBetween(net2, span);
	if (isComplete) return events.filter(isWanted).reverse().slice(0, limit);
	throw failure(eventMessages.someEventsMissing, { from: span.from, to: span.to });
}

/** Undefined: the server cannot run such a condition. Only the time is known to be one (docs/net2-api.md). */
async function conditionalPage(net2: Events, query: EventQuery): Promise<Net2Event[] | undefined> {
	try {
		return await net2.events.list(query);
	} catch (error) {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		if (error.reason !== 'badInput' && error.reason !== 'badReply') throw error;
		return undefined;
	}
}

function isRising(page: Net2Event[]): boolean {
	return page.every(({ id }, n) => n === 0 || id > (page[n - 1]?.id ?? 0));
}

function isFalling(page: Net2Event[]): boolean {
	return page.every(({ id }, n) => n === 0 || id < (page[n - 1]?.id ?? 0));
}
