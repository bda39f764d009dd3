import { wallTime } from '../../mapping/net2Dates';
import { Net2Error } from '../../net2/errors';
import type { User } from '../../net2/model';
import { accessState } from '../plan/accessState';
import { planLeaver } from '../plan/planLeaver';
import { isFailure, type Result, type Success } from '../result/result';
import { failed, ResultBuilder } from '../result/resultBuilder';
import { withUserLock } from '../run/keyedMutex';
import type { Run } from '../run/request';
import { policyFor } from '../users/policyFor';
import { applyPlan } from './applyPlan';

/**
 * When the run has settled, the end date of every user who was to be disabled is read once more, since another program may
 * have written meanwhile, and since the reply shows in which time zone the server is (docs/safety-rules.md, rule 11). If a
 * user has access again, the node removes it once more, from a fresh reading; a user who then still has access is a failure
 * with reason `conflict`.
 *
 * @param disables whether the nth result is of an item that takes access away
 */
export async function settleLeavers(
	run: Run,
	results: Result[],
	disables: (n: number) => boolean,
): Promise<Result[]> {
	const isOut = (result: Result, n: number): result is Disabled =>
		disables(n) && isDisabled(result);
	const ids = new Set(results.filter(isOut).map(({ userId }) => userId));
	if (ids.size === 0) return results;
	const now = await datesNow(run, [...ids]).catch(() => null);
	const policy = await policyFor(run);
	return await Promise.all(
		results.map(async (result, n) => {
			if (!isOut(result, n)) return result;
			if (now === null) return { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] };
			const dates = now.get(result.userId);
			if (dates === undefined || !accessState(dates, policy).enabled) return result;
			// A query gives dates without the server's zone, which the record that was read back has.
			const known = knownDates(result);
			if (known !== undefined && isAsKnown(dates, known) && !accessState(known, policy).enabled)
				return result;
			return await disableAgain(run, result, dates);
		}),
	);
}

type Disabled = Success & { userId: number };

function isDisabled(result: Result): result is Disabled {
	return (
		!isFailure(result) && !result.dryRun && result.userId !== null && result.outcome !== 'notFound'
	);
}

type Dates = Pick<User, 'activateDate' | 'expiryDate'>;

/** The dates that the result shows; undefined where it shows none. */
function knownDates({ user }: Disabled): Dates | undefined {
	if (user?.endDate === undefined || user.startDate === undefined) return undefined;
	return { activateDate: user.startDate, expiryDate: user.endDate };
}

function isAsKnown(dates: Dates, known: Dates): boolean {
	const same = (one: string | null, other: string | null) =>
		one === null || other === null ? one === other : wallTime(one) === wallTime(other);
	return same(dates.expiryDate, known.expiryDate) && same(dates.activateDate, known.activateDate);
}

async function disableAgain(run: Run, result: Disabled, seen: Dates): Promise<Result> {
	const { key, userId, audit, undo } = result;
	const options = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const };
	const builder = new ResultBuilder(run, { index: 0, options, params: null }, key, userId);
	const fresh = await withUserLock(run, userId, async () => {
		const policy = await policyFor(run);
		const record = await run.net2.users.get(userId);
		if (record === undefined) return undefined;
		const current = { record };
		const plan = planLeaver(current, { access: { change: 'disable', clearPin: false } }, policy);
		const observed = { user: record };
		await applyPlan(run, userId, plan, {
			policy,
			builder,
			current,
			fresh: new Set(['writeRecord']),
			observed,
		});
		return await run.net2.users.get(userId);
	}).catch(() => undefined);
	const stillEnabled = fresh === undefined || accessState(fresh, await policyFor(run)).enabled;
	const { audit: more } = builder.success('disabled', { verified: true });
	if (!stillEnabled)
		return {
			...result,
			audit: [...audit, ...more],
			warnings: [
				...result.warnings,
				`At the end of the run the End Date was ${seen.expiryDate ?? 'none'}, which still gave access. The node disabled the user once more.`,
			],
		};
	const { error } = failed(
		run,
		new Net2Error(
			'conflict',
			`The node disabled the user, but at the end of the run the End Date is ${fresh?.expiryDate ?? seen.expiryDate ?? 'none'} again.`,
			'Another program or person changes this user. Look at the user in Net2, then run the item again.',
		),
		{ key, userId, done: audit.map(({ message }) => message) },
	);
	return { error: { ...error, undo, audit } };
}

/** By one query, or by one reading of the list: a new one, since the run may have read it before it wrote. */
async function datesNow(run: Run, ids: number[]): Promise<Map<number, Dates>> {
	const rows = await run.reference.rowsOf(ids);
	if (rows !== null) return new Map(rows.map((row) => [row.userId, row]));
	return new Map((await run.net2.users.list()).map((user) => [user.id, user]));
}

const NOT_READ_AGAIN =
	'The node could not read the user once more at the end of the run. The first reading confirmed the change.';
