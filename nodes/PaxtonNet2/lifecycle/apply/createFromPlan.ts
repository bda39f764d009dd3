import { writesMessages } from '../../messages/writes';
import { failure } from '../../net2/errors';
import type { UserBody } from '../../net2/model';
import { EMPTY_RECORD, type CurrentUser } from '../plan/currentUser';
import { effectiveEndDate } from '../plan/effectiveEndDate';
import { planUser } from '../plan/planUser';
import { markerValue } from '../plan/planMarker';
import { siteFor } from '../plan/policy';
import type { CreateUser, UserPlan, WriteRecord } from '../plan/userPlan';
import type { ObservedState } from '../result/observedState';
import { nameIn } from '../result/resultBuilder';
import { takeUserTurn } from '../run/keyedMutex';
import type { Turn } from '../run/processState';
import { createdUserName } from '../run/processState';
import type { Run } from '../run/request';
import { followSiteProfile } from '../run/userWrites';
import type { SubjectRecord } from '../undo/sealedUndo';
import { createdUndo } from '../undo/undoPart';
import { placesNeeded } from '../undo/undoPlaces';
import { refuseNumberOfOther, refuseNumberTwice } from '../users/sharedNumber';
import { aloneTurnFor } from './aloneTurn';
import { applyPlan, type Written } from './applyPlan';
import type { FreshParts } from './readUser';
import { postUser, refuseSecondUser } from './createUser';
import { differences, refuseUnknownZone } from './recordHandler';
import { explainedByLite } from './restoreOnLite';
import { EMPTY_PLAN, preview, type ChangedUser, type UserWork } from './userWork';

/** Creates the user, then carries out the rest of the plan. */
export async function createFromPlan(
	run: Run,
	work: UserWork,
	given?: UserPlan,
): Promise<ChangedUser> {
	const { desired, policy, builder, dryRun } = work;
	const plan = given ?? planUser(null, desired, policy);
	const { outcome } = plan;
	for (const warning of plan.warnings) builder.warn(warning);
	const [create, ...rest] = plan.operations;
	builder.name = nameIn(create?.type === 'createUser' ? create.body : null);
	if (create?.type !== 'createUser') throw failure(writesMessages.planCreatesNone);
	await run.reference.refuseUnknownNumbers();
	await refuseNumberOfOther(run, create);
	refuseNumberTwice(run, create);
	if (dryRun) {
		preview(plan, builder);
		return { userId: null, outcome, plan, changed: true, observed: {} };
	}
	await followSiteProfile(run);
	const userId = await postUser(run, create, builder.allowDuplicateOf);
	builder.userId = userId;
	run.processState.createdUsers.add(createdUserName(run, userId));
	const created = { of: 'created' as const, after: create.body };
	builder.step(create.message, create.changes, created);
	const observed: ObservedState = {};
	builder.subject = () => observed.user ?? nameAndFields(create.body);
	builder.relyOn(placesNeeded(desired, policy));
	await refuseSecondUser(run, userId, create.number);
	const turn = await takeUserTurn(run, userId);
	let alone: Turn | undefined;
	try {
		const current: CurrentUser = {
			record: { ...EMPTY_RECORD, id: userId },
			department: null,
			permissions: { accessLevels: [], individualPermissions: [] },
			cards: [],
		};
		// No other program can have read a user that has just been created, so this does not get old.
		const fresh: FreshParts = new Map([
			['setPermissions', Infinity],
			['addCard', Infinity],
		]);
		const operations = [...markerWrite(userId, create, work), ...rest];
		const asCreated = { ...current.record, ...nameAndFields(create.body) };
		alone = await aloneTurnFor(run, asCreated, { operations });
		const hasTurn = alone !== undefined;
		const applying = {
			policy,
			builder,
			current,
			fresh,
			observed,
			allFresh: true,
			hasTurn,
			before: [createdRecord(run, userId, create, { work, observed, created })],
		} as const;
		try {
			await applyPlan(run, userId, { ...plan, operations }, applying);
		} catch (error) {
			throw await explainedByLite(run, userId, rest, error);
		}
		alone?.release();
		await endAtOnce(run, userId, create, { work, observed });
	} finally {
		alone?.release();
		turn.release();
	}
	return { userId, outcome, plan, changed: true, observed };
}

/** The marker of a new user. It is bound to the id, which Net2 gives with the POST (docs/safety-rules.md, rule 10). */
function markerWrite(
	id: number,
	{ entries, body }: CreateUser,
	{ policy, builder }: UserWork,
): WriteRecord[] {
	if (entries === undefined) return [];
	const customFields = body.customFields ?? [];
	const value = markerValue({ ...EMPTY_RECORD, id, customFields }, entries, policy);
	if (value === 'noRoom')
		builder.warn(
			`The marker field '${policy.markerField?.name ?? ''}' has no room, so the node did not mark the user as managed by the list.`,
		);
	if (value === null || value === 'noRoom') return [];
	return [
		{
			type: 'writeRecord',
			set: { customFields: [value] },
			message: 'Marker field updated',
			changes: [{ field: 'marker', from: null, to: 'updated' }],
		},
	];
}

/** The new record, which is read back together with what the plan writes next. */
function createdRecord(
	run: Run,
	userId: number,
	{ body, message, type }: CreateUser,
	{ work, observed, created }: { work: UserWork; observed: ObservedState; created: object },
): Written {
	const { policy, builder } = work;
	const verify = async () => {
		const record = await run.reference.shared.recordAfter(userId);
		if (record === undefined) return [`user ${userId} cannot be read`];
		observed.user = record;
		const site = siteFor(policy, record);
		const writes = run.processState.userWrites(run.net2.origin);
		const problems = differences(record, body, { site, writes, report: builder });
		// What Net2 adds of its own, such as flags, is part of how the user was left.
		if (problems.length === 0) Object.assign(created, createdUndo(record));
		refuseUnknownZone(run, problems, record);
		return problems;
	};
	return { verify, message, type };
}

/** Moves the end date of a user that must stay disabled, if it gives access on the server's own day. */
async function endAtOnce(
	run: Run,
	userId: number,
	{ staysDisabled }: CreateUser,
	{ work, observed }: { work: UserWork; observed: ObservedState },
): Promise<void> {
	const { policy, builder } = work;
	const record = observed.user;
	if (record === undefined) return;
	const end = staysDisabled ? effectiveEndDate(record, policy) : null;
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
		{ policy, builder, current: { record }, fresh: new Map(), observed },
	);
}

function nameAndFields({ firstName, middleName, lastName, customFields }: UserBody): SubjectRecord {
	return {
		firstName: firstName ?? null,
		middleName: middleName ?? null,
		lastName: lastName ?? null,
		customFields: customFields ?? [],
	};
}
