import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getAssignments, type Assignment } from '../../lifecycle/getAssignments';
import type { OperationRunner } from '../operationRunner';
import { howMany } from '../properties/lists';
import { listOptions } from '../properties/options';
import { readListParameters } from '../readList';

const properties: INodeProperties[] = [
	{
		displayName:
			'The node sends one request for each user with several access levels or individual doors',
		name: 'assignmentsNotice',
		type: 'notice',
		default: '',
	},
	...howMany,
	listOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['getAssignments'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runList<Assignment>({
		async run(run, item) {
			const { limit } = readListParameters(item);
			return { entries: (await getAssignments(run)).slice(0, limit) };
		},
		forms: { minimal: ['userId', 'kind', 'accessLevel'] },
	});
}
