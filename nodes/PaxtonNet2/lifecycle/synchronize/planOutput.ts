import type { User } from '../../net2/model';
import {
	isFailure,
	type Outcome,
	type Result,
	type Success,
	type UserView,
} from '../result/result';
import { ResultBuilder } from '../result/resultBuilder';
import { whoIs } from '../result/summarySentence';
import type { ItemOptions, Run } from '../run/request';
import type { Difference, Kind } from './difference';

/** A difference as it goes out: a result, what kind of difference it is, and why a leaver leaves. */
export interface DifferenceResult extends Success {
	/** What kind of difference it is. */
	kind: Kind;
	/** The name of the employee. */
	name: string;
	/** Why a user loses access: end date, status, absence, or overdue. */
	reason?: Difference['reason'];
	/** What a plan would do, in words and in order; empty where nothing is done, or it has been. */
	steps: string[];
}

/** A difference that is not, or not yet, carried out. */
export function plannedResult(
	run: Run,
	difference: Difference,
	options: ItemOptions,
	dryRun: boolean,
): DifferenceResult {
	const { kind, name, key, userId, changes, warnings, planned, index, reason } = difference;
	const builder = new ResultBuilder(
		run,
		{ index: index ?? 0, options: { ...options, dryRun }, params: null },
		key,
		userId,
	);
	builder.name = name;
	for (const warning of warnings) builder.warn(warning);
	const steps = planned?.plan.operations.map(({ message }) => message) ?? [];
	if (planned === null) builder.note(`Reported only: ${warnings[0] ?? kind}`);
	else builder.would(`${kind}: ${steps.join('. ')}`, changes);
	const success = builder.success(outcomeOf(difference), {
		verified: planned === null,
		...(planned?.current && { user: datesOf(planned.current.record) }),
		...(planned === null && { summary: reportedSentence(difference) }),
	});
	return {
		...success,
		changed: false,
		changes: builder.labelled(changes),
		kind,
		name,
		...(reason !== undefined && { reason }),
		steps: dryRun ? steps : [],
	};
}

/** The dates as Net2 has them, so that the result can say when access begins and ends. */
function datesOf({ activateDate, expiryDate }: User): Partial<UserView> {
	return { startDate: activateDate, endDate: expiryDate };
}

/** What became of a difference that was carried out. */
export function appliedResult(
	{ kind, name, key, warnings, reason }: Difference,
	result: Result,
): DifferenceResult | Result {
	if (isFailure(result)) return { error: { ...result.error, key: result.error.key ?? key } };
	return {
		...result,
		key: result.key ?? key,
		warnings: [...new Set([...warnings, ...result.warnings])],
		kind,
		name: result.name || name,
		...(reason !== undefined && { reason }),
		steps: [],
	};
}

/** What a difference is that is reported and not carried out. */
function reportedSentence({ kind, key, name, userId, reason }: Difference): string {
	const who = whoIs({ key, name, userId });
	switch (kind) {
		case 'orphan':
			return `${who} is not on the list`;
		case 'duplicateKey':
			return `Several users have personnel number ${key ?? ''}`;
		case 'blockedByHand':
			return `${who} is on the list but disabled in Net2, and stays disabled`;
		default:
			return reason === 'overdue'
				? `${who} still has access after the end date`
				: `${who} differs from the list and was left unchanged`;
	}
}

function outcomeOf({ kind, planned }: Difference): Outcome {
	if (planned === null) return 'unchanged';
	return kind === 'rehire' ? 'enabled' : planned.plan.outcome;
}
