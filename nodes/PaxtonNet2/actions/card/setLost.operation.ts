import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setLost, type SetLostParams } from '../../lifecycle/cards/changeCard';
import type { CardOutcome } from '../../lifecycle/cards/cards';
import type { OperationRunner } from '../operationRunner';
import { cardOf } from '../readCard';
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
			'Whether the card is lost and opens no door. Switch it off for a card that was found. The card stays with the user.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['setLost'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<SetLostParams, CardOutcome>({
		read: (item) => ({
			user: item.user(),
			card: cardOf(item),
			// An expression that gives nothing must not make a lost card open doors.
			isLost: booleanOf(item.value('isLost'), 'Lost', true),
		}),
		run: setLost,
	});
}
