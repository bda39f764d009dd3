import { allInTurns } from '../../net2/eventLoop';
import type { User, UserBody } from '../../net2/model';
import { containsMarkerOpening } from '../marker/userMarker';
import { accessState } from '../plan/accessState';
import { siteFor } from '../plan/policy';
import type { PlanOperation } from '../plan/userPlan';
import { isFailure, type Result } from '../result/result';
import type { Run } from '../run/request';
import { policyFor } from '../users/policyFor';
import { conflictAtEnd } from './conflictAtEnd';
import { differences } from './recordHandler';
import { leaveAgain, otherLeave } from './otherLeaves';
import { SETTLE_DELAY_MS } from './settleDelay';
import { NOT_READ_AGAIN, readDates, settleLeavers } from './settleLeavers';
import { readPlaces, settlePlaces } from './settlePlaces';
import type { ChangedUser } from './userWork';

/** Up to so many users are read one by one; more are read by one list. */
const READ_ALONE = 3;

/** What a run wrote, and who must have no access at its end. */
export class WrittenUsers {
	/** By user, the operations of all items. */
	readonly operations = new Map<number, PlanOperation[]>();
	/** By user, the record from which the first plan was made. */
	readonly before = new Map<number, User>();
	/** Users whose record was written without disabling them. */
	readonly records = new Set<number>();
	/** Users whose access the run was to end, also those who had none. */
	readonly leavers = new Set<number>();

	add({ userId, changed, plan, before }: ChangedUser): void {
		if (userId === null) return;
		if (before !== undefined && !this.operations.has(userId)) this.before.set(userId, before);
		if (plan.effect.mustBeDisabled) this.leavers.add(userId);
		if (!changed) return;
		this.operations.set(userId, [...(this.operations.get(userId) ?? []), ...plan.operations]);
		const writesRecord = plan.operations.some(({ type }) => type === 'writeRecord');
		if (writesRecord && !plan.effect.mustBeDisabled) this.records.add(userId);
	}
}

/**
 * When the run has settled, what it wrote is read once more: departments, levels, records and the dates of leavers. All
 * of it is read at the same time. What has to be written again removes access only (docs/safety-rules.md, rule 11).
 */
export async function settleWritten(
	run: Run,
	results: Result[],
	written: WrittenUsers,
): Promise<Result[]> {
	const { operations, leavers } = written;
	// No other program can have read a user that did not exist before this run.
	const isNew = (some: readonly PlanOperation[]) => some.some(({ type }) => type === 'createUser');
	if (leavers.size > 0 || ![...operations.values()].every(isNew))
		// A run that is cancelled reports what it did. So the wait ends without an error.
		await run.clock.sleep(SETTLE_DELAY_MS, run.signal).catch(() => undefined);
	const writes = run.processState.userWrites(run.net2.origin);
	const known = [...written.records].filter(
		(id) => writes.countsChanges && !isNew(operations.get(id) ?? []),
	);
	const [records, byOthers, places, dates] = [
		begun(recordsOf(run, written.records)),
		begun(run.reference.changeEvents.byOthers(new Set(known), writes)),
		begun(readPlaces(run, operations)),
		begun(readDates(run, results, leavers)),
	];
	const others = await settleOthers(run, results, written, { records, byOthers });
	const settled = await settlePlaces(run, others, places);
	return await settleLeavers(run, settled, leavers, dates);
}

/** A reading whose failure counts when it is awaited. */
function begun<T>(reading: Promise<T>): Promise<T> {
	reading.catch(() => undefined);
	return reading;
}

/**
 * When the run has settled, the records that it wrote are read once more. A user may have a new `left` entry of another
 * process, and access under another end date. Then that process ended the access while this one wrote. The removal of
 * access is repeated. If another program has overwritten what this run wrote, the item is a `conflict`. A user with
 * access may have been written by another program, as Net2's events show. That is a `conflict`, too
 * (docs/safety-rules.md, rule 11).
 */
async function settleOthers(
	run: Run,
	results: Result[],
	{ records: written, operations, before }: Pick<WrittenUsers, 'records' | 'operations' | 'before'>,
	reading: { records: Promise<Map<number, User>>; byOthers: Promise<ReadonlySet<number> | null> },
): Promise<Result[]> {
	if (written.size === 0) return results;
	const records = await reading.records.catch(() => null);
	const byOthers = await reading.byOthers;
	const policy = await policyFor(run);
	return await allInTurns(results, async (result) => {
		if (isFailure(result) || result.userId === null || !written.has(result.userId)) return result;
		if (records === null) return { ...result, warnings: [...result.warnings, NOT_READ_AGAIN] };
		const { userId } = result;
		const record = records.get(userId);
		if (record === undefined) return result;
		const done = operations.get(userId) ?? [];
		const known = { before: before.get(userId), operations: done };
		const leave = otherLeave(record, known, policy);
		if (leave !== undefined) {
			const mismatch = { seen: record, leave, wroteDates: writesDates(done), policy };
			return await leaveAgain(run, { ...result, userId }, mismatch);
		}
		const wrote = membersOf(done, record);
		const site = siteFor(policy, record);
		const writes = run.processState.userWrites(run.net2.origin);
		const overwritten = differences(record, wrote, { site, writes });
		if (overwritten.length > 0) return conflictAtEnd(run, result, overwritten);
		if (!accessState(record, policy).enabled) return result;
		if (byOthers === null) return { ...result, warnings: [...result.warnings, NOT_COUNTED] };
		return byOthers.has(userId) ? conflictAtEnd(run, result, [OTHER_CHANGE]) : result;
	});
}

/** The other program may have ended access, and our PUT sent the End Date as it was read before. */
const OTHER_CHANGE =
	"Net2's events show another change to this user at the same time, which may have ended access";
const NOT_COUNTED =
	"The node could not read Net2's events at the end of the run. So it does not know whether another program changed this user.";

/** What the record was to have. Markers are left out, since each process merges its entries with those of others. */
function membersOf(operations: readonly PlanOperation[], record: User): UserBody {
	const members: UserBody = {};
	const fields = new Map<number, string | null>();
	for (const operation of operations) {
		if (operation.type !== 'writeRecord') continue;
		const { customFields = [], ...others } = operation.set;
		Object.assign(members, others);
		for (const { id, value } of customFields) fields.set(id, value);
	}
	const now = new Map(record.customFields.map(({ id, value }) => [id, value]));
	const customFields = [...fields].flatMap(([id, value]) =>
		[value, now.get(id)].some((text) => containsMarkerOpening(text ?? '')) ? [] : [{ id, value }],
	);
	return { ...members, customFields };
}

/** Whether the items of the user decided when the access begins or ends. */
function writesDates(operations: readonly PlanOperation[]): boolean {
	return operations.some(
		(one) =>
			one.type === 'writeRecord' &&
			(one.set.expiryDate !== undefined || one.set.activateDate !== undefined),
	);
}

/** By one new list if there are many. A user without custom fields in it is read alone. */
async function recordsOf(run: Run, ids: ReadonlySet<number>): Promise<Map<number, User>> {
	const { users } = run.net2;
	const listed = ids.size > READ_ALONE ? await users.listed() : [];
	const found = new Map(
		listed.filter(({ customFields }) => customFields.length > 0).map((user) => [user.id, user]),
	);
	const records = await Promise.all(
		[...ids].map(async (id) => found.get(id) ?? (await users.get(id))),
	);
	return new Map(records.flatMap((user) => (user === undefined ? [] : [[user.id, user]])));
}
