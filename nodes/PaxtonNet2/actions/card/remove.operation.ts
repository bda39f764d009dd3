import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { removeCard, type RemoveCardParams } from '../../lifecycle/cards/changeCard';
import type { CardOutcome } from '../../lifecycle/cards/cards';
import type { OperationRunner } from '../operationRunner';
import { cardOf } from '../readCard';
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
			'What to do if the user has no card with this number. A missing card that was chosen by Net2 ID is reported.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['remove'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<RemoveCardParams, CardOutcome>({
		read: (item) => ({
			user: item.user(),
			card: cardOf(item),
			onNotFound: item.choice('onNotFound', 'When the Card Is Not Found', ['error', 'report']),
		}),
		run: removeCard,
	});
}
