import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { revokeExpired } from '../../lifecycle';
import type { Call } from '../call';
import { markerOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName:
			'Looks through all users for levels that were granted until a time that has come, and takes those away. Put it on a schedule; it runs once, however many items come in.',
		name: 'expiredNotice',
		type: 'notice',
		default: '',
	},
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['revokeExpired'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.sweep(
		async (run, item, options) => await revokeExpired(run, item.markerField(), options),
	);
}
