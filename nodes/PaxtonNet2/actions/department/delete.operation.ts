import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { deleteDepartment, type DepartmentOutcome } from '../../lifecycle/departments';
import type { DepartmentRef } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { requiredDepartment } from '../readDepartment';
import { allowFromWorkflow } from '../properties/allowFromWorkflow';
import { oneDepartment } from '../properties/department';
import { thingOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName: 'You cannot undo this. A department that has users is not deleted.',
		name: 'deleteDepartmentNotice',
		type: 'notice',
		default: '',
	},
	oneDepartment,
	allowFromWorkflow,
	thingOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['department'], operation: ['delete'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<{ department: DepartmentRef }, DepartmentOutcome>({
		read: (item) => ({ department: requiredDepartment(item) }),
		run: deleteDepartment,
	});
}
