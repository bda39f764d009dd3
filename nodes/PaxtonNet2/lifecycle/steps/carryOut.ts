import { userNotFound } from '../users/userNotFound';
import type { TargetUser } from '../users/targetUser';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Outcome, Success } from '../result/result';
import type { Run } from '../run/request';
import { personOf, type ObservedState } from '../result/observedState';
import { perform, type Step } from './steps';

/**
 * Performs the steps for one person and states the outcome, `unchanged` where there was nothing to do.
 * Somebody whom an earlier dry run would have created is taken on trust by a dry run: there is nothing to read yet.
 * Throws `notFound` or `nearMiss` for somebody who is not there, and what {@link perform} throws.
 */
export async function carryOut(
	run: Run,
	outcome: Outcome,
	subject: TargetUser,
	steps: Step[],
	{ report, dryRun, goOn }: { report: ResultBuilder; dryRun: boolean; goOn?: boolean | undefined },
): Promise<Success> {
	if (subject.wouldBe && dryRun) return wouldBe(report, outcome);
	if (subject.userId === null) throw userNotFound(subject);
	const seen: ObservedState = {};
	const changed = await perform(run, subject.userId, steps, { seen, report, dryRun, goOn });
	if (changed === undefined) throw userNotFound(subject);
	const user = { id: subject.userId, ...(await personOf(run, seen)) };
	return report.success(changed ? outcome : 'unchanged', { verified: true, user });
}

/** What a dry run says of somebody who would exist by now. */
export function wouldBe(report: ResultBuilder, outcome: Outcome): Success {
	report.warn(
		'This person would be created by an earlier step, so there was nothing to compare with.',
	);
	return report.success(outcome, { verified: false });
}
