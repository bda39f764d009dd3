import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { deleteUser } from '../../lifecycle/operations/deleteUser';
import type { Success } from '../../lifecycle/result/result';
import type { DeleteParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { allowFromWorkflow } from '../properties/allowFromWorkflow';
import { writeOptions } from '../properties/options';
import { onNotFound, userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'You cannot undo this. Net2 deletes the user with cards and access. To end access only, use Disable.',
		name: 'deleteNotice',
		type: 'notice',
		default: '',
	},
	...userAndField,
	{
		displayName: 'Force',
		name: 'force',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether to delete a user who is still enabled',
	},
	onNotFound,
	allowFromWorkflow,
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['delete'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<DeleteParams, Success>({
		read: (item) => ({
			user: item.user(),
			force: item.fixedBoolean('force', 'Force'),
			onNotFound: item.choice('onNotFound', 'When Not Found', ['error', 'report']),
		}),
		run: deleteUser,
	});
}
