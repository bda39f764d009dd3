import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { CustomField } from '../net2/model';
import { withNet2 } from './withNet2';

/** Net2 has these custom fields, whatever a site calls them (docs/net2-api.md). */
const WITHOUT_LABELS: Array<Pick<CustomField, 'id' | 'name'>> = Array.from(
	{ length: 14 },
	(_, n) => ({
		id: n + 1,
		name: '',
	}),
);

/**
 * Everything about a user that can be set, custom fields with the labels of the site. If the site cannot be reached,
 * the custom fields have their numbers. On an error the editor would show no field at all. It drops the values of
 * fields that it does not get. It reads them again, labels included, whenever the node is opened.
 */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const customFields = await withNet2(this, async (net2) => await net2.users.customFields()).catch(
		() => WITHOUT_LABELS,
	);
	return {
		fields: [
			field('firstName', 'First Name', { shown: true }),
			field('middleName', 'Middle Name'),
			field('lastName', 'Last Name', { shown: true }),
			field('telephone', 'Telephone'),
			field('extension', 'Extension'),
			field('fax', 'Fax'),
			field('pin', 'PIN'),
			field('isAlarmUser', 'Alarm User', YES_OR_NO),
			field('isAntiPassbackUser', 'Anti-Passback User', YES_OR_NO),
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
 * The form shows all fields when the operation of a node changes. A switch would be off then, and off would clear the
 * flag of every user. A choice can be empty, and empty keeps the flag.
 */
const YES_OR_NO: Pick<ResourceMapperField, 'type' | 'options'> = {
	type: 'options',
	options: [
		{ name: 'Yes', value: 'true' },
		{ name: 'No', value: 'false' },
	],
};

/** A field is only offered, not put into the form, unless nearly every workflow sets it. */
function field(
	id: string,
	displayName: string,
	{
		type = 'string',
		options,
		shown = false,
	}: Pick<ResourceMapperField, 'type' | 'options'> & {
		shown?: boolean;
	} = {},
): ResourceMapperField {
	return {
		id,
		displayName,
		type,
		...(options === undefined ? {} : { options }),
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !shown,
	};
}
