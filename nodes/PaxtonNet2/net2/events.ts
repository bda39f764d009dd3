import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { Net2Error } from './errors';
import type { EventAsk } from './model';
import { readList } from './reply';
import { FALLBACK_RETRY_POLICY } from './retry';
import { eventsSchema } from './siteSchemas';

const PATH = '/events';

/**
 * Events: API sheet 9. Sources disagree on the parameters: some send a condition (`where`, `orderBy`, `rowCount`),
 * one sends dates (`startDate`, `endDate`, `pageSize`). A server leaves alone what it does not know, so both go along.
 */
export function createEvents(send: Caller): Net2Client['events'] {
	return {
		async list(ask) {
			const call: Call = {
				method: 'GET',
				path: PATH,
				route: PATH,
				right: 'see events',
				query: { ...asCondition(ask), ...asDates(ask) },
				// A condition that the server cannot run may fail with a 5xx each time, and callers have a way around it.
				retryPolicy: FALLBACK_RETRY_POLICY,
			};
			return readList(call, await send(call), eventsSchema);
		},
	};
}

function asCondition(ask: EventAsk): Record<string, string> {
	const terms: string[] = [];
	if (ask.afterId !== undefined) terms.push(`eventid > ${number(ask.afterId)}`);
	if (ask.beforeId !== undefined) terms.push(`eventid < ${number(ask.beforeId)}`);
	if (ask.from !== undefined) terms.push(`eventTime >= '${wallTime(ask.from)}'`);
	if (ask.to !== undefined) terms.push(`eventTime < '${wallTime(ask.to)}'`);
	if (ask.types !== undefined) terms.push(`eventType IN (${ask.types.map(number).join(', ')})`);
	if (ask.userId !== undefined) terms.push(`userID = ${number(ask.userId)}`);
	if (ask.doorId !== undefined) terms.push(`address = ${number(ask.doorId)}`);
	return {
		...(terms.length === 0 ? {} : { where: terms.join(' AND ') }),
		orderBy: ask.order === 'oldestFirst' ? 'eventid asc' : 'eventid desc',
		rowCount: number(ask.limit),
	};
}

function asDates({ from, startDate = from, to, limit }: EventAsk): Record<string, string> {
	return {
		...(startDate === undefined ? {} : { startDate: wallTime(startDate) }),
		...(to === undefined ? {} : { endDate: wallTime(to) }),
		pageSize: number(limit),
	};
}

/** Only whole numbers and times of one form ever get into the condition, so there is nothing to escape in it. */
function number(value: number): string {
	if (Number.isSafeInteger(value) && value >= 0) return String(value);
	throw new Net2Error('badInput', 'An event is asked for by something that is no number.', '');
}

/** A zone would be rejected (API sheet 1). */
function wallTime(text: string): string {
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return text;
	throw new Net2Error('badInput', 'An event is asked for by something that is no time.', '');
}
