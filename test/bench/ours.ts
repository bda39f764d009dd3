import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type Engine, type NodeResult } from '../engine';
import { LEAVER_DEPARTMENT, OPERATOR, type HrPerson } from './people';
import { locator, mapper } from '../actions/parameters';

const NODE = 'n8n-nodes-paxton-net2.paxtonNet2';

/** Our node as it comes, on a list. */
export async function ours(
	engine: Engine,
	url: string,
	parameters: INodeParameters,
	items: IDataObject[],
): Promise<NodeResult> {
	const result = await runNode(NODE, parameters, items, {
		engine,
		credentials: { paxtonNet2Api: { baseUrl: url, ...OPERATOR, timeZone: 'Europe/Amsterdam' } },
	});
	if (result.error) throw result.error;
	return result;
}

/** The columns that a list has (synchronize takes them by name). */
export function itemsOf(list: HrPerson[]): IDataObject[] {
	return list.map(({ key, firstName, lastName, email, department, accessLevels }) => ({
		key,
		firstName,
		lastName,
		email,
		department,
		accessLevels,
	}));
}

/** Everything about a joiner in one step. */
export const JOINER: INodeParameters = {
	resource: 'user',
	operation: 'upsert',
	key: '={{ $json.key }}',
	fields: mapper({
		firstName: '={{ $json.firstName }}',
		lastName: '={{ $json.lastName }}',
		'customField:9': '={{ $json.email }}',
	}),
	departmentMode: 'direct',
	department: locator('name', '={{ $json.department }}'),
	accessLevels: '={{ $json.accessLevels }}',
	enabled: 'enable',
};

export const LEAVER: INodeParameters = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '={{ $json.key }}'),
	leaverDepartment: locator('name', LEAVER_DEPARTMENT.name),
	removeAccess: 'keep',
};

/** The whole list, and no user differs. */
export const UNCHANGED: INodeParameters = {
	resource: 'user',
	operation: 'synchronize',
	mode: 'apply',
	missing: 'disable',
	options: { output: 'full' },
};
