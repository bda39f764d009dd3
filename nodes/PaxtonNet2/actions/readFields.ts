import type { FieldValues } from '../lifecycle/run/request';
import { badInput, isRecord } from './values';

/**
 * Reads the resource mapper. It takes the whole parameter, not `fields.value`. n8n would check that against the
 * editor's schema, and its message repeats the value, which may be a PIN.
 */
export function readFieldValues(mapper: unknown): FieldValues {
	if (isRecord(mapper) && mapper['mappingMode'] === 'autoMapInputData')
		throw badInput(
			'Fields',
			'is set to map automatically',
			'Map each field by itself, because columns are not named as Net2 names its fields.',
		);
	const given = isRecord(mapper) ? mapper['value'] : undefined;
	if (given === undefined || given === null) return {};
	if (!isRecord(given))
		throw badInput('Fields', 'is not a list of fields', 'Map each field by itself.');
	const values: FieldValues = {};
	for (const [id, value] of Object.entries(given))
		if (value !== undefined) values[id] = fieldValue(id, value);
	return values;
}

function fieldValue(id: string, value: unknown): FieldValues[string] {
	if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
	if (typeof value !== 'object') return String(value);
	throw badInput(`Fields: ${id}`, 'is an object or a list', 'Give text, a number, true or false.');
}
