import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { openDoor, type DoorWish } from '../../lifecycle/doors';
import type { Call } from '../call';
import { requiredDoor } from '../doorWish';
import { door } from '../properties/door';
import { doorOptions } from '../properties/options';

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
		read: (item) => ({ door: requiredDoor(item) }),
		act: openDoor,
		modelsMay: 'never',
	});
}
