import { accessMessages } from '../../messages/access';
import { failure, Net2Error } from '../../net2/errors';
import { rightAfterReading } from './freshReading';
import { heldLevelIds, type CurrentUser } from '../plan/currentUser';
import type { PlanOperation, SetPermissions, UserPlan } from '../plan/userPlan';
import type { Run } from '../run/request';

/**
 * A Net2 Lite that does not say so may accept two levels and keep one (docs/net2-api.md). If the read-back shows
 * that, the node restores what the user had before, so that no level is lost. A level that was not sent is another
 * writer's, and stays.
 *
 * @param error with which the plan failed
 * @returns the error to report
 */
export async function restoreOnLite(
	run: Run,
	userId: number,
	{ operations }: UserPlan,
	current: CurrentUser,
	error: unknown,
): Promise<unknown> {
	const write = operations.find(isPermissions);
	if (!isUnverified(error) || write === undefined || write.add.length === 0) return error;
	if (!(await mayBeLite(run))) return error;
	const before = current.permissions;
	const had = heldLevelIds(current);
	const removed = new Set(write.remove.map(({ id }) => id));
	const sent = [...had.filter((id) => !removed.has(id)), ...write.add.map(({ id }) => id)];
	return await rightAfterReading(run.clock, async (guard) => {
		const kept = await heldNow(run, userId);
		const beforeSending = guard(run.clock.now());
		const [only] = kept;
		if (before === undefined || only === undefined || kept.length > 1) return error;
		if (sent.length < 2 || !sent.includes(only)) return error;
		// As it was before: the write did not take at all, which says nothing of a Lite.
		if (had.length === 1 && had[0] === only) return error;
		await run.net2.users.setDoorPermissions(userId, before, beforeSending);
		const again = await heldNow(run, userId);
		return had.every((id) => again.includes(id))
			? failure(accessMessages.secondLevelOnLite)
			: error;
	});
}

/** As {@link restoreOnLite}, for a new user, where there is nothing to put back. */
export async function explainedByLite(
	run: Run,
	userId: number,
	operations: PlanOperation[],
	error: unknown,
): Promise<unknown> {
	const sent = operations.find(isPermissions)?.add.map(({ id }) => id) ?? [];
	if (!isUnverified(error) || sent.length < 2) return error;
	if (!(await mayBeLite(run))) return error;
	const [only, second] = await heldNow(run, userId);
	return only !== undefined && second === undefined && sent.includes(only)
		? failure(accessMessages.secondLevelOnLite)
		: error;
}

/** On another edition a level that is missing was removed by another writer, and giving it back would undo that. */
async function mayBeLite({ reference }: Run): Promise<boolean> {
	return (await reference.saysLite().catch(() => null)) !== false;
}

function isPermissions(operation: PlanOperation): operation is SetPermissions {
	return operation.type === 'setPermissions';
}

function isUnverified(error: unknown): boolean {
	return error instanceof Net2Error && error.reason === 'notVerified';
}

async function heldNow(run: Run, userId: number): Promise<number[]> {
	const set = await run.net2.users.doorPermissions(userId);
	return set?.accessLevels.filter((id) => id !== 0) ?? [];
}
