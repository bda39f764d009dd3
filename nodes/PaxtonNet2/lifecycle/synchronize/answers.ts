import { lastTwo } from '../../mapping/cardNumber';
import { ResultBuilder } from '../result/resultBuilder';
import { isFailure, type Outcome, type Result, type Success } from '../result/result';
import type { ItemOptions, Run } from '../run/request';
import type { Action, Difference, Kind } from './difference';

/** A difference as it goes out: section 6, what kind it is, and for a plan the step that would carry it out. */
export interface ItemResult extends Success {
	kind: Kind;
	name: string;
	/** What carries it out: an operation and its parameters; null where nothing does, or it has been. */
	action: ({ operation: string } & Record<string, unknown>) | null;
}

/** A difference that is not, or not yet, carried out. */
export function planned(
	run: Run,
	difference: Difference,
	options: ItemOptions,
	{ dryRun, includeCards }: { dryRun: boolean; includeCards: boolean },
): ItemResult {
	const { kind, name, key, userId, changes, warnings, action, index } = difference;
	const report = new ResultBuilder(
		run,
		{ index: index ?? 0, options: { ...options, dryRun }, params: null },
		key,
		userId,
	);
	for (const warning of warnings) report.warn(warning);
	if (action === null) report.note(`ItemResult only: ${warnings[0] ?? kind}`);
	else report.would(describe(difference), changes);
	const success = report.success(outcomeOf(difference), { verified: action === null });
	return {
		...success,
		changed: false,
		changes,
		kind,
		name,
		action: action === null || !dryRun ? null : toldAction(action, includeCards),
	};
}

/** With whole card numbers only where they are asked for; a number cut short is refused by whoever would carry it out. */
function toldAction({ verb, params }: Action, includeCards: boolean): ItemResult['action'] {
	const cards =
		'enabled' in params
			? params.cards?.map((card) => ({ ...card, value: lastTwo(card.value) }))
			: undefined;
	const hidden = includeCards || cards === undefined ? {} : { cards };
	return { operation: `user.${verb}`, ...params, ...hidden };
}

/** What became of a difference that was carried out. */
export function carriedOut({ kind, name, key, warnings }: Difference, result: Result): Result {
	if (isFailure(result)) return { error: { ...result.error, key: result.error.key ?? key } };
	const told: ItemResult = {
		...result,
		key: result.key ?? key,
		warnings: [...warnings, ...result.warnings],
		kind,
		name,
		action: null,
	};
	return told;
}

function outcomeOf({ kind, action }: Difference): Outcome {
	if (action === null) return 'unchanged';
	if (action.verb === 'disable') return 'disabled';
	if (kind === 'joiner') return 'created';
	return kind === 'rehire' ? 'enabled' : 'updated';
}

function describe({ kind, changes }: Difference): string {
	const fields = [...new Set(changes.map(({ field }) => field))].join(', ');
	return `${kind}: ${fields || 'let in again'}`;
}
