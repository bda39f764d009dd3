import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { update } from '../../lifecycle';
import type { UpdateParams, UpdateKey } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { departmentWish } from '../departmentWish';
import { departmentChoice, leaverDepartment } from '../properties/department';
import { fields } from '../properties/fields';
import { fieldOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	fields,
	...departmentChoice,
	{
		...leaverDepartment,
		description:
			'The department for people who have left, if you keep one. Somebody in it stays there, whatever HR says. Empty: no department is special.',
		displayOptions: { show: { departmentMode: ['direct', 'mapped'] } },
	},
	fieldOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['update'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItemMeanwhile<UpdateKey, UpdateParams, object>({
		begin: (item) => ({ user: item.user() }),
		read: async (item, beginning) => ({
			...beginning,
			fields: item.fields(),
			department: await departmentWish(item),
			leaverDepartment: item.department('leaverDepartment', 'Leaver Department'),
		}),
		act: update,
	});
}
