import { describe, expect, test } from 'vitest';
import {
	compareNames,
	judgeName,
	normalName,
	type GivenName,
	type NameComparison,
} from '../../../nodes/PaxtonNet2/lifecycle/identity';

/** `first|middle|last|email`; a part that is missing is not given. */
function parse(text: string): GivenName {
	const [firstName = null, middleName = null, lastName = null, email = null] = text.split('|');
	return { firstName, middleName, lastName, email };
}

function user(text: string) {
	const [firstName, middleName, lastName, email] = text
		.split('|')
		.map((part) => (part === '' ? null : part));
	return {
		firstName: firstName ?? null,
		middleName: middleName ?? null,
		lastName: lastName ?? null,
		email: email ?? null,
	};
}

const PAIRS: Array<[given: string, inNet2: string, comparison: NameComparison, why: string]> = [
	['Anna||Berg', 'Anna||Berg', 'same', 'equal'],
	[' anna ||BERG', 'Anna||Berg', 'same', 'case and outer blanks'],
	['Anna||Berg', 'An\u00adna||Be\u200brg', 'same', 'invisible characters'],
	['Anna Maria||Berg', 'Anna  Maria||Berg', 'same', 'two blanks'],
	['AnnaMaria||Berg', 'Anna\u00a0Maria||Berg', 'same', 'no blank'],
	['Anna||van den Berg', 'Anna|van den|Berg', 'same', 'a prefix in another part'],
	['Anna|van den|Berg', 'Anna||van den Berg', 'same', 'a prefix in another part'],
	['Anna||', '||Anna', 'same', 'the whole name in the last name'],
	['Anna||Berg', '||Anna Berg', 'same', 'the whole name in the last name'],
	['Anna||Berg', 'Anna|van den|Berg', 'same', 'a middle name that is not given'],
	['Anna|M.|Berg', 'Anna||Berg', 'same', 'a middle name that Net2 does not have'],
	['Zoe\u0308||Berg', 'Zo\u00eb||Berg', 'same', 'an accent as a character of its own'],
	['Jürgen||Strauß', 'JÜRGEN||STRAUSS', 'same', 'the capitals of a sharp s'],
	['Jürgen||Strauß', 'JÜRGEN||STRAUẞ', 'same', 'the capital sharp s'],
	['Jürgen||Strauss', 'JÜRGEN||STRAUẞ', 'same', 'the capital sharp s'],
	['İbrahim||Yıldız', 'IBRAHIM||YILDIZ', 'same', 'Turkish capitals'],
	['Seán||O’Brien', "Seán||O'Brien", 'same', 'a typographic apostrophe'],
	['D`Arcy||Berg', "D'Arcy||Berg", 'same', 'a grave accent as an apostrophe'],
	['Jean\u2011Paul||Roy', 'Jean-Paul||Roy', 'same', 'a no-break hyphen'],
	['Ａｎｎａ||Berg', 'Anna||Berg', 'same', 'full-width letters'],
	['||Berg', 'Anna||Berg', 'same', 'the last name alone'],
	['Anna||', 'Anna||Berg', 'same', 'the first name alone'],
	['Piet||Smit|anna@x.nl', 'Anna||Berg|Anna@X.NL ', 'same', 'an equal email address'],
	['|||anna@x.nl', 'Anna||Berg|anna@x.nl', 'same', 'an equal email address alone'],
	['Anna||Berg|new@x.nl', 'Anna||Berg|old@x.nl', 'same', 'an equal name with another address'],
	['Piet||Berg|anna@\u200bx.nl', 'Anna||Berg|anna@x.nl', 'same', 'an invisible character'],
	['|||', 'Anna||Berg|anna@x.nl', 'unknown', 'nothing given'],
	[' ||\u200b| ', 'Anna||Berg', 'unknown', 'blanks and invisible characters alone'],
	['Anna||Smit', 'Anna||Berg', 'lastNameDiffers', 'a marriage'],
	['Anna||Berg-Smit', 'Anna||Berg', 'lastNameDiffers', 'a double name'],
	['Anna||Smit|anna.smit@x.nl', 'Anna||Berg|anna.berg@x.nl', 'lastNameDiffers', 'a new address'],
	['Anna|de|Smit', 'Anna|van den|Berg', 'lastNameDiffers', 'prefix and last name'],
	['Anna|de|Berg', 'Anna|van den|Berg', 'lastNameDiffers', 'the prefix alone'],
	['Piet||Jansen', 'Anna||Jansen', 'firstNameDiffers', 'a number used again in a family'],
	['Ole||Berg', 'Olé||Berg', 'firstNameDiffers', 'an accent'],
	['A.||Berg', 'Anna||Berg', 'firstNameDiffers', 'an initial'],
	['Piet||', 'Anna||Berg', 'firstNameDiffers', 'the first name alone'],
	['Piet||Berg|piet@x.nl', 'Anna||Berg|anna@x.nl', 'firstNameDiffers', 'address and first name'],
	['Piet||Berg|piet@x.nl', 'Anna||Berg', 'firstNameDiffers', 'no address in Net2'],
	['Piet||Berg', 'Anna||', 'firstNameDiffers', 'no last name in Net2'],
	['Piet||Smit', 'Anna||Berg', 'bothDiffer', 'another employee'],
	['Piet||Smit|piet@x.nl', 'Anna||Berg|anna@x.nl', 'bothDiffer', 'another employee'],
	['Berg||Anna', 'Anna||Berg', 'bothDiffer', 'names in the wrong columns'],
	['||Smit', 'Anna||Berg', 'unconfirmed', 'no first name to tell a marriage from a stranger'],
	['|||piet@x.nl', 'Anna||Berg|anna@x.nl', 'unconfirmed', 'another address alone'],
	['|||anna@x.nl', 'Anna||Berg', 'unconfirmed', 'an address alone that Net2 does not have'],
	['Anna||Berg', '||Berg', 'unconfirmed', 'no first name in Net2'],
	['Anna||Berg', 'Anna||', 'unconfirmed', 'no last name in Net2'],
	['Anna||Berg', '||', 'unconfirmed', 'no name in Net2'],
	['Anna||Berg', '||Smit', 'unconfirmed', 'no first name in Net2'],
];

