import { Net2Error } from '../net2/errors';
import { hasControlCharacters, kindOf, quoted, refuseLostCharacters } from './text';

/**
 * No source gives the length that Net2 allows for a name or phone number (docs/net2-api.md). This limit only stops
 * obvious mistakes. If a server cuts a value earlier, the node sees that when it reads the value back.
 */
export const NATIVE_LIMIT = 255;

function refuse(message: string, cure: string): Net2Error {
	return new Net2Error('badInput', message, cure);
}

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
	if (text === null) {
		throw refuse(
			`The field "${label}" must be text, but it is ${kindOf(value)}.`,
			'Write the value as text.',
		);
	}
	refuseLostCharacters(text, `in the field "${label}"`);
	if (maxLength > 0 && text.length > maxLength) {
		throw refuse(
			`The field "${label}" can store ${maxLength} characters, but ${quoted(text)} has ${text.length}.`,
			'Shorten the value. The node never cuts it.',
		);
	}
	if (!isPlain(text, maxLength === 0)) {
		throw refuse(
			`The value ${quoted(text)} of the field "${label}" contains control characters.`,
			'Remove line breaks, tabs and other invisible characters.',
		);
	}
	return text;
}

/**
 * A PIN: digits, as text, so that leading zeros count. No source says how many digits Net2 takes
 * (docs/net2-api.md), so only their kind is checked. Throws `badInput`, and the message never shows the PIN.
 */
export function pinValue(value: unknown): string {
	const text = asText(value) ?? '';
	if (typeof value === 'number' && text.length < 4) {
		throw refuse(
			'The PIN is a number with fewer than four digits: leading zeros may have been lost.',
			'Give the PIN as text.',
		);
	}
	if (!/^\d+$/.test(text) || text.length > NATIVE_LIMIT) {
		throw refuse('The PIN has characters that are not digits.', 'Give the PIN as text of digits.');
	}
	return text;
}

/** True or false, also as text. */
export function flagValue(label: string, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true') return true;
	if (text === 'false') return false;
	const shown = typeof value === 'string' ? quoted(value) : kindOf(value);
	throw refuse(
		`The field "${label}" must be true or false, but it is ${shown}.`,
		'Write true or false.',
	);
}
