import { laterBy, wallOf } from '../../mapping/siteTime';
import type { Net2Client } from '../../net2/client';
import { endsTheRun, Net2Error } from '../../net2/errors';
import type { EventQuery, Net2Event } from '../../net2/model';

/** Events in one reply; the one client that pages by dates says 1000 is the most there (API sheet 9). */
const PAGE = 1_000;
const SECOND = 1_000;

type Events = Pick<Net2Client, 'events'>;

/** Wall time of the server to the second; `to` is the first second not wanted. */
export interface Span {
	from: string;
	to: string;
}

/**
 * Everything numbered above `afterId`, in the order of numbers, in pages. Where the server does not heed the number (it
 * counts by dates, or refuses such a condition), everything in the span that is numbered above it. At most `most`
 * events: the first ones, so that the rest can be asked for next.
 */
export async function eventsAfter(
	net2: Events,
	{ afterId, span, most }: { afterId: number; span: Span; most: number },
): Promise<Net2Event[]> {
	const found = new Map<number, Net2Event>();
	let last = afterId;
	while (found.size < most) {
		const page = await heeded(net2, {
			afterId: last,
			startDate: span.from,
			order: 'oldestFirst',
			limit: PAGE,
		});
		const beyond = page?.every(({ id }) => id > last) && (page.length < PAGE || isRising(page));
		if (page === undefined || !beyond) {
			const all = await eventsBetween(net2, span);
			return all.filter(({ id }) => id > afterId).slice(0, most);
		}
		for (const event of page) found.set(event.id, event);
		if (page.length < PAGE) break;
		last = Math.max(...page.map(({ id }) => id));
	}
	return inOrder(found).slice(0, most);
}

/** The newest event there is; undefined where there is none in the span, or none at all. */
export async function newestEvent(net2: Events, span: Span): Promise<Net2Event | undefined> {
	const params: EventQuery = { startDate: span.from, order: 'newestFirst', limit: 1 };
	const page = await net2.events.list(params);
	return page.reduce<Net2Event | undefined>(
		(newest, event) => (newest !== undefined && newest.id > event.id ? newest : event),
		undefined,
	);
}

/**
 * The newest events of a span that are wanted, newest first. Conditions beyond the time make the replies smaller where
 * the server heeds them, and change nothing where it does not: `isWanted` decides.
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
	const found = new Map<number, Net2Event>();
	let beforeId: number | undefined;
	for (;;) {
		const page = await heeded(net2, {
			...narrow,
			...span,
			beforeId,
			order: 'newestFirst',
			limit: PAGE,
		});
		const below = page?.every(({ id }) => beforeId === undefined || id < beforeId);
		if (page === undefined || !below || (page.length >= PAGE && !isFalling(page))) {
			const all = await eventsBetween(net2, span);
			return all.filter(isWanted).reverse().slice(0, limit);
		}
		for (const event of page) if (isWanted(event)) found.set(event.id, event);
		if (page.length < PAGE || found.size >= limit) break;
		beforeId = Math.min(...page.map(({ id }) => id));
	}
	return inOrder(found).reverse().slice(0, limit);
}

/**
 * Everything in a span, in the order of numbers, by times alone: a span with more than one reply holds is halved, so that
 * the order in which the server gives its events does not matter.
 *
 * @throws Net2Error `badReply` where a single second holds more than one reply does
 */
export async function eventsBetween(net2: Events, span: Span): Promise<Net2Event[]> {
	const found = new Map<number, Net2Event>();
	const spans = [span];
	for (let next = spans.pop(); next !== undefined; next = spans.pop()) {
		const { from, to } = next;
		const page = await net2.events.list({ from, to, order: 'oldestFirst', limit: PAGE });
		const inSpan = page.filter(({ time }) => time.slice(0, 19) >= from && time.slice(0, 19) <= to);
		for (const event of inSpan) found.set(event.id, event);
		// A server that heeds neither the one nor the other has given what it gives.
		if (page.length < PAGE || inSpan.length < page.length) continue;
		const length = wallOf(to) - wallOf(from);
		if (length <= SECOND)
			throw new Net2Error(
				'badReply',
				`Net2 gave ${page.length} events for one second, and more cannot be asked for.`,
				'Check what makes so many events in Net2.',
			);
		const middle = laterBy(from, Math.floor(length / 2 / SECOND) * SECOND);
		spans.push({ from, to: middle }, { from: middle, to });
	}
	return inOrder(found);
}

/** Undefined: the server cannot run such a condition (API sheet 9: only the time is known to be one). */
async function heeded(net2: Events, params: EventQuery): Promise<Net2Event[] | undefined> {
	try {
		return await net2.events.list(params);
	} catch (error) {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		if (error.reason !== 'badInput' && error.reason !== 'badReply') throw error;
		return undefined;
	}
}

function inOrder(found: Map<number, Net2Event>): Net2Event[] {
	return [...found.values()].sort((one, other) => one.id - other.id);
}

function isRising(page: Net2Event[]): boolean {
	return page.every(({ id }, n) => n === 0 || id > (page[n - 1]?.id ?? 0));
}

function isFalling(page: Net2Event[]): boolean {
	return page.every(({ id }, n) => n === 0 || id < (page[n - 1]?.id ?? 0));
}
