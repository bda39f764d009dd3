import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { endsTheRun, Net2Error } from './errors';
import type { EventDialect, EventQuery, Net2Event } from './model';
import { readList } from './reply';
import { FALLBACK_RETRY_POLICY } from './retry';
import { eventSchema } from './siteSchemas';

const PATH = '/events';
/** No event is that old, so a server that understands the condition returns none. */
const NEVER = "eventTime < '1900-01-01T00:00:00'";

/**
 * Events (docs/net2-api.md). Some clients select by a condition (`where`, `orderBy`, `rowCount`), one by dates (`startDate`,
 * `endDate`, `pageSize`), and none sends both, since a server may refuse what it does not know. A server that does not
 * understand `where` ignores it and returns other events without saying so. Therefore the first request has a condition
 * that nothing fulfils, and what comes back shows which of the two this server understands.
 *
 * @param known from the site profile, or from an earlier client of the same server. Then nothing has to be found out
 */
export function createEvents(send: Caller, known?: EventDialect): Net2Client['events'] {
	let dialect = known;
	let finding: Promise<EventDialect> | undefined;

	const list = async (query: Record<string, string>): Promise<Net2Event[]> => {
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

	const findDialect = async (): Promise<EventDialect> => {
		try {
			const events = await list({ where: NEVER, orderBy: 'eventid desc', rowCount: '1' });
			return events.length === 0 ? 'where' : 'dates';
		} catch (error) {
			if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
			if (error.reason !== 'badInput' && error.reason !== 'badReply') throw error;
			return 'dates';
		}
	};

	return {
		async list(query) {
			if (dialect === undefined) {
				finding ??= findDialect().finally(() => {
					finding = undefined;
				});
				dialect = await finding;
			}
			return await list(dialect === 'where' ? asCondition(query) : asDates(query));
		},
		dialect: () => dialect,
	};
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

/** Only whole numbers and times of one form ever get into the condition, so there is nothing in it to escape. */
function number(value: number): string {
	if (Number.isSafeInteger(value) && value >= 0) return String(value);
	throw new Net2Error(
		'badInput',
		`Events cannot be selected by ${value}, since it is not a whole number.`,
		'Use a whole number, for example 28.',
	);
}

/** Net2 rejects a time with a zone (docs/net2-api.md). */
function wallTime(text: string): string {
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return text;
	throw new Net2Error(
		'badInput',
		'Events cannot be selected by a value that is not a time.',
		'Use a time of the form 2026-11-24T09:00:00.',
	);
}
