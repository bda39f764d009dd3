import type { CurrentUser, UserPart } from '../plan/currentUser';
import type { ObservedState } from '../result/observedState';
import type { Run } from '../run/request';

/**
 * Reads what a plan needs of one user. The record comes by its own request where the plan writes it, and else by a reading
 * that is shared with other users of the run.
 *
 * @returns undefined where Net2 has no such user
 */
export async function readUser(
	run: Run,
	userId: number,
	parts: ReadonlySet<UserPart>,
	{ ownRecord }: { ownRecord: boolean },
): Promise<CurrentUser | undefined> {
	const { users, tokens } = run.net2;
	const [department, permissions, cards, record] = await Promise.all([
		parts.has('department') ? run.reference.departmentOf(userId) : undefined,
		parts.has('permissions') ? users.doorPermissions(userId) : undefined,
		parts.has('cards') ? tokens.list(userId) : undefined,
		ownRecord ? users.get(userId) : run.reference.recordOf(userId),
	]);
	if (record === undefined) return undefined;
	return {
		record,
		...(parts.has('department') && { department: department ?? null }),
		...(permissions !== undefined && { permissions }),
		...(cards !== undefined && { cards }),
	};
}

/** What was read, as a result shows it. */
export function observe(
	observed: ObservedState,
	{ record, department, permissions }: CurrentUser,
): void {
	observed.user = record;
	if (department !== undefined) observed.department = department;
	if (permissions !== undefined) observed.permissions = permissions;
}
