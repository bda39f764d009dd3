import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { revoke } from '../../lifecycle/operations/levels';
import type { Success } from '../../lifecycle/result/result';
import type { LevelsParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { writeOptions } from '../properties/options';
import { onNotFound, userAndField } from '../properties/user';

const properties: INodeProperties[] = [...userAndField, accessLevels, onNotFound, writeOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['revoke'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<LevelsParams, Success>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: item.choice('onNotFound', 'When Not Found', ['error', 'report']),
			allowEmpty: false,
		}),
		run: revoke,
	});
}
