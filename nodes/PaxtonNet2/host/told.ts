import type { IBinaryKeyData } from 'n8n-workflow';
import { isFailure, type Failure } from '../lifecycle/result/result';

/** What became of one input item. */
export interface ItemResult {
	index: number;
	answer: object;
	/** It belongs to all input items, not to the one at `index`. */
	ofAll?: boolean | undefined;
	/** Where one input item is answered by a list: its entries, one output item each. */
	entries?: object[] | undefined;
	/** Files that go along. */
	binary?: IBinaryKeyData | undefined;
}

export interface ItemFailure extends ItemResult {
	answer: Failure;
}

export function isFailed(told: ItemResult): told is ItemFailure {
	return isFailure(told.answer);
}
