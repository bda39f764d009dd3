/**
 * The normal form of safety rule 3 (docs/safety-rules.md): Unicode NFKC without invisible characters, case and
 * blanks. Numbers also lose leading zeros. It only ever answers whether two texts may mean the same. The exact text
 * finds a user and is written to Net2.
 */

/**
 * Characters that a reader does not see: format characters, control characters, and others that Unicode lets a font
 * leave out. Examples are a Hangul filler, a variation selector and a combining grapheme joiner.
 */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** Every blank of Unicode, and the Braille pattern without dots, which fonts draw as a blank. */
const BLANK = /[\p{White_Space}\u2800]/gu;

/** HR systems and word processors replace these while someone types, so the same name arrives in both spellings. */
const APOSTROPHE = /[\u0060\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]/gu;
const DASH = /[\p{Pd}\u2212]/gu;

/** The last digit stays, so that `000` equals `0` and is not empty. */
const LEADING_ZEROS = /^0+(?=.)/su;

/** Most numbers and names are plain ASCII, and the general way costs ten times as much for 50,000 users. */
const PLAIN = /^[!-~]*$/;

/** The text as it finds a user: trimmed and otherwise as it is, so `00123` is not `123`. */
export function exactNumber(text: string | null | undefined): string {
	return (text ?? '').trim();
}

/** A personnel number in normal form. Empty if the text has no visible character. */
export function normalNumber(text: string | null | undefined): string {
	return folded(text ?? '').replace(LEADING_ZEROS, '');
}

/**
 * A name in normal form. Accents stay: in many languages `Ole` and `Olé` are two names, and the form decides who gets
 * access. Apostrophes and dashes count as one character each, however they are typed.
 */
export function normalName(text: string | null | undefined): string {
	const name = text ?? '';
	if (PLAIN.test(name) && !name.includes('`')) return name.toLowerCase();
	return folded(name.replace(APOSTROPHE, "'").replace(DASH, '-'));
}

/** A text in normal form without its accents. */
export function withoutAccents(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** An email address in normal form. */
export function normalEmail(text: string | null | undefined): string {
	return folded(text ?? '');
}

/**
 * The order matters. NFKC may make a blank out of one character, so blanks go after it. Lower case comes after upper
 * case because `ß` and `SS`, or the two small sigmas, meet only in upper case. NFKC comes again because removing an
 * invisible character may bring two parts of one letter together.
 */
function folded(text: string): string {
	if (PLAIN.test(text)) return text.toLowerCase();
	const visible = text.normalize('NFKC').replace(INVISIBLE, '').replace(BLANK, '');
	return (
		visible
			// A capital sharp s is `ß` in lower case only.
			.toLowerCase()
			.toUpperCase()
			.toLowerCase()
			.normalize('NFKC')
			// The Turkish capital I with a dot keeps that dot as a second character in lower case.
			.replace(/i\u0307/gu, 'i')
	);
}
