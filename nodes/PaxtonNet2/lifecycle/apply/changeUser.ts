import type { HrDay, HrInstant } from '../../mapping/hrDates';
import { endsTheRun, type Net2Error } from '../../net2/errors';
import { heldLevelIds, type CurrentUser } from '../plan/currentUser';
import type { DesiredUser } from '../plan/desiredUser';
import { partsFor, planUser } from '../plan/planUser';
import type { Policy } from '../plan/policy';
import type { UserPlan, WriteRecord } from '../plan/userPlan';
import { describeObserved, type ObservedState } from '../result/observedState';
import type { Success } from '../result/result';
import { explain, nameIn, type ResultBuilder } from '../result/resultBuilder';
import { takeUserTurn } from '../run/keyedMutex';
import type { Turn } from '../run/processState';
import type { Run } from '../run/request';
import { followSiteProfile } from '../run/userWrites';
import { placesNeeded } from '../undo/undoPlaces';
import { refuseSharedNumber } from '../users/sharedNumber';
import { userNotFound } from '../users/userNotFound';
import { aloneTurnFor } from './aloneTurn';
import { applyPlan, type Applying } from './applyPlan';
import { createFromPlan } from './createFromPlan';
import { observe, readUser, type UserReading } from './readUser';
import { restoreOnLite } from './restoreOnLite';
import { EMPTY_PLAN, preview, type ChangedUser, type UserWork } from './userWork';

/**
 * Read, plan, apply: the way of every change to one user. Alone with the user in this process.
 *
 * @throws Net2Error `notFound` or `nearMiss` where there is no such user, and what planning and applying throw
 */
export async function changeUser(run: Run, work: UserWork): Promise<ChangedUser> {
	const { target, creates = false } = work;
	const { userId } = target;
	if (target.wouldBe && work.dryRun) return wouldBeCreated(work);
	if (userId === null) {
		if (!creates) throw userNotFound(target);
		return await createFromPlan(run, work);
	}
	const turn = await takeUserTurn(run, userId);
	let alone: Turn | undefined;
	try {
		if (!work.dryRun) await beforeReading(run, mayWriteRecord(work));
		const { desired, makePlan } = work;
		const parts = work.reads ?? partsFor(desired, work.policy);
		const unread: Net2Error[] = [];
		const tolerant = mayEndAccess(desired) ? { unread } : {};
		const reading = await readUser(run, userId, parts, { row: target.row, ...tolerant });
		if (reading === undefined) throw userNotFound(target);
		const { current, fresh } = reading;
		work.builder.name = nameIn(current.record);
		const policy = await policyOnceRead(run, work, current);
		const unresolved = [...(desired.unresolved ?? []), ...unread];
		const plans = (now: CurrentUser) =>
			makePlan?.(now) ?? planUser(now, { ...desired, unresolved }, policy);
		const checked = async (now: CurrentUser) =>
			await refuseSharedNumber(run, target.fieldId, { record: now.record, plan: plans(now) });
		const plan = await checked(current);
		const isRecordFresh = fresh.has('writeRecord') || work.dryRun;
		if (isRecordFresh || !plan.operations.some(({ type }) => type === 'writeRecord'))
			return await applyTo(run, userId, plan, work, { current, fresh });
		alone = await aloneTurnFor(run, current.record, plan);
		// The record was read together with others, so it may be older than what is to be written.
		const record = await run.net2.users.get(userId);
		const readAt = run.clock.now();
		if (record === undefined) throw userNotFound(target);
		const now = { ...current, record };
		return await applyTo(run, userId, await checked(now), work, {
			current: now,
			fresh: new Map([...fresh, ['writeRecord', readAt]]),
			hasTurn: alone !== undefined,
		});
	} finally {
		alone?.release();
		turn.release();
	}
}

/**
 * Reads what has to be known before a user is read.
 *
 * @param countsChanges whether changes by other programs matter from then on
 */
async function beforeReading(run: Run, countsChanges: boolean): Promise<void> {
	await followSiteProfile(run);
	const writes = run.processState.userWrites(run.net2.origin);
	if (countsChanges && writes.countsChanges) await run.reference.changeEvents.readNewest(writes);
}

/** Whether the record of a user may be written who keeps access. Levels are written in the record by their marker only. */
function mayWriteRecord({ desired, policy, makePlan }: UserWork): boolean {
	const { fields, access } = desired;
	if (access.change === 'disable') return false;
	const isPlace = makePlan === undefined && fields === undefined && access.change === 'none';
	return !isPlace || policy.markerField !== undefined;
}

/** A user who has several levels shows that this is no Net2 Lite, which keeps one (docs/net2-api.md). */
async function policyOnceRead(
	run: Run,
	{ policy, readsLiteLater }: UserWork,
	current: CurrentUser,
): Promise<Policy> {
	if (readsLiteLater !== true || heldLevelIds(current).length > 1) return policy;
	return { ...policy, isLite: await run.reference.isLite() };
}

