import type { Net2Error } from '../../net2/errors';
import type { UserRow } from '../../net2/model';
import { heldByName } from '../../net2/permissionSets';
import type { CurrentUser, UserPart } from '../plan/currentUser';
import type { PlanOperation } from '../plan/userPlan';
import type { ObservedState } from '../result/observedState';
import { explain } from '../result/resultBuilder';
import type { Run } from '../run/request';
import { departmentIn } from '../run/sharedReadings';

/** What was read of a user. */
export interface UserReading {
	current: CurrentUser;
	/** What was read just now by a request of its own. A first write of it need not read again. */
	fresh: FreshParts;
}

/** When each of these was read, in ms. */
export type FreshParts = ReadonlyMap<PlanOperation['type'], number>;

interface ReadOptions {
	/** The row by which the user was found. Null: only the id is known, so only the user's own record counts. */
	row: UserRow | null;
	/** Takes what could not be read besides the record. The end date of a leaver does not wait for it. */
	unread?: Net2Error[] | undefined;
}

/**
 * Reads what a plan needs of one user, together with the other users of the run where that costs less. What a plan then
 * writes is read once more by itself, unless it is fresh.
 *
 * @returns undefined where Net2 has no such user
 */
export async function readUser(
	run: Run,
	userId: number,
	parts: ReadonlySet<UserPart>,
	{ row, unread }: ReadOptions,
): Promise<UserReading | undefined> {
	const { users, tokens } = run.net2;
	const { shared } = run.reference;
	const part = async <T>(name: UserPart, read: () => Promise<T>): Promise<T | undefined> => {
		if (!parts.has(name)) return undefined;
		if (unread === undefined) return await read();
		return await read().catch((error: unknown) => void unread.push(explain(error)));
	};
	const known = shared.isUnwritten(userId) ? row : null;
	// With nothing else to write, the set that is read now is the one that the write changes.
	const isOwnSet = shared.isForOneUser() && parts.size === 1;
	const bySql = parts.has('permissions') && !isOwnSet ? await permissionsIn(run, known) : null;
	/** When each part that a PUT may contain was read. */
	const readAt = { record: 0, permissions: 0 };
	const noting = async <T>(name: keyof typeof readAt, read: Promise<T>): Promise<T> => {
		const value = await read;
		readAt[name] = run.clock.now();
		return value;
	};
	const [department, permissions, cards, { record, isOwn }] = await Promise.all([
		part('department', async () => departmentIn(known) ?? (await shared.departmentOf(userId))),
		part(
			'permissions',
			async () => bySql ?? (await noting('permissions', users.doorPermissions(userId))),
		),
		part('cards', async () => await tokens.list(userId)),
		row === null
			? noting('record', users.get(userId)).then((own) => ({ record: own, isOwn: true }))
			: noting('record', shared.firstRecord(userId)),
	]);
	if (record === undefined) return undefined;
	const now = run.clock.now();
	return {
		current: {
			record,
			...(department !== undefined && { department }),
			...(permissions !== undefined && { permissions }),
			...(cards !== undefined && { cards }),
		},
		fresh: new Map<PlanOperation['type'], number>([
			...(isOwn ? ([['writeRecord', readAt.record]] as const) : []),
			...(bySql === null ? ([['setPermissions', readAt.permissions]] as const) : []),
			['setCardLost', now],
			['removeCard', now],
			['addCard', now],
		]),
	};
}

/** What a user with one level or none has, as far as the row says it. */
async function permissionsIn(run: Run, row: UserRow | null) {
	if (row === null || !row.active) return null;
	// A list of levels that cannot be read is no reason to plan nothing for a leaver.
	const levels = await run.reference.levels().catch(() => []);
	return heldByName(row.accessLevelName, levels);
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
