import { fieldMessages } from '../messages/fields';
import { failure } from '../net2/errors';
import type { CustomField } from '../net2/model';
import { listed, quoted } from './text';

/** Net2's default label of the field with the personnel number, and that field's default id (docs/net2-api.md). */
const DEFAULT_LABEL = 'Personnel number';
const DEFAULT_ID = 14;
const MOST_FIELDS = 14;

/** Net2 has 14 fields, and each of them may be the one that the reader looks for. */
const MOST_LABELS = 20;

const PREFIX = 'customField:';

/** How a custom field is named in parameters and outputs. */
export function customFieldName(id: number): string {
	return `${PREFIX}${id}`;
}

/** The id in `customField:<id>`; null for any other text. */
export function customFieldId(name: string): number | null {
	const digits = /^customField:([1-9]\d{0,3})$/.exec(name.trim())?.[1];
	return digits === undefined ? null : Number(digits);
}

/** The labels of this site, for a message: `Email (customField:9), …`. */
export function labelsOf(customFields: CustomField[]): string {
	const labels = customFields.map((field) => `${field.name} (${customFieldName(field.id)})`);
	return listed(labels, MOST_LABELS);
}

function folded(label: string): string {
	return label.trim().normalize('NFC').toLowerCase();
}

function labelled(label: string, customFields: CustomField[]): CustomField[] {
	return customFields.filter((field) => folded(field.name) === folded(label));
}

/** A custom field by its id; one the site does not have is refused. */
export function customFieldById(id: number, customFields: CustomField[]): CustomField {
	const field = customFields.find((candidate) => candidate.id === id);
	if (field !== undefined) return field;
	throw failure(
		customFields.length === 0 ? fieldMessages.missingFieldOfNone : fieldMessages.missingField,
		{ field: customFieldName(id), customFields: labelsOf(customFields) },
	);
}

function defaultField(customFields: CustomField[]): CustomField {
	const [field, second] = labelled(DEFAULT_LABEL, customFields);
	if (field !== undefined && second === undefined) return field;
	if (second === undefined) return customFieldById(DEFAULT_ID, customFields);
	throw failure(fieldMessages.severalDefaults, {
		label: DEFAULT_LABEL,
		customFields: labelsOf(customFields),
	});
}

/**
 * The id of the field that probably contains the key, before the fields of the site are read. Null: only they say it. See
 * {@link correlationFieldId}.
 */
export function likelyFieldId(chosen: string): number | null {
	const id = chosen.trim() === '' ? DEFAULT_ID : customFieldId(chosen);
	return id !== null && id <= MOST_FIELDS ? id : null;
}

/**
 * The id of the custom field that contains the key: `customField:<id>`, or a label (trimmed, any case). The default
 * is the field labelled Personnel number, else 14. Each site has its own labels (docs/net2-api.md). A label that two
 * fields share is refused rather than guessed. Throws `unknownField`.
 */
export function correlationFieldId(
	chosen: string | undefined,
	customFields: CustomField[],
): number {
	const text = chosen?.trim() ?? '';
	if (text === '') return defaultField(customFields).id;
	const id = customFieldId(text);
	if (id !== null) return customFieldById(id, customFields).id;
	const [field, second] = labelled(text, customFields);
	if (field !== undefined && second === undefined) return field.id;
	const shown = { label: quoted(text), customFields: labelsOf(customFields) };
	if (second !== undefined) throw failure(fieldMessages.severalLabelled, shown);
	throw failure(
		customFields.length === 0 ? fieldMessages.unknownLabelOfNone : fieldMessages.unknownLabel,
		shown,
	);
}
