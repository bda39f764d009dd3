/** The limits that stop a run of `user: synchronize` before anything is written (docs/safety-rules.md). */
export { exceededLimits, type ExceededLimit, type PlanCounts } from './exceededLimits';
export { leaversMayGoFirst, leaversWithinLimits } from './leaversFirst';
export { plural } from './plural';
export {
	DEFAULT_SAFETY_LIMITS,
	isPercent,
	limitNames,
	readSafetyLimits,
	type LimitName,
	type SafetyLimits,
} from './settings';
