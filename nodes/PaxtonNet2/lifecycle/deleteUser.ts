import { isEnabled } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import { absentPerson } from './people/absence';
import { eraseUser } from './steps/eraseUser';
import { oncePerPerson } from './people/oncePerPerson';
import { perPerson } from './people/people';
import type { Result } from './run/result';
import type { DeleteAsk, Request, Run } from './run/request';
import { siteFor } from './report/seen';

/** Deletes somebody for good; only a disabled user, unless forced. It cannot be undone (design 5 and 6). */
export async function deleteUser(run: Run, requests: Array<Request<DeleteAsk>>): Promise<Result[]> {
	return await perPerson(
		run,
		requests,
		({ user }) => user,
		oncePerPerson(run, async (subject, { ask, options: { dryRun } }, report) => {
			const { userId } = subject;
			if (userId === null) return absentPerson(subject, ask.onNotFound, report);
			const erased = await eraseUser(run, userId, report, {
				dryRun,
				refuse(user) {
					if (ask.force || !isEnabled(user, run.clock.now(), siteFor(run, user))) return;
					throw new Net2Error(
						'protected',
						'This user is enabled, and only a disabled user is deleted.',
						'Disable the user first, or switch on Force.',
					);
				},
			});
			return erased ?? absentPerson(subject, 'report', report);
		}),
	);
}
