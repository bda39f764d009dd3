import { Net2Error } from '../../net2/errors';
import type { CurrentUser, UserPart } from '../plan/currentUser';
import type { DesiredUser } from '../plan/desiredUser';
import { effectiveEndDate } from '../plan/effectiveEndDate';
import { partsFor, planUser } from '../plan/planUser';
import { siteFor, type Policy } from '../plan/policy';
import type { CreateUser, PlanOperation, UserPlan, WriteRecord } from '../plan/userPlan';
import type { Outcome, Success } from '../result/result';
import { describeObserved, type ObservedState } from '../result/observedState';
import type { ResultBuilder } from '../result/resultBuilder';
import { withUserLock } from '../run/keyedMutex';
import type { Run } from '../run/request';
import { createdUndo } from '../undo/undoPart';
import type { TargetUser } from '../users/targetUser';
import { userNotFound } from '../users/userNotFound';
import { applyPlan, type Applying } from './applyPlan';
import { refuseUnverified } from './proof';
import { postUser, refuseSecondUser } from './createUser';
import { observe, readUser } from './readUser';
import { differences } from './recordHandler';
import { explainedByLite, restoreOnLite } from './restoreOnLite';

/** One item's share in the work on a user. */
export interface UserWork {
	target: TargetUser;
	desired: DesiredUser;
	policy: Policy;
	builder: ResultBuilder;
	dryRun: boolean;
	/** How the operation calls it; absent: as the plan does. */
	outcome?: Outcome;
	/** Whether a user is created where none has the number. */
	creates?: boolean;
	/** For an undo, whose plan comes from what was written earlier and not from a desired state. */
	makePlan?: (current: CurrentUser) => UserPlan;
	reads?: ReadonlySet<UserPart>;
	/** Sees the plan before it is applied; what it throws stops the item. */
	onPlan?: (plan: UserPlan) => void;
}

/** What became of a plan. */
export interface ChangedUser {
	userId: number | null;
	outcome: Outcome;
	plan: UserPlan;
	/** Whether anything was written, or would be in a dry run. */
	changed: boolean;
	observed: ObservedState;
}

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
	return await withUserLock(run, userId, async () => {
		const { desired, policy, makePlan } = work;
		const ownRecord =
			makePlan !== undefined || desired.access.change !== 'none' || desired.fields !== undefined;
		const parts = work.reads ?? partsFor(desired, policy);
		const unread: Net2Error[] = [];
		const tolerant = desired.access.change === 'disable' ? { unread } : {};
		const current = await readUser(run, userId, parts, { ownRecord, ...tolerant });
		if (current === undefined) throw userNotFound(target);
		const unresolved = [...(desired.unresolved ?? []), ...unread];
		const plans = (now: CurrentUser) =>
			makePlan?.(now) ?? planUser(now, { ...desired, unresolved }, policy);
		const plan = plans(current);
		const writesRecord = plan.operations.some(({ type }) => type === 'writeRecord');
		if (ownRecord || !writesRecord)
			return await applyTo(run, userId, plan, work, { current, freshRecord: ownRecord });
		// A record that was read together with others may be older than what is to be written.
		const record = await run.net2.users.get(userId);
		if (record === undefined) throw userNotFound(target);
		const now = { ...current, record };
		return await applyTo(run, userId, plans(now), work, { current: now, freshRecord: true });
	});
}

/** Applies a plan that was made from an earlier reading; the first write of each part reads again. */
export async function applyPlanned(
	run: Run,
	work: UserWork,
	{ current, plan }: { current: CurrentUser | null; plan: UserPlan },
): Promise<ChangedUser> {
	if (current === null) return await createFromPlan(run, work, plan);
	const { id } = current.record;
	return await withUserLock(
		run,
		id,
		async () => await applyTo(run, id, plan, work, { current, freshRecord: false, stale: true }),
	);
}

async function applyTo(
	run: Run,
	userId: number,
	plan: UserPlan,
	work: UserWork,
	read: { current: CurrentUser; freshRecord: boolean; stale?: true },
): Promise<ChangedUser> {
	const { builder, dryRun, policy, onPlan } = work;
	const { current } = read;
	const outcome = work.outcome ?? plan.outcome;
	onPlan?.(plan);
	for (const warning of plan.warnings) builder.warn(warning);
	const observed: ObservedState = {};
	if (read.stale !== true) observe(observed, current);
	if (dryRun) {
		preview(plan, builder);
		const [problem] = plan.problems;
		if (problem !== undefined) throw problem;
		return { userId, outcome, plan, changed: plan.operations.length > 0, observed };
	}
	const fresh = new Set<PlanOperation['type']>(
		read.stale === true
			? []
			: [
					...(read.freshRecord ? (['writeRecord'] as const) : []),
					'setPermissions',
					'setCardLost',
					'removeCard',
					'addCard',
				],
	);
	const applying: Applying = { policy, builder, current, fresh, observed };
	const changed = await restoreOnLite(
		run,
		userId,
		plan,
		current,
		async () => await applyPlan(run, userId, plan, applying),
	);
	if (changed === undefined) throw userNotFound(work.target);
	return { userId, outcome, plan, changed, observed };
}

