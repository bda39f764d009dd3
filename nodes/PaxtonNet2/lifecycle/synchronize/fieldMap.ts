import { correlationFieldId } from '../../mapping/fields';
import { customFieldById, customFieldName } from '../../mapping/customFields';
import { Net2Error } from '../../net2/errors';
import type { CustomField } from '../../net2/model';
import { markerFieldOf } from '../users/policyFor';
import type { FieldValues, Settings } from './settings';
import type { TextColumn } from './columns';
import type { HrRow } from './hrList';

/** Which Net2 fields the columns of the list go to. */
export interface FieldMap {
	/** The custom field with the key. */
	keyField: number;
	marker: CustomField | null;
	email: () => number;
	title: () => number;
}

/** Net2's own numbers for e-mail and position (API sheet 5.7), where no label says better. */
const EMAIL = { label: 'Email', id: 9 };
const TITLE = { label: 'Position', id: 10 };

/**
 * Works out the fields of this site. A field for two things is refused: HelloID's default map put the title over the
 * personnel number (its defect 4).
 */
export function fieldMapOf(settings: Settings, all: CustomField[]): FieldMap {
	const keyField = correlationFieldId(settings.correlationField, all);
	const marker =
		settings.markerField === undefined ? null : markerFieldOf(settings.markerField, keyField, all);
	const taken = [keyField, ...(marker === null ? [] : [marker.id])];
	const free = (what: string, id: number) => {
		if (!taken.includes(id)) return id;
		throw new Net2Error(
			'badInput',
			`The ${what} would go to ${customFieldName(id)}, which holds the key or the marker.`,
			'Choose other fields in the options of the node.',
		);
	};
	const email = () => free('e-mail address', chosen(settings.emailField, EMAIL, all));
	const title = () => free('job title', chosen(settings.titleField, TITLE, all));
	return { keyField, marker, email, title };
}

function chosen(
	wish: string | undefined,
	usual: { label: string; id: number },
	all: CustomField[],
): number {
	if ((wish?.trim() ?? '') !== '') return correlationFieldId(wish, all);
	const fold = (label: string) => label.replace(/[\s-]/g, '').toLowerCase();
	const [hit, second] = all.filter(({ name }) => fold(name) === fold(usual.label));
	if (hit !== undefined && second === undefined) return hit.id;
	return customFieldById(usual.id, all).id;
}

const NATIVE: Array<[TextColumn, string]> = [
	['firstName', 'firstName'],
	['middleName', 'middleName'],
	['lastName', 'lastName'],
	['phone', 'telephone'],
];

/** A row's values under the names of Net2's fields; a column that is not there is absent. */
export function fieldsOf({ text }: Pick<HrRow, 'text'>, map: FieldMap): FieldValues {
	const fields: FieldValues = {};
	for (const [column, field] of NATIVE) {
		const value = text[column];
		if (value !== undefined) fields[field] = value;
	}
	if (text.email !== undefined) fields[customFieldName(map.email())] = text.email;
	if (text.title !== undefined) fields[customFieldName(map.title())] = text.title;
	return fields;
}
