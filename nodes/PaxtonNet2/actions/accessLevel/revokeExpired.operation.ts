import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { revokeExpired } from '../../lifecycle/operations/revokeExpired';
import type { OperationRunner } from '../operationRunner';
import { markerOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName:
			'The node removes each access level that was granted until a time that has passed. Run it on a schedule. It runs once, however many items come in.',
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

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runOnce(
		async (run, item, options) => await revokeExpired(run, item.markerField(), options),
	);
}
