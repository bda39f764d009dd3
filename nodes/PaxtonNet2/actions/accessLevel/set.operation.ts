import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { setLevels } from '../../lifecycle';
import type { LevelsParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { writeOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'The user ends up with exactly these access levels: others are taken away. Individual doors stay as they are.',
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
			'Whether an empty list is meant and takes all access levels away. Otherwise it fails, since it is mostly an expression that found nothing.',
	},
	writeOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['set'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<LevelsParams, object>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: 'error',
			allowEmpty: item.fixedBoolean('allowEmpty', 'Allow Empty'),
		}),
		act: setLevels,
	});
}
