import { isFound, isSummary, type OperationResult } from '../lifecycle/result/operationResult';
import { isFailure, type Failure, type LabelledChange } from '../lifecycle/result/result';
import type { Kind } from '../lifecycle/synchronize/difference';
import type { Summary } from '../lifecycle/synchronize/summary';

/** Whom and what one answer is about, as far as the page shows it. */
export interface Entry {
	/** What the list makes of it; absent outside of a synchronise. */
	kind?: Kind | undefined;
	outcome: string;
	dryRun: boolean;
	verified: boolean;
	name: string;
	key: string | null;
	userId: number | null;
	changes: LabelledChange[];
	/** Why nothing is done, or what to mind. */
	warnings: string[];
}

/** Something that cannot, or could not, be carried out. */
export type Refusal = Pick<Failure['error'], 'message' | 'reason' | 'done' | 'key' | 'userId'>;

/** The last answer of a synchronise. */
export type Overview = Summary;

/** All answers of one run, sorted by what they are. */
export interface Answers {
	entries: Entry[];
	refusals: Refusal[];
	overview?: Overview;
}

/** Sorts the results of a run. What was only read is left out. */
export function answersIn(results: OperationResult[]): Answers {
	const answers: Answers = { entries: [], refusals: [] };
	for (const result of results) {
		if (isFailure(result)) answers.refusals.push(result.error);
		else if (isSummary(result)) answers.overview = result;
		else if (!isFound(result)) answers.entries.push(result);
	}
	return answers;
}
