import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as create from './create.operation';
import * as deleteDepartment from './delete.operation';
import * as getAll from './getAll.operation';
import * as update from './update.operation';

export const operations = new Map<string, Operation>([
	['create', create],
	['delete', deleteDepartment],
	['getAll', getAll],
	['update', update],
]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['department'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create department',
				description: 'Create a department',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete department',
				description: 'Delete a department without users',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many departments',
				description: 'Get the departments in Net2',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update department',
				description: 'Rename a department. Its users stay in it.',
			},
		],
		default: 'getAll',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
