import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { openDoor, type DoorWish } from '../../lifecycle/doors';
import type { Call } from '../call';
import { requiredDoor } from '../doorWish';
import type { Item } from '../item';
import { door } from '../properties/door';
import { doorOptions } from '../properties/options';
import { badInput } from '../values';

const properties: INodeProperties[] = [
	{
		displayName:
			'The door opens for the time that is set for it in Net2. The command is sent once and never repeated; items for the same door open it once.',
		name: 'openNotice',
		type: 'notice',
		default: '',
	},
	{ ...door, required: true },
	doorOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['door'], operation: ['open'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<{ door: DoorWish }, object>({
		read(item) {
			refuseRetries(item);
			return { door: requiredDoor(item) };
		},
		act: openDoor,
		modelsMay: 'never',
	});
}

/** n8n would run the whole node again, and with it open the doors that were opened before another one failed. */
function refuseRetries({ context }: Item): void {
	if (context.getNode().retryOnFail !== true) return;
	throw badInput(
		'Retry On Fail',
		'is on in the settings of this node, and a door is never opened a second time by itself',
		'Switch Retry On Fail off for this node.',
	);
}
