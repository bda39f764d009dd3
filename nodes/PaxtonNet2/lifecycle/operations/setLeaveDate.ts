import { changeEachUser } from '../apply/changeEachUser';
import type { Result } from '../result/result';
import type { Request, Run, SetLeaveDateParams } from '../run/request';
import { policyFor } from '../users/policyFor';

/**
 * A leave date that lies ahead, written into Net2 itself, so that it holds even if no workflow runs that day. `withdraw`
 * takes it back while it lies ahead; it never gives access again to a user who has left.
 */
export async function setLeaveDate(
	run: Run,
	requests: Array<Request<SetLeaveDateParams>>,
): Promise<Result[]> {
	return await changeEachUser(
		run,
		requests,
		({ user }) => user,
		async (_target, { params: { withdraw, date = '' } }) => ({
			policy: await policyFor(run),
			desired: {
				access: withdraw ? { change: 'withdrawLeaveDate' } : { change: 'leaveDate', endDate: date },
			},
		}),
	);
}
