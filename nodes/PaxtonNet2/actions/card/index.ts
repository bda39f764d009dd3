import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as add from './add.operation';
import * as getAll from './getAll.operation';
import * as remove from './remove.operation';
import * as setLost from './setLost.operation';

export const operations = new Map<string, Operation>([
	['add', add],
	['getAll', getAll],
	['remove', remove],
	['setLost', setLost],
]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['card'] } },
		options: [
			{
				name: 'Add',
				value: 'add',
				action: 'Add card to user',
				description: 'Add a card or a number plate to a user',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many cards of user',
				description: 'Get the cards of a user',
			},
			{
				name: 'Mark Lost or Found',
				value: 'setLost',
				action: 'Mark card of user as lost or found',
				description: 'Mark a card as lost, so that it opens nothing, or found',
			},
			{
				name: 'Remove',
				value: 'remove',
				action: 'Remove card from user',
				description: 'Remove a card from a user permanently',
			},
		],
		default: 'getAll',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
