import { describe, expect, test } from 'vitest';
import {
	createUserIndex,
	findPossibleDuplicates,
	hasNumber,
	indexedUser,
	swappedNumbers,
	type IndexedUser,
	type NumberedName,
} from '../../../nodes/PaxtonNet2/lifecycle/identity';

function person(
	id: number,
	number: string | null,
	changes: Partial<IndexedUser> = {},
): IndexedUser {
	const common = { middleName: null, email: null, enabled: true };
	return { id, number, firstName: `First${id}`, lastName: `Last${id}`, ...common, ...changes };
}

const ids = (users: readonly IndexedUser[]) => users.map(({ id }) => id);

describe('the index', () => {
	const index = createUserIndex([
		person(1, '00123'),
		person(2, '123 '),
		person(3, '\u200b'),
		person(4, null, { firstName: 'Anna', lastName: 'van den Berg', email: 'Anna@x.nl' }),
		person(5, 'A7', { firstName: 'Anna', middleName: 'van den', lastName: 'Berg' }),
	]);

	test('finds users by exact number, trimmed', () => {
		expect([
			ids(index.byNumber(' 00123')),
			ids(index.byNumber('123')),
			ids(index.byNumber('0123')),
		]).toEqual([[1], [2], []]);
	});
	test('finds near matches without the exact ones', () => {
		expect([ids(index.nearMatches('123')), ids(index.nearMatches('0123'))]).toEqual([[1], [1, 2]]);
	});
	test('finds no user by a number without a visible character', () => {
		expect([index.byNumber(''), index.byNormalNumber('\u2060'), index.nearMatches(' ')]).toEqual([
			[],
			[],
			[],
		]);
	});
	test('finds users by full name wherever the prefix is, and by email', () => {
		expect(ids(index.byFullName({ firstName: 'ANNA', lastName: 'Van den Berg' }))).toEqual([4, 5]);
		expect(ids(index.byEmail('anna@X.nl'))).toEqual([4]);
		expect([index.byFullName({}), index.byEmail(null)]).toEqual([[], []]);
	});
	test('knows who has a number', () => {
		expect(index.users.map(hasNumber)).toEqual([true, true, false, false, true]);
	});
});

test('an indexed user takes number and email from the custom fields', () => {
	const user = {
		id: 7,
		firstName: 'Kim',
		middleName: null,
		lastName: 'Person',
		expiryDate: null,
		activateDate: null,
		pin: '1234',
		telephone: null,
		extension: null,
		fax: null,
		customFields: [
			{ id: 14, value: '1' },
			{ id: 9, value: 'k@x.nl' },
		],
	};
	expect(indexedUser(user, { number: 14, email: 9 }, true)).toEqual(
		person(7, '1', { firstName: 'Kim', lastName: 'Person', email: 'k@x.nl' }),
	);
	expect(indexedUser(user, { number: 13, email: null }, false)).toMatchObject({
		number: null,
		email: null,
		enabled: false,
	});
});

describe('a new user is a possible duplicate', () => {
	const index = createUserIndex([
		person(1, '00123'),
		person(2, null, { firstName: 'Era', lastName: 'Sed', email: 'era@x.nl' }),
		person(3, '55', { firstName: 'John', lastName: 'Smith', email: 'john@x.nl' }),
	]);
	const found = (newUser: Parameters<typeof findPossibleDuplicates>[0], allowed: number[] = []) =>
		findPossibleDuplicates(newUser, index, { allowDuplicateOf: allowed }).map(
			({ user, because }) => `${user.id} ${because}`,
		);

	test('of a user whose number is equal in normal form', () => {
		expect(found({ number: '123', firstName: 'A', lastName: 'B' })).toEqual(['1 number']);
		expect(found({ number: '123' }, [1])).toEqual([]);
	});
	test('of a user with exactly this number, even if that user is allowed', () => {
		expect(found({ number: '00123' }, [1])).toEqual(['1 exactNumber']);
	});
	test('of a user without a number who has the full name or the email', () => {
		expect(found({ number: '8000', firstName: 'era', lastName: 'SED' })).toEqual(['2 fullName']);
		expect(found({ number: '8000', firstName: 'E', lastName: 'X', email: 'ERA@x.nl' })).toEqual([
			'2 email',
		]);
		expect(found({ number: '8000', firstName: 'Era', lastName: 'Sed' }, [2])).toEqual([]);
	});
	test('of no user with another number, whatever the name', () => {
		const john = { firstName: 'John', lastName: 'Smith', email: 'john@x.nl' };
		expect(found({ number: '8000', ...john })).toEqual([]);
	});
	test('of no user if the names are blank', () => {
		expect(found({ number: '8000' })).toEqual([]);
	});
});

describe('two numbers are swapped', () => {
	const anna = { firstName: 'Anna', lastName: 'Jansen' };
	const piet = { firstName: 'Piet', lastName: 'Jansen' };
	const index = createUserIndex([
		person(1, '1', anna),
		person(2, '2', { ...piet, email: 'piet@x.nl' }),
		person(3, '3', { firstName: 'Jan', lastName: 'Berg' }),
		person(5, '5', { firstName: 'Jan', lastName: 'Smit', enabled: false }),
		person(6, '6', { firstName: 'Jan', lastName: 'Vries' }),
		person(7, null, { firstName: 'Jan', lastName: 'Nummerloos' }),
	]);
	const swapped = (lines: NumberedName[]) =>
		[...swappedNumbers(lines, index)].map(([{ number }, { id }]) => `${number} means ${id}`);

	test('when two employees have each other’s numbers, even with the same last name', () => {
		expect(
			swapped([
				{ number: '1', ...piet },
				{ number: '2', ...anna },
			]),
		).toEqual(['1 means 2', '2 means 1']);
	});
	test('when two employees with the same first name have each other’s numbers', () => {
		expect(
			swapped([
				{ number: '3', firstName: 'Jan', lastName: 'Vries' },
				{ number: '6', firstName: 'JAN', lastName: 'berg' },
			]),
		).toEqual(['3 means 6', '6 means 3']);
	});
	test('when a line has the number of one user and the email address of another one', () => {
		expect(swapped([{ number: '3', lastName: 'Jansen', email: 'PIET@x.nl' }])).toEqual([
			'3 means 2',
		]);
	});
	test.each<[string, NumberedName[]]>([
		['after a marriage', [{ number: '1', firstName: 'Anna', lastName: 'Nieuw' }]],
		[
			'after a marriage into the name of a user whom another line confirms',
			[
				{ number: '3', firstName: 'Jan', lastName: 'Vries' },
				{ number: '6', firstName: 'Jan', lastName: 'Vries' },
			],
		],
		[
			'after a marriage into the name of a user without access',
			[{ number: '3', firstName: 'Jan', lastName: 'Smit' }],
		],
		[
			'after a marriage into the name of a user without a number',
			[{ number: '3', firstName: 'Jan', lastName: 'Nummerloos' }],
		],
		['with an equal email address', [{ number: '2', ...anna, email: 'piet@x.nl' }]],
		['without names', [{ number: '3' }]],
		['for a number that no user has', [{ number: '77', ...anna }]],
	])('not %s', (_what, lines) => {
		expect(swapped(lines)).toEqual([]);
	});
});
