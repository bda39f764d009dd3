import { startToday } from '../../mapping/net2Dates';
import type { Reason } from '../../messages/reason';
import { synchronizeMessages } from '../../messages/synchronize';
import { failure, Net2Error } from '../../net2/errors';
import { mapInTurns } from '../../net2/eventLoop';
import { siteFor } from '../plan/policy';
import { checkPlanId, makePlanId } from '../planId';
import type { Result } from '../result/result';
import { failed } from '../result/resultBuilder';
import { withoutSiteWarnings } from '../result/siteWarnings';
import type { ItemOptions, Run } from '../run/request';
import { leaversMayGoFirst, leaversWithinLimits, plural } from '../safetyLimits';
import { applyDifferences } from './applyDifferences';
import type { Difference } from './difference';
import type { RowProblem, Source } from './hrList';
import { makePlan, type ListPlan } from './makePlan';
import { appliedResult, plannedResult, type DifferenceResult } from './planOutput';
import type { Settings } from './settings';
import { summaryOf, type Summary } from './summary';

/** One output item; `index` null: it belongs to all input items. */
export interface Answer {
	index: number | null;
	answer: DifferenceResult | Result | Summary;
}

/**
 * The whole HR list against all users in Net2. `plan` reports the differences. `apply` writes them, unless a safety
 * limit is exceeded. `applyApproved` does so only if neither the list nor Net2 has changed since the approved plan.
 * It returns one answer for each difference and for each line that cannot be processed, then a summary. Throws
 * `safetyLimit` and `conflict`, and what concerns the list as a whole, before anything is written.
 */
export async function synchronize(
	unapproved: Run,
	sources: Source[],
	settings: Settings,
): Promise<Answer[]> {
	const { approvedBy } = settings;
	// Each audit entry, and so each row of the evidence, says who approved the plan.
	const run =
		approvedBy === undefined
			? unapproved
			: { ...unapproved, origin: { ...unapproved.origin, approvedBy } };
	const mode = settings.options.dryRun ? 'plan' : settings.mode;
	const plan = await makePlan(run, sources, settings);
	settings.onProgress?.(
		`Compared: ${plural(plan.diff.differences.length, 'difference')}, ${plural(plan.diff.problems.length, 'line')} with an error.`,
	);
	if (mode === 'applyApproved') refuseOtherPlan(run, plan, settings.planId ?? '');
	const leaversOnly = isLimitedToLeavers(plan, settings);
	if (mode !== 'plan' && !leaversOnly) refuseExceeded(plan);

	const { differences, problems } = plan.diff;
	const dryRun = mode === 'plan';
	const optionsOf = ({ index }: Difference): ItemOptions => {
		const eventId = plan.eventIds.get(index ?? -1) ?? settings.options.eventId;
		return { ...settings.options, ...(eventId !== undefined && { eventId }) };
	};
	const toApply = leaversOnly && !dryRun ? differences.map(onlyLeavers) : differences;
	const results = dryRun
		? differences.map(() => null)
		: await applyDifferences(run, toApply, plan.policy, optionsOf, settings.onProgress);
	const all: Array<Answer & { isUrgent: boolean }> = await mapInTurns(
		toApply.entries(),
		([n, difference]) => {
			const result = results[n] ?? null;
			const answer =
				result === null
					? plannedResult(run, difference, optionsOf(difference), dryRun || leaversOnly)
					: appliedResult(difference, withoutSiteWarnings(run, result));
			return { index: difference.index, answer, isUrgent: difference.isUrgent === true };
		},
	);
	for (const problem of problems)
		all.push({
			index: problem.index,
			answer: failed(run, problem.error, { key: problem.key, name: problem.name }),
			isUrgent: isUrgent(problem),
		});
	const answers = all
		.sort((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || 0)
		.sort((a, b) => Number(b.isUrgent) - Number(a.isUrgent))
		.map(({ index, answer }): Answer => ({ index, answer }));
	const parts = {
		operation: run.operation,
		mode,
		planId: planIdOf(run, plan),
		warnings: [...plan.warnings, ...run.siteWarnings],
		columns: plan.columns,
		absentDeleted: plan.absentDeleted,
		leaversOnly,
		exceeded: plan.exceeded,
		limits: settings.limits,
		approvedBy,
	};
	return [...answers, { index: null, answer: summaryOf(parts, plan.diff, results) }];
}

function planIdOf(run: Run, { digest, policy }: ListPlan): string {
	const day = startToday({ now: policy.now, site: siteFor(policy) }).slice(0, 10);
	return makePlanId(digest, { key: run.planKey, now: policy.now, day });
}

function refuseOtherPlan(run: Run, { digest, policy }: ListPlan, approved: string): void {
	switch (checkPlanId(approved, digest, { key: run.planKey, now: policy.now })) {
		case 'matches':
			return;
		case 'malformed':
			throw failure(synchronizeMessages.badPlanId, { planId: approved.slice(0, 40) });
		case 'expired':
			throw failure(synchronizeMessages.planExpired);
		case 'differs':
			throw failure(synchronizeMessages.planDiffers);
	}
}

/** Whether a safety limit stops all but the leavers. */
function isLimitedToLeavers(
	{ exceeded, diff: { differences, counts } }: ListPlan,
	{ leaversFirst, limits }: Settings,
): boolean {
	const leavers = differences.filter(isMarkedLeaver).length;
	return (
		exceeded.length > 0 &&
		leaversFirst &&
		leavers > 0 &&
		leaversMayGoFirst(exceeded, { unknownColumn: false, wrongNumberField: false }) &&
		leaversWithinLimits(leavers, counts.matched, limits)
	);
}

/** Throws `safetyLimit` where nothing may be written. */
function refuseExceeded({ exceeded, diff: { problems } }: ListPlan): void {
	const [first] = exceeded;
	if (first === undefined) return;
	const [problem] = problems;
	const example =
		problem === undefined ? '' : ` First line with an error: ${problem.error.message}`;
	throw new Net2Error(
		'safetyLimit',
		`${exceeded.map(({ message }) => message).join(' ')}${example}`,
		first.remedy,
	);
}

/** A user that HR marks as having left, and who still has access. */
function isMarkedLeaver({ reason, planned }: Difference): boolean {
	if (planned === null || reason === 'absent') return false;
	return planned.desired.access.change === 'disable' && planned.plan.effect.losesAccess;
}

function onlyLeavers(difference: Difference): Difference {
	if (difference.planned === null || isMarkedLeaver(difference)) return difference;
	const stopped = 'This was not written, because a safety limit stopped the rest of the list.';
	return { ...difference, planned: null, warnings: [stopped, ...difference.warnings] };
}

const DOUBTS: ReadonlySet<Reason> = new Set([
	'ambiguous',
	'nearMiss',
	'possibleDuplicate',
	'nameMismatch',
]);

/**
 * An employee has left, and it is in doubt which user that is. Nothing is written, so such items head the result
 * (docs/safety-rules.md, rule 7).
 */
function isUrgent({ hasLeft, error }: RowProblem): boolean {
	return hasLeft === true && DOUBTS.has(error.reason);
}
