import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { namedEntries } from './namedEntries';
import { withNet2 } from './withNet2';

/** The custom fields with the labels of the site. */
export async function getCorrelationFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const fields = await withNet2(this, async (net2) => await net2.users.customFields());
	return [
		{
			name: 'Default (Personnel Number, Else Field 14)',
			value: '',
			description: 'The field labelled Personnel number, else custom field 14',
		},
		...fields.map(({ id, name }) => ({
			name: name.trim() === '' ? `Custom field ${id}` : name,
			value: `customField:${id}`,
			description: `Custom field ${id}`,
		})),
	];
}

/** Access levels that can be granted: never 0, which means no access in Net2. */
export async function getAccessLevels(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const levels = await withNet2(this, async (net2) => await net2.accessLevels.list());
	return namedEntries(levels)
		.filter(({ value }) => value !== 'id:0')
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
