import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { update } from '../../lifecycle/operations/update';
import type { Success } from '../../lifecycle/result/result';
import type { UpdateKey, UpdateParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { departmentOf } from '../readDepartment';
import { departmentChoice, leaverDepartment } from '../properties/department';
import { fields } from '../properties/fields';
import { updateOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	fields,
	...departmentChoice,
	{
		...leaverDepartment,
		description:
			'The department for users who have left. A user in it stays there, whatever HR says. Leave empty if you have none.',
		displayOptions: { show: { departmentMode: ['direct', 'mapped'] } },
	},
	updateOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['update'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runStreaming<UpdateKey, UpdateParams, Success>({
		readKey: (item) => ({ user: item.user() }),
		read: async (item, key) => ({
			...key,
			fields: item.fields(),
			department: await departmentOf(item),
			leaverDepartment: item.leaverDepartment(),
		}),
		run: update,
	});
}
