import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { addCard, type AddCardParams, type Replaces } from '../../lifecycle/cards/addCard';
import { cardValue, TOKEN_TYPES, type NumberFormat } from '../../mapping/cardNumber';
import type { CardOutcome } from '../../lifecycle/cards/cards';
import type { OperationRunner } from '../operationRunner';
import { numberFormatOf } from '../readCard';
import type { Item } from '../item';
import { numberFormat, tokenType } from '../properties/card';
import { newCardOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	{
		displayName: 'Card Number',
		name: 'cardNumber',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12345678',
		description:
			"The number of the new card, written as 'Number Format' says. A number of another user is refused.",
	},
	numberFormat,
	tokenType,
	{
		displayName: 'Cards to Replace',
		name: 'replaces',
		type: 'options',
		options: [
			{ name: 'All Cards of This Type', value: 'sameType' },
			{ name: 'None', value: 'none' },
			{ name: 'One Card', value: 'one' },
		],
		default: 'none',
		description:
			'Cards that the node marks as lost after it added this one. A lost card opens no door.',
	},
	{
		displayName: 'Replaced Card',
		name: 'replacedCard',
		type: 'string',
		default: '',
		placeholder: 'e.g. 87654321',
		displayOptions: { show: { replaces: ['one'] } },
		description: "The number of the card to replace, written as 'Number Format' says",
	},
	newCardOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['add'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<AddCardParams, CardOutcome>({
		read(item) {
			const type = item.choice('tokenType', 'Card Type', ['ProxCard', ...TOKEN_TYPES]);
			const format = numberFormatOf(item);
			return {
				user: item.user(),
				tokenType: type,
				value: cardValue(item.required('cardNumber', 'Card Number'), format, type),
				replaces: replacesOf(item, format, type),
			};
		},
		run: addCard,
	});
}

function replacesOf(item: Item, format: NumberFormat, type: string): Replaces {
	const which = item.chosen('replaces', 'Cards to Replace', ['none', 'sameType', 'one']);
	if (which !== 'one') return { which };
	return { which, value: cardValue(item.required('replacedCard', 'Replaced Card'), format, type) };
}
