import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as getAll from './getAll.operation';
import * as getStatus from './getStatus.operation';
import * as open from './open.operation';

export const operations = new Map<string, Operation>([
	['getAll', getAll],
	['getStatus', getStatus],
	['open', open],
]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['door'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many doors',
				description: 'Get the doors that Net2 has',
			},
			{
				name: 'Get Status',
				value: 'getStatus',
				action: 'Get status of doors',
				description: 'Get what the contacts of one or all doors say',
			},
			{
				name: 'Open',
				value: 'open',
				action: 'Open door',
				description: 'Open a door for the time that is set for it in Net2',
			},
		],
		default: 'getAll',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
