import type { IDataObject } from 'n8n-workflow';

/** As it would travel anyway: n8n stores items as JSON. */
export function toJson(value: object): IDataObject {
	const copy: unknown = JSON.parse(JSON.stringify(value));
	return isJsonObject(copy) ? copy : {};
}

export function isJsonObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
