import { siteOf } from '../../mapping/net2Dates';
import {
	laterBy,
	readSince,
	readUntil,
	serverSecond,
	type Site,
	wallClock,
} from '../../mapping/siteTime';
import { eventMessages } from '../../messages/events';
import { failure } from '../../net2/errors';
import { userNotFound } from '../users/userNotFound';
import { findDoor, type DoorRef } from '../doors';
import { failed } from '../result/resultBuilder';
import type { Failure } from '../result/result';
import type { Lookup, Request, Run } from '../run/request';
import { resolve } from '../users/targetUser';
import { describeEvent, type EventItem } from './describe';
import { isOfKind, typesOf } from './kinds';
import { newestEvent, newestEvents } from './pages';
import type { Span } from './spans';

const DAY = 24 * 3_600_000;
/** An hour into the server's future, for a clock that runs ahead. */
const AHEAD = 3_600_000;
/** Times without an offset may be of any zone. The farthest two are 26 hours apart. */
const ANY_ZONE = 26 * 3_600_000;

export interface EventsParams {
	/** ISO. Undefined: the last 24 hours. */
	since?: string | undefined;
	until?: string | undefined;
	/** Kinds by name, Net2's own event types by number. Empty: all. */
	types: string[];
	user?: Lookup | undefined;
	door?: DoorRef | undefined;
	limit: number;
	includeCards: boolean;
}

/** Returns what happened, newest first: one list for each request, which is empty if nothing happened. */
export async function getEvents(
	run: Run,
	requests: Array<Request<EventsParams>>,
): Promise<Array<{ events: EventItem[] } | Failure>> {
	const results = new Array<{ events: EventItem[] } | Failure>(requests.length);
	const userIds = await userIdsOf(run, requests, results);
	const site = await siteOfServer(run);
	const doors = requests.some(({ params }) => params.door !== undefined)
		? await run.net2.doors.list()
		: [];
	for (const [place, { params }] of requests.entries()) {
		if (results[place] !== undefined) continue;
		try {
			const door = params.door && findDoor(doors, params.door);
			const wanted = { ...params, userId: userIds.get(place), doorId: door?.id };
			results[place] = { events: await eventsFor(run, wanted, site) };
		} catch (error) {
			results[place] = failed(run, error, {});
		}
	}
	return results;
}

async function eventsFor(
	run: Run,
	params: EventsParams & { userId?: number | undefined; doorId?: number | undefined },
	site: Site,
): Promise<EventItem[]> {
	const { userId, doorId, types, limit, includeCards } = params;
	const span = spanOf(run, params, site);
	const wanted = typesOf(types);
	const wall = wallClock(site);
	const events = await newestEvents(run.net2, {
		span,
		narrow: { types: types.length === 0 ? undefined : wanted, userId, doorId },
		isWanted: (event) =>
			wall(event.time) >= span.from &&
			wall(event.time) < span.to &&
			(userId === undefined || event.userId === userId) &&
			(doorId === undefined || event.address === doorId) &&
			(types.length === 0 || isOfKind(event, types)),
		limit,
	});
	return events.map((event) => describeEvent(event, { site, includeCards }));
}

function spanOf(run: Run, { since, until }: EventsParams, site: Site): Span {
	const now = serverSecond(run.net2.serverNow() ?? run.clock.now(), site);
	const ahead = run.siteZone === null ? AHEAD + ANY_ZONE : AHEAD;
	const to = until === undefined ? laterBy(now, ahead) : readUntil(until, site);
	const from = since === undefined ? laterBy(now, -DAY) : readSince(since, site);
	if (from < to) return { from, to, site };
	throw failure(eventMessages.untilBeforeSince, {
		until: until ?? 'now',
		since: since ?? '24 hours ago',
	});
}

/** The server's time zone: the credential's, else the offset of an event, else the workflow's zone. */
export async function siteOfServer(run: Run, seen: string | null = null): Promise<Site> {
	const { siteZone, workflowZone } = run;
	const seenDates = seen === null ? [] : [seen];
	if (siteZone === null && seen === null) {
		const utc = { zone: 'UTC' };
		const from = serverSecond(run.clock.now() - 30 * DAY, utc);
		const newest = await newestEvent(run.net2, from);
		if (newest !== undefined) seenDates.push(newest.time);
	}
	return siteOf({ siteZone, seenDates, workflowZone });
}

/** The ids of the users whose events are requested, by place. A user who is not found fails that request. */
async function userIdsOf(
	run: Run,
	requests: Array<Request<EventsParams>>,
	results: Array<object | undefined>,
): Promise<Map<number, number>> {
	const byUser: Array<Request<Lookup>> = [];
	const places: number[] = [];
	for (const [place, request] of requests.entries()) {
		const { user } = request.params;
		if (user === undefined) continue;
		byUser.push({ ...request, params: user });
		places.push(place);
	}
	const refused = new Array<object | undefined>(byUser.length);
	const resolved = await resolve(run, byUser, (user) => user, refused);
	const ids = new Map<number, number>();
	for (const { place, subject } of resolved) {
		if (subject.userId === null)
			refused[place] = failed(run, userNotFound(subject), { key: subject.key });
		else ids.set(places[place] ?? -1, subject.userId);
	}
	for (const [n, place] of places.entries())
		if (refused[n] !== undefined) results[place] = refused[n];
	return ids;
}
