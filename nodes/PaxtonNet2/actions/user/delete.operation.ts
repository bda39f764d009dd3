import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { deleteUser } from '../../lifecycle';
import type { DeleteParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { writeOptions } from '../properties/options';
import { onNotFound, userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'Deleting cannot be undone. Net2 forgets the user with cards and access; to bar somebody, use Disable.',
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
		description: 'Whether to delete a user who is still enabled, too',
	},
	onNotFound,
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['delete'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<DeleteParams, object>({
		read: (item) => ({
			user: item.user(),
			force: item.fixedBoolean('force', 'Force'),
			onNotFound: item.choice('onNotFound', 'When the Key Is Not Found', ['error', 'report']),
		}),
		act: deleteUser,
		modelsMay: 'never',
	});
}
