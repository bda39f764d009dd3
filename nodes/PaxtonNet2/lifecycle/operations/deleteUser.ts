import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import { eraseUser } from '../apply/eraseUser';
import { accessState } from '../plan/accessState';
import type { Result } from '../result/result';
import type { DeleteParams, Request, Run } from '../run/request';
import { deduplicateByUser } from '../users/deduplicateByUser';
import { forEachUser } from '../users/forEachUser';
import { policyFor } from '../users/policyFor';
import { reportNotFound } from '../users/userNotFound';

/** Deletes a user for good; only a disabled one, unless forced. It cannot be undone. */
export async function deleteUser(
	run: Run,
	requests: Array<Request<DeleteParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (target, { params, options: { dryRun } }, builder) => {
			const { userId } = target;
			if (userId === null) return reportNotFound(target, params.onNotFound, builder);
			const policy = await policyFor(run);
			const erased = await eraseUser(run, userId, builder, {
				dryRun,
				refuse(user) {
					// On the last day the doors may still open.
					if (params.force || !accessState(user, policy).enabled) return;
					throw failure(identityMessages.enabledUserNotDeleted, { id: userId });
				},
			});
			return erased ?? reportNotFound(target, 'report', builder);
		}),
	);
}
