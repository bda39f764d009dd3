import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as applyRules from './applyRules.operation';
import * as getAll from './getAll.operation';
import * as getAssignments from './getAssignments.operation';
import * as grant from './grant.operation';
import * as revoke from './revoke.operation';
import * as revokeExpired from './revokeExpired.operation';
import * as set from './set.operation';

export const operations = new Map<string, Operation>([
	['applyRules', applyRules],
	['getAll', getAll],
	['getAssignments', getAssignments],
	['grant', grant],
	['revoke', revoke],
	['revokeExpired', revokeExpired],
	['set', set],
]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['accessLevel'] } },
		options: [
			{
				name: 'Apply Rules',
				value: 'applyRules',
				action: 'Apply access level rules to user',
				description: 'Grant levels by a table, and remove only what a rule granted',
			},
			{
				name: 'Get Assignments',
				value: 'getAssignments',
				action: 'Get access level assignments',
				description: 'Get which user has which access level and individual door',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many access levels',
				description: 'Get the access levels in Net2',
			},
			{
				name: 'Grant',
				value: 'grant',
				action: 'Grant access level to user',
				description: 'Add access levels to a user and keep all others',
			},
			{
				name: 'Revoke',
				value: 'revoke',
				action: 'Revoke access level from user',
				description: 'Remove access levels from a user and keep all others',
			},
			{
				name: 'Revoke Expired',
				value: 'revokeExpired',
				action: 'Revoke expired access levels',
				description: 'Remove each level that was granted until a time that has passed',
			},
			{
				name: 'Set',
				value: 'set',
				action: 'Set access levels of user',
				description: 'Give a user exactly these access levels and remove all others',
			},
		],
		default: 'grant',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
