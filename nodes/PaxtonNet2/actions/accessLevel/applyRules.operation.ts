import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { applyRules } from '../../lifecycle/operations/applyRules';
import { explain } from '../../lifecycle/result/resultBuilder';
import type { Success } from '../../lifecycle/result/result';
import type { RulesParams } from '../../lifecycle/run/request';
import type { OperationRunner } from '../operationRunner';
import { levelsByRule } from '../mappingTable';
import { mapping } from '../properties/mapping';
import { markerOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'Set a marker field in the options. The node stores there which levels a rule granted, and removes only those. Several items for one user, such as several contracts, count together.',
		name: 'rulesNotice',
		type: 'notice',
		default: '',
	},
	...userAndField,
	{
		displayName: 'HR Value',
		name: 'hrDepartment',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.department }}/{{ $json.contractType }}',
		description:
			'Value to look up in the table, such as a department. It may be several in one text. If the HR data gives an empty value, the employee has no contract. The levels that rules granted are then removed.',
	},
	{
		...mapping,
		description:
			'Table with one row for each access level. Its columns are Department and AccessLevel, unless you name others. In the level column, - means no level and !Name removes a level. Yes in a column Exclusive excludes all others.',
	},
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['applyRules'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runPerItem<RulesParams, Success>({
		async read(item) {
			// A contract that cannot be resolved must stop the other contracts of the employee too.
			const rule = await levelsByRule(item).catch((error: unknown) => ({
				levels: explain(error),
				exclusive: [],
			}));
			return { user: item.user(), ...rule, markerField: item.markerField() };
		},
		run: applyRules,
	});
}
