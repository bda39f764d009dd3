import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { revoke } from '../../lifecycle';
import type { LevelsParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { writeOptions } from '../properties/options';
import { onNotFound, userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, accessLevels, onNotFound, writeOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['revoke'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<LevelsParams, object>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: item.choice('onNotFound', 'When the Key Is Not Found', ['error', 'report']),
			allowEmpty: false,
		}),
		act: revoke,
	});
}
