import { isEnabled } from '../../mapping/dates';
import { Net2Error } from '../../net2/errors';
import type { User } from '../../net2/model';
import { failed } from '../result/resultBuilder';
import { isFailure, type Result, type Success } from '../result/result';
import type { Run } from '../run/request';
import { siteFor } from '../result/observedState';

/**
 * The end date of everybody who was to be cut off, once more at the end of the run, as another client may have written in
 * between (rule 5); somebody who is in again is a failure with reason `conflict`. Whoever was out already counts too.
 *
 * @param shuts whether the nth result is of an item that shuts somebody out
 */
export async function readOnceMore(
	run: Run,
	results: Result[],
	shuts: (n: number) => boolean,
): Promise<Result[]> {
	const isOut = (result: Result, n: number): result is Shut => shuts(n) && isShut(result);
	const ids = new Set(results.filter(isOut).map(({ userId }) => userId));
	if (ids.size === 0) return results;
	const now = await datesNow(run, [...ids]).catch(() => null);
	return results.map((result, n) => {
		if (!isOut(result, n)) return result;
		if (now === null) return { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] };
		const dates = now.get(result.userId);
		if (dates === undefined || !isEnabled(dates, run.clock.now(), siteFor(run, dates)))
			return result;
		const { key, userId, audit, undo } = result;
		const { error } = failed(
			run,
			new Net2Error(
				'conflict',
				`The user was cut off, but at the end of the run the end date is ${dates.expiryDate ?? 'none'} again.`,
				'Somebody or something else writes to this person; look in Net2, then run the item again.',
			),
			{ key, userId, done: audit.map(({ message }) => message) },
		);
		return { error: { ...error, undo, audit } };
	});
}

type Shut = Success & { userId: number };

function isShut(result: Result): result is Shut {
	return (
		!isFailure(result) && !result.dryRun && result.userId !== null && result.outcome !== 'notFound'
	);
}

type Dates = Pick<User, 'activateDate' | 'expiryDate'>;

/** By one query, or by one reading of the list: a new one, since the run may have read it before it wrote. */
async function datesNow(run: Run, ids: number[]): Promise<Map<number, Dates>> {
	const rows = await run.reference.rowsOf(ids);
	if (rows !== null) return new Map(rows.map((row) => [row.userId, row]));
	return new Map((await run.net2.users.list()).map((user) => [user.id, user]));
}

const NOT_READ_AGAIN =
	'The second reading at the end of the run did not come about; the first one proved it.';
