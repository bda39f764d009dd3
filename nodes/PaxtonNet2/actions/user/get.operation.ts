import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getUser } from '../../lifecycle/getUsers';
import type { UserView } from '../../lifecycle/result/result';
import type { GetParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { userForms } from '../userForms';
import { userReadOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, userReadOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['get'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runRead<GetParams, Partial<UserView>>({
		read: (item) => ({ user: item.user() }),
		run: getUser,
		entries: (user) => [user],
		forms: userForms,
	});
}
