import { fieldsChanged, readFields } from '../../mapping/fields';
import { Net2Error } from '../../net2/errors';
import type { Department, DoorPermissionSet, User, UserBody } from '../../net2/model';
import { differences, unprovenPermissions } from '../steps/aspects';
import { named } from '../users/correlate';
import { postUser } from './postUser';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Change } from '../result/result';
import type { FieldValues, ItemOptions, Run } from '../run/request';
import { siteFor, type ObservedState } from '../result/observedState';
import { refuseUnproven, retryIdempotent } from '../steps/steps';
import type { TargetUser } from '../users/targetUser';
import { createdUndo, type UndoPart } from '../undo/undoPart';

const NOBODY: User = {
	id: 0,
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

/** Somebody to be made: the record, and where they belong. */
export interface NewUser {
	key: string;
	fieldId: number;
	body: UserBody;
	changes: Change[];
	/** Undefined or None: none is written. */
	department?: Department | undefined;
	/** Ids; none: none are written. */
	accessLevels: number[];
}

/**
 * The fields of a new user, key included.
 * Throws `badInput` where there is no name, or where the field of the key is mapped to something else.
 */
export async function newFields(
	run: Run,
	{ key, fieldId, nearMisses }: TargetUser,
	fields: FieldValues,
	{ emptyValues }: ItemOptions,
	report: ResultBuilder,
): Promise<Pick<NewUser, 'key' | 'fieldId' | 'body' | 'changes'>> {
	if (key === null || fieldId === null)
		throw new Net2Error('badInput', 'A new user needs a key.', 'Give one for this item.');
	if (nearMisses.length > 0)
		report.warn(
			`Somebody's key is nearly the same, and was not taken for this person: ${named(nearMisses)}.`,
		);
	const keyField = `customField:${fieldId}`;
	const given = String(fields[keyField] ?? '').trim();
	if (given !== '' && given !== key)
		throw new Net2Error(
			'badInput',
			`The key is "${key}", but the field that it is kept in says "${given}".`,
			'Leave that field out of the mapping: the key is written there anyway.',
		);
	const all = { ...fields, [keyField]: key };
	const desired = readFields(all, await run.reference.customFields(), emptyValues);
	const { changes, body } = fieldsChanged(NOBODY, desired);
	if ((body.firstName ?? '') === '' && (body.lastName ?? '') === '')
		throw new Net2Error('badInput', 'The new user has no name.', 'Map First Name or Last Name.');
	return { key, fieldId, body, changes };
}

/** What a dry run says of it. */
export function wouldMake(
	report: ResultBuilder,
	intent: string,
	person: NewUser,
	levels: Change[],
): void {
	const { changes, department } = person;
	report.would(intent, changes);
	if (department !== undefined && department.id !== 0)
		report.would(`Department ${department.name}`, [
			{ field: 'department', from: null, to: department.name },
		]);
	if (levels.length > 0) report.would('Access levels', levels);
}

/**
 * Makes a user: the record first, then the department, and the access levels last, since they are what opens doors
 * (rule 7). Everything is read back by REST, batchLookups at the end.
 * Throws `unknownOutcome` or `ambiguous` after a lost reply (see {@link postUser}), and `notVerified`.
 */
export async function makeUser(
	run: Run,
	intent: string,
	person: NewUser,
	levels: Change[],
	report: ResultBuilder,
): Promise<{ userId: number; seen: ObservedState }> {
	const { body, changes, department, accessLevels } = person;
	const userId = await postUser(run, person);
	report.userId = userId;
	const created: UndoPart = { of: 'created', after: body };
	report.step(intent, changes, created);
	const placed = department !== undefined && department.id !== 0;
	if (placed) {
		await retryIdempotent(async () => await run.net2.users.setDepartment(userId, department));
		const change = { field: 'department', from: null, to: department.name };
		const undo = { of: 'department' as const, before: 0, after: department.id };
		report.step(`Department ${department.name}`, [change], undo);
	}
	const permissions: DoorPermissionSet = { accessLevels, individualPermissions: [] };
	if (accessLevels.length > 0) {
		await retryIdempotent(async () => await run.net2.users.setDoorPermissions(userId, permissions));
		report.step('Access levels', levels, {
			of: 'permissions',
			levelsAdded: accessLevels,
			levelsRemoved: [],
			doorsAdded: [],
			doorsRemoved: [],
		});
	}
	const levelled = accessLevels.length > 0;
	const seen = await readBack(run, userId, { department: placed ? department : null, levelled });
	const problems: string[] = [];
	if (seen.user === undefined) problems.push(`user ${userId} cannot be read`);
	else {
		problems.push(...differences(seen.user, body, siteFor(run, seen.user), report));
		// What Net2 adds of its own, such as flags, is part of how the person was left.
		Object.assign(created, createdUndo(seen.user));
	}
	if (placed && (seen.department?.id ?? 0) !== department.id)
		problems.push(`department is ${seen.department?.name ?? 'None'}, not ${department.name}`);
	if (seen.permissions !== undefined)
		problems.push(...unprovenPermissions(seen.permissions, permissions));
	refuseUnproven(problems);
	return { userId, seen };
}

async function readBack(
	run: Run,
	userId: number,
	{ department, levelled }: { department: Department | null; levelled: boolean },
): Promise<ObservedState> {
	const [user, after, permissions] = await Promise.all([
		run.net2.users.get(userId),
		department === null ? undefined : run.reference.departmentAfter(userId, department),
		levelled ? run.net2.users.doorPermissions(userId) : undefined,
	]);
	return { user, department: after, permissions };
}
