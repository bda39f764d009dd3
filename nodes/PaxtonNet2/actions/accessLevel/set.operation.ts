import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setLevels } from '../../lifecycle/operations/levels';
import type { Success } from '../../lifecycle/result/result';
import type { LevelsParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { writeOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'The user gets exactly these access levels, and all others are removed. Individual doors stay as they are.',
		name: 'setNotice',
		type: 'notice',
		default: '',
	},
	...userAndField,
	accessLevels,
	{
		displayName: 'Allow Empty',
		name: 'allowEmpty',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether an empty list removes all access levels. Otherwise the item fails, because the list is usually empty by mistake.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['set'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<LevelsParams, Success>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: 'error',
			allowEmpty: item.fixedBoolean('allowEmpty', 'Allow Empty'),
		}),
		run: setLevels,
	});
}
