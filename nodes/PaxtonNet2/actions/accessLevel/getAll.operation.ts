import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import type { Call } from '../call';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['getAll'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.list(async (run) => ({ entries: await run.reference.levels() }));
}
