import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as check from './check.operation';
import * as requestCode from './requestCode.operation';
import * as signOut from './signOut.operation';
import * as submitCode from './submitCode.operation';

export const operations = new Map<string, Operation>([
	['check', check],
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
		displayOptions: { show: { resource: ['signIn'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				action: 'Check sign in',
				description:
					'Check certificate, sign-in, rights, fields, clock and time zone, and renew the sign-in (preflight)',
			},
			{
				name: 'Request Code',
				value: 'requestCode',
				action: 'Request code for sign in',
				description: 'Begin a sign-in with a second factor: Net2 mails a code to the operator',
			},
			{
				name: 'Sign Out',
				value: 'signOut',
				action: 'Sign out',
				description: 'Take the sign-in back at Net2 and forget it here',
			},
			{
				name: 'Submit Code',
				value: 'submitCode',
				action: 'Submit code for sign in',
				description: 'End a sign-in with the code, for other nodes and workflows to use',
			},
		],
		default: 'check',
	},
	...[...operations.values()].flatMap((operation) => operation.description),
];
