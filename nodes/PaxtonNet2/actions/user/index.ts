import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as create from './create.operation';
import * as deleteUser from './delete.operation';
import * as disable from './disable.operation';
import * as enable from './enable.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as getPhoto from './getPhoto.operation';
import * as setLeaveDate from './setLeaveDate.operation';
import * as setPhoto from './setPhoto.operation';
import * as synchronize from './synchronize.operation';
import * as undo from './undo.operation';
import * as update from './update.operation';
import * as upsert from './upsert.operation';

export const operations = new Map<string, Operation>([
	['create', create],
	['delete', deleteUser],
	['disable', disable],
	['enable', enable],
	['get', get],
	['getAll', getAll],
	['getPhoto', getPhoto],
	['setLeaveDate', setLeaveDate],
	['setPhoto', setPhoto],
	['synchronize', synchronize],
	['undo', undo],
	['update', update],
	['upsert', upsert],
]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['user'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create user',
				description: 'Create a disabled user, or find the existing user (joiner)',
			},
			{
				name: 'Create or Update',
				value: 'upsert',
				action: 'Create or update user',
				description: 'Create a new record, or update the current one if it already exists (upsert)',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete user',
				description: 'Delete a disabled user permanently',
			},
			{
				name: 'Disable',
				value: 'disable',
				action: 'Disable user',
				description: 'Disable a user now and check the result (leaver)',
			},
			{
				name: 'Enable',
				value: 'enable',
				action: 'Enable user',
				description: 'Give a user access from a start date (joiner, rehire)',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get user',
				description: 'Get one user with dates, department, access levels and custom fields',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many users',
				description: 'Get many users with dates and department (import)',
			},
			{
				name: 'Get Photo',
				value: 'getPhoto',
				action: 'Get photo of user',
				description: 'Get the photo of a user as a file',
			},
			{
				name: 'Set Leave Date',
				value: 'setLeaveDate',
				action: 'Set leave date of user',
				description: 'Set or remove a future end date (planned leaver)',
			},
			{
				name: 'Set Photo',
				value: 'setPhoto',
				action: 'Set photo of user',
				description: 'Set the photo of a user from a JPEG or PNG file',
			},
			{
				name: 'Synchronize',
				value: 'synchronize',
				action: 'Synchronize users with HR list',
				description: 'Compare an HR list with Net2, and apply the differences',
			},
			{
				name: 'Undo',
				value: 'undo',
				action: 'Undo earlier step for user',
				description: 'Reverse what an earlier operation wrote',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update user',
				description: 'Change fields and department of a user if they differ (mover)',
			},
		],
		default: 'create',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
