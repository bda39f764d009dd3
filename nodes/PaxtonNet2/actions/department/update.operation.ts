import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { renameDepartment } from '../../lifecycle/departments';
import type { DepartmentRef } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { requiredDepartment } from '../departmentWish';
import { departmentName, oneDepartment } from '../properties/department';
import { thingOptions } from '../properties/options';

const properties: INodeProperties[] = [
	oneDepartment,
	{ ...departmentName, description: 'What the department is to be called' },
	thingOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['update'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<{ department: DepartmentRef; name: string }, object>({
		read: (item) => ({
			department: requiredDepartment(item),
			name: item.required('name', 'Name'),
		}),
		act: renameDepartment,
	});
}
