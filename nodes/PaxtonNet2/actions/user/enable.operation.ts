import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { enable } from '../../lifecycle';
import type { EnableParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { endDate, startDate, startNow } from '../properties/dates';
import { leaverDepartment } from '../properties/department';
import { markerOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{ ...startDate, displayOptions: { show: { startNow: [false] } } },
	startNow,
	endDate,
	{
		...leaverDepartment,
		description:
			'The department for people who have left, if you keep one. Somebody in it is taken out of it. Empty: the department stays as it is.',
	},
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['enable'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<EnableParams, object>({
		read: (item) => ({
			user: item.user(),
			startDate: item.text('startDate', 'Start Date'),
			endDate: item.text('endDate', 'End Date'),
			startNow: item.boolean('startNow', 'Start Now'),
			leaverDepartment: item.department('leaverDepartment', 'Leaver Department'),
			markerField: item.markerField(),
		}),
		act: enable,
	});
}
