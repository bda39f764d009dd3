import { fieldMessages } from '../messages/fields';
import { failure } from '../net2/errors';
import { hasControlCharacters, kindOf, quoted, refuseLostCharacters } from './text';

/**
 * No source gives the length that Net2 allows for a name or phone number (docs/net2-api.md). This limit only stops
 * obvious mistakes. If a server cuts a value earlier, the node sees that when it reads the value back.
 */
export const NATIVE_LIMIT = 255;

/** Whether a value says nothing: absent, null, or blank text. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** Text, or a whole number as its digits. Everything else would be a guess and gives null. */
function asText(value: unknown): string | null {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	return null;
}

/** Line breaks and tabs belong in a field without a length limit (Notes), and in no other. */
function isPlain(text: string, multiline: boolean): boolean {
	return !hasControlCharacters(multiline ? text.replace(/[\r\n\t]/g, '') : text);
}

/**
 * One field's value as text, trimmed, never cut. `maxLength` 0 means no limit. Length is counted as SQL
 * Server's nvarchar counts it, in UTF-16 units. Throws `badInput`.
 */
export function textValue(label: string, value: unknown, maxLength: number): string {
	const text = asText(value);
	if (text === null) throw failure(fieldMessages.notText, { field: label, kind: kindOf(value) });
	refuseLostCharacters(text, `in the field "${label}"`);
	const shown = { field: label, value: quoted(text) };
	if (maxLength > 0 && text.length > maxLength)
		throw failure(fieldMessages.tooLong, { ...shown, most: maxLength, length: text.length });
	if (!isPlain(text, maxLength === 0)) throw failure(fieldMessages.controlCharacters, shown);
	return text;
}

/**
 * A PIN: digits, as text, so that leading zeros count. No source says how many digits Net2 takes
 * (docs/net2-api.md), so only their kind is checked. Throws `badInput`, and the message never shows the PIN.
 */
export function pinValue(value: unknown): string {
	const text = asText(value) ?? '';
	if (typeof value === 'number' && text.length < 4) throw failure(fieldMessages.shortPin);
	if (!/^\d+$/.test(text) || text.length > NATIVE_LIMIT) throw failure(fieldMessages.badPin);
	return text;
}

/** True or false, also as text. */
export function flagValue(label: string, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true') return true;
	if (text === 'false') return false;
	const shown = typeof value === 'string' ? quoted(value) : kindOf(value);
	throw failure(fieldMessages.notFlag, { field: label, value: shown });
}
