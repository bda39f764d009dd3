import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setLeaveDate } from '../../lifecycle';
import type { SetLeaveDateParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import type { Item } from '../item';
import { leaveDate } from '../properties/dates';
import { writeOptions } from '../properties/options';
import { userAndField } from '../properties/user';
import { badInput } from '../values';

const properties: INodeProperties[] = [
	...userAndField,
	{
		displayName: 'Withdraw',
		name: 'withdraw',
		type: 'boolean',
		default: false,
		description:
			'Whether to take a leave date back instead of setting one. Only while it lies ahead: this never lets somebody in again who has left.',
	},
	leaveDate,
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['setLeaveDate'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<SetLeaveDateParams, object>({
		read: (item) => ({ user: item.user(), ...whatToDo(item) }),
		act: setLeaveDate,
	});
}

function whatToDo(item: Item): Pick<SetLeaveDateParams, 'date' | 'withdraw'> {
	if (item.boolean('withdraw', 'Withdraw')) return { withdraw: true };
	const date = item.text('date', 'Date');
	if (date === undefined)
		throw badInput('Date', 'is empty', 'Give the last day with access, or switch on Withdraw.');
	return { withdraw: false, date };
}
