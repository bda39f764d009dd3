import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { disable } from '../../lifecycle/operations/disable';
import type { Success } from '../../lifecycle/result/result';
import type { DisableParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { leaverDepartment } from '../properties/department';
import { markerOptions } from '../properties/options';
import { onNotFound, userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{
		...leaverDepartment,
		description:
			'The department for users who have left. The user is moved there. If empty, the department stays as it is.',
	},
	{
		displayName: 'Remove Access',
		name: 'removeAccess',
		type: 'options',
		options: [
			{
				name: 'Keep',
				value: 'keep',
				description: 'Only the end date ends the access. Access levels stay as they are.',
			},
			{
				name: 'Access Levels',
				value: 'levels',
				description: 'Remove all access levels and keep individual doors',
			},
			{
				name: 'Access Levels and Individual Doors',
				value: 'all',
				description: 'Remove everything that opens a door',
			},
		],
		default: 'keep',
		description: 'What to remove. The end date always ends the access now.',
	},
	{
		displayName: 'Cards',
		name: 'cards',
		type: 'options',
		options: [
			{ name: 'Keep', value: 'keep', description: 'Cards stay as they are' },
			{ name: 'Mark as Lost', value: 'lost', description: 'Every card is marked as lost' },
		],
		default: 'keep',
		description: 'What happens to the cards of the user',
	},
	{
		displayName: 'Clear PIN',
		name: 'clearPin',
		type: 'boolean',
		default: false,
		description: 'Whether to clear the PIN of the user',
	},
	onNotFound,
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['disable'] } },
	properties,
);

/** Settings whose expression may give nothing. The end date does not wait for them (docs/safety-rules.md, rule 7). */
const SETTINGS = [
	['leaverDepartment', 'Leaver Department'],
	['removeAccess', 'Remove Access'],
	['cards', 'Cards'],
	['clearPin', 'Clear PIN'],
] as const;

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<DisableParams, Success>({
		read: (item) => ({
			user: item.user(),
			leaverDepartment: item.department('leaverDepartment', 'Leaver Department'),
			removeAccess: item.choice('removeAccess', 'Remove Access', ['keep', 'levels', 'all']),
			cards: item.choice('cards', 'Cards', ['keep', 'lost']),
			clearPin: item.boolean('clearPin', 'Clear PIN'),
			onNotFound: item.choice('onNotFound', 'When Not Found', ['error', 'report']),
			markerField: item.markerField(),
			lost: SETTINGS.flatMap(([name, label]) => item.lostSetting(name, label) ?? []),
		}),
		run: disable,
	});
}
