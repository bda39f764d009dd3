import { Net2Error } from '../net2/errors';
import type { CustomField } from '../net2/model';
import { customFieldById, customFieldId, unknownField } from './customFields';
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
			throw unknownField(
				`The field ${quoted(id)} is unknown`,
				customFields,
				`Known are ${[...TEXT_FIELDS, 'pin', ...FLAG_FIELDS].join(', ')}. `,
			);
		}
	}
	if (desired.text.firstName === '' && desired.text.lastName === '') {
		// The layer under the API needs a name (docs/net2-api.md).
		throw new Net2Error(
			'badInput',
			'First and last name are both empty.',
			'Give at least one of them. Net2 stores no user without a name.',
		);
	}
	return desired;
}
