import { fieldMessages } from '../messages/fields';
import { failure } from '../net2/errors';

/** Control characters and halves of a surrogate pair: neither is ever part of a key or a name. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Invisible format characters (zero-width space, byte-order mark) that ride along with pasted text. */
const INVISIBLE = /\p{Cf}/gu;

/**
 * Characters that show nothing and change nothing: byte-order mark, zero-width space, soft hyphen and the marks
 * of writing direction. The two joiners are not among them, because names in some scripts need them.
 */
const IGNORABLE =
	/[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;
const EDGE = /[\s\p{Cf}]/u;

/** Most cells are of plain characters, of which only a blank can be at an end. */
const PLAIN = /^[ -~]*$/;

/** Text without invisible characters, and without blanks at its ends. */
export function cleanText(text: string): string {
	if (PLAIN.test(text)) return text.trim();
	const visible = text.replace(IGNORABLE, '').trim();
	let start = 0;
	let end = visible.length;
	while (start < end && EDGE.test(visible.charAt(start))) start += 1;
	while (end > start && EDGE.test(visible.charAt(end - 1))) end -= 1;
	return visible.slice(start, end);
}

/**
 * Refuses text with U+FFFD. It marks a character that was lost when a file was read in the wrong encoding. `place`
 * says where, e.g. `in line 3, column 'Achternaam'`. Throws `badInput`.
 */
export function refuseLostCharacters(text: string, place: string): void {
	if (!text.includes('\uFFFD')) return;
	throw failure(fieldMessages.lostCharacters, { text: quoted(text), place });
}

/** Whether text contains a control character (NUL, line break, …) or half a surrogate pair. */
export function hasControlCharacters(text: string): boolean {
	return UNPRINTABLE.test(text);
}

/** How a value is shown in a message: quoted and short, so that 4,000 characters stay readable. */
export function quoted(value: string): string {
	const shown = value.length > 60 ? `${Array.from(value).slice(0, 60).join('')}…` : value;
	return `"${shown.replace(/\p{Cc}/gu, '?')}"`;
}

/** Where a cell is, for a message: `in line 3, column 'Achternaam',`. */
export function placeOf(header: string, line?: number): string {
	return line === undefined ? `in column '${header}'` : `in line ${line}, column '${header}',`;
}

/** Items of a message: at most ten, or `most`, and the count of the rest. */
export function listed(items: readonly string[], most = 10): string {
	const rest = items.length - most;
	return items.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Whether a value is an object with members, such as the JSON of an item. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value's kind in words, for refusals. */
export function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'number') return `the number ${value}`;
	if (typeof value === 'object') return 'an object';
	return `a ${typeof value}`;
}

/**
 * A personnel number as the node looks it up: trimmed text. It is exact: `00123` is not `123` (safety rule 3,
 * docs/safety-rules.md), so only blanks at the ends are dropped. A whole number is taken as its digits, because n8n
 * reads a JSON or spreadsheet cell so. Leading zeros that were lost before show as a near miss. Throws `badInput`.
 */
export function normalKey(value: unknown): string {
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value);
	if (typeof value !== 'string') throw failure(fieldMessages.keyNotText, { kind: kindOf(value) });
	const key = value.trim();
	if (key === '') throw failure(fieldMessages.emptyKey);
	refuseLostCharacters(key, 'in the personnel number');
	if (hasControlCharacters(key))
		throw failure(fieldMessages.keyWithControlCharacters, { key: quoted(key) });
	return key;
}

/** A key without what hides that two are one: blanks, case, leading zeros, invisible characters. */
export function bareKey(key: string): string {
	return (
		key
			.replace(INVISIBLE, '')
			.trim()
			.normalize('NFKC')
			.toUpperCase()
			.toLowerCase()
			// The last digit stays, so that 000 is near 0 and not near nothing.
			.replace(/^0+(?=.)/u, '')
	);
}

/**
 * Whether two different keys may mean one user: equal after trimming, without case and leading zeros. So no leaver is
 * missed because of `123` for `00123`. Invisible characters count as nothing, and full-width digits as digits. A
 * false alarm is cheap here, and a miss is not.
 */
export function isNearMiss(a: string, b: string): boolean {
	if (a === b) return false;
	const bare = bareKey(a);
	return bare !== '' && bare === bareKey(b);
}

function bareName(name: string | null): string {
	return (name ?? '').trim().normalize('NFC').toLowerCase().normalize('NFC');
}

/** Whether two names are equal for `verifyName`: trimmed, in any case, however accents are encoded. */
export function sameName(a: string | null, b: string | null): boolean {
	return bareName(a) === bareName(b);
}
