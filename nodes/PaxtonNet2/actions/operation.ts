import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { OperationRunner } from './operationRunner';

/** What each file of an operation exports. The router's table is checked against it. */
export interface Operation {
	/** The parameters, shown for this operation only. */
	description: INodeProperties[];
	/** Runs the operation for all input items. */
	execute(runner: OperationRunner): Promise<INodeExecutionData[]>;
}
