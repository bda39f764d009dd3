import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { isRecord } from '../actions/values';
import { customFieldId, customFieldName } from '../mapping/customFields';
import type { CustomField } from '../net2/model';
import { withNet2 } from './withNet2';

/** Net2 has these custom fields, whatever a site calls them (docs/net2-api.md). */
const CUSTOM_FIELDS = Array.from({ length: 14 }, (_, n) => customFieldName(n + 1));

/** What the node has stored of its fields. */
interface StoredFields {
	/** Labels by field, as the editor read them when the node was open last. */
	labels: Map<string, string>;
	/** Fields that have a value or an expression. */
	given: Set<string>;
}

/**
 * Everything about a user that can be set, custom fields with the labels of the site. If the site cannot be reached, the
 * node keeps the labels that it has. Custom fields without one have their numbers. On an error the editor would show no
 * field at all. It drops the values of fields that it does not get. It reads the fields whenever the node is opened.
 */
export async function getUserFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const stored = storedFields(this.getCurrentNodeParameter('fields'));
	const customFields = await withNet2(this, async (net2) => await net2.users.customFields()).then(
		(fields) => fields.map(labelled),
		() => withoutSite(stored),
	);
	const field = (id: string, label: string, more: Shape = {}) => fieldOf(id, label, more, stored);
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
			...customFields.map(([id, label]) => field(id, label)),
		],
	};
}

function labelled({ id, name }: CustomField): [id: string, label: string] {
	const label = name.trim() === '' ? `Custom Field ${id}` : `${name} (Field ${id})`;
	return [customFieldName(id), label];
}

function withoutSite({ labels, given }: StoredFields): Array<[id: string, label: string]> {
	const known = [...labels.keys(), ...given].filter((id) => customFieldId(id) !== null);
	return [...new Set([...CUSTOM_FIELDS, ...known])].map((id) => [
		id,
		labels.get(id) ?? `Custom Field ${customFieldId(id) ?? ''}`,
	]);
}

function storedFields(parameter: unknown): StoredFields {
	const { value, schema } = isRecord(parameter) ? parameter : {};
	const columns: unknown[] = Array.isArray(schema) ? schema : [];
	return {
		labels: new Map(
			columns.flatMap((column) => {
				const { id, displayName } = isRecord(column) ? column : {};
				return typeof id === 'string' && typeof displayName === 'string' ? [[id, displayName]] : [];
			}),
		),
		given: new Set(
			Object.entries(isRecord(value) ? value : {})
				.filter(([, one]) => one !== null && one !== undefined && one !== '')
				.map(([id]) => id),
		),
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

interface Shape extends Partial<Pick<ResourceMapperField, 'type' | 'options'>> {
	shown?: boolean;
}

/** The form has the fields with a value, and those that nearly every workflow sets. The others are offered. */
function fieldOf(
	id: string,
	displayName: string,
	{ type = 'string', options, shown = false }: Shape,
	{ given }: StoredFields,
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
		removed: !shown && !given.has(id),
	};
}
