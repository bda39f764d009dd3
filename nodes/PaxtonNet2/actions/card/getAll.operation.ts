import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getCards } from '../../lifecycle/cards/cards';
import type { GetParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { userReadOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, userReadOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['card'], operation: ['getAll'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<GetParams, { cards: object[] }>({
		read: (item) => ({ user: item.user() }),
		act: getCards,
		entries: ({ cards }) => cards,
	});
}
