import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import type { Department } from '../../net2/model';
import type { OperationRunner } from '../operationRunner';
import { howMany, nameFilters, simplifyFew } from '../properties/lists';
import { listOptions } from '../properties/options';
import { narrowed, readListParameters } from '../readList';

const properties: INodeProperties[] = [...howMany, nameFilters, simplifyFew, listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['getAll'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runList<Department>({
		run: async (run, item) => ({
			entries: narrowed(await run.reference.departments(), readListParameters(item)),
		}),
	});
}
