import { types } from 'node:util';
import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';

/** A parameter's value for an item. An expression that cannot be worked out is the bad input of that item. */
export function valueAt(context: IExecuteFunctions, name: string, index: number): unknown {
	try {
		const value: unknown = context.getNodeParameter(name, index, null);
		return value;
	} catch (error) {
		const said =
			error instanceof Error && error.name === 'ExpressionError' ? `: ${error.message}` : '';
		throw failure(parameterMessages.badExpression, { label: name, said });
	}
}

/**
 * A switch as it was set by hand. n8n itself takes the `=` from an expression here. What is left of one is text, and
 * any text is refused.
 */
export function fixedBoolean(context: IExecuteFunctions, name: string, label: string): boolean {
	const raw: unknown = context.getNodeParameter(name, 0, false, { rawExpressions: true });
	if (typeof raw === 'boolean') return raw;
	throw failure(parameterMessages.notByHand, { label });
}

/**
 * A parameter's value as text. Empty is absent. HR systems send numbers, and a whole number becomes its digits.
 * Numbers that lost digits on the way (1.5e21, 0.1, NaN) and other types are refused. The message does not repeat the
 * value, which may be a PIN.
 */
export function textOf(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	throw failure(parameterMessages.notText, { label, kind: kindOf(value) });
}

/**
 * A date as text. Absent if empty. Database nodes and expressions give JavaScript and Luxon dates. Spreadsheets give
 * numbers with a fraction for the time of day. The core judges what the date means (docs/hr-data.md).
 */
export function dateTextOf(value: unknown, label: string): string | undefined {
	if (types.isDate(value))
		return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
	if (DateTime.isDateTime(value)) return value.toISO() ?? 'Invalid Date';
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return textOf(value, label);
}

/** True or false, also as the words that spreadsheets and expressions make of them. */
export function booleanOf(value: unknown, label: string, absent: boolean): boolean {
	if (value === undefined || value === null || value === '') return absent;
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === 'true' || word === '1' || word === 1) return true;
	if (word === 'false' || word === '0' || word === 0) return false;
	throw failure(parameterMessages.notBoolean, { label, kind: kindOf(value) });
}

/** One of a list of words. Anything else is refused, and the message lists them. */
export function choiceOf<Word extends string>(
	value: unknown,
	label: string,
	words: readonly [Word, ...Word[]],
): Word {
	const text = textOf(value, label)?.trim();
	if (text === undefined) return words[0];
	const word = words.find((one) => one === text);
	if (word !== undefined) return word;
	throw failure(parameterMessages.unknownChoice, { label, words: words.join(', ') });
}

/** A whole number within bounds. */
export function wholeNumberOf(
	value: unknown,
	label: string,
	bounds: { absent: number; least: number; most: number },
): number {
	const text = textOf(value, label)?.trim();
	if (text === undefined) return bounds.absent;
	const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
	if (number >= bounds.least && number <= bounds.most) return number;
	throw failure(parameterMessages.badNumber, { label, ...bounds });
}

/** Whether a value, or that of a locator, says nothing. */
export function isBlank(value: unknown): boolean {
	if (isRecord(value)) return 'value' in value && isBlank(value['value']);
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** Whether a stored value, or that of a locator, is an expression. One without any text is none. */
export function isExpression(stored: unknown): boolean {
	if (isRecord(stored)) return isExpression(stored['value']);
	return typeof stored === 'string' && stored.startsWith('=') && stored.slice(1).trim() !== '';
}

/** Whether a stored value contains an expression anywhere, so that it may differ from item to item. */
export function containsExpression(stored: unknown): boolean {
	if (typeof stored === 'string') return stored.startsWith('=');
	if (Array.isArray(stored)) return stored.some(containsExpression);
	return isRecord(stored) && Object.values(stored).some(containsExpression);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a text says as JSON; undefined if it is not JSON. */
export function jsonIn(text: string): unknown {
	try {
		const parsed: unknown = JSON.parse(text);
		return parsed;
	} catch {
		return undefined;
	}
}

export function kindOf(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'number')
		return Number.isNaN(value) ? 'not a number' : 'a number that is not exact';
	if (typeof value === 'object') return 'an object';
	return typeof value === 'string' ? 'other text' : `a ${typeof value}`;
}
