import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getAllUsers, type ListedUser } from '../../lifecycle/getUsers';
import type { OperationRunner } from '../operationRunner';
import { howMany, simplify, userFilters } from '../properties/lists';
import { listOptions } from '../properties/options';
import { contains, folded, readListParameters } from '../readList';
import { simplified, userForms } from '../userForms';

const properties: INodeProperties[] = [...howMany, userFilters, simplify, listOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['getAll'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runList<object>({
		async run(run, item) {
			const { limit, name, department, enabled } = readListParameters(item);
			const simplifies = item.boolean('simplify', 'Simplify');
			const { users: all, warnings } = await getAllUsers(run);
			const isMeant = (user: ListedUser) =>
				contains(user.name, name) &&
				(department === undefined || folded(user.department?.name ?? '') === folded(department)) &&
				(enabled === 'any' || user.enabled === (enabled === 'yes'));
			const users = all.filter(isMeant);
			if (users.length > limit)
				warnings.push(
					`Returned ${limit} of ${users.length} users. Switch on 'Return All' or add 'Filters' to get the others.`,
				);
			const entries = users.slice(0, limit);
			return { entries: simplifies ? entries.map(simplified) : entries, warnings };
		},
		forms: userForms,
	});
}
