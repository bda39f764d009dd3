import { readFields } from '../../mapping/fields';
import { changeUser, resultOf } from '../apply/changeUser';
import { compareNames, type NameComparison } from '../identity';
import type { Department, UserRow } from '../../net2/model';
import { accessState } from '../plan/accessState';
import { checkIdentity } from '../plan/planIdentity';
import type { DesiredUser } from '../plan/desiredUser';
import type { Policy } from '../plan/policy';
import type { Result, UserView } from '../result/result';
import { describeObserved, type ObservedState } from '../result/observedState';
import type { ResultBuilder } from '../result/resultBuilder';
import { readAhead } from '../run/readAhead';
import type { AnyRequest, CreateKey, CreateParams, Request, Run } from '../run/request';
import { deduplicateByUser } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import { identityOf } from '../users/itemIdentity';
import { policyFor } from '../users/policyFor';
import { refusePossibleDuplicate } from '../users/possibleDuplicate';
import type { TargetUser } from '../users/targetUser';

/**
 * The joiner. If no user has the number, the node creates a disabled user with fields and department. `enable` gives
 * access later. If a user has it, that user is correlated and left unchanged. Only a half-made user (disabled, in no
 * department) gets the department.
 */
export async function create(
	run: Run,
	requests: Array<AnyRequest<CreateKey, CreateParams>>,
): Promise<Result[]> {
	readAhead(requests, ({ department }) => [department && run.reference.departments]);
	return await forEachUser<CreateKey, CreateParams, Exclude<Result, { error: unknown }>>(
		run,
		requests,
		({ key, correlationField }) => ({
			by: 'key',
			key,
			mayCreate: true,
			...(correlationField !== undefined && { field: correlationField }),
		}),
		deduplicateByUser(run, async (target, request, builder) => {
			const { params, options } = request;
			const department = params.department && (await run.reference.department(params.department));
			const identity = await identityOf(run, params.fields, {}, options.verifyName);
			const places = department === undefined ? {} : { department };
			const policy = await policyFor(run);
			if (target.row !== null)
				return await correlated(run, target, target.row, request, {
					builder,
					policy,
					desired: { access: { change: 'none' }, identity, ...places },
				});
			const known = await run.reference.customFields();
			const fields = readFields(params.fields, known, options.emptyValues);
			await refusePossibleDuplicate(run, target, identity, options.allowDuplicateOf);
			const number =
				target.key === null || target.fieldId === null
					? {}
					: { number: { value: target.key, fieldId: target.fieldId } };
			const desired: DesiredUser = { access: { change: 'none' }, fields, ...number, ...places };
			const { dryRun } = options;
			const work = { target, builder, dryRun, policy, desired, creates: true };
			return await resultOf(run, builder, await changeUser(run, work));
		}),
	);
}

async function correlated(
	run: Run,
	target: TargetUser,
	row: UserRow,
	{ options: { dryRun } }: Request<CreateParams>,
	{ builder, policy, desired }: { builder: ResultBuilder; policy: Policy; desired: DesiredUser },
): Promise<Result> {
	const { enabled } = accessState(row, policy);
	const record = { ...NO_DETAILS, ...row, id: row.userId };
	// A later step gives this user access without comparing the name, so it is compared here. The row has no email
	// address, which is read only if the name does not settle it.
	const given = desired.identity?.given ?? {};
	const settled = SETTLED.has(compareNames({ ...given, email: null }, record));
	const known = settled ? undefined : await run.reference.shared.recordOf(row.userId);
	checkIdentity(known ?? record, desired, 'givesAccess', (message) => builder.warn(message));
	let observed: ObservedState = {};
	const { department } = desired;
	const held = await heldDepartment(run, row, enabled);
	if (department !== undefined && department.id !== 0 && !enabled && held === null) {
		const { identity: _compared, ...rest } = desired;
		const work = { target, builder, dryRun, policy, desired: rest, outcome: 'correlated' as const };
		observed = (await changeUser(run, work)).observed;
	}
	const user: Partial<UserView> = {
		id: row.userId,
		firstName: row.firstName,
		middleName: row.middleName,
		lastName: row.lastName,
		enabled,
		startDate: row.activateDate,
		endDate: row.expiryDate,
		...(held !== undefined && { department: held }),
	};
	return builder.success('correlated', {
		verified: true,
		user: { ...user, ...(await describeObserved(run, observed)) },
	});
}

/**
 * The department; null for None. Undefined: not known, of a user who has access. Where no query shows a user who has none,
 * REST says it. Otherwise a leaver would look half-made, and a workflow would not see the leaver department.
 */
async function heldDepartment(
	run: Run,
	{ userId, departmentId, departmentName }: UserRow,
	enabled: boolean,
): Promise<Department | null | undefined> {
	if (departmentId !== null)
		return departmentId === 0 ? null : { id: departmentId, name: departmentName ?? '' };
	if (enabled) return undefined;
	const held = await run.reference.shared.departmentOf(userId);
	return held?.id === 0 ? null : held;
}

const SETTLED: ReadonlySet<NameComparison> = new Set(['same', 'unknown']);

const NO_DETAILS = {
	pin: null,
	telephone: null,
	extension: null,
	fax: null,
	customFields: [],
};
