import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { withNet2 } from './withNet2';

/** Everything about a user that can be set, custom fields under the labels of the site. */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const customFields = await withNet2(this, async (net2) => await net2.users.customFields());
	return {
		fields: [
			field('firstName', 'First Name', { shown: true }),
			field('middleName', 'Middle Name'),
			field('lastName', 'Last Name', { shown: true }),
			field('telephone', 'Telephone'),
			field('extension', 'Extension'),
			field('fax', 'Fax'),
			field('pin', 'PIN'),
			field('isAlarmUser', 'Alarm User', { type: 'boolean' }),
			field('isAntiPassbackUser', 'Anti-Passback User', { type: 'boolean' }),
			...customFields.map(({ id, name }) =>
				field(
					`customField:${id}`,
					name.trim() === '' ? `Custom Field ${id}` : `${name} (Field ${id})`,
				),
			),
		],
	};
}

/**
 * A field is only offered, not put into the form, unless it is one that nearly everybody sets: the form would give a
 * flag that stands in it the value false, and so clear the flag of everybody who passes.
 */
function field(
	id: string,
	displayName: string,
	{
		type = 'string',
		shown = false,
	}: Partial<Pick<ResourceMapperField, 'type'>> & {
		shown?: boolean;
	} = {},
): ResourceMapperField {
	return {
		id,
		displayName,
		type,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !shown,
	};
}
