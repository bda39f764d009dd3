import { correlationFieldId } from '../../mapping/fields';
import { customFieldById, customFieldName } from '../../mapping/customFields';
import { synchronizeMessages } from '../../messages/synchronize';
import { failure, Net2Error } from '../../net2/errors';
import type { CustomField } from '../../net2/model';
import { markerFieldOf } from '../users/policyFor';
import type { HrTexts } from '../../mapping/hrRecord';
import type { FieldValues, Settings } from './settings';
import type { HrRow } from './hrList';

/** Which Net2 fields the columns of the list go to. */
export interface FieldMap {
	/** The custom field with the personnel number. */
	keyField: number;
	/** Whether that field is the one for email addresses, so that an address is the number. */
	numberIsEmail: boolean;
	marker: CustomField | null;
	email: () => number;
	title: () => number;
}

/** Net2's own numbers for email and position (docs/net2-api.md), where no label says better. */
const EMAIL = { label: 'Email', id: 9 };
const TITLE = { label: 'Position', id: 10 };

/**
 * Works out the fields of this site. One field for two things is refused. A job title that overwrites the personnel
 * number loses the user (docs/safety-rules.md, rule 3).
 */
export function fieldMapOf(settings: Settings, all: CustomField[]): FieldMap {
	const keyField = correlationFieldId(settings.correlationField, all);
	const marker =
		settings.markerField === undefined ? null : markerFieldOf(settings.markerField, keyField, all);
	const taken = [keyField, ...(marker === null ? [] : [marker.id])];
	const { emailFieldTaken, titleFieldTaken } = synchronizeMessages;
	const free = (id: number, isTaken: typeof emailFieldTaken | typeof titleFieldTaken) => {
		if (!taken.includes(id)) return id;
		throw failure(isTaken, { field: customFieldName(id) });
	};
	const email = once(() => free(chosen(settings.emailField, EMAIL, all), emailFieldTaken));
	const title = once(() => free(chosen(settings.titleField, TITLE, all), titleFieldTaken));
	const numberIsEmail = usualField(settings.emailField, EMAIL, all) === keyField;
	return { keyField, numberIsEmail, marker, email, title };
}

/** Works a value out when it is first used. A list may have 50,000 lines, and each has an email address. */
function once(work: () => number): () => number {
	let known: number | undefined;
	return () => (known ??= work());
}

/** As {@link chosen}; undefined if this Net2 has no such field. */
function usualField(...given: Parameters<typeof chosen>): number | undefined {
	try {
		return chosen(...given);
	} catch (error) {
		if (error instanceof Net2Error) return undefined;
		throw error;
	}
}

function chosen(
	given: string | undefined,
	usual: { label: string; id: number },
	all: CustomField[],
): number {
	if ((given?.trim() ?? '') !== '') return correlationFieldId(given, all);
	const fold = (label: string) => label.replace(/[\s-]/g, '').toLowerCase();
	const [hit, second] = all.filter(({ name }) => fold(name) === fold(usual.label));
	if (hit !== undefined && second === undefined) return hit.id;
	return customFieldById(usual.id, all).id;
}

const NATIVE: Array<[keyof HrTexts, string]> = [
	['firstName', 'firstName'],
	['middleName', 'middleName'],
	['lastName', 'lastName'],
	['phone', 'telephone'],
];

/** The values of a row by the names of Net2's fields. A column that the list does not have is absent. */
export function fieldsOf({ text }: Pick<HrRow, 'text'>, map: FieldMap): FieldValues {
	const fields: FieldValues = {};
	for (const [column, field] of NATIVE) {
		const value = text[column];
		if (value !== undefined) fields[field] = value;
	}
	if (text.email !== undefined && !map.numberIsEmail)
		fields[customFieldName(map.email())] = text.email;
	if (text.title !== undefined) fields[customFieldName(map.title())] = text.title;
	return fields;
}
