import { instantOf } from '../../mapping/net2Dates';
import { serverSecond, type Site } from '../../mapping/siteTime';
import type { Net2Event } from '../../net2/model';
import type { Run } from '../run/request';
import { advanced, isNew, OVERLAP, readAfter, type Cursor } from './cursor';
import { siteOfServer } from './getEvents';
import { eventsByTime } from './lookBack';
import { eventsAboveId, newestEvent } from './pages';
import { MOST, recentEvents, serverNow, spanFrom } from './recent';
import type { Reading } from './spans';
import { capReached, gap, incomplete } from './triggerGaps';
import { itemsOf, type PollParams, type TriggerItem } from './triggerItems';
import { beginWatch, userChanges } from './userChanges';

/**
 * How far before the last event the trigger looks if the server selects by time. Clocks are set back by an hour once
 * a year, and controllers that were offline report their events later.
 */
const LOOK_BACK_MS = 2 * 3_600_000;

export interface Polled {
	items: TriggerItem[];
	cursor: Cursor;
}

/** What a poll read, and how the server selects. */
interface PollReading extends Reading {
	byTime: Cursor['byTime'];
}

/**
 * Returns what happened since the cursor, each event once and in the order of its number. It also returns the cursor
 * for the next poll. Without a cursor it begins after the newest event and returns nothing. If the cursor was lost, a
 * `gap` says so.
 *
 * @throws Net2Error what the client throws; the cursor stays valid then
 */
export async function poll(
	run: Run,
	params: PollParams,
	from: { cursor: Cursor | undefined; lost: boolean },
): Promise<Polled> {
	const { cursor } = from;
	const site = await siteOfServer(run, cursor?.lastTime);
	if (cursor === undefined) {
		const began = await firstCursor(run, params, site, 0);
		return { items: from.lost ? [gap(run, null, began)] : [], cursor: began };
	}
	const reading = await readSince(run, cursor, site);
	if (
		isOtherEvent(cursor, reading.events, site) ||
		(await countsAgain(run, cursor, reading, site))
	) {
		const began = await firstCursor(run, params, site, cursor.epoch + 1);
		return { items: [gap(run, cursor, began)], cursor: began };
	}
	const fresh = reading.events.filter(({ id }) => isNew(cursor, id)).slice(0, MOST);
	const next = advanced({ ...cursor, byTime: reading.byTime }, fresh);
	const polled = await itemsFor(run, params, { site, fresh, next });
	if (!reading.isComplete && fresh.length > 0) polled.items.push(incomplete(run, cursor, next));
	return polled;
}

/** Whether the number of the last event is now that of another. Then a database was restored, and its numbers went on. */
function isOtherEvent({ lastId, lastTime }: Cursor, events: Net2Event[], site: Site): boolean {
	const last = events.find(({ id }) => id === lastId);
	if (last === undefined || lastTime === null) return false;
	return instantOf(last.time, site) !== instantOf(lastTime, site);
}

/** Whether Net2 has no event any more that is as high as the last one. */
async function countsAgain(
	run: Run,
	cursor: Cursor,
	{ events }: PollReading,
	site: Site,
): Promise<boolean> {
	if (cursor.lastId === 0 || events.some(({ id }) => id >= cursor.lastId)) return false;
	const { from: since } = spanSince(run, cursor, site);
	const newest = await newestEvent(run.net2, since);
	return newest === undefined || newest.id < cursor.lastId;
}

async function readSince(run: Run, cursor: Cursor, site: Site): Promise<PollReading> {
	const span = spanSince(run, cursor, site);
	let { byTime } = cursor;
	if (byTime === undefined) {
		const afterId = readAfter(cursor);
		const read = await eventsAboveId(run.net2, { afterId, span, most: MOST });
		if (Array.isArray(read)) return { events: read, isComplete: true, byTime };
		// A request that was refused may be answered the next time.
		if (read === 'ignored') byTime = {};
	}
	// Before the first event, nothing of the span was read.
	const last =
		cursor.lastTime === null ? span.from : serverSecond(lastInstant(run, cursor, site), site);
	const { lookBack, ...reading } = await eventsByTime(run.net2, {
		span,
		last,
		lookBack: byTime?.lookBack,
	});
	return { ...reading, byTime: byTime === undefined ? undefined : { lookBack } };
}

async function itemsFor(
	run: Run,
	params: PollParams,
	{ site, fresh, next }: { site: Site; fresh: Net2Event[]; next: Cursor },
): Promise<Polled> {
	if (!params.kinds.includes('userChanged')) {
		const items = await itemsOf(run, params, { site, events: fresh, changes: [] });
		return { items, cursor: next };
	}
	const watch = next.watch ?? (await beginWatch(run, fresh));
	const watched = await userChanges(run, watch, fresh);
	const items = await itemsOf(run, params, { site, events: fresh, changes: watched.changes });
	if (watched.unwatched > 0) items.push(capReached(run, watched.unwatched));
	return { items, cursor: { ...next, watch: watched.watch } };
}

/** A cursor after the newest event. A number that is missing just below it may still turn up, and is new then. */
async function firstCursor(
	run: Run,
	params: PollParams,
	site: Site,
	epoch: number,
): Promise<Cursor> {
	// A door that Net2 does not have is an error now, and not when the first event comes.
	await params.doorId();
	const { events, isByTime } = await recentEvents(run, site, OVERLAP);
	// What lies before the hours that were read is not missing.
	const lowest = isByTime ? (events[0]?.id ?? 1) - 1 : (events.at(-1)?.id ?? 0) - OVERLAP;
	const start: Cursor = {
		v: 1,
		server: run.net2.origin,
		epoch,
		lastId: Math.max(0, lowest),
		lastTime: null,
		gaps: [],
		byTime: isByTime ? {} : undefined,
	};
	const cursor = advanced(start, events);
	if (!params.kinds.includes('userChanged')) return cursor;
	return { ...cursor, watch: await beginWatch(run, events) };
}

function spanSince(run: Run, cursor: Cursor, site: Site) {
	return spanFrom(run, site, LOOK_BACK_MS, lastInstant(run, cursor, site));
}

/** When the last event happened. A clock that ran ahead and was set right again must not leave this in the future. */
function lastInstant(run: Run, { lastTime }: Cursor, site: Site): number {
	const here = run.clock.now();
	return Math.min(serverNow(run), here, lastTime === null ? here : instantOf(lastTime, site));
}
