import type { Failure } from '../lifecycle/result';

/** What became of one input item. */
export interface Told {
	index: number;
	answer: object;
}

export interface ToldFailure extends Told {
	answer: Failure;
}

export function isFailed(told: Told): told is ToldFailure {
	return 'error' in told.answer;
}
