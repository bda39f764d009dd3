import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as getAll from './getAll.operation';

export const operations = new Map<string, Operation>([['getAll', getAll]]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['event'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many events',
				description: 'Return what happened at doors and to users, newest first',
			},
		],
		default: 'getAll',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
