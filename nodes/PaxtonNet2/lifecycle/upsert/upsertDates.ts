import { isEnabled, isPast, leaverNow, parseStart, startToday } from '../../mapping/dates';
import { Net2Error } from '../../net2/errors';
import type { User, UserBody } from '../../net2/model';
import type { Rewrite } from '../steps/aspects';
import { cutOff } from '../steps/cutOff';
import { openDates } from '../enable';
import { askedEnd, endsAsAsked, endsToday, wallTime } from '../steps/endDate';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Change } from '../result/result';
import type { Run, UpsertParams } from '../run/request';
import { siteFor } from '../result/observedState';

type Dates = Pick<UserBody, 'activateDate' | 'expiryDate'>;
type Wish = Pick<UpsertParams, 'enabled' | 'startDate' | 'endDate'>;

/** The dates that a new user is made with, and whether they let somebody in, now or one day. */
export function firstDates(
	run: Run,
	params: Wish,
	report: ResultBuilder,
): { open: boolean; dates: Dates; changes: Change[] } {
	const now = run.clock.now();
	const site = siteFor(run);
	const { start, end } = parsed(run, params);
	const open = params.enabled === 'enable' || (params.enabled === 'keep' && start !== undefined);
	if (params.enabled === 'enable' && typeof end === 'string' && isPast(end, now, site))
		throw endPassed(end);
	if (open) {
		const dates = { activateDate: start ?? startToday({ now, site }), expiryDate: end ?? null };
		return { open, dates, changes: dateChanges(NO_DATES, dates) };
	}
	const shut = leaverNow({ now, site, serverOffset: null, serverNow: run.net2.serverNow() });
	// An end that has passed tells when the person really left, and shuts as well (defect 15).
	const given = end ?? undefined;
	const expiryDate = given !== undefined && given < shut ? given : shut;
	if (given !== undefined && given !== expiryDate)
		report.warn('The end date was not written: the new user is disabled until access is to begin.');
	const dates = { ...(start !== undefined && { activateDate: start }), expiryDate };
	return { open, dates, changes: dateChanges(NO_DATES, dates) };
}

/** The dates to write, or null where they are as asked. */
export function newDates(run: Run, user: User, params: Wish, said: ResultBuilder): Rewrite | null {
	const { startDate, endDate } = params;
	switch (params.enabled) {
		case 'enable':
			parsed(run, params, user);
			return openDates(run, user, { startDate, endDate, startNow: false }, said);
		case 'disable': {
			// Odd dates in a list are no reason to let somebody in for longer.
			const expiryDate = cutOff(run, user);
			return expiryDate === null ? null : rewritten(user, { expiryDate });
		}
		case 'keep':
			return keptDates(run, user, params, said);
	}
}

/**
 * The dates as given, unless they would let somebody in whose end has passed: a list does not reopen (rule 8). Somebody
 * whose start lies ahead is not barred but awaited, so that start may come earlier; and a last day may be put off.
 */
function keptDates(run: Run, user: User, params: Wish, said: ResultBuilder): Rewrite | null {
	const now = run.clock.now();
	const site = siteFor(run, user);
	const { start, end } = parsed(run, params, user);
	const dates: Dates = {};
	if (start !== undefined && wallTime(user.activateDate ?? '') !== start)
		dates.activateDate = start;
	if (end !== undefined && !endsAsAsked(user.expiryDate, end, site)) dates.expiryDate = end;
	if (Object.keys(dates).length === 0) return null;
	const barred = isPast(user.expiryDate, now, site) && !endsToday(user.expiryDate, now, site);
	if (barred && dates.expiryDate !== undefined && !isPast(dates.expiryDate, now, site)) {
		said.warn(
			'This person is disabled, and the dates would let them in: enabled: enable does that.',
		);
		return null;
	}
	return rewritten(user, dates);
}

/** Whether the dates of a person let them in at this moment. */
export function isIn(run: Run, user: User): boolean {
	return isEnabled(user, run.clock.now(), siteFor(run, user));
}

function parsed(run: Run, { startDate, endDate }: Wish, user?: User) {
	const site = siteFor(run, user);
	const start = startDate === undefined ? undefined : parseStart(startDate, site);
	const end = endDate === undefined ? undefined : askedEnd(endDate, site);
	if (start !== undefined && typeof end === 'string' && end < start)
		throw new Net2Error(
			'badInput',
			`The end date ${end} lies before the start date ${start}.`,
			'Correct one of them; nothing was written.',
		);
	return { start, end };
}

function rewritten(user: User, body: Dates): Rewrite {
	const changes = dateChanges(user, body);
	const message = changes.map(({ field, to }) => `${field} ${String(to)}`).join(', ');
	return { message, changes, body };
}

const NO_DATES = { activateDate: null, expiryDate: null };

function dateChanges(from: Pick<User, 'activateDate' | 'expiryDate'>, to: Dates): Change[] {
	return (['activateDate', 'expiryDate'] as const)
		.filter((field) => to[field] !== undefined && to[field] !== from[field])
		.map((field) => ({ field, from: from[field], to: to[field] }));
}

function endPassed(end: string): Net2Error {
	return new Net2Error('badInput', `The end date ${end} has passed.`, 'Give a later one, or none.');
}
