import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { applyRules } from '../../lifecycle';
import { explain } from '../../lifecycle/result/resultBuilder';
import type { RulesParams } from '../../lifecycle/run/request';
import type { Call } from '../call';
import { levelsByRule } from '../departmentWish';
import { mapping } from '../properties/mapping';
import { markerOptions } from '../properties/options';
import { userAndField } from '../properties/user';

const properties: INodeProperties[] = [
	{
		displayName:
			'Needs a marker field in the options: there Net2 keeps which levels a rule granted, and only those are taken away again. Several items for one user, such as several contracts, count together.',
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
			'What to look up in the table: a department, or any other attribute of HR, or several in one text',
	},
	{
		...mapping,
		description:
			'Table with a row per access level. Columns are Department and AccessLevel, unless named otherwise; !Name in the level column takes a level out, and yes in a column Exclusive lets one stand alone.',
	},
	markerOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['accessLevel'], operation: ['applyRules'] } },
	properties,
);

export async function execute(call: Call): Promise<INodeExecutionData[]> {
	return await call.perItem<RulesParams, object>({
		async read(item) {
			// A contract that cannot be resolved must hold back the person's other contracts too.
			const rule = await levelsByRule(item).catch((error: unknown) => ({
				levels: explain(error),
				exclusive: [],
			}));
			return { user: item.user(), ...rule, markerField: item.markerField() };
		},
		act: applyRules,
	});
}
