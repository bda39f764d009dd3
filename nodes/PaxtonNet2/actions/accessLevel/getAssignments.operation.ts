import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getAssignments } from '../../lifecycle';
import type { Call } from '../call';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName: 'This asks Net2 once for every user, since only that tells individual doors.',
		name: 'assignmentsNotice',
		type: 'notice',
		default: '',
	},
	listOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['getAssignments'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.list(async (run) => ({ entries: await getAssignments(run) }));
}
