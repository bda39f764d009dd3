import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { grant } from '../../lifecycle/operations/levels';
import type { Success } from '../../lifecycle/result/result';
import type { LevelsParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { levelList } from '../levelList';
import { accessLevels } from '../properties/accessLevels';
import { markerOptions } from '../properties/options';
import { userAndField } from '../properties/user';
import { textOf } from '../values';

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
			"When the levels end, in the time zone of the site. If empty, they don't end. Set a marker field in the options, and run Revoke Expired on a schedule.",
	},
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['grant'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<LevelsParams, Success>({
		read: (item) => ({
			user: item.user(),
			accessLevels: levelList(item.value('accessLevels')),
			onNotFound: 'error',
			allowEmpty: false,
			until: textOf(item.setting('until', 'Until'), 'Until'),
			markerField: item.markerField(),
		}),
		run: grant,
	});
}
