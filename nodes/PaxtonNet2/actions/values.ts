import { Net2Error } from '../net2/errors';

/**
 * A parameter's value as text. Empty is absent (design, section 5). HR systems send numbers, and a whole number
 * becomes its digits; what has lost digits on the way (1.5e21, 0.1, NaN) or is no single value is refused. The value
 * itself is not repeated in the message: it may be a PIN.
 */
export function textOf(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	throw badInput(
		label,
		`is ${kindOf(value)}, and text was expected`,
		'Send it as text; numbers with a fraction or with more than 15 digits have already lost some.',
	);
}

/** True or false, also as the words that spreadsheets and expressions make of them. */
export function booleanOf(value: unknown, label: string, absent: boolean): boolean {
	if (value === undefined || value === null || value === '') return absent;
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === 'true' || word === '1' || word === 1) return true;
	if (word === 'false' || word === '0' || word === 0) return false;
	throw badInput(
		label,
		`is ${kindOf(value)}, and true or false was expected`,
		'Send true or false.',
	);
}

/** One of a list of words; anything else is refused, and the list told. */
export function choiceOf<Word extends string>(
	value: unknown,
	label: string,
	words: readonly [Word, ...Word[]],
): Word {
	const text = textOf(value, label)?.trim();
	if (text === undefined) return words[0];
	const word = words.find((one) => one === text);
	if (word !== undefined) return word;
	throw badInput(label, 'has a value it cannot have', `Choose one of: ${words.join(', ')}.`);
}

/** A whole number within bounds. */
export function wholeNumberOf(
	value: unknown,
	label: string,
	{ absent, least, most }: { absent: number; least: number; most: number },
): number {
	const text = textOf(value, label)?.trim();
	if (text === undefined) return absent;
	const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
	if (number >= least && number <= most) return number;
	throw badInput(
		label,
		'is not a number it can be',
		`Give a whole number from ${least} to ${most}; without one it is ${absent}.`,
	);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a text says as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
	try {
		const parsed: unknown = JSON.parse(text);
		return parsed;
	} catch {
		return undefined;
	}
}

export function badInput(label: string, what: string, cure: string): Net2Error {
	return new Net2Error('badInput', `The parameter "${label}" ${what}.`, cure);
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'number')
		return Number.isNaN(value) ? 'not a number' : 'a number that is not exact';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'string') return 'other text';
	return `a ${typeof value}`;
}
