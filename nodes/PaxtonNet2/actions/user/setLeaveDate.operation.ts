import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setLeaveDate } from '../../lifecycle/operations/setLeaveDate';
import type { Success } from '../../lifecycle/result/result';
import type { SetLeaveDateParams } from '../../lifecycle/run/request';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import type { OperationRunner } from '../operationRunner';
import type { Item } from '../item';
import { blankLeaveDate, leaveDate } from '../properties/dates';
import { dateOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{
		displayName: 'Withdraw',
		name: 'withdraw',
		type: 'boolean',
		default: false,
		description:
			'Whether to remove a leave date that lies in the future. It never gives access to a user who has left.',
	},
	leaveDate,
	blankLeaveDate,
	dateOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['setLeaveDate'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<SetLeaveDateParams, Success>({
		read: (item) => ({
			user: item.user(),
			...whatToDo(item),
			markerField: item.markerField(),
		}),
		run: setLeaveDate,
	});
}

function whatToDo(item: Item): Pick<SetLeaveDateParams, 'date' | 'blankEndDate' | 'withdraw'> {
	if (item.boolean('withdraw', 'Withdraw')) return { withdraw: true };
	const date = item.date('date', 'Date');
	const blankEndDate = item.blankEndDate();
	if (date === undefined && blankEndDate === 'keep') throw failure(parameterMessages.noLeaveDate);
	return { withdraw: false, date, blankEndDate };
}
