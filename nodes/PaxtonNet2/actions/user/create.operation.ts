import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { create } from '../../lifecycle/operations/create';
import type { Success } from '../../lifecycle/result/result';
import type { CreateKey, CreateParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { departmentOf } from '../readDepartment';
import { departmentChoice } from '../properties/department';
import { fields } from '../properties/fields';
import { createOptions } from '../properties/options';
import { correlationField, personnelNumber } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'If no user has this personnel number, the node creates a disabled user. If a user has it, the node leaves that user unchanged. Use Enable to give access.',
		name: 'createNotice',
		type: 'notice',
		default: '',
	},
	personnelNumber,
	correlationField,
	fields,
	...departmentChoice,
	createOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['create'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runStreaming<CreateKey, CreateParams, Success>({
		readKey: (item) => ({
			key: item.required('key', 'Personnel Number'),
			correlationField: item.correlationField(),
		}),
		read: async (item, key) => ({
			...key,
			fields: item.fields(),
			department: await departmentOf(item),
		}),
		run: create,
	});
}
