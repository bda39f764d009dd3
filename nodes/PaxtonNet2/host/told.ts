import type { IBinaryKeyData } from 'n8n-workflow';
import { isFailure, type Failure } from '../lifecycle/run/result';

/** What became of one input item. */
export interface Told {
	index: number;
	answer: object;
	/** It belongs to all input items, not to the one at `index`. */
	ofAll?: boolean;
	/** Where one input item is answered by a list: its entries, one output item each. */
	entries?: object[] | undefined;
	/** Files that go along. */
	binary?: IBinaryKeyData | undefined;
}

export interface ToldFailure extends Told {
	answer: Failure;
}

export function isFailed(told: Told): told is ToldFailure {
	return isFailure(told.answer);
}
