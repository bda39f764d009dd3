import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { grant } from '../../lifecycle';
import type { LevelsParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { markerOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	...userAndField,
	accessLevels,
	{
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2026-12-01T17:00',
		description:
			'When the levels end, in the time of the site; empty: never. Needs a marker field in the options, and Revoke Expired on a schedule, which takes them away.',
	},
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['grant'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<LevelsParams, object>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: 'error',
			allowEmpty: false,
			until: item.text('until', 'Until'),
			markerField: item.markerField(),
		}),
		act: grant,
	});
}
