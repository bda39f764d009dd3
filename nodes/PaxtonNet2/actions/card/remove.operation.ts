import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { removeCard, type RemoveCardParams } from '../../lifecycle/cards/changeCard';
import type { Call } from '../call';
import { cardWish } from '../cardWish';
import { card, numberFormat } from '../properties/card';
import { writeOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	card,
	numberFormat,
	{
		displayName: 'When the Card Is Not Found',
		name: 'onNotFound',
		type: 'options',
		options: [
			{ name: 'Stop With an Error', value: 'error', description: 'The item fails' },
			{
				name: 'Report Not Found',
				value: 'report',
				description: 'The item succeeds with the outcome notFound',
			},
		],
		default: 'error',
		description:
			'What to do when the user has no card with this number. A card chosen by ID that is gone is reported.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['remove'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<RemoveCardParams, object>({
		read: (item) => ({
			user: item.user(),
			card: cardWish(item),
			onNotFound: item.choice('onNotFound', 'When the Card Is Not Found', ['error', 'report']),
		}),
		act: removeCard,
	});
}
