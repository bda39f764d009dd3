import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { createDepartment } from '../../lifecycle/departments';
import type { Call } from '../call';
import { departmentName } from '../properties/department';
import { thingOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{ ...departmentName, description: 'Name of the new department; one that Net2 has is refused' },
	thingOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['create'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<{ name: string }, object>({
		read: (item) => ({ name: item.required('name', 'Name') }),
		act: createDepartment,
	});
}