/** Creates the user, then carries out the rest of the plan. */
async function createFromPlan(run: Run, work: UserWork, given?: UserPlan): Promise<ChangedUser> {
	const { desired, policy, builder, dryRun, onPlan } = work;
	const plan = given ?? planUser(null, desired, policy);
	const { outcome } = plan;
	onPlan?.(plan);
	for (const warning of plan.warnings) builder.warn(warning);
	const [create, ...rest] = plan.operations;
	if (create?.type !== 'createUser')
		throw new Net2Error('internal', 'The plan of a new user does not create one.', '');
	if (dryRun) {
		preview(plan, builder);
		return { userId: null, outcome, plan, changed: true, observed: {} };
	}
	const userId = await postUser(run, create);
	builder.userId = userId;
	const created = { of: 'created' as const, after: create.body };
	builder.step(create.message, create.changes, created);
	await refuseSecondUser(run, userId, create.number);
	const observed: ObservedState = {};
	await withUserLock(run, userId, async () => {
		const current: CurrentUser = {
			record: { ...EMPTY_RECORD, id: userId },
			department: null,
			permissions: { accessLevels: [], individualPermissions: [] },
			cards: [],
		};
		const fresh = new Set<PlanOperation['type']>(['setPermissions', 'addCard']);
		const applying: Applying = { policy, builder, current, fresh, observed, allFresh: true };
		await applyPlan(run, userId, { ...plan, operations: rest }, applying).catch(
			async (error: unknown) => {
				throw await explainedByLite(run, userId, rest, error);
			},
		);
		await verifyCreated(run, userId, create, { work, observed, created });
	});
	return { userId, outcome, plan, changed: true, observed };
}

const EMPTY_RECORD = {
	firstName: null,
	middleName: null,
	lastName: null,
	expiryDate: null,
	activateDate: null,
	pin: null,
	telephone: null,
	extension: null,
	fax: null,
	customFields: [],
};

/** Reads the new record back, and moves an end date that would still give access at the server's own day. */
async function verifyCreated(
	run: Run,
	userId: number,
	create: CreateUser,
	{ work, observed, created }: { work: UserWork; observed: ObservedState; created: object },
): Promise<void> {
	const { policy, builder } = work;
	const record = await run.reference.recordAfter(userId);
	if (record === undefined) {
		refuseUnverified([`user ${userId} cannot be read`]);
		return;
	}
	observed.user = record;
	const site = siteFor(policy, record);
	refuseUnverified(differences(record, create.body, site, (message) => builder.warn(message)));
	// What Net2 adds of its own, such as flags, is part of how the user was left.
	Object.assign(created, createdUndo(record));
	const end = create.staysDisabled ? effectiveEndDate(record, policy) : null;
	if (end === null) return;
	const earlier: WriteRecord = {
		type: 'writeRecord',
		set: { expiryDate: end },
		message: `End Date ${end.slice(0, 10)}, since the server is in another time zone`,
		changes: [{ field: 'expiryDate', from: record.expiryDate, to: end }],
	};
	await applyPlan(
		run,
		userId,
		{ ...EMPTY_PLAN, operations: [earlier] },
		{ policy, builder, current: { record }, fresh: new Set(), observed },
	);
}

const EMPTY_PLAN: Omit<UserPlan, 'operations'> = {
	outcome: 'updated',
	warnings: [],
	continueOnError: false,
	problems: [],
	seemsToHaveOtherNumber: false,
	effect: {
		losesAccess: false,
		getsAccessAgain: false,
		mustBeDisabled: true,
		levelsAdded: 0,
		levelsRemoved: 0,
	},
};

/** A dry run for a user whom an earlier dry run would have created: there is nothing to read yet. */
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

/** What a dry run says. */
function preview({ operations }: UserPlan, builder: ResultBuilder): void {
	for (const { message, changes } of operations) builder.would(message, changes);
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
