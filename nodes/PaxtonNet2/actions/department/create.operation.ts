import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { createDepartment, type DepartmentOutcome } from '../../lifecycle/departments';
import type { OperationRunner } from '../operationRunner';
import { departmentName } from '../properties/department';
import { thingOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		...departmentName,
		description: 'Name of the new department. A name that exists in Net2 is refused.',
	},
	thingOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['create'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<{ name: string }, DepartmentOutcome>({
		read: (item) => ({ name: item.required('name', 'Name') }),
		run: createDepartment,
	});
}
