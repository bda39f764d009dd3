import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getUser } from '../../lifecycle';
import type { GetAsk } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { userReadOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, userReadOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['get'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<GetAsk, object>({
		read: (item) => ({ user: item.user() }),
		act: getUser,
	});
}
