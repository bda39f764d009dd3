import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactNumber, normalNumber } from '../../../nodes/PaxtonNet2/lifecycle/identity';

type Relation = 'equal' | 'near' | 'other';

/** Safety rule 3 (docs/safety-rules.md): exact text finds a user, and the normal form finds those who may be meant. */
const PAIRS: Array<[a: string, b: string, relation: Relation, why: string]> = [
	['00123', '00123', 'equal', 'the same text'],
	['00123', ' 00123 ', 'equal', 'outer blanks are trimmed'],
	['7003', '7003\u00a0', 'equal', 'a no-break space at the end is trimmed'],
	['7003', '7003\t', 'equal', 'a tab at the end is trimmed'],
	['7003', '\ufeff7003', 'equal', 'a byte order mark at the start is trimmed'],
	['00123', '123', 'near', 'leading zeros'],
	['0071', '71', 'near', 'leading zeros'],
	['000', '0', 'near', 'zeros alone keep one zero'],
	['0', '00000', 'near', 'zeros alone keep one zero'],
	['00123', '0 0123', 'near', 'a blank between leading zeros'],
	['123', '1 2 3', 'near', 'blanks inside'],
	['12 345', '12\u00a0345', 'near', 'a no-break space inside'],
	['12345', '12\u202f345', 'near', 'a narrow no-break space inside'],
	['12345', '12\u2009345', 'near', 'a thin space inside'],
	['12345', '12\u3000345', 'near', 'an ideographic space inside'],
	['12345', '12\u1680345', 'near', 'an Ogham space inside'],
	['12345', '12\u2800345', 'near', 'a Braille blank inside'],
	['12345', '123\u200b45', 'near', 'a zero-width space'],
	['12345', '\u200b12345', 'near', 'a zero-width space at the start'],
	['12345', '12345\u200d', 'near', 'a zero-width joiner'],
	['12345', '12345\u2060', 'near', 'a word joiner'],
	['12345', '12\u00ad345', 'near', 'a soft hyphen'],
	['12345', '\u202a12345\u202c', 'near', 'marks of writing direction'],
	['12345', '\u200e12345', 'near', 'a left-to-right mark'],
	['12345', '12345\ufe0f', 'near', 'a variation selector'],
	['12345', '123\u034f45', 'near', 'a combining grapheme joiner'],
	['12345', '123\u316445', 'near', 'a Hangul filler'],
	['12345', '123\u000045', 'near', 'a null character'],
	['12345', '123\n45', 'near', 'a line break'],
	['A123', 'a123', 'near', 'case'],
	['STRASSE1', 'straße1', 'near', 'case of a sharp s'],
	['STRAẞE1', 'straße1', 'near', 'the capital sharp s'],
	['ΟΔΟΣ1', 'οδος1', 'near', 'case of both small sigmas'],
	['İ55', 'i55', 'near', 'case of the Turkish capital I with a dot'],
	['123', '\uff11\uff12\uff13', 'near', 'full-width digits'],
	['A1', '\uff211', 'near', 'a full-width letter'],
	['0123', '\uff10123', 'near', 'a full-width leading zero'],
	['123', '\uff10\uff11\uff12\uff13', 'near', 'a leading zero that is full-width'],
	['12', '1\u00b2', 'near', 'a superscript digit'],
	['fi1', '\ufb011', 'near', 'a ligature'],
	['é1', 'e\u03011', 'near', 'an accent as a character of its own'],
	['00A1', 'a1', 'near', 'leading zeros and case together'],
	['123', '124', 'other', 'another number'],
	['123', '1230', 'other', 'a zero at the end counts'],
	['103', '13', 'other', 'a zero inside counts'],
	['E-00123', 'E-123', 'other', 'zeros after a prefix are not leading'],
	['123', '123.0', 'other', 'a fraction is other text'],
	['123', '-123', 'other', 'a sign counts'],
	['12-34', '1234', 'other', 'a hyphen counts'],
	['O123', '0123', 'other', 'the letter O is no zero'],
	['l23', '123', 'other', 'the letter l is no one'],
	['А123', 'A123', 'other', 'a Cyrillic letter is another letter'],
	['ü1', 'u1', 'other', 'an accent counts'],
	['', '0', 'other', 'no number is not zero'],
	['\u200b', '\u2060', 'other', 'texts without a visible character are no numbers'],
	['', '\u200b', 'other', 'texts without a visible character are no numbers'],
];

function relate(a: string, b: string): Relation {
	if (exactNumber(a) === exactNumber(b)) return 'equal';
	return normalNumber(a) !== '' && normalNumber(a) === normalNumber(b) ? 'near' : 'other';
}

describe.each(PAIRS)('%j and %j', (a, b, relation, why) => {
	test(`are ${relation}: ${why}`, () => {
		expect([relate(a, b), relate(b, a)]).toEqual([relation, relation]);
	});
});

test('the normal form of a normal form is itself', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const normal = normalNumber(text);
			expect(normalNumber(normal)).toBe(normal);
		}),
		{ numRuns: 3_000 },
	);
});

test('blanks, invisible characters, case and zeros at any place of a number leave it near', () => {
	const noise = fc.constantFrom(' ', '\u00a0', '\u200b', '\ufeff', '\u00ad', '\u2003', '\t');
	fc.assert(
		fc.property(
			fc.stringMatching(/^[1-9A-Z][0-9A-Z]{0,11}$/),
			noise,
			fc.nat(12),
			fc.nat(4),
			(number, blank, place, zeros) => {
				const other =
					'0'.repeat(zeros) + number.slice(0, place).toLowerCase() + blank + number.slice(place);
				expect(normalNumber(other)).toBe(normalNumber(number));
			},
		),
	);
});

test('null and undefined are not numbers', () => {
	expect([exactNumber(null), normalNumber(undefined)]).toEqual(['', '']);
});
