import { net2End, net2Start } from '../../mapping/hrDates';
import { isPast, sameEndDate, siteWall } from '../../mapping/net2Dates';
import { accessMessages } from '../../messages/access';
import { failure } from '../../net2/errors';
import type { User, UserBody } from '../../net2/model';
import type { Change } from '../result/result';
import { accessState, dayOf, today, type AccessState } from './accessState';
import type { DesiredAccess, DesiredDates } from './desiredUser';
import { siteFor, type Clocks, type Policy } from './policy';

export type Dates = Pick<UserBody, 'activateDate' | 'expiryDate'>;
type Of<Change extends DesiredAccess['change']> = Extract<DesiredAccess, { change: Change }>;

/** The dates to write, and what they do. Null: nothing is to be written. */
export interface PlannedDates {
	set: Dates;
	changes: Change[];
	message: string;
	/** The user gets access by them, now or on a day ahead, and had none. */
	givesAccess: boolean;
	/** The user loses access by them, now or earlier than Net2 says today. */
	takesAccess: boolean;
}

/**
 * Dates that give access. Without dates a past end is cleared, and a future one stays (a contractor keeps theirs). A
 * future start stays, and otherwise it is today. A user who is enabled already is left unchanged.
 */
export function enablingDates(
	user: User,
	access: DesiredDates & { startNow: boolean },
	policy: Policy,
	warn: (message: string) => void,
): PlannedDates | null {
	const state = accessState(user, policy);
	const { site } = state;
	const { start, end } = wallDates(access, policy, user);
	const set: Dates = {};
	if (end !== undefined) {
		if (end !== null && isPast(end, policy.now, site))
			throw failure(accessMessages.endDatePassed, { date: dayOf(end, site) });
		if (!sameEndDate(user.expiryDate, end, site)) set.expiryDate = end;
	} else if (state.lastDay)
		warn("The End Date is today and was kept. To give access for longer, set 'End Date'.");
	else if (isPast(user.expiryDate, policy.now, site)) set.expiryDate = null;

	if (start !== undefined) {
		if (siteWall(user.activateDate ?? '', site) !== start) set.activateDate = start;
	} else if (!state.enabled && (access.startNow || !state.notStarted)) {
		set.activateDate = today(policy, site);
	}
	if (siteWall(user.activateDate ?? '', site) === set.activateDate) delete set.activateDate;
	const from = set.activateDate ?? user.activateDate;
	const until = set.expiryDate === undefined ? user.expiryDate : set.expiryDate;
	if (from !== null && !isPast(from, policy.now, site))
		warn(`The user has access only from the start date, ${dayOf(from, site)}.`);
	return planned(
		user,
		set,
		state,
		policy,
		`Access from ${from === null ? 'now' : dayOf(from, site)}${until === null ? '' : ` until ${dayOf(until, site)}`}`,
	);
}

/**
 * Dates as given, unless they would give access to a user whose end has passed. A list does not do that
 * (docs/safety-rules.md, rule 8). A user whose start is in the future waits for it, so that start may come earlier. A
 * last day may be put off until it is over.
 */
export function keptDates(
	user: User,
	access: Of<'dates'>,
	policy: Policy,
): PlannedDates | null | { wouldReopen: true } {
	const state = accessState(user, policy);
	const { site } = state;
	const { start, end } = wallDates(access, policy, user);
	const set: Dates = {};
	if (end !== undefined && !sameEndDate(user.expiryDate, end, site)) set.expiryDate = end;
	if (start !== undefined && !startsTheSame(user, start, policy, state)) set.activateDate = start;
	// The last day in Net2 is over, and what the item says would open the doors again.
	if (state.ended && set.expiryDate !== undefined && !isPast(set.expiryDate, policy.now, site))
		return { wouldReopen: true };
	return planned(user, set, state, policy);
}

/** A last day that lies ahead. Throws `badInput` for a past one, and `notAllowed` if it would give access again. */
export function leaveDate(
	user: User,
	{ end: date }: Of<'leaveDate'>,
	policy: Policy,
): PlannedDates | null {
	const state = accessState(user, policy);
	const { site } = state;
	const end = net2End(date, site);
	if (isPast(end, policy.now, site)) throw failure(accessMessages.leaveDatePassed, { date: end });
	if (sameEndDate(user.expiryDate, end, site)) return null;
	if (state.ended)
		throw failure(accessMessages.leftAlready, { date: dayOf(user.expiryDate ?? '', site) });
	return planned(user, { expiryDate: end }, state, policy, `Leave date set to ${end}`);
}

/** No last day any more, while it lies ahead. Throws `notAllowed` when it has passed. */
export function withdrawnLeaveDate(user: User, policy: Policy): PlannedDates | null {
	if (user.expiryDate === null) return null;
	const state = accessState(user, policy);
	if (isPast(user.expiryDate, policy.now, state.site))
		throw failure(accessMessages.tooLateToWithdraw, { date: dayOf(user.expiryDate, state.site) });
	return planned(
		user,
		{ expiryDate: null },
		state,
		policy,
		`Leave date ${dayOf(user.expiryDate, state.site)} withdrawn`,
	);
}

/** Dates as wall-clock time of the site; a null end means "never". Throws `badInput` for an end before the start. */
export function wallDates(
	{ start: from, end: until }: DesiredDates,
	policy: Clocks,
	user?: User,
): { start?: string; end?: string | null } {
	const site = siteFor(policy, user);
	const start = from === undefined ? undefined : net2Start(from, site);
	const end = until === undefined ? undefined : until === 'never' ? null : net2End(until, site);
	if (start !== undefined && typeof end === 'string' && end < start)
		throw failure(accessMessages.endBeforeStart, {
			end: dayOf(end, site),
			start: dayOf(start, site),
		});
	return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

/**
 * Two starts that have both passed are no difference. HR knows when an employee was hired, and Net2 when the user was
 * created. Writing one over the other changes nothing at a door.
 */
function startsTheSame(
	user: User,
	start: string,
	{ now }: Policy,
	{ site, notStarted }: AccessState,
): boolean {
	if (siteWall(user.activateDate ?? '', site) === start) return true;
	return !notStarted && isPast(start, now, site);
}

function planned(
	user: User,
	set: Dates,
	before: AccessState,
	policy: Policy,
	message?: string,
): PlannedDates | null {
	const changes = dateChanges(user, set);
	if (changes.length === 0) return null;
	const next = { activateDate: user.activateDate, expiryDate: user.expiryDate, ...set };
	const after = accessState(next, policy);
	const end = set.expiryDate;
	const endsEarlier =
		typeof end === 'string' &&
		(user.expiryDate === null || end < siteWall(user.expiryDate, before.site));
	return {
		set,
		changes,
		message:
			message ??
			changes.map(({ field, to }) => `${NAMES[field] ?? field} ${String(to ?? 'none')}`).join(', '),
		givesAccess: !before.enabled && !after.ended,
		takesAccess: !before.ended && (endsEarlier || (before.enabled && !after.enabled)),
	};
}

const NAMES: Record<string, string> = { activateDate: 'Start Date', expiryDate: 'End Date' };

export function dateChanges(from: Pick<User, 'activateDate' | 'expiryDate'>, to: Dates): Change[] {
	return (['activateDate', 'expiryDate'] as const)
		.filter((field) => to[field] !== undefined && to[field] !== from[field])
		.map((field) => ({ field, from: from[field], to: to[field] }));
}
