import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { create } from '../../lifecycle';
import type { CreateParams, CreateKey } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { departmentWish } from '../departmentWish';
import { departmentChoice } from '../properties/department';
import { fields } from '../properties/fields';
import { fieldOptions } from '../properties/options';
import { correlationField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'A new user is created disabled: use Enable when access is to begin. Somebody who already has the key is found, not created again, and stays unchanged.',
		name: 'createNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Key',
		name: 'key',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 00123',
		description:
			'Personnel number or other key of your HR system. It is written into the correlation field, as text: 00123 is not 123.',
	},
	correlationField,
	fields,
	...departmentChoice,
	fieldOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['create'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItemMeanwhile<CreateKey, CreateParams, object>({
		begin: (item) => ({
			key: item.required('key', 'Key'),
			correlationField: item.correlationField(),
		}),
		read: async (item, beginning) => ({
			...beginning,
			fields: item.fields(),
			department: await departmentWish(item),
		}),
		act: create,
	});
}
