import { changeEachUser } from '../apply/changeEachUser';
import type { Result } from '../result/result';
import type { EnableParams, Request, Run } from '../run/request';
import { itemDates } from '../users/itemDates';
import { policyFor } from '../users/policyFor';

/**
 * Gives a user access. Without dates a past end is cleared and a future one stays, and so does a future start. A user who
 * is enabled already is left unchanged. With a marker field a returning employee gets back what the leave took.
 */
export async function enable(run: Run, requests: Array<Request<EnableParams>>): Promise<Result[]> {
	return await changeEachUser(
		run,
		requests,
		({ user }) => user,
		async ({ fieldId, userId }, { params, options }) => {
			const { startDate, endDate, blankEndDate, startNow, markerField, only } = params;
			const leaverDepartment =
				params.leaverDepartment && (await run.reference.department(params.leaverDepartment));
			const restore = markerField !== undefined;
			const needs = { leaverDepartment, markerField, numberFieldId: fieldId };
			return {
				policy: await policyFor(run, {
					...needs,
					restores: restore,
					levels: restore,
					mayEnable: only ?? 'any',
					userId,
				}),
				desired: {
					access: {
						change: 'enable',
						startNow,
						restore,
						...itemDates(run, { startDate, endDate, blankEndDate }, options.dateOrder),
					},
				},
			};
		},
	);
}
