import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getAllUsers } from '../../lifecycle';
import type { Call } from '../call';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['getAll'] } },
	properties,
);

/** Always all of them: Net2 has no paging, and an import of half the people would make leavers of the rest. */
export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.list(async (run) => {
		const { people, warnings } = await getAllUsers(run);
		return { entries: people, warnings };
	});
}
