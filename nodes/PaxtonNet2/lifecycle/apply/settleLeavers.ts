import { wallTime } from '../../mapping/net2Dates';
import { writesMessages } from '../../messages/writes';
import { allInTurns } from '../../net2/eventLoop';
import { failure, type Net2Error } from '../../net2/errors';
import type { User } from '../../net2/model';
import { accessState } from '../plan/accessState';
import { planUser } from '../plan/planUser';
import type { Policy } from '../plan/policy';
import type { UserPlan } from '../plan/userPlan';
import { describeObserved } from '../result/observedState';
import { isFailure, type Failure, type Result, type Success } from '../result/result';
import { failed, ResultBuilder } from '../result/resultBuilder';
import { withUserLock } from '../run/keyedMutex';
import type { Run } from '../run/request';
import { policyFor } from '../users/policyFor';
import { applyPlan } from './applyPlan';

/**
 * When the run has settled, the node reads the end date of every user to be disabled once more. Another program may
 * have written meanwhile (docs/safety-rules.md, rule 11). The reply also shows in which time zone the server is. If a
 * user has access again, the node removes it once more, from a fresh reading. A user who then still has access is a
 * failure with reason `conflict`. An item that failed before keeps its reason, and its message says what was found.
 *
 * @param leavers ids of users whose access the run was to end
 */
export async function settleLeavers(
	run: Run,
	results: Result[],
	leavers: ReadonlySet<number>,
	reading: Promise<Map<number, Dates>>,
): Promise<Result[]> {
	if (!results.some((result) => leaverOf(result, leavers) !== null)) return results;
	const now = await reading.catch(() => null);
	const policy = await policyFor(run);
	const again = new Map<number, Promise<Again>>();
	return await allInTurns(results, async (result) => {
		const userId = leaverOf(result, leavers);
		if (userId === null) return result;
		if (now === null) return notReadAgain(result);
		const row = now.get(userId);
		const dates = row && withOffsetOf(result, row);
		if (dates === undefined || !accessState(dates, policy).enabled) return result;
		const { key } = isFailure(result) ? result.error : result;
		const started = again.get(userId) ?? disableOnce(run, { key, userId });
		again.set(userId, started);
		return isFailure(result)
			? failedBefore(result, dates, await started)
			: await afterAgain(
					run,
					{ ...result, userId },
					{ seen: dates, warning: disabledAgain(dates) },
					await started,
				);
	});
}

export type Disabled = Success & { userId: number };

/** The leaver that the item was to disable, also if the item failed later. Null: it was about no leaver. */
function leaverOf(result: Result, leavers: ReadonlySet<number>): number | null {
	const { userId } = isFailure(result) ? result.error : result;
	const isOut = isFailure(result)
		? result.error.attempted !== false
		: !result.dryRun && result.outcome !== 'notFound';
	return userId !== null && isOut && leavers.has(userId) ? userId : null;
}

/** The message of a failure says what was done and checked, so it must not leave this out. */
function notReadAgain(result: Result): Result {
	if (!isFailure(result)) return { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] };
	return { error: { ...result.error, message: `${result.error.message} ${NOT_READ_AGAIN}` } };
}

export type Dates = Pick<User, 'activateDate' | 'expiryDate'>;

/**
 * Dates from SQL have no offset. An End Date that is still as it was read back keeps the offset that it had then. In a
 * zone behind the server's it would else look a day later, and each leaver would be read again.
 */
function withOffsetOf(result: Result, dates: Dates): Dates {
	const readBack = isFailure(result) ? undefined : result.user?.endDate;
	const isSame =
		readBack != null && dates.expiryDate !== null && wallTime(readBack) === dates.expiryDate;
	return isSame ? { ...dates, expiryDate: readBack } : dates;
}

/** What is written once more. */
interface Repeated {
	plan(record: User, policy: Policy): UserPlan;
	/** Whether the access of the user ends as it should. */
	isDone(record: User, policy: Policy): boolean;
}

/** What the second try came to. */
interface Again {
	isDone: boolean;
	/** The user as Net2 has it then; undefined: it could not be read. */
	record: User | undefined;
	done: Success;
}

type Who = Pick<Disabled, 'key' | 'userId'>;

