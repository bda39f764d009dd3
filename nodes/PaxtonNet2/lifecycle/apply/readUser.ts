import type { Net2Error } from '../../net2/errors';
import type { CurrentUser, UserPart } from '../plan/currentUser';
import type { ObservedState } from '../result/observedState';
import { explain } from '../result/resultBuilder';
import type { Run } from '../run/request';

/**
 * Reads what a plan needs of one user. The record comes by its own request if the plan writes it. Otherwise it comes
 * by a reading that is shared with other users of the run.
 *
 * @param options.unread takes what could not be read besides the record. The end date of a leaver does not wait for
 * it
 * @returns undefined if Net2 has no such user
 */
export async function readUser(
	run: Run,
	userId: number,
	parts: ReadonlySet<UserPart>,
	{ ownRecord, unread }: { ownRecord: boolean; unread?: Net2Error[] | undefined },
): Promise<CurrentUser | undefined> {
	const { users, tokens } = run.net2;
	const part = async <T>(name: UserPart, read: () => Promise<T>): Promise<T | undefined> => {
		if (!parts.has(name)) return undefined;
		if (unread === undefined) return await read();
		return await read().catch((error: unknown) => void unread.push(explain(error)));
	};
	const [department, permissions, cards, record] = await Promise.all([
		part('department', async () => await run.reference.departmentOf(userId)),
		part('permissions', async () => await users.doorPermissions(userId)),
		part('cards', async () => await tokens.list(userId)),
		ownRecord ? users.get(userId) : run.reference.recordOf(userId),
	]);
	if (record === undefined) return undefined;
	return {
		record,
		...(department !== undefined && { department }),
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
