import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { doorStatuses, type DoorWish } from '../../lifecycle/doors';
import type { Call } from '../call';
import { doorWish } from '../doorWish';
import { door } from '../properties/door';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{ ...door, description: 'The door to look at. Empty: all doors.' },
	listOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['door'], operation: ['getStatus'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<{ door?: DoorWish | undefined }, { doors: object[] }>({
		read: (item) => ({ door: doorWish(item) }),
		act: doorStatuses,
		entries: ({ doors }) => doors,
	});
}