/** Plans the leave once more from a fresh reading. Only the end date: what else was removed gives no access alone. */
async function disableOnce(run: Run, who: Who): Promise<Again> {
	const desired = { access: { change: 'disable' as const, clearPin: false } };
	return await repeatOnce(run, who, {
		plan: (record, policy) => planUser({ record }, desired, policy),
		isDone: (record, policy) => !accessState(record, policy).enabled,
	});
}

/** Plans and writes from a fresh reading, and reads back. */
export async function repeatOnce(
	run: Run,
	{ key, userId }: Who,
	repeated: Repeated,
): Promise<Again> {
	const options = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const };
	const builder = new ResultBuilder(run, { index: 0, options, params: null }, key, userId);
	const fresh = await withUserLock(run, userId, async () => {
		const policy = await policyFor(run);
		const record = await run.net2.users.get(userId);
		if (record === undefined) return undefined;
		builder.subject = () => record;
		await applyPlan(run, userId, repeated.plan(record, policy), {
			policy,
			builder,
			current: { record },
			fresh: new Map([['writeRecord', run.clock.now()]]),
			observed: { user: record },
		});
		return await run.net2.users.get(userId);
	}).catch(() => undefined);
	const isDone = fresh !== undefined && repeated.isDone(fresh, await policyFor(run));
	const done = await builder.withUndo(builder.success('disabled', { verified: isDone }));
	return { isDone, record: fresh, done };
}

/**
 * The result of an item whose user had access again at the end of the run. It shows the user as Net2 has it now.
 *
 * @param warning what was done, for a person to read
 */
export async function afterAgain(
	run: Run,
	result: Disabled,
	{ seen, warning }: { seen: Dates; warning: string },
	{ isDone, record, done }: Again,
): Promise<Result> {
	const { key, userId, name, undo } = result;
	const audit = [...result.audit, ...done.audit];
	if (isDone)
		return {
			...result,
			...(result.changed ? {} : { outcome: 'disabled', changed: true, changes: done.changes }),
			user: { ...result.user, ...(await describeObserved(run, { user: record })) },
			undo: undo ?? done.undo,
			audit,
			warnings: [...result.warnings, warning],
		};
	const conflict = accessAtEnd(seen, record?.expiryDate);
	const steps = audit.map(({ message }) => message);
	const { error } = failed(run, conflict, { key, userId, name, done: steps });
	return { error: { ...error, undo: undo ?? done.undo, audit } };
}

/** An item that had failed before stays a failure with its reason. */
function failedBefore({ error }: Failure, seen: Dates, again: Again): Failure {
	const { isDone, record, done } = again;
	const steps = done.changed ? done.audit : [];
	return {
		error: {
			...error,
			message: `${error.message} ${isDone ? disabledAgain(seen) : accessAtEnd(seen, record?.expiryDate).message}`,
			done: [...error.done, ...steps.map(({ message }) => message)],
			undo: error.undo ?? done.undo,
			...(steps.length > 0 && { audit: [...(error.audit ?? []), ...steps] }),
		},
	};
}

export function disabledAgain({ expiryDate }: Dates): string {
	return `At the end of the run the End Date was ${expiryDate ?? 'none'}, which still gave access. The node disabled the user once more.`;
}

function accessAtEnd({ expiryDate }: Dates, endDate: string | null | undefined): Net2Error {
	return failure(writesMessages.accessAtEnd, { endDate: endDate ?? expiryDate ?? 'none' });
}

/** By one query, or by one new reading of the list. The run may have read the old one before it wrote. */
export async function readDates(
	run: Run,
	results: Result[],
	leavers: ReadonlySet<number>,
): Promise<Map<number, Dates>> {
	const found = results.map((result) => leaverOf(result, leavers));
	const ids = [...new Set(found.filter((id) => id !== null))];
	if (ids.length === 0) return new Map();
	const rows = await run.reference.rowsOf(ids);
	if (rows !== null) return new Map(rows.map((row) => [row.userId, row]));
	return new Map((await run.net2.users.listed()).map((user) => [user.id, user]));
}

export const NOT_READ_AGAIN =
	'The node could not read the user once more at the end of the run. The first reading confirmed the change.';
