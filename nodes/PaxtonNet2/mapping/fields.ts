import { fieldMessages } from '../messages/fields';
import { failure } from '../net2/errors';
import type { CustomField } from '../net2/model';
import { customFieldById, customFieldId, labelsOf } from './customFields';
import {
	FLAG_FIELDS,
	TEXT_FIELDS,
	type DesiredFields,
	type FlagField,
	type TextField,
} from './desired';
import { quoted } from './text';
import { flagValue, isEmpty, NATIVE_LIMIT, pinValue, textValue } from './values';

export { correlationFieldId } from './customFields';
export type { DesiredFields } from './desired';
export { fieldsChanged } from './userBody';

/** Field values by id: `firstName`, … `customField:14`. Absent: keep. */
export type FieldValues = Record<string, string | number | boolean | null>;

const LABELS: Record<TextField, string> = {
	firstName: 'First name',
	middleName: 'Middle name',
	lastName: 'Last name',
	telephone: 'Telephone',
	extension: 'Extension',
	fax: 'Fax',
};
const FLAG_LABELS: Record<FlagField, string> = {
	isAlarmUser: 'Alarm user',
	isAntiPassbackUser: 'Anti-passback user',
};

function isTextField(id: string): id is TextField {
	return TEXT_FIELDS.some((field) => field === id);
}

function isFlagField(id: string): id is FlagField {
	return FLAG_FIELDS.some((field) => field === id);
}

/**
 * Reads the values of an item for a user's fields. It refuses what Net2 could not keep as written. With `emptyValues:
 * 'keep'` an empty value counts as absent. With `'clear'` it is sent as '', since Net2 takes null for unchanged
 * (docs/net2-api.md). A flag has no empty state and is kept either way.
 */
export function readFields(
	values: FieldValues,
	customFields: CustomField[],
	emptyValues: 'keep' | 'clear',
): DesiredFields {
	const desired: DesiredFields = { text: {}, flags: {}, custom: new Map() };
	for (const [id, value] of Object.entries(values)) {
		const empty = isEmpty(value);
		const skip = empty && emptyValues === 'keep';
		const customId = customFieldId(id);
		if (isTextField(id)) {
			if (!skip) desired.text[id] = empty ? '' : textValue(LABELS[id], value, NATIVE_LIMIT);
		} else if (isFlagField(id)) {
			if (!empty) desired.flags[id] = flagValue(FLAG_LABELS[id], value);
		} else if (id === 'pin') {
			if (!skip) desired.pin = empty ? '' : pinValue(value);
		} else if (customId !== null) {
			// Looked up even where nothing is sent: a field that is not there is a mistake in the workflow.
			const field = customFieldById(customId, customFields);
			if (!skip) {
				desired.custom.set(field.id, empty ? '' : textValue(field.name, value, field.maxLength));
			}
		} else {
			throw failure(
				customFields.length === 0 ? fieldMessages.unknownFieldOfNone : fieldMessages.unknownField,
				{
					field: quoted(id),
					known: [...TEXT_FIELDS, 'pin', ...FLAG_FIELDS].join(', '),
					customFields: labelsOf(customFields),
				},
			);
		}
	}
	if (desired.text.firstName === '' && desired.text.lastName === '') {
		// The layer under the API needs a name (docs/net2-api.md).
		throw failure(fieldMessages.noName);
	}
	return desired;
}
