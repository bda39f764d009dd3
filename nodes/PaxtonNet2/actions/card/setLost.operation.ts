import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setLost, type SetLostParams } from '../../lifecycle/cards/changeCard';
import type { Call } from '../call';
import { cardWish } from '../cardWish';
import { card, numberFormat } from '../properties/card';
import { writeOptions } from '../properties/options';
import { userAndField } from '../properties/user';
import { booleanOf } from '../values';

const properties: INodeProperties[] = [
	...userAndField,
	card,
	numberFormat,
	{
		displayName: 'Lost',
		name: 'isLost',
		type: 'boolean',
		default: true,
		description:
			'Whether the card is lost: it opens nothing then, and stays with the user. Off: it was found, and opens again.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['setLost'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<SetLostParams, object>({
		read: (item) => ({
			user: item.user(),
			card: cardWish(item),
			// An expression that gives nothing must not make a lost card open doors.
			isLost: booleanOf(item.value('isLost'), 'Lost', true),
		}),
		act: setLost,
	});
}
