import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { renameDepartment, type DepartmentOutcome } from '../../lifecycle/departments';
import type { DepartmentRef } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { requiredDepartment } from '../readDepartment';
import { departmentName, oneDepartment } from '../properties/department';
import { thingOptions } from '../properties/options';

const properties: INodeProperties[] = [
	oneDepartment,
	{ ...departmentName, description: 'New name of the department' },
	thingOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['update'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<{ department: DepartmentRef; name: string }, DepartmentOutcome>({
		read: (item) => ({
			department: requiredDepartment(item),
			name: item.required('name', 'Name'),
		}),
		run: renameDepartment,
	});
}
