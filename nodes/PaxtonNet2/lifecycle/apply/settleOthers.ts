import type { User } from '../../net2/model';
import { accessState } from '../plan/accessState';
import { markerEntries, sameEndFor } from '../plan/planMarker';
import type { Policy } from '../plan/policy';
import type { PlanOperation } from '../plan/userPlan';
import { isFailure, type Result } from '../result/result';
import type { Run } from '../run/request';
import { policyFor } from '../users/policyFor';
import { SETTLE_DELAY_MS } from './settleDelay';
import { disableAgain, NOT_READ_AGAIN, settleLeavers } from './settleLeavers';
import { settlePlaces } from './settlePlaces';
import type { ChangedUser } from './userWork';

/** Up to so many users are read one by one; more are read by one list. */
const READ_ALONE = 3;

/** What a run wrote, and who must have no access at its end. */
export class WrittenUsers {
	/** By user, the operations of all items. */
	readonly operations = new Map<number, PlanOperation[]>();
	/** Users whose record was written without disabling them. */
	readonly records = new Set<number>();
	/** Users whose access the run was to end, also those who had none. */
	readonly leavers = new Set<number>();

	add({ userId, changed, plan }: ChangedUser): void {
		if (userId === null) return;
		if (plan.effect.mustBeDisabled) this.leavers.add(userId);
		if (!changed) return;
		this.operations.set(userId, [...(this.operations.get(userId) ?? []), ...plan.operations]);
		const writesRecord = plan.operations.some(({ type }) => type === 'writeRecord');
		if (writesRecord && !plan.effect.mustBeDisabled) this.records.add(userId);
	}
}

/**
 * When the run has settled, what it wrote is read once more: departments, levels and records. The dates of leavers come
 * last, since they matter most (docs/safety-rules.md, rule 11).
 */
export async function settleWritten(
	run: Run,
	results: Result[],
	{ operations, records, leavers }: WrittenUsers,
): Promise<Result[]> {
	// No other program can have read a user that did not exist before this run.
	const isNew = (some: readonly PlanOperation[]) => some.some(({ type }) => type === 'createUser');
	if (leavers.size > 0 || ![...operations.values()].every(isNew))
		// A run that is cancelled reports what it did. So the wait ends without an error.
		await run.clock.sleep(SETTLE_DELAY_MS, run.signal).catch(() => undefined);
	const others = await settleOthers(run, results, records);
	return await settleLeavers(run, await settlePlaces(run, others, operations), leavers);
}

/**
 * When the run has settled, the records that it wrote are read once more. A user may have an authentic `left` entry
 * and access under another end date. Then another process disabled the user while this one wrote. The removal of
 * access is repeated (docs/safety-rules.md, rule 11).
 *
 * @param written ids of users whose record this run wrote without disabling them
 */
async function settleOthers(
	run: Run,
	results: Result[],
	written: ReadonlySet<number>,
): Promise<Result[]> {
	if (written.size === 0) return results;
	const records = await recordsOf(run, written).catch(() => null);
	const policy = await policyFor(run);
	return await Promise.all(
		results.map(async (result) => {
			if (isFailure(result) || result.userId === null || !written.has(result.userId)) return result;
			if (records === null) return { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] };
			const record = records.get(result.userId);
			if (record === undefined || !wasDisabledMeanwhile(record, policy)) return result;
			return await disableAgain(run, { ...result, userId: record.id }, record);
		}),
	);
}

function wasDisabledMeanwhile(record: User, policy: Policy): boolean {
	const { left } = markerEntries(record, policy);
	if (left === null || !accessState(record, policy).enabled) return false;
	return !sameEndFor(record, policy)(record.expiryDate, left.endDate);
}

async function recordsOf(run: Run, ids: ReadonlySet<number>): Promise<Map<number, User>> {
	const { users } = run.net2;
	const read =
		ids.size > READ_ALONE
			? await users.list()
			: await Promise.all([...ids].map(async (id) => await users.get(id)));
	return new Map(read.flatMap((user) => (user === undefined ? [] : [[user.id, user]])));
}
