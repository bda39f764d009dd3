import type { Failure, Success } from '../result/result';
import type { ResultBuilder } from '../result/resultBuilder';
import type { AnyRequest, Lookup, Request, Run } from '../run/request';
import { deduplicateByUser, type Combine } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import type { TargetUser } from '../users/targetUser';
import { isNotFound, reportNotFound } from '../users/userNotFound';
import { changeUser, resultOf } from './changeUser';
import { settleWritten, WrittenUsers } from './settleOthers';
import type { ChangedUser, UserWork } from './userWork';

/** What one item says of its user: the desired state, the policy, and the name of the outcome. */
export type ItemPlan = Omit<UserWork, 'target' | 'builder' | 'dryRun' | 'onFailedLeaver'> & {
	/** `report`: a user who is not in Net2 is a result with the outcome `notFound`. Absent: it is an error. */
	onNotFound?: 'error' | 'report';
};

/**
 * An operation that changes each user of a run once. `plan` turns the parameters of an item into a desired state.
 * Reading, planning, applying, read-back, undo and audit are the same for every operation.
 */
export async function changeEachUser<Key, Params extends Key>(
	run: Run,
	requests: Array<AnyRequest<Key, Params>>,
	who: (params: Key) => Lookup,
	plan: (target: TargetUser, request: Request<Params>, builder: ResultBuilder) => Promise<ItemPlan>,
	/** Makes one request of several that differ, where that is safe; absent: differing requests are refused. */
	combine?: Combine<Params>,
): Promise<Array<Success | Failure>> {
	const written = new WrittenUsers();
	const work = async (target: TargetUser, request: Request<Params>, builder: ResultBuilder) => {
		const { onNotFound, ...item } = await plan(target, request, builder);
		const { dryRun } = request.options;
		try {
			const onFailedLeaver = (failed: ChangedUser) => written.add(failed);
			const changed = await changeUser(run, { ...item, target, builder, dryRun, onFailedLeaver });
			if (!dryRun) written.add(changed);
			return await resultOf(run, builder, changed);
		} catch (error) {
			if (onNotFound !== undefined && isNotFound(error))
				return reportNotFound(target, onNotFound, builder);
			throw error;
		}
	};
	const results = await forEachUser(run, requests, who, deduplicateByUser(run, work, combine));
	return await settleWritten(run, results, written);
}
