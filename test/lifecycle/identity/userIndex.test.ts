import { describe, expect, test } from 'vitest';
import {
	countMovedNumbers,
	createUserIndex,
	findPossibleDuplicates,
	hasNumber,
	indexedUser,
	numbersGivenTwice,
	numbersThatSeemToMove,
	type IdentityLine,
	type IndexedUser,
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

describe('a number is given twice', () => {
	const index = createUserIndex([person(1, '100'), person(2, '200'), person(3, '0300')]);
	const shared = (
		assignments: Array<[userId: number | null, number: string]>,
		allowDuplicateOf: number[] = [],
	) =>
		numbersGivenTwice(
			assignments.map(([userId, number], source) => ({ source, userId, number })),
			index,
			{ allowDuplicateOf },
		);

	test('when two new users would have it, in any form', () => {
		expect(
			shared([
				[null, '900'],
				[null, '0900'],
				[null, '901'],
			]),
		).toEqual([{ number: '900', sources: [0, 1], holders: [] }]);
	});
	test('when a mapping gives a user the number of another', () => {
		expect(shared([[1, '200']])).toEqual([{ number: '200', sources: [0], holders: [2] }]);
	});
	test('when two users swap numbers, since one of the writes may fail', () => {
		expect(
			shared([
				[1, '200'],
				[2, '100'],
			]).map(({ number }) => number),
		).toEqual(['200', '100']);
	});
	test('when only the form differs, unless that user is another person', () => {
		expect(shared([[null, '300']])).toEqual([{ number: '300', sources: [0], holders: [3] }]);
		expect(shared([[null, '300']], [3])).toEqual([]);
		expect(shared([[null, '0300']], [3])).toHaveLength(1);
	});
	test('not when a user keeps the number or gets it twice', () => {
		expect(
			shared([
				[1, '100'],
				[1, '100'],
				[3, '300'],
				[null, ''],
			]),
		).toEqual([]);
	});
});

describe('a number seems to move', () => {
	const anna = { firstName: 'Anna', lastName: 'Jansen' };
	const piet = { firstName: 'Piet', lastName: 'Jansen' };
	const jan = { firstName: 'Jan', lastName: 'Berg' };
	const index = createUserIndex([
		person(1, '1', anna),
		person(2, '2', { ...piet, email: 'piet@x.nl' }),
		person(3, '3', jan),
		person(4, '0044', { firstName: 'Zoë', lastName: 'Dijk' }),
		person(5, '5', { firstName: 'Old', lastName: 'Leaver', enabled: false }),
		person(6, '6', { firstName: 'Jan', lastName: 'Vries' }),
	]);
	const signs = (lines: Array<Omit<IdentityLine, 'line'>>) => {
		const moved = numbersThatSeemToMove(
			lines.map((line, n) => ({ line: n, ...line })),
			index,
		);
		return [
			moved.map(({ line, user, sign }) => `${line}: ${user.id} ${sign}`),
			countMovedNumbers(moved),
		];
	};

	test('when the number finds a user with another first name', () => {
		expect(signs([{ number: '1', firstName: 'Kees', lastName: 'Jansen' }])).toEqual([
			['0: 1 otherEmployee'],
			1,
		]);
	});
	test('when two employees have each other’s numbers, even with the same last name', () => {
		expect(
			signs([
				{ number: '1', ...piet },
				{ number: '2', ...anna },
			]),
		).toEqual([['0: 1 swapped', '1: 2 swapped'], 2]);
	});
	test('when two employees with the same first name have each other’s numbers', () => {
		expect(
			signs([
				{ number: '3', firstName: 'Jan', lastName: 'Vries' },
				{ number: '6', firstName: 'Jan', lastName: 'Berg' },
			]),
		).toEqual([['0: 3 swapped', '1: 6 swapped'], 2]);
	});
	test('when leading zeros were lost', () => {
		expect(signs([{ number: '44', firstName: 'Zoë', lastName: 'Dijk' }])).toEqual([
			['0: 4 nearNumber'],
			1,
		]);
	});
	test('when an unknown number comes with the name or the email of a user', () => {
		expect(signs([{ number: '77', ...anna }])).toEqual([['0: 1 otherNumber'], 1]);
		expect(signs([{ number: '77', firstName: 'P', lastName: 'J', email: 'piet@x.nl' }])).toEqual([
			['0: 2 otherNumber'],
			1,
		]);
	});
	test('not when the namesake is on the list under the right number', () => {
		expect(
			signs([
				{ number: '77', ...anna },
				{ number: '1', ...anna },
			]),
		).toEqual([[], 0]);
	});
	test('not when both have an email and these differ', () => {
		expect(signs([{ number: '77', ...piet, email: 'other@x.nl' }])).toEqual([[], 0]);
	});
	test('not after a marriage, nor with a matching email, nor without names', () => {
		expect(
			signs([
				{ number: '1', firstName: 'Anna', lastName: 'Nieuw' },
				{ number: '2', firstName: 'P.', lastName: 'Jansen', email: 'PIET@x.nl' },
				{ number: '3' },
			]),
		).toEqual([[], 0]);
	});
	test('not after a marriage into the name of a user who is on the list', () => {
		expect(
			signs([
				{ number: '3', firstName: 'Jan', lastName: 'Vries' },
				{ number: '6', firstName: 'Jan', lastName: 'Vries' },
			]),
		).toEqual([[], 0]);
	});
	test('not for users without access', () => {
		expect(signs([{ number: '5', firstName: 'New', lastName: 'Joiner' }])).toEqual([[], 0]);
	});
	test('once for a user that two lines seem to mean', () => {
		expect(
			signs([
				{ number: '77', ...anna },
				{ number: '78', ...anna },
			])[1],
		).toBe(1);
	});
});
