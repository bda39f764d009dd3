import pLimit from 'p-limit';
import { endsTheRun, Net2Error } from '../../net2/errors';
import { applyPlanned, resultOf } from '../apply/changeUser';
import { settleWritten, WrittenUsers } from '../apply/settleOthers';
import type { ChangedUser } from '../apply/userWork';
import type { Policy } from '../plan/policy';
import { isFailure, type Result } from '../result/result';
import { notAttempted, ResultBuilder, STOPPED } from '../result/resultBuilder';
import type { ItemOptions, Run } from '../run/request';
import { plural } from '../safetyLimits';
import type { TargetUser } from '../users/targetUser';
import type { Difference, Planned } from './difference';

interface ToApply {
	place: number;
	difference: Difference;
	planned: Planned;
}

/**
 * Carries out the plans of differences, each by the id of its user. Nothing is correlated or planned a second time.
 * Leavers lose access before any user gets it. They are read once more when every user is written
 * (docs/safety-rules.md, rules 7 and 11). One result for each difference. Null: there is nothing to carry out.
 */
export async function applyDifferences(
	run: Run,
	differences: Difference[],
	policy: Policy,
	optionsOf: (difference: Difference) => ItemOptions,
	onProgress: (message: string) => void = () => undefined,
): Promise<Array<Result | null>> {
	const all = differences.flatMap((difference, place): ToApply[] =>
		difference.planned === null ? [] : [{ place, difference, planned: difference.planned }],
	);
	const isLeaver = ({ planned }: ToApply) => planned.plan.effect.mustBeDisabled;
	const leaversFirst = new Set(all.filter((one) => isLeaver(one) && one.planned.current !== null));
	const leavers = [...leaversFirst];
	const others = all.filter((one) => !leaversFirst.has(one));
	const ending: { error?: Net2Error } = {};
	const wrote = new WrittenUsers();
	const apply = async (some: ToApply[]) =>
		await applyAll(run, some, { policy, optionsOf, ending, wrote });
	onProgress(`Disabling ${plural(leavers.length, 'user')}.`);
	const disabled = await apply(leavers);
	onProgress(`Writing ${plural(others.length, 'other user')}.`);
	const written = await apply(others);
	const results = await settleWritten(run, [...disabled, ...written], wrote);
	const byPlace = new Map(
		[...leavers, ...others].map(({ place }, n) => [place, results[n] ?? null]),
	);
	return differences.map((_, place) => byPlace.get(place) ?? null);
}

async function applyAll(
	run: Run,
	all: ToApply[],
	{
		policy,
		optionsOf,
		ending,
		wrote,
	}: {
		policy: Policy;
		optionsOf: (difference: Difference) => ItemOptions;
		ending: { error?: Net2Error };
		wrote: WrittenUsers;
	},
): Promise<Result[]> {
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	const applyOne = async ({ difference, planned }: ToApply): Promise<Result> => {
		const { key, userId, index } = difference;
		if (run.stop?.aborted) ending.error ??= STOPPED;
		if (ending.error !== undefined) return notAttempted(run, ending.error, { key, userId });
		const request = { index: index ?? 0, options: optionsOf(difference), params: null };
		const builder = new ResultBuilder(run, request, key, userId);
		builder.name = difference.name;
		const work = {
			target: targetOf(difference),
			builder,
			dryRun: false,
			policy,
			desired: planned.desired,
			onFailedLeaver: (failed: ChangedUser) => wrote.add(failed),
		};
		const result = await applyPlanned(run, work, planned)
			.then(async (changed): Promise<Result> => {
				wrote.add(changed);
				return await resultOf(run, builder, changed);
			})
			.catch((error: unknown) => builder.failure(error));
		if (isFailure(result) && endsTheRun(result.error.reason))
			ending.error ??= new Net2Error(result.error.reason, result.error.message, '');
		return await builder.withUndo(result);
	};
	return await Promise.all(all.map((one) => limit(applyOne, one)));
}

function targetOf({ userId, key, planned }: Difference): TargetUser {
	return {
		userId,
		key,
		fieldId: planned?.desired.number?.fieldId ?? null,
		row: null,
		nearMisses: [],
		wouldBe: false,
		siteWarnings: [],
	};
}
