import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { pollNet2 } from './actions/poll';
import { leaverDepartment } from './actions/properties/department';
import { door } from './actions/properties/door';
import { triggerOptions } from './actions/properties/options';
import { methods } from './methods';

/** Starts a workflow when something happens at the doors of Paxton Net2 or to its users. */
export class PaxtonNet2Trigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paxton Net2 Trigger',
		name: 'paxtonNet2Trigger',
		icon: { light: 'file:paxtonNet2.svg', dark: 'file:paxtonNet2.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["event"]].flat().join(", ") }}',
		description: 'Starts the workflow on events in Net2, such as a denied card',
		defaults: { name: 'Paxton Net2 Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'paxtonNet2Api', required: true, testedBy: 'testPaxtonNet2' }],
		properties: [
			{
				displayName: 'Events',
				name: 'event',
				type: 'multiOptions',
				required: true,
				options: [
					{
						name: 'Access Denied',
						value: 'accessDenied',
						description: 'A door did not open for a user or a card',
					},
					{
						name: 'Access Granted',
						value: 'accessGranted',
						description: 'A door opened for a user',
					},
					{
						name: "Leaver's Card Used",
						value: 'leaverCardUsed',
						description: 'A card of a user who had left was used',
					},
					{
						name: 'Unknown Card',
						value: 'unknownCard',
						description: 'A card that no user has was used',
					},
					{
						name: 'User Changed',
						value: 'userChanged',
						description: 'A user was created, edited or deleted in Net2',
					},
				],
				default: ['leaverCardUsed'],
				description:
					'Events that start the workflow. An event that fits several of them starts it once.',
			},
			{
				...leaverDepartment,
				displayOptions: { show: { event: ['leaverCardUsed'] } },
				description:
					'Department of users who have left, if you keep one. Leave empty to go by the end date only.',
			},
			{
				...door,
				description:
					'Start the workflow only for events at this door. Leave empty to include all doors.',
			},
			triggerOptions,
		],
	};

	methods = methods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const items = await pollNet2(this);
		return items === null ? null : [items];
	}
}
