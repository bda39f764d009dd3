import type { Net2Error } from '../../net2/errors';
import { changeEachUser, type ItemPlan } from '../apply/changeEachUser';
import type { Result } from '../result/result';
import { explain } from '../result/resultBuilder';
import { readAhead } from '../run/readAhead';
import type { DisableParams, Request, Run } from '../run/request';
import { combineLeavers } from '../users/combineLeavers';
import { policyFor } from '../users/policyFor';

/**
 * The leaver. The End Date comes first, then the department, and as set levels, cards and PIN. An End Date that has passed
 * stays. Everything is read back, and once more at the end of the run (docs/safety-rules.md, rules 7 and 11).
 */
export async function disable(
	run: Run,
	requests: Array<Request<DisableParams>>,
): Promise<Result[]> {
	const { departments, levels } = run.reference;
	readAhead(requests, ({ leaverDepartment, removeAccess }) => [
		leaverDepartment && departments,
		removeAccess !== 'keep' && levels,
	]);
	return await changeEachUser(
		run,
		requests,
		({ user }) => user,
		async ({ fieldId }, { params }) => ({
			...(await leaverPlan(run, params, fieldId)),
			onNotFound: params.onNotFound,
		}),
		combineLeavers,
	);
}

type LeaverParams = Pick<
	DisableParams,
	'leaverDepartment' | 'removeAccess' | 'cards' | 'clearPin' | 'markerField' | 'lost'
>;

/**
 * The desired state of a leaver. What cannot be resolved, such as the name of a department, becomes a problem. It is
 * reported at the end, so that the end date does not wait for it.
 */
export async function leaverPlan(
	run: Run,
	params: LeaverParams,
	numberFieldId: number | null,
): Promise<ItemPlan> {
	const unresolved: Net2Error[] = [...(params.lost ?? [])];
	const attempt = async <T>(resolve: Promise<T>): Promise<T | undefined> =>
		await resolve.catch((error: unknown) => {
			unresolved.push(explain(error));
			return undefined;
		});
	const { leaverDepartment: ref, markerField } = params;
	const leaverDepartment = ref && (await attempt(run.reference.department(ref)));
	const removesLevels = params.removeAccess !== 'keep';
	const levels = removesLevels ? await run.reference.levels().catch(() => []) : [];
	const needs = { leaverDepartment, numberFieldId };
	const policy =
		markerField === undefined
			? undefined
			: await attempt(policyFor(run, { ...needs, markerField }));
	return {
		policy: { ...(policy ?? (await policyFor(run, needs))), levels },
		desired: {
			access: { change: 'disable', clearPin: params.clearPin },
			unresolved,
			...(removesLevels && { levels: { mode: 'removeAll' } }),
			...(params.removeAccess === 'all' && { individualDoors: 'remove' }),
			...(params.cards === 'lost' && { cards: { mode: 'allLost' } }),
		},
	};
}
