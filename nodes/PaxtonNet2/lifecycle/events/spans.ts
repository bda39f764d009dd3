import { laterBy, type Site, wallClock, wallOf } from '../../mapping/siteTime';
import type { Net2Client } from '../../net2/client';
import { eventMessages } from '../../messages/events';
import { failure, Net2Error } from '../../net2/errors';
import type { Net2Event } from '../../net2/model';

/** Events in one reply. The one client that pages by dates says that more are not returned (docs/net2-api.md). */
export const PAGE = 1_000;
/** Events to request for one second that fills a page, since a second cannot be divided. */
export const WIDE_PAGE = 100_000;
const SECOND = 1_000;

export type Events = Pick<Net2Client, 'events'>;

/** Wall time of the server to the second. `to` is the first second that is not wanted. */
export interface Span {
	from: string;
	to: string;
	/** In whose zone the wall times are. */
	site: Site;
}

/** What a server returned for a span. */
export interface Reading {
	/** In the order of their numbers, each once. */
	events: Net2Event[];
	/** False: the span contains events that the server did not return and cannot be made to return. */
	isComplete: boolean;
}

/**
 * Everything in a span, selected by time alone. A span with more than one page of events is divided at half a page.
 * So the order in which the server returns events does not matter.
 *
 * @throws Net2Error `badReply` if the server ignores times and returns old events only
 */
export async function eventsBetween(net2: Events, span: Span): Promise<Reading> {
	const found = new Map<number, Net2Event>();
	let isComplete = true;
	const spans = [span];
	for (let next = spans.pop(); next !== undefined; next = spans.pop()) {
		const page = await pageOf(net2, next);
		for (const event of page.events) found.set(event.id, event);
		if (page.isWhole) continue;
		if (page.ignoresTime) isComplete = false;
		else if (!divides(next)) isComplete &&= await addWidePage(net2, next, found);
		else spans.push(...divided(next, page.events));
		// Each part would come back as the same page.
		if (page.ignoresTime) break;
	}
	return { events: inOrder(found), isComplete };
}

export interface Page {
	/** Those in the span. */
	events: Net2Event[];
	/** Whether the span contains no others. */
	isWhole: boolean;
	/** Whether the server returned events outside the span as well. */
	ignoresTime: boolean;
}

/** One request for a span. Throws as {@link eventsBetween} does. */
export async function pageOf(net2: Events, span: Span, limit = PAGE): Promise<Page> {
	const { from, to, site } = span;
	const page = await net2.events.list({ from, to, order: 'oldestFirst', limit });
	const wall = wallClock(site);
	const time = (event: Net2Event) => wall(event.time);
	const events = page.filter((event) => time(event) >= from && time(event) <= to);
	const ignoresTime = events.length < page.length;
	const isWhole = page.length < limit;
	if (isWhole || !ignoresTime) return { events, isWhole, ignoresTime };
	// A server that always returns its newest events has returned the whole span, if older ones follow.
	const isNewestFirst = page.every(({ id }, n) => n === 0 || id < (page[n - 1]?.id ?? 0));
	const oldest = page.at(-1);
	if (isNewestFirst && oldest !== undefined)
		return { events, isWhole: time(oldest) < from, ignoresTime };
	throw failure(eventMessages.eventTimeIgnored);
}

export function inOrder(found: Map<number, Net2Event>): Net2Event[] {
	return [...found.values()].sort((one, other) => one.id - other.id);
}

function divides({ from, to }: Span): boolean {
	return wallOf(to) - wallOf(from) > SECOND;
}

/** In two, at the middle event of a page. Each part is at least a second long. */
function divided(span: Span, events: Net2Event[]): Span[] {
	const wall = wallClock(span.site);
	const times = events.map(({ time }) => wall(time)).sort();
	const median = times[Math.floor(times.length / 2)] ?? span.from;
	const last = laterBy(span.to, -SECOND);
	const first = laterBy(span.from, SECOND);
	const middle = median < first ? first : median > last ? last : median;
	return [
		{ ...span, to: middle },
		{ ...span, from: middle },
	];
}

/** A second that fills a page, in a larger page. False: the server returns no larger one. */
async function addWidePage(
	net2: Events,
	span: Span,
	found: Map<number, Net2Event>,
): Promise<boolean> {
	try {
		const page = await pageOf(net2, span, WIDE_PAGE);
		for (const event of page.events) found.set(event.id, event);
		return page.isWhole && page.events.length > PAGE;
	} catch (error) {
		if (error instanceof Net2Error && error.reason === 'badInput') return false;
		throw error;
	}
}
