import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { doorStatuses, type DoorRef } from '../../lifecycle/doors';
import type { OperationRunner } from '../operationRunner';
import { doorOf } from '../readDoor';
import { door } from '../properties/door';
import { listOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{ ...door, description: 'The door to read. Leave empty to read all doors.' },
	listOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['door'], operation: ['getStatus'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runRead<{ door?: DoorRef | undefined }, { doors: object[] }>({
		read: (item) => ({ door: doorOf(item) }),
		run: doorStatuses,
		entries: ({ doors }) => doors,
	});
}
