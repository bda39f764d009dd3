import type { FieldValues } from '../lifecycle/run/request';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import { isRecord } from './values';

/**
 * Reads the resource mapper. It takes the whole parameter, not `fields.value`. n8n would check that against the
 * editor's schema, and its message repeats the value, which may be a PIN.
 */
export function readFieldValues(mapper: unknown): FieldValues {
	if (isRecord(mapper) && mapper['mappingMode'] === 'autoMapInputData')
		throw failure(parameterMessages.fieldsMappedAutomatically);
	const given = isRecord(mapper) ? mapper['value'] : undefined;
	if (given === undefined || given === null) return {};
	if (!isRecord(given)) throw failure(parameterMessages.fieldsNotList);
	const values: FieldValues = {};
	for (const [id, value] of Object.entries(given))
		if (value !== undefined) values[id] = fieldValue(id, value);
	return values;
}

function fieldValue(id: string, value: unknown): FieldValues[string] {
	if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
	if (typeof value !== 'object') return String(value);
	throw failure(parameterMessages.fieldNotValue, { field: id });
}
