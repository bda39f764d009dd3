import { Net2Error } from '../net2/errors';
import { hasControlCharacters, kindOf, quoted } from './text';

/**
 * Length Net2 allows a name or phone number: in no source (API sheet 5.4). This bound only stops what is
 * surely a mistake; a server that cuts earlier is caught by the read-back.
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

/** Text, or a whole number as its digits. Everything else would be a guess. Null: refused by the caller. */
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
 * Server's nvarchar counts it, in UTF-16 units.
 */
export function textValue(label: string, value: unknown, maxLength: number): string {
	const text = asText(value);
	if (text === null) {
		throw refuse(
			`The field "${label}" must be text, but it is ${kindOf(value)}.`,
			'Write the value as text.',
		);
	}
	if (maxLength > 0 && text.length > maxLength) {
		throw refuse(
			`The field "${label}" holds ${maxLength} characters, but ${quoted(text)} has ${text.length}.`,
			'Shorten the value; it is never cut silently.',
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
 * A PIN: digits, as text, so that leading zeros count. How many Net2 takes is in no source, so only the
 * kind is judged. The message never shows it.
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
		throw refuse('The PIN is not made of digits only.', 'Give the PIN as text of digits.');
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
