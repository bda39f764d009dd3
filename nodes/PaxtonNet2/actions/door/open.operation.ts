import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { openDoor, type DoorOutcome, type DoorRef } from '../../lifecycle/doors';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import type { OperationRunner } from '../operationRunner';
import { requiredDoor } from '../readDoor';
import type { Item } from '../item';
import { allowFromWorkflow } from '../properties/allowFromWorkflow';
import { door } from '../properties/door';
import { doorOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName:
			'The door opens for the time that is set in Net2. The node sends the command once and never repeats it. Several items for one door open it once.',
		name: 'openNotice',
		type: 'notice',
		default: '',
	},
	{ ...door, required: true },
	allowFromWorkflow,
	doorOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['door'], operation: ['open'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<{ door: DoorRef }, DoorOutcome>({
		read(item) {
			refuseRetries(item);
			return { door: requiredDoor(item) };
		},
		run: openDoor,
	});
}

/** n8n would run the whole node again, and open doors again that were opened before another one failed. */
function refuseRetries({ context }: Item): void {
	if (context.getNode().retryOnFail !== true) return;
	throw failure(parameterMessages.doorWithRetries);
}
