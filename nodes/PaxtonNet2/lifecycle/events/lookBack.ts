import { laterBy, wallClock, wallOf } from '../../mapping/siteTime';
import type { Net2Event } from '../../net2/model';
import {
	eventsBetween,
	inOrder,
	PAGE,
	pageOf,
	WIDE_PAGE,
	type Events,
	type Reading,
	type Span,
} from './spans';

const SECOND = 1_000;
/** The first part of a busy time that is looked through again. It becomes shorter or longer as replies are full or not. */
const FIRST_SECONDS = 600;
const MOST_SECONDS = 7_200;

/** How far a time that does not fit one reply has been looked through again. */
export interface LookBack {
	/** Wall time of the server: where the next part begins. */
	at: string;
	/** How long the next part is. */
	seconds: number;
	/** Events in the parts so far. */
	count: number;
	/** Whether the second of the last event contains more than a page. */
	isFull: boolean;
}

/**
 * What is new at a server that selects by time only. New events can have old times: clocks are set back, and controllers
 * that were offline hand events in later. So the time before the last event is looked through as well. After a busy hour
 * that takes many requests. Then each poll reads what follows the last event, and one part of the time before it. So an
 * idle poll costs two or three requests, and a late event is found some polls later.
 *
 * @param span from the time to look back to, to a time that is certainly in the future
 * @param last the second of the last event that was read
 */
export async function eventsByTime(
	net2: Events,
	{ span, last, lookBack }: { span: Span; last: string; lookBack: LookBack | undefined },
): Promise<Reading & { lookBack?: LookBack | undefined }> {
	if (lookBack === undefined) {
		const page = await pageOf(net2, span);
		if (page.isWhole) return { events: sorted(page.events), isComplete: true };
		const reading = await eventsBetween(net2, { ...span, from: last });
		const isFull = endsInFullSecond(reading.events, span);
		const begun = { at: span.from, seconds: FIRST_SECONDS, count: 0, isFull };
		return { ...reading, lookBack: begun };
	}
	const after = laterBy(last, SECOND);
	const reading = await eventsBetween(net2, { ...span, from: lookBack.isFull ? after : last });
	const full = lookBack.isFull
		? await pageOf(net2, { ...span, from: last, to: after }, WIDE_PAGE)
		: { events: [] };
	const recent = sorted([...full.events, ...reading.events]);
	// The last event is newer by now, and so is the time to look back to.
	const at = lookBack.at < span.from || lookBack.at > last ? span.from : lookBack.at;
	const end = [laterBy(at, lookBack.seconds * SECOND), after].sort()[0] ?? after;
	const part = await pageOf(net2, { ...span, from: at, to: end });
	const next = nextPart({ ...lookBack, at }, { part, end, isLast: wallOf(end) > wallOf(last) });
	return {
		events: sorted([...recent, ...part.events]),
		isComplete: reading.isComplete,
		lookBack: next && { ...next, isFull: endsInFullSecond(recent, span) },
	};
}

function nextPart(
	lookBack: LookBack,
	{
		part,
		end,
		isLast,
	}: { part: { events: Net2Event[]; isWhole: boolean }; end: string; isLast: boolean },
): LookBack | undefined {
	// A second cannot be divided, and what is in it was read when it was recent.
	if (!part.isWhole && lookBack.seconds > 1)
		return { ...lookBack, seconds: Math.ceil(lookBack.seconds / 2) };
	const count = lookBack.count + part.events.length;
	if (isLast && count < PAGE) return undefined;
	const isSparse = part.events.length < PAGE / 4;
	return {
		...lookBack,
		at: end,
		seconds: isSparse ? Math.min(2 * lookBack.seconds, MOST_SECONDS) : lookBack.seconds,
		count: isLast ? 0 : count,
	};
}

/** Whether the second of the newest event contains a page or more. */
function endsInFullSecond(events: Net2Event[], { site }: Span): boolean {
	const newest = events.at(-1);
	if (events.length < PAGE || newest === undefined) return false;
	const wall = wallClock(site);
	const second = wall(newest.time);
	return events.filter(({ time }) => wall(time) === second).length >= PAGE;
}

function sorted(events: Net2Event[]): Net2Event[] {
	return inOrder(new Map(events.map((event) => [event.id, event])));
}
