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
				description: 'Get the doors in Net2',
			},
			{
				name: 'Get Status',
				value: 'getStatus',
				action: 'Get status of doors',
				description: 'Get the status of one or all doors',
			},
			{
				name: 'Open',
				value: 'open',
				action: 'Open door',
				description: 'Open a door for the time that is set in Net2',
			},
		],
		default: 'getAll',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