describe.each(PAIRS)('%j for a user %j', (given, inNet2, comparison, why) => {
	test(`is ${comparison}: ${why}`, () => {
		expect(compareNames(parse(given), user(inNet2))).toBe(comparison);
	});
});

/** What safety rules 3 and 7 (docs/safety-rules.md) say, one line for each comparison and effect. */
const VERDICTS: Array<
	[NameComparison, 'givesAccess' | 'endsAccess' | 'other', 'proceed' | 'warn' | 'mismatch', boolean]
> = [
	['same', 'givesAccess', 'proceed', false],
	['unknown', 'givesAccess', 'proceed', false],
	['lastNameDiffers', 'givesAccess', 'warn', false],
	['firstNameDiffers', 'givesAccess', 'mismatch', true],
	['bothDiffer', 'givesAccess', 'mismatch', true],
	['unconfirmed', 'givesAccess', 'mismatch', false],
	['same', 'endsAccess', 'proceed', false],
	['lastNameDiffers', 'endsAccess', 'warn', false],
	['firstNameDiffers', 'endsAccess', 'warn', true],
	['bothDiffer', 'endsAccess', 'mismatch', true],
	['unconfirmed', 'endsAccess', 'warn', false],
	['lastNameDiffers', 'other', 'warn', false],
	['firstNameDiffers', 'other', 'warn', true],
	['bothDiffer', 'other', 'mismatch', true],
	['unconfirmed', 'other', 'warn', false],
];

test.each(VERDICTS)('%s with an item that is %s gives %s', (comparison, effect, action, counts) => {
	expect(judgeName(comparison, { effect })).toEqual({ action, countsAsKeyChange: counts });
});

test.each(['firstNameDiffers', 'bothDiffer', 'unconfirmed'] as const)(
	'verifyName stops every item when the comparison is %s',
	(comparison) => {
		for (const effect of ['givesAccess', 'endsAccess', 'other'] as const)
			expect(judgeName(comparison, { effect, verifyName: true }).action).toBe('mismatch');
	},
);

test('verifyName does not stop an employee whose last name alone differs', () => {
	expect(judgeName('lastNameDiffers', { effect: 'endsAccess', verifyName: true }).action).toBe(
		'warn',
	);
});

test('a name of ASCII letters has the same normal form as the general way gives', () => {
	expect([normalName("O'Neil-Smith"), normalName("O'Neil-Smith\u200b")]).toEqual([
		"o'neil-smith",
		"o'neil-smith",
	]);
});
