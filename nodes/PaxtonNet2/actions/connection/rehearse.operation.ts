import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { rehearsalServices } from '../../host/rehearsalServices';
import { rehearse } from '../../lifecycle/rehearse/rehearse';
import type { OperationRunner } from '../operationRunner';
import { rehearseOptions } from '../properties/options';

const properties: INodeProperties[] = [
	{
		displayName:
			'Rehearse writes to Net2. It creates one user that can never open a door, and removes this user at the end. Run it by hand, in the editor.',
		name: 'rehearseNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Try a Card',
		name: 'tryCard',
		type: 'boolean',
		default: true,
		description:
			'Whether to add a card to that user and remove it again. Its number is random, and it is marked lost.',
	},
	{
		displayName: 'Try a Photo',
		name: 'tryPhoto',
		type: 'boolean',
		default: false,
		description: 'Whether to give that user a small photo and read it back',
	},
	rehearseOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['rehearse'] } },
	properties,
);

/** Runs once for all input items. Only a person in the editor starts it (safety rule 9, docs/safety-rules.md). */
export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runSignIn('personInEditor', async ({ options, run }, { item }) => {
		const { operation, onFault, markerKey } = run;
		const tryCard = item.boolean('tryCard', 'Try a Card');
		const tryPhoto = item.boolean('tryPhoto', 'Try a Photo');
		const more = { operation, onFault, markerKey, tryCard, tryPhoto };
		return await rehearse(rehearsalServices(options, more));
	});
}
