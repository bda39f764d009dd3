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
				description:
					'Give a user the levels that a table says; take away only what a rule granted before',
			},
			{
				name: 'Get Assignments',
				value: 'getAssignments',
				action: 'Get access level assignments',
				description: 'Get who holds which access level, individual doors included',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many access levels',
				description: 'Get the access levels that Net2 has',
			},
			{
				name: 'Grant',
				value: 'grant',
				action: 'Grant access level to user',
				description: 'Give a user one or several access levels; others stay',
			},
			{
				name: 'Revoke',
				value: 'revoke',
				action: 'Revoke access level from user',
				description: 'Take one or several access levels from a user; others stay',
			},
			{
				name: 'Revoke Expired',
				value: 'revokeExpired',
				action: 'Revoke expired access levels',
				description: 'Take away every level that was granted until a time that has come',
			},
			{
				name: 'Set',
				value: 'set',
				action: 'Set access levels of user',
				description: 'Give a user exactly these access levels, and take away all others',
			},
		],
		default: 'grant',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
