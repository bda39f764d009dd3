import type { Net2Event } from '../../net2/model';
import { isRefusal, type Rehearsal } from './rehearsal';

const ALWAYS = "eventTime >= '1900-01-01T00:00:00'";
const NEVER = "eventTime < '1900-01-01T00:00:00'";
/** Events of a year in which there are none yet. */
const NOT_YET = {
	startDate: '2098-01-01T00:00:00',
	endDate: '2098-02-01T00:00:00',
	pageSize: '1',
};
const ALL_DATES = { ...NOT_YET, startDate: '1990-01-01T00:00:00' };
const NEWEST = 20;
const DAY = 86_400_000;

/**
 * Finds out which parameters select events. Dates are tried together with a condition first, because a server that
 * ignores dates alone would return all its events.
 */
export async function askEvents(rehearsal: Rehearsal): Promise<void> {
	const never = await select(rehearsal, byCondition(NEVER, 1));
	if (never === 'refused' || never.length > 0) {
		await askDatesAlone(rehearsal);
		return;
	}
	const newest = await select(rehearsal, byCondition(ALWAYS, NEWEST));
	if (newest === 'refused' || newest.length === 0) {
		const why = 'Net2 returned no event, so nothing can be concluded.';
		rehearsal.leaveOpen(['eventDialect', 'eventsByUserAndTime'], why);
		return;
	}
	const mixed = await select(rehearsal, { ...byCondition(ALWAYS, 1), ...NOT_YET });
	const both = mixed !== 'refused' && mixed.length === 0;
	const dates = mixed === 'refused' ? 'Net2 refused both kinds together.' : datesWord(both);
	const conditions = "'where' selected events.";
	rehearsal.learn('eventDialect', both ? 'both' : 'where', `${conditions} ${dates}`);
	await askByUser(rehearsal, newest);
}

/** The server ignores or refuses conditions. */
async function askDatesAlone(rehearsal: Rehearsal): Promise<void> {
	const none = await select(rehearsal, NOT_YET);
	const some = await select(rehearsal, ALL_DATES);
	const byUser = 'Net2 does not select events by a condition.';
	if (none === 'refused' || some === 'refused' || none.length > 0 || some.length === 0) {
		const why = "Neither 'where' nor dates selected events.";
		rehearsal.leaveOpen(['eventDialect', 'eventsByUserAndTime'], why);
		return;
	}
	rehearsal.learn('eventDialect', 'dates', "Net2 ignored 'where', and dates selected events.");
	rehearsal.learn('eventsByUserAndTime', false, byUser);
}

/** Needs an event of any user; the rehearsal itself has caused some, if Net2 records changes to users. */
async function askByUser(rehearsal: Rehearsal, newest: readonly Net2Event[]): Promise<void> {
	const own = newest.find(({ userId }) => userId === rehearsal.id);
	const userId = (own ?? newest.find((event) => event.userId > 0))?.userId;
	if (userId === undefined) {
		rehearsal.leaveOpen(['eventsByUserAndTime'], 'None of the newest events names a user.');
		return;
	}
	// Two days cover every time zone. The newest events of a quiet site may be older.
	const oldest = own === undefined ? '1990-01-01' : dayBefore(rehearsal.now() - DAY);
	const where = `userID = ${userId} AND eventTime >= '${oldest}T00:00:00'`;
	const found = await select(rehearsal, byCondition(where, NEWEST));
	if (found === 'refused') {
		rehearsal.learn('eventsByUserAndTime', false, 'Net2 refused a condition on user and time.');
		return;
	}
	if (found.length === 0) {
		const why = 'A condition on user and time returned no event, although there is one.';
		rehearsal.leaveOpen(['eventsByUserAndTime'], why);
		return;
	}
	const only = found.every((event) => event.userId === userId);
	const evidence = only
		? 'A condition on user and time returned events of that user only.'
		: 'A condition on user and time returned events of other users, too.';
	rehearsal.learn('eventsByUserAndTime', only, evidence);
}

function byCondition(where: string, rowCount: number): Record<string, string> {
	return { where, orderBy: 'eventid desc', rowCount: String(rowCount) };
}

async function select(
	{ net2 }: Rehearsal,
	parameters: Record<string, string>,
): Promise<Net2Event[] | 'refused'> {
	try {
		return await net2.events.listBy(parameters);
	} catch (error) {
		if (isRefusal(error) && error.reason !== 'notAllowed') return 'refused';
		throw error;
	}
}

function datesWord(both: boolean): string {
	return both ? 'Dates selected them, too.' : 'Dates had no effect.';
}

function dayBefore(now: number): string {
	return new Date(now - DAY).toISOString().slice(0, 10);
}
