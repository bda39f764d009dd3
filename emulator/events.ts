import type { FastifyInstance } from 'fastify';
import { badRequest } from './apiError';
import type { Context } from './context';
import { localTime, localTimeExact, requestedDate, withOffset } from './dates';
import { queryText } from './fields';
import type { NetEvent, NetUser } from './model';
import { runQuery } from './queryDb';
import { sendList } from './replies';
import { eventListView } from './sqlViews';
import { translateList } from './tsqlSelect';

export type NewEvent = Pick<NetEvent, 'eventType' | 'eventDescription'> & Partial<NetEvent>;

/** Adds an event, by default at the present time and with the next number. */
export function recordEvent(context: Context, event: NewEvent): NetEvent {
	const { world, clock, switches } = context;
	const id = event.id ?? world.last.event + 1;
	if (id <= world.last.event && world.events.some((other) => other.id === id))
		throw badRequest('The event exists.');
	world.last.event = Math.max(world.last.event, id);
	const added: NetEvent = {
		eventTime: localTimeExact(clock.now(), switches.tz),
		eventSubType: 0,
		eventSubTypeDescription: '',
		eventDetails: null,
		userID: 0,
		firstName: null,
		middleName: null,
		surname: null,
		cardNo: 0,
		deviceName: null,
		address: 0,
		...event,
		id,
	};
	// A number left out before may come late; the list stays in the order of numbers.
	world.events.push(added);
	if (id < world.last.event) world.events.sort((a, b) => a.id - b.id);
	world.touch();
	return added;
}

const CHANGES = {
	created: [570, 'User record added'],
	changed: [584, 'User record modified'],
	deleted: [584, 'User record deleted'],
} as const;

/** Net2 writes an event about every edit of a person (types 570 and 584; API sheet, section 9). */
export function recordUserChange(
	context: Context,
	user: NetUser,
	change: keyof typeof CHANGES,
): void {
	const [eventType, eventDescription] = CHANGES[change];
	recordEvent(context, { eventType, eventDescription, ...personOf(user) });
}

export function personOf(user: NetUser) {
	const { firstName, middleName, lastName } = user;
	return { userID: user.id, firstName, middleName, surname: lastName };
}

/** Events: API sheet, section 9. */
export function eventRoutes(app: FastifyInstance, context: Context): void {
	app.get('/events', async (request, reply) => {
		const { switches, clock, world } = context;
		const where = switches.events === 'where';
		const ask = (name: string) => queryText(request, name);
		const now = localTime(clock.now(), switches.tz);
		const rows = runQuery(context, () =>
			translateList(
				eventListView,
				where ? ask('where') : undefined,
				where ? ask('orderBy') : undefined,
				now,
			),
		);
		const known = new Map(world.events.map((event) => [event.id, event]));
		let events = rows.flatMap((row) => known.get(Number(row.eventID)) ?? []);
		if (!where) events = between(events, ask('startDate'), ask('endDate'), switches.tz);
		const limit = limitOf(where ? ask('rowCount') : ask('pageSize'));
		const shown = events.slice(0, limit).map((event) => showEvent(event, switches.tz));
		// Seen in practice: no events, no body (API sheet, sections 1 and 14).
		return await sendList(reply, context, shown, true);
	});
	for (const name of ['latestunknowntokens', 'lastunknowntokens']) {
		app.get(`/events/${name}`, async (request, reply) => {
			const { world, switches } = context;
			const unknown = world.events.filter((event) => event.eventType === 23 && event.userID === 0);
			const tokens = unknown
				.reverse()
				.slice(0, limitOf(queryText(request, 'max')))
				.map((event) => ({
					eventDate: withOffset(event.eventTime, switches.tz),
					where: event.deviceName,
					tokenNumber: String(event.cardNo),
				}));
			return await sendList(reply, context, tokens);
		});
	}
}

function limitOf(text: string | undefined): number | undefined {
	if (text === undefined || text === '') return undefined;
	const limit = Number(text);
	if (!Number.isSafeInteger(limit) || limit < 0) throw badRequest('rowCount is not a number.');
	return limit;
}

function between(
	events: NetEvent[],
	start: string | undefined,
	end: string | undefined,
	zone: string,
): NetEvent[] {
	const from = requestedDate(start, 'startDate', zone) ?? '';
	const to = requestedDate(end, 'endDate', zone) ?? '9999';
	return events.filter(({ eventTime }) => eventTime >= from && eventTime <= to);
}

function showEvent(event: NetEvent, zone: string): Record<string, unknown> {
	const { eventSubTypeDescription: _, ...shown } = event;
	return {
		...shown,
		eventTime: withOffset(event.eventTime, zone),
		linkedEvent: null,
		priority: 0,
		peripheralID: event.address === 0 ? 0 : 1,
		ioBoardID: null,
		doorGroupID: 0,
		deviceDeleted: false,
	};
}
