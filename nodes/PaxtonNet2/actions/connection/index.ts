import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as check from './check.operation';
import * as rehearse from './rehearse.operation';
import * as requestCode from './requestCode.operation';
import * as signOut from './signOut.operation';
import * as submitCode from './submitCode.operation';

export const operations = new Map<string, Operation>([
	['check', check],
	['rehearse', rehearse],
	['requestCode', requestCode],
	['signOut', signOut],
	['submitCode', submitCode],
]);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['connection'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				action: 'Check the connection',
				description:
					'Check certificate, sign-in, rights, fields, clock and time zone, without writing',
			},
			{
				name: 'Rehearse',
				value: 'rehearse',
				action: 'Rehearse on this server',
				description: 'Find out how your Net2 server behaves, with one harmless user',
			},
			{
				name: 'Request Code',
				value: 'requestCode',
				action: 'Request a sign in code',
				description: 'Start a sign-in, so that Net2 emails a code to the operator',
			},
			{
				name: 'Sign Out',
				value: 'signOut',
				action: 'Sign out',
				description: 'Revoke the sign-in in Net2 and remove it from n8n',
			},
			{
				name: 'Submit Code',
				value: 'submitCode',
				action: 'Submit a sign in code',
				description: 'Complete a sign-in with the code, and return it for other nodes',
			},
		],
		default: 'check',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
