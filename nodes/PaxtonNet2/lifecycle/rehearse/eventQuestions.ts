import type { Net2Event } from '../../net2/model';
import { isRecordChange } from '../events/kinds';
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
/** More than a rehearsal causes. */
const OF_USER = 100;
const DAY = 86_400_000;

/**
 * Finds out which parameters select events. Dates are tried together with a condition first, because a server that
 * ignores dates alone would return all its events.
 */
export async function findEvents(rehearsal: Rehearsal): Promise<void> {
	const never = await select(rehearsal, byCondition(NEVER, 1));
	if (never === 'refused' || never.length > 0) {
		await findDatesAlone(rehearsal);
		return;
	}
	if (!(await findByUser(rehearsal))) return;
	const mixed = await select(rehearsal, { ...byCondition(ALWAYS, 1), ...NOT_YET });
	const both = mixed !== 'refused' && mixed.length === 0;
	const dates = mixed === 'refused' ? 'Net2 refused both kinds together.' : datesWord(both);
	const conditions = "'where' selected events.";
	rehearsal.learn('eventDialect', both ? 'both' : 'where', `${conditions} ${dates}`);
}

/** The server ignores or refuses conditions. */
async function findDatesAlone(rehearsal: Rehearsal): Promise<void> {
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

/**
 * Selects the events of the rehearsal's own user if Net2 records changes to users. Otherwise it selects those of any
 * user with events.
 *
 * @returns whether there are events that a condition can select
 */
async function findByUser(rehearsal: Rehearsal): Promise<boolean> {
	// Two days cover every time zone.
	const since = dayOf(rehearsal.now() - 2 * DAY);
	const own = await select(rehearsal, ofUser(rehearsal.id, since));
	if (own !== 'refused' && own.length > 0) return learnByUser(rehearsal, rehearsal.id, own);
	const newest = await select(rehearsal, byCondition(ALWAYS, NEWEST));
	if (newest === 'refused' || newest.length === 0) {
		const why = 'Net2 returned no event, so nothing can be concluded.';
		rehearsal.leaveOpen(['eventDialect', 'eventsByUserAndTime'], why);
		return false;
	}
	if (own === 'refused') {
		rehearsal.learn('eventsByUserAndTime', false, 'Net2 refused a condition on user and time.');
		return true;
	}
	const userId = newest.find((event) => event.userId > 0)?.userId;
	const found = userId === undefined ? [] : await select(rehearsal, ofUser(userId, '1990-01-01'));
	if (userId === undefined || found === 'refused' || found.length === 0) {
		const why = 'A condition on user and time returned no event.';
		rehearsal.leaveOpen(['eventsByUserAndTime'], why);
		return true;
	}
	return learnByUser(rehearsal, userId, found);
}

function learnByUser(rehearsal: Rehearsal, userId: number, found: readonly Net2Event[]): true {
	const only = found.every((event) => event.userId === userId);
	const changes = userId === rehearsal.id ? found.filter(isRecordChange).length : 0;
	const writes = 1 + rehearsal.net2.writesOf(rehearsal.id);
	// Net2 may record no change at all. Then nothing is concluded from the number of events.
	const counts = changes === 0 || changes === writes;
	const evidence = only
		? 'A condition on user and time returned events of that user only.'
		: 'A condition on user and time returned events of other users, too.';
	const number = counts ? '' : ` Net2 recorded ${writes} changes to the user as ${changes} events.`;
	rehearsal.learn('eventsByUserAndTime', only && counts, evidence + number);
	return true;
}

function ofUser(userId: number, since: string): Record<string, string> {
	return byCondition(`userID = ${userId} AND eventTime >= '${since}T00:00:00'`, OF_USER);
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

function dayOf(at: number): string {
	return new Date(at).toISOString().slice(0, 10);
}
