import { missing } from '../people/absence';
import type { Subject } from '../people/subject';
import type { Report } from '../report/report';
import type { Outcome, Success } from '../run/result';
import type { Run } from '../run/request';
import { personOf, type Seen } from '../report/seen';
import { perform, type Step } from './steps';

/**
 * Performs the steps for one person and states the outcome, `unchanged` where there was nothing to do.
 * Somebody whom an earlier dry run would have created is taken on trust by a dry run: there is nothing to read yet.
 * Throws `notFound` or `nearMiss` for somebody who is not there, and what {@link perform} throws.
 */
export async function carryOut(
	run: Run,
	outcome: Outcome,
	subject: Subject,
	steps: Step[],
	{ report, dryRun, goOn }: { report: Report; dryRun: boolean; goOn?: boolean | undefined },
): Promise<Success> {
	if (subject.wouldBe && dryRun) return wouldBe(report, outcome);
	if (subject.userId === null) throw missing(subject);
	const seen: Seen = {};
	const changed = await perform(run, subject.userId, steps, { seen, report, dryRun, goOn });
	if (changed === undefined) throw missing(subject);
	const user = { id: subject.userId, ...(await personOf(run, seen)) };
	return report.success(changed ? outcome : 'unchanged', { verified: true, user });
}

/** What a dry run says of somebody who would exist by now. */
export function wouldBe(report: Report, outcome: Outcome): Success {
	report.warn(
		'This person would be created by an earlier step, so there was nothing to compare with.',
	);
	return report.success(outcome, { verified: false });
}
