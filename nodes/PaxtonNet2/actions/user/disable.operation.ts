import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { disable } from '../../lifecycle';
import type { DisableParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { leaverDepartment } from '../properties/department';
import { markerOptions } from '../properties/options';
import { onNotFound, userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{
		...leaverDepartment,
		description:
			'The department for people who have left, if you keep one; the user is moved there. Empty: the department stays as it is.',
	},
	{
		displayName: 'Remove Access',
		name: 'removeAccess',
		type: 'options',
		options: [
			{
				name: 'Keep',
				value: 'keep',
				description: 'The end date alone bars the user; access levels stay as they are',
			},
			{
				name: 'Access Levels',
				value: 'levels',
				description: 'Take all access levels away; individual doors stay',
			},
			{
				name: 'Access Levels and Individual Doors',
				value: 'all',
				description: 'Take away everything that opens a door',
			},
		],
		default: 'keep',
		description: 'What to take away beside setting the end date before today',
	},
	{
		displayName: 'Cards',
		name: 'cards',
		type: 'options',
		options: [
			{ name: 'Keep', value: 'keep', description: 'Cards stay with the user' },
			{ name: 'Mark as Lost', value: 'lost', description: 'Every card is marked as lost' },
		],
		default: 'keep',
		description: 'What becomes of the cards, fobs and plates of the user',
	},
	{
		displayName: 'Clear PIN',
		name: 'clearPin',
		type: 'boolean',
		default: false,
		description: 'Whether to empty the PIN of the user',
	},
	onNotFound,
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['disable'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<DisableParams, object>({
		read: (item) => ({
			user: item.user(),
			leaverDepartment: item.department('leaverDepartment', 'Leaver Department'),
			removeAccess: item.choice('removeAccess', 'Remove Access', ['keep', 'levels', 'all']),
			cards: item.choice('cards', 'Cards', ['keep', 'lost']),
			clearPin: item.boolean('clearPin', 'Clear PIN'),
			onNotFound: item.choice('onNotFound', 'When the Key Is Not Found', ['error', 'report']),
			markerField: item.markerField(),
		}),
		act: disable,
	});
}
