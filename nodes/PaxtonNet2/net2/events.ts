import { queryMessages } from '../messages/query';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { failure, isTransient, Net2Error } from './errors';
import type { EventDialect, EventQuery, Net2Event } from './model';
import { readList } from './reply';
import { FALLBACK_RETRY_POLICY } from './retry';
import { eventSchema } from './siteSchemas';

const PATH = '/events';
/** No event is that old, so a server that understands the condition returns none. */
const NEVER = "eventTime < '1900-01-01T00:00:00'";
/** As {@link NEVER}, for a server that ignores the time and not the number. */
const NEVER_BY_NUMBER = `eventid < 1 AND ${NEVER}`;

/**
 * Events (docs/net2-api.md). Some clients select by a condition (`where`, `orderBy`, `rowCount`), and one by dates
 * (`startDate`, `endDate`, `pageSize`). None sends both, since a server may refuse what it does not know. A server
 * that does not understand `where` ignores it and returns other events. So the client finds out which of the two it
 * understands.
 *
 * @param known from the site profile, or from an earlier client of the same server. Then nothing has to be found out
 */
export function createEvents(send: Caller, known?: EventDialect): Net2Client['events'] {
	let dialect = known;

	const read = async (query: Record<string, string>): Promise<Net2Event[]> => {
		const call: Call = {
			method: 'GET',
			path: PATH,
			route: PATH,
			right: 'see events',
			query,
			// A condition that the server cannot run may fail with a 5xx each time, and callers have another way.
			retryPolicy: FALLBACK_RETRY_POLICY,
		};
		return await readList(call, await send(call), eventSchema);
	};

	/** As long as the dialect is not known. */
	const readEither = async (query: EventQuery): Promise<Net2Event[]> => {
		const byCondition = await read(asCondition(query)).catch(refusalOf);
		if (byCondition instanceof Net2Error || byCondition.length > 0) {
			// One that refused the number may understand the time.
			const where = byCondition instanceof Net2Error ? NEVER : NEVER_BY_NUMBER;
			const impossible = await read({ ...asCondition(query), where }).catch(refusalOf);
			const understandsWhere = !(impossible instanceof Net2Error) && impossible.length === 0;
			if (!understandsWhere) {
				dialect = 'dates';
				return await read(asDates(query));
			}
			// Only this condition is refused then, and the caller has another way.
			if (byCondition instanceof Net2Error) throw byCondition;
			dialect = 'where';
			return byCondition;
		}
		// A server without `where` may return the events of today only. One without dates returns any events, of which none
		// can fulfil the condition.
		const byDates = await read(asDates(query)).catch(refusalOf);
		if (byDates instanceof Net2Error || !byDates.some((event) => fulfils(event, query))) return [];
		dialect = 'dates';
		return byDates;
	};

	return {
		async list(query) {
			if (dialect === undefined) return await readEither(query);
			return await read(dialect === 'where' ? asCondition(query) : asDates(query));
		},
		listBy: read,
		dialect: () => dialect,
	};
}

/** An error that may mean that the server does not run such a query. Others are thrown. */
function refusalOf(error: unknown): Net2Error {
	if (!(error instanceof Net2Error) || isTransient(error)) throw error;
	if (error.reason !== 'badInput' && error.reason !== 'badReply') throw error;
	return error;
}

/** Whether an event is one of those that the query selects. */
function fulfils(event: Net2Event, query: EventQuery): boolean {
	const second = event.time.slice(0, 19);
	return (
		event.id > (query.afterId ?? -Infinity) &&
		event.id < (query.beforeId ?? Infinity) &&
		second >= (query.from ?? query.startDate ?? '') &&
		second < (query.to ?? '9999') &&
		(query.types?.includes(event.type) ?? true) &&
		event.userId === (query.userId ?? event.userId) &&
		event.address === (query.doorId ?? event.address)
	);
}

function asCondition(query: EventQuery): Record<string, string> {
	const terms: string[] = [];
	if (query.afterId !== undefined) terms.push(`eventid > ${number(query.afterId)}`);
	if (query.beforeId !== undefined) terms.push(`eventid < ${number(query.beforeId)}`);
	if (query.from !== undefined) terms.push(`eventTime >= '${wallTime(query.from)}'`);
	if (query.to !== undefined) terms.push(`eventTime < '${wallTime(query.to)}'`);
	if (query.types !== undefined) terms.push(`eventType IN (${query.types.map(number).join(', ')})`);
	if (query.userId !== undefined) terms.push(`userID = ${number(query.userId)}`);
	if (query.doorId !== undefined) terms.push(`address = ${number(query.doorId)}`);
	return {
		...(terms.length === 0 ? {} : { where: terms.join(' AND ') }),
		orderBy: query.order === 'oldestFirst' ? 'eventid asc' : 'eventid desc',
		rowCount: number(query.limit),
	};
}

function asDates({ from, startDate = from, to, limit }: EventQuery): Record<string, string> {
	return {
		...(startDate === undefined ? {} : { startDate: wallTime(startDate) }),
		...(to === undefined ? {} : { endDate: wallTime(to) }),
		pageSize: number(limit),
	};
}

/** Only whole numbers and times of one form get into the condition, so nothing in it needs escaping. */
function number(value: number): string {
	if (Number.isSafeInteger(value) && value >= 0) return String(value);
	throw failure(queryMessages.eventsByNoNumber, { value });
}

/** Net2 rejects a time with a zone (docs/net2-api.md). */
function wallTime(text: string): string {
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return text;
	throw failure(queryMessages.eventsByNoTime);
}
