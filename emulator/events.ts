import type { FastifyInstance } from 'fastify';
import { badRequest } from './apiError';
import type { Context } from './context';
import { localTime, localTimeExact, requestedDate, shownTime } from './dates';
import { eventText } from './eventTexts';
import { queryText } from './fields';
import type { NetEvent, NetUser } from './model';
import { runQuery } from './queryDb';
import { sendList } from './replies';
import { eventListView, type View } from './sqlViews';
import type { Switches } from './switches';
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

const CHANGE_TYPES = { created: 570, changed: 584, deleted: 584 } as const;

/**
 * Net2 records each change to a user, as event types 570 and 584 (docs/net2-api.md). No source shows where it names
 * the operator; here the name is in `eventDetails`.
 */
export function recordUserChange(
	context: Context,
	user: NetUser,
	change: keyof typeof CHANGE_TYPES,
	operator = context.operator.username,
): void {
	const event = {
		eventType: CHANGE_TYPES[change],
		eventDescription: eventText(change, context.switches),
		eventDetails: operator,
		...personOf(user),
	};
	recordEvent(context, event);
	if (context.switches.changeEvents === 'two') recordEvent(context, event);
}

export function personOf(user: NetUser) {
	const { firstName, middleName, lastName } = user;
	return { userID: user.id, firstName, middleName, surname: lastName };
}

const PARAMETERS = {
	where: ['where', 'orderBy', 'rowCount'],
	dates: ['startDate', 'endDate', 'pageSize'],
} as const;

type Parameter = (typeof PARAMETERS)['where' | 'dates'][number];

/** Events (docs/net2-api.md). */
export function eventRoutes(app: FastifyInstance, context: Context): void {
	app.get('/events', async (request, reply) => {
		const given = (names: readonly string[]) =>
			names.filter((name) => queryText(request, name) !== undefined);
		const mixed = given(PARAMETERS.where).length > 0 && given(PARAMETERS.dates).length > 0;
		if (mixed && context.switches.eventMix === 'refuse') {
			throw badRequest('The request has parameters that cannot be combined.');
		}
		const events = chosenEvents(context, (name) => queryText(request, name));
		// Seen in practice: no events, no body (docs/net2-api.md).
		const shown = events.map((event) => showEvent(event, context.switches));
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
					eventDate: shownTime(event.eventTime, switches),
					where: event.deviceName,
					tokenNumber: String(event.cardNo),
				}));
			return await sendList(reply, context, tokens);
		});
	}
}

/** Parameters of a dialect that the server does not know have no effect. */
function chosenEvents(
	context: Context,
	parameter: (name: Parameter) => string | undefined,
): NetEvent[] {
	const { switches, clock, world } = context;
	const heeded = (name: Parameter) =>
		switches.events === 'both' || PARAMETERS[switches.events].some((known) => known === name)
			? parameter(name)
			: undefined;
	const now = localTime(clock.now(), switches.tz);
	const rows = runQuery(context, () =>
		translateList(conditionView(switches), heeded('where'), heeded('orderBy'), now),
	);
	const known = new Map(world.events.map((event) => [event.id, event]));
	const found = rows.flatMap((row) => known.get(Number(row.eventID)) ?? []);
	const events = between(found, heeded('startDate'), heeded('endDate'), switches);
	return events.slice(0, limitOf(heeded('rowCount') ?? heeded('pageSize')));
}

/** No client sends a condition on the user (docs/net2-api.md), so a server may refuse one. */
function conditionView({ eventsByUser }: Switches): View {
	if (eventsByUser === 'on') return eventListView;
	const columns = eventListView.columns.filter(({ name }) => name !== 'UserID');
	return { ...eventListView, columns };
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
	switches: Switches,
): NetEvent[] {
	const from = requestedDate(start, 'startDate', switches) ?? '';
	const to = requestedDate(end, 'endDate', switches) ?? '9999';
	return events.filter(({ eventTime }) => eventTime >= from && eventTime <= to);
}

function showEvent(event: NetEvent, switches: Switches): Record<string, unknown> {
	const { eventSubTypeDescription: _, ...shown } = event;
	return {
		...shown,
		eventTime: shownTime(event.eventTime, switches),
		linkedEvent: null,
		priority: 0,
		peripheralID: event.address === 0 ? 0 : 1,
		ioBoardID: null,
		doorGroupID: 0,
		deviceDeleted: false,
	};
}
