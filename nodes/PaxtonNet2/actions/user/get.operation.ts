import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getUser } from '../../lifecycle';
import type { GetParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { userReadOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, userReadOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['get'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<GetParams, object>({
		read: (item) => ({ user: item.user() }),
		act: getUser,
	});
}
