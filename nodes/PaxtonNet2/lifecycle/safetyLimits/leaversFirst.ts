import { allowedBy, type ExceededLimit } from './exceededLimits';
import type { SafetyLimits } from './settings';

/** Signs, other than limits, that the list or a setting is wrong. */
export interface ListProblems {
	/** A column that looks like an end date or a status and is not understood. */
	unknownColumn: boolean;
	/** The field that should contain personnel numbers seems to be another one. */
	wrongNumberField: boolean;
}

/** Whether `leaversFirst` can have an effect, when these limits stopped the run. */
export function leaversMayGoFirst(
	exceeded: readonly ExceededLimit[],
	{ unknownColumn, wrongNumberField }: ListProblems,
): boolean {
	if (unknownColumn || wrongNumberField) return false;
	return exceeded.every(({ stopsLeavers }) => !stopsLeavers);
}

/**
 * Whether the employees that HR marks as having left are within their own limits, `maxDisables` and
 * `maxDisablePercent`. Users who are only absent don't count here and are not disabled first.
 *
 * @param leavers users who lose access now because HR marks them as having left
 * @param matched enabled users that the list matched
 */
export function leaversWithinLimits(
	leavers: number,
	matched: number,
	limits: SafetyLimits,
): boolean {
	return (
		leavers <= allowedBy('maxDisables', limits, matched) &&
		leavers <= allowedBy('maxDisablePercent', limits, matched)
	);
}
