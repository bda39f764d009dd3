import type { IBinaryKeyData } from 'n8n-workflow';
import type { Failure } from '../lifecycle/result/result';
import { isFailure } from '../lifecycle/result/result';
import type { OperationResult } from '../lifecycle/result/operationResult';

/** What became of one input item, before it is made an output item. */
export interface ItemResult {
	index: number;
	result: OperationResult;
	/** It belongs to all input items, not to the one at `index`. */
	ofAll?: boolean;
	/** Files that go with it. */
	binary?: IBinaryKeyData | undefined;
}

export function isFailed(item: ItemResult): item is ItemResult & { result: Failure } {
	return isFailure(item.result);
}
