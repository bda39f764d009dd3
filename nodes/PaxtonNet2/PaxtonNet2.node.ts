import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as accessLevel from './actions/accessLevel';
import * as card from './actions/card';
import * as connection from './actions/connection';
import * as department from './actions/department';
import * as door from './actions/door';
import * as event from './actions/event';
import { allowWrites } from './actions/properties/options';
import { router } from './actions/router';
import * as user from './actions/user';
import { methods } from './methods';

/** The resources, the one that most workflows need first. */
const RESOURCES: INodePropertyOptions[] = [
	{ name: 'User', value: 'user' },
	{ name: 'Access Level', value: 'accessLevel' },
	{ name: 'Card', value: 'card' },
	{ name: 'Connection', value: 'connection' },
	{ name: 'Department', value: 'department' },
	{ name: 'Door', value: 'door' },
	{ name: 'Event', value: 'event' },
];

/** Joiners, movers and leavers at the doors of Paxton Net2. */
export class PaxtonNet2 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paxton Net2',
		name: 'paxtonNet2',
		icon: { light: 'file:paxtonNet2.svg', dark: 'file:paxtonNet2.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create, change, enable and disable users in Paxton Net2, and their access',
		defaults: { name: 'Paxton Net2' },
		usableAsTool: true,
		// A person who has them can sign in. n8n never shows them again (docs/mfa.md).
		sensitiveOutputFields: ['session', 'challenge'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'paxtonNet2Api', required: true, testedBy: 'testPaxtonNet2' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: RESOURCES,
				default: 'user',
			},
			...user.description,
			...accessLevel.description,
			...department.description,
			...card.description,
			...door.description,
			...event.description,
			...connection.description,
			allowWrites,
		],
	};

	methods = methods;

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return router.call(this);
	}
}