const NOTHING: UserReading['fresh'] = new Map();

/** Applies a plan that was made from an earlier reading; the first write of each part reads again. */
export async function applyPlanned(
	run: Run,
	work: UserWork,
	{ current, plan }: { current: CurrentUser | null; plan: UserPlan },
): Promise<ChangedUser> {
	if (current === null) return await createFromPlan(run, work, plan);
	const { id } = current.record;
	const writesRecord = plan.operations.some(({ type }) => type === 'writeRecord');
	await beforeReading(run, writesRecord && !plan.effect.mustBeDisabled);
	const turn = await takeUserTurn(run, id);
	let alone: Turn | undefined;
	try {
		alone = await aloneTurnFor(run, current.record, plan);
		const hasTurn = alone !== undefined;
		return await applyTo(run, id, plan, work, { current, fresh: NOTHING, stale: true, hasTurn });
	} finally {
		alone?.release();
		turn.release();
	}
}

async function applyTo(
	run: Run,
	userId: number,
	plan: UserPlan,
	work: UserWork,
	read: UserReading & { stale?: true; hasTurn?: boolean },
): Promise<ChangedUser> {
	const { builder, dryRun, policy, onPlan } = work;
	const { current } = read;
	const outcome = work.outcome ?? plan.outcome;
	onPlan?.(plan);
	for (const warning of plan.warnings) builder.warn(warning);
	const observed: ObservedState = {};
	if (read.stale !== true) observe(observed, current);
	builder.subject = () => observed.user ?? current.record;
	builder.relyOn(placesNeeded(work.desired, policy));
	builder.namedEnd = namedEnd(work.desired);
	if (dryRun) {
		preview(plan, builder);
		const [problem] = plan.problems;
		if (problem !== undefined) throw problem;
		return { userId, outcome, plan, changed: plan.operations.length > 0, observed };
	}
	const { fresh, hasTurn = false } = read;
	const applying: Applying = { policy, builder, current, fresh, observed, hasTurn };
	let changed: boolean | undefined;
	try {
		changed = await applyPlan(run, userId, plan, applying);
	} catch (error) {
		// Another program may give the leaver access again before the run ends, which the failure must not hide.
		if (hasEnded(plan, builder) && !endsTheRun(explain(error).reason))
			work.onFailedLeaver?.({ userId, outcome, plan, changed: false, observed });
		throw await restoreOnLite(run, userId, plan, current, error);
	}
	if (changed === undefined) throw userNotFound(work.target);
	return { userId, outcome, plan, changed, observed, before: current.record };
}

/** Whether the plan ends access, and has written an End Date or needed none. */
function hasEnded({ effect, operations }: UserPlan, { changes }: ResultBuilder): boolean {
	const ends = ({ set }: WriteRecord) => set.expiryDate !== undefined;
	const needsEnd = operations.some((one) => one.type === 'writeRecord' && ends(one));
	const wroteEnd = changes.some(({ field }) => field === 'expiryDate');
	return effect.mustBeDisabled && (wroteEnd || !needsEnd);
}

/** A dry run for a user that an earlier dry run would have created: there is nothing to read yet. */
function wouldBeCreated({ builder, desired, ...work }: UserWork): ChangedUser {
	const { change } = desired.access;
	const planned = change === 'enable' ? 'enabled' : change === 'disable' ? 'disabled' : 'updated';
	const outcome = work.outcome ?? planned;
	builder.warn(
		'An earlier step would create this user, so there was nothing to compare with in this dry run.',
	);
	const plan = { ...EMPTY_PLAN, operations: [] };
	return { userId: null, outcome, plan, changed: true, observed: {} };
}

/** The result of a change, `unchanged` where there was nothing to do. */
export async function resultOf(
	run: Run,
	builder: ResultBuilder,
	{ userId, outcome, changed, observed }: ChangedUser,
): Promise<Success> {
	const user = userId === null ? null : { id: userId, ...(await describeObserved(run, observed)) };
	return builder.success(changed ? outcome : 'unchanged', {
		verified: userId !== null,
		user,
	});
}

/** The last day that the item or the list names. An undo after that day gives no access. */
function namedEnd({ access }: DesiredUser): HrDay | HrInstant | undefined {
	const names = access.change === 'dates' || access.change === 'disable';
	return !names || access.end === 'never' ? undefined : access.end;
}

/** Whether the item may end access, so that a part that cannot be read must not delay it. */
function mayEndAccess(desired: DesiredUser): boolean {
	return (
		['disable', 'leaveDate'].includes(desired.access.change) || namedEnd(desired) !== undefined
	);
}
