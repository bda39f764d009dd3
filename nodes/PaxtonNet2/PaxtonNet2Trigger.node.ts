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

/** Starts a workflow when something happens at the doors of Paxton Net2, or to its users. */
export class PaxtonNet2Trigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paxton Net2 Trigger',
		name: 'paxtonNet2Trigger',
		icon: { light: 'file:paxtonNet2.svg', dark: 'file:paxtonNet2.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["event"]].flat().join(", ") }}',
		description: 'Starts the workflow on events of Paxton Net2, such as the card of a leaver',
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
						description: 'Somebody was refused at a door',
					},
					{
						name: 'Access Granted',
						value: 'accessGranted',
						description: 'Somebody was let in at a door',
					},
					{
						name: 'Card of Leaver Used',
						value: 'leaverCardUsed',
						description: 'A card of somebody who had left was used, let in or not',
					},
					{
						name: 'Unknown Card',
						value: 'unknownCard',
						description: 'A card that nobody has was refused',
					},
					{
						name: 'User Changed',
						value: 'userChanged',
						description: 'A user was created, edited or deleted in Net2',
					},
				],
				default: ['leaverCardUsed'],
				description: 'What starts the workflow. An event that fits several is told once.',
			},
			{
				...leaverDepartment,
				displayOptions: { show: { event: ['leaverCardUsed'] } },
				description:
					'The department for people who have left, if you keep one. Empty: only the end date says who has left.',
			},
			{ ...door, description: 'Only events at this door. Empty: at all doors.' },
			triggerOptions,
		],
	};

	methods = methods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const items = await pollNet2(this);
		return items === null ? null : [items];
	}
}
