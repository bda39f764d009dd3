import { laterBy, serverSecond, type Site } from '../../mapping/siteTime';
import { instantOf } from '../../mapping/net2Dates';
import type { Net2Event } from '../../net2/model';
import type { Run } from '../run/request';
import { advanced, askAfter, isNew, OVERLAP, type Cursor } from './cursor';
import { siteOfServer } from './getEvents';
import { isRecordChange } from './kinds';
import { eventsAfter, newestEvent, type Span } from './pages';
import { itemsOf, type PollAsk, type TriggerItem } from './triggerItems';
import { beginWatch, userChanges } from './userChanges';

const HOUR = 3_600_000;
/**
 * How far before the last event a server that counts by dates is asked: clocks are set back by an hour once a year, and
 * controllers that were offline hand their events in later.
 */
const OVERLAP_MS = 2 * HOUR;
/** The first look at such a server, whose zone may not be known yet. */
const FIRST_LOOK_MS = 26 * HOUR;
/** Events of one poll; the rest comes with the next one, in order. */
const MOST = 20_000;
/** Clocks of servers run ahead; how far is nobody's guess, and asking for more than there is costs nothing. */
const AHEAD_MS = 366 * 24 * HOUR;
/** What a person who tries the trigger out is shown. */
const SHOWN = 5;

export interface Polled {
	items: TriggerItem[];
	cursor: Cursor;
}

/**
 * What happened since the cursor, each event once and in the order of its number, and where the cursor stands now.
 * Without a cursor it begins at the newest event, and with nothing to tell, unless the cursor was lost: then a `gap` says
 * so. Throws what the client throws; the cursor stays where it was then.
 */
export async function poll(
	run: Run,
	params: PollAsk,
	from: { cursor: Cursor | undefined; lost: boolean },
): Promise<Polled> {
	const { cursor } = from;
	const site = await siteOfServer(run, cursor?.lastTime);
	if (cursor === undefined) {
		const began = await begin(run, params, site, 0);
		return { items: from.lost ? [gap(run, null, began)] : [], cursor: began };
	}
	const read = await eventsAfter(run.net2, {
		afterId: askAfter(cursor),
		span: spanSince(run, cursor, site),
		most: MOST,
	});
	if (cursor.lastId > 0 && !read.some(({ id }) => id >= cursor.lastId)) {
		const newest = await newestEvent(run.net2, spanSince(run, cursor, site));
		if (newest === undefined || newest.id < cursor.lastId) {
			const began = await begin(run, params, site, cursor.epoch + 1);
			return { items: [gap(run, cursor, began)], cursor: began };
		}
	}
	const fresh = read.filter(({ id }) => isNew(cursor, id));
	const next = advanced(cursor, fresh);
	return await told(run, params, { site, fresh, next });
}

/** The newest events that the trigger would have told of, for somebody who tries it out. It moves nothing. */
export async function latest(run: Run, params: PollAsk): Promise<TriggerItem[]> {
	const site = await siteOfServer(run);
	const to = laterBy(serverNow(run, site), HOUR);
	const span = { from: laterBy(to, -7 * 24 * HOUR), to };
	const newest = await newestEvent(run.net2, span);
	const recent =
		newest === undefined
			? []
			: await eventsAfter(run.net2, {
					afterId: Math.max(0, newest.id - 1_000),
					span: { from: laterBy(to, -FIRST_LOOK_MS), to },
					most: MOST,
				});
	const items = await itemsOf(run, params, {
		site,
		events: recent,
		changes: recordChanges(recent),
	});
	return items.slice(-SHOWN);
}

/** Without looking anybody up: what an event alone tells of a change. */
function recordChanges(events: Net2Event[]) {
	return events.filter(isRecordChange).map((event) => ({
		eventId: event.id,
		userId: event.userId,
		change: 'edited' as const,
		event,
		name: { firstName: event.firstName, lastName: event.lastName },
	}));
}

async function told(
	run: Run,
	params: PollAsk,
	{ site, fresh, next }: { site: Site; fresh: Net2Event[]; next: Cursor },
): Promise<Polled> {
	if (!params.kinds.includes('userChanged'))
		return {
			items: await itemsOf(run, params, { site, events: fresh, changes: [] }),
			cursor: next,
		};
	const watch = next.watch ?? (await beginWatch(run, fresh));
	const watched = await userChanges(run, watch, fresh);
	const items = await itemsOf(run, params, { site, events: fresh, changes: watched.changes });
	if (watched.unwatched > 0) items.push(capReached(run, watched.unwatched));
	return { items, cursor: { ...next, watch: watched.watch } };
}

/** A cursor at the newest event. What is missing just below it may still turn up, and counts as new then. */
async function begin(run: Run, params: PollAsk, site: Site, epoch: number): Promise<Cursor> {
	const now = serverNow(run, site);
	const span = { from: laterBy(now, -FIRST_LOOK_MS), to: laterBy(now, AHEAD_MS) };
	const newest = await newestEvent(run.net2, span);
	const start: Cursor = {
		v: 1,
		server: run.net2.origin,
		epoch,
		lastId: Math.max(0, (newest?.id ?? 0) - OVERLAP),
		lastTime: newest?.time ?? null,
		gaps: [],
	};
	const seen =
		newest === undefined
			? []
			: await eventsAfter(run.net2, { afterId: start.lastId, span, most: MOST });
	const cursor = advanced(start, newest === undefined ? [] : [newest, ...seen]);
	if (!params.kinds.includes('userChanged')) return cursor;
	return { ...cursor, watch: await beginWatch(run, seen) };
}

function spanSince(run: Run, { lastTime }: Cursor, site: Site): Span {
	const here = run.clock.now();
	const now = run.net2.serverNow() ?? here;
	// A clock that ran ahead and was set right again must not leave the span in the future.
	const last = Math.min(now, here, lastTime === null ? here : instantOf(lastTime, site));
	return {
		from: serverSecond(last - OVERLAP_MS, site),
		to: serverSecond(now + AHEAD_MS, site),
	};
}

function serverNow(run: Run, site: Site): string {
	return serverSecond(run.net2.serverNow() ?? run.clock.now(), site);
}

function gap(run: Run, before: Cursor | null, now: Cursor): TriggerItem {
	const since = before === null ? 'an unknown point' : `event ${before.lastId}`;
	return {
		event: 'gap',
		eventId: `gap-${now.epoch}-${now.lastId}`,
		time: new Date(run.clock.now()).toISOString(),
		message:
			before === null
				? 'The place where this trigger stood was lost, so it begins anew with the newest event. Events in between were not told.'
				: `Net2 counts its events anew, so this trigger begins anew with the newest one. Events since ${since} may not have been told.`,
		lastEventId: before?.lastId ?? null,
		startsAfterEventId: now.lastId,
	};
}

function capReached(run: Run, unwatched: number): TriggerItem {
	return {
		event: 'cap',
		eventId: `cap-${unwatched}`,
		time: new Date(run.clock.now()).toISOString(),
		message: `Changes of ${unwatched} people are not noticed: this Net2 shows no events about changes, and more people than can be compared.`,
		unwatched,
	};
}
