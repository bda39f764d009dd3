import { isEnabled } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import { reportNotFound } from './users/userNotFound';
import { eraseUser } from './steps/eraseUser';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { Result } from './result/result';
import type { DeleteParams, Request, Run } from './run/request';
import { siteFor } from './result/observedState';

/** Deletes somebody for good; only a disabled user, unless forced. It cannot be undone (design 5 and 6). */
export async function deleteUser(
	run: Run,
	requests: Array<Request<DeleteParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options: { dryRun } }, report) => {
			const { userId } = subject;
			if (userId === null) return reportNotFound(subject, params.onNotFound, report);
			const erased = await eraseUser(run, userId, report, {
				dryRun,
				refuse(user) {
					if (params.force || !isEnabled(user, run.clock.now(), siteFor(run, user))) return;
					throw new Net2Error(
						'protected',
						'This user is enabled, and only a disabled user is deleted.',
						'Disable the user first, or switch on Force.',
					);
				},
			});
			return erased ?? reportNotFound(subject, 'report', report);
		}),
	);
}
