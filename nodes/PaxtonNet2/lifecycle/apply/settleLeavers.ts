import { Net2Error } from '../../net2/errors';
import type { User } from '../../net2/model';
import { accessState } from '../plan/accessState';
import { isFailure, type Result, type Success } from '../result/result';
import { failed } from '../result/resultBuilder';
import type { Run } from '../run/request';

/**
 * When the run has settled, the end date of every user who was to be disabled is read once more, since another program may
 * have written meanwhile (docs/safety-rules.md, rule 11). A user who has access again is a failure with reason `conflict`.
 * A user who was disabled already counts too.
 *
 * @param disables whether the nth result is of an item that takes access away
 */
export async function settleLeavers(
	run: Run,
	results: Result[],
	disables: (n: number) => boolean,
): Promise<Result[]> {
	const isOut = (result: Result, n: number): result is Disabled => disables(n) && isDisabled(result);
	const ids = new Set(results.filter(isOut).map(({ userId }) => userId));
	if (ids.size === 0) return results;
	const now = await datesNow(run, [...ids]).catch(() => null);
	const policy = {
		now: run.clock.now(),
		serverNow: run.net2.serverNow(),
		siteZone: run.siteZone,
		workflowZone: run.workflowZone,
	};
	return results.map((result, n) => {
		if (!isOut(result, n)) return result;
		if (now === null) return { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] };
		const dates = now.get(result.userId);
		if (dates === undefined || !accessState(dates, policy).enabled) return result;
		const { key, userId, audit, undo } = result;
		const { error } = failed(
			run,
			new Net2Error(
				'conflict',
				`The node disabled the user, but at the end of the run the End Date is ${dates.expiryDate ?? 'none'} again.`,
				'Another program or person changes this user. Look at the user in Net2, then run the item again.',
			),
			{ key, userId, done: audit.map(({ message }) => message) },
		);
		return { error: { ...error, undo, audit } };
	});
}

type Disabled = Success & { userId: number };

function isDisabled(result: Result): result is Disabled {
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
	'The node could not read the user once more at the end of the run. The first reading confirmed the change.';
