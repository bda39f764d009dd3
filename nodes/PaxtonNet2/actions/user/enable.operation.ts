import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { enable } from '../../lifecycle/operations/enable';
import type { MayEnable } from '../../lifecycle/plan/policy';
import type { Success } from '../../lifecycle/result/result';
import type { EnableParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { blankEndDate, endDate, startDate, startNow } from '../properties/dates';
import { leaverDepartment } from '../properties/department';
import { dateOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{ ...startDate, displayOptions: { show: { startNow: [false] } } },
	startNow,
	endDate,
	blankEndDate,
	{
		...leaverDepartment,
		description:
			'The department for users who have left. A user in it is moved out of it. If empty, the department stays as it is.',
	},
	{
		displayName: 'Only',
		name: 'only',
		type: 'options',
		options: [
			{ name: 'Any User', value: 'any', description: 'Enable each user that the items name' },
			{
				name: 'Users Created in This Run',
				value: 'createdInThisRun',
				description: 'Enable only users that a node created in this execution',
			},
			{
				name: 'Users Disabled by This Node',
				value: 'disabledByNode',
				description:
					'Only users that this node disabled and no person changed since. Needs a marker field.',
			},
		],
		default: 'any',
		description: 'Which users this step may enable. For all others the item fails.',
	},
	dateOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['enable'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<EnableParams, Success>({
		read: (item) => ({
			user: item.user(),
			startDate: item.date('startDate', 'Start Date'),
			endDate: item.date('endDate', 'End Date'),
			blankEndDate: item.blankEndDate(),
			startNow: item.boolean('startNow', 'Start Now'),
			only: item.chosen<MayEnable>('only', 'Only', ['any', 'disabledByNode', 'createdInThisRun']),
			leaverDepartment: item.leaverDepartment(),
			markerField: item.markerField(),
		}),
		run: enable,
	});
}
