import type { DateOrder } from '../../mapping/hrDates';
import { accessMessages } from '../../messages/access';
import { failure, type Net2Error } from '../../net2/errors';
import { changeEachUser } from '../apply/changeEachUser';
import type { DesiredAccess } from '../plan/desiredUser';
import type { Result } from '../result/result';
import { explain } from '../result/resultBuilder';
import type { Request, Run, SetLeaveDateParams } from '../run/request';
import { itemDates } from '../users/itemDates';
import { policyFor } from '../users/policyFor';

/**
 * A leave date in the future, written into Net2 itself. It works even if no workflow runs that day. `withdraw`
 * removes it before it is reached. It never gives access again to a user who has left.
 */
export async function setLeaveDate(
	run: Run,
	requests: Array<Request<SetLeaveDateParams>>,
): Promise<Result[]> {
	return await changeEachUser(
		run,
		requests,
		({ user }) => user,
		async ({ fieldId }, { params: { markerField, ...params }, options }) => {
			// The end date does not wait for the name of a field to be corrected.
			const unresolved: Net2Error[] = [];
			const policy = await policyFor(run, { markerField, numberFieldId: fieldId }).catch(
				async (error: unknown) => {
					unresolved.push(explain(error));
					return await policyFor(run);
				},
			);
			return {
				policy,
				desired: {
					access: params.withdraw
						? { change: 'withdrawLeaveDate' }
						: leaveDateOf(run, params, options.dateOrder),
					unresolved,
				},
			};
		},
	);
}

function leaveDateOf(
	run: Run,
	{ date, blankEndDate }: SetLeaveDateParams,
	dateOrder: DateOrder | undefined,
): DesiredAccess {
	const { end } = itemDates(run, { endDate: date, blankEndDate }, dateOrder);
	if (end === 'never') return { change: 'withdrawLeaveDate' };
	if (end !== undefined) return { change: 'leaveDate', end };
	throw failure(accessMessages.noLeaveDate);
}
