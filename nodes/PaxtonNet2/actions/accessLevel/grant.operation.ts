import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { grant } from '../../lifecycle';
import type { LevelsAsk } from '../../lifecycle/request';
import type { Call } from '../call';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { writeOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, accessLevels, writeOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['grant'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<LevelsAsk, object>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: 'error',
			allowEmpty: false,
		}),
		act: grant,
	});
}
