import { isPast, parseEnd } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import type { User } from '../net2/model';
import { userRecord, type Rewrite } from './steps/aspects';
import { carryOut } from './steps/carryOut';
import { endsAsAsked, endsToday, wallTime } from './steps/endDate';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { Result } from './result/result';
import type { Request, Run, SetLeaveDateParams } from './run/request';
import { siteFor } from './result/observedState';

/**
 * A leave date that lies ahead, written into Net2 itself, so that it holds when nobody runs a workflow that day.
 * `withdraw` takes it back, but only while it lies ahead: it never reopens somebody who has left (design 5).
 */
export async function setLeaveDate(
	run: Run,
	requests: Array<Request<SetLeaveDateParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			const step = userRecord(run, (user) =>
				params.withdraw ? withdrawn(run, user) : dated(run, user, params.date ?? ''),
			);
			return await carryOut(run, 'updated', subject, [step], {
				report,
				dryRun: options.dryRun,
			});
		}),
	);
}

function dated(run: Run, user: User, date: string): Rewrite | null {
	if (date.trim() === '')
		throw new Net2Error('badInput', 'There is no leave date.', 'Give one, or switch on Withdraw.');
	const site = siteFor(run, user);
	const end = parseEnd(date, site);
	if (isPast(end, run.clock.now(), site))
		throw new Net2Error(
			'badInput',
			`The leave date ${end} has passed.`,
			'Use disable for somebody who has left already.',
		);
	if (endsAsAsked(user.expiryDate, end, site)) return null;
	const now = run.clock.now();
	if (isPast(user.expiryDate, now, site) && !endsToday(user.expiryDate, now, site))
		throw new Net2Error(
			'notAllowed',
			`This person left already, on ${wallTime(user.expiryDate ?? '')}: a later date would let them in again.`,
			'If that is meant, use enable with this end date.',
		);
	return {
		message: `Leave date set to ${end}`,
		changes: [{ field: 'expiryDate', from: user.expiryDate, to: end }],
		body: { expiryDate: end },
	};
}

function withdrawn(run: Run, user: User): Rewrite | null {
	if (user.expiryDate === null) return null;
	if (isPast(user.expiryDate, run.clock.now(), siteFor(run, user)))
		throw new Net2Error(
			'notAllowed',
			`The leave date ${wallTime(user.expiryDate)} has passed: withdrawing it would let the person in again.`,
			'If they are back, use enable.',
		);
	return {
		message: `Leave date ${wallTime(user.expiryDate)} withdrawn`,
		changes: [{ field: 'expiryDate', from: user.expiryDate, to: null }],
		body: { expiryDate: null },
	};
}
