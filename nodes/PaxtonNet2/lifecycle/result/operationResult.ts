import type { DifferenceResult } from '../synchronize/planOutput';
import type { Summary } from '../synchronize/summary';
import { isFailure, type Failure, type Success } from './result';

/** What was read: one output item for each entry. */
export interface Found {
	found: object[];
}

export type AnySuccess = Success<string> | DifferenceResult;

/** What an operation returns for an input item. Evidence and report are made from this, never from the output items. */
export type OperationResult = AnySuccess | Failure | Summary | Found;

export function isFound(result: OperationResult): result is Found {
	return 'found' in result;
}

export function isSummary(result: OperationResult): result is Summary {
	return 'kind' in result && result.kind === 'summary';
}

export function isSuccess(result: OperationResult): result is AnySuccess {
	return !isFailure(result) && !isFound(result) && !isSummary(result);
}
