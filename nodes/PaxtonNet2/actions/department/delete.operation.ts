import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { deleteDepartment } from '../../lifecycle/departments';
import type { DepartmentRef } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { requiredDepartment } from '../departmentWish';
import { oneDepartment } from '../properties/department';
import { thingOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName: 'Deleting cannot be undone. A department that somebody is in is refused.',
		name: 'deleteDepartmentNotice',
		type: 'notice',
		default: '',
	},
	oneDepartment,
	thingOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['delete'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<{ department: DepartmentRef }, object>({
		read: (item) => ({ department: requiredDepartment(item) }),
		act: deleteDepartment,
		modelsMay: 'never',
	});
}
