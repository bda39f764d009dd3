import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelList } from '../../../nodes/PaxtonNet2/actions/levelList';
import { parseHrList } from '../../../nodes/PaxtonNet2/lifecycle/synchronize/hrList';

function parse(...rows: unknown[]) {
	return parseHrList(
		rows.map((json, index) => ({ index, json })),
		levelList,
	);
}

test('columns in any order and case; what is not there is absent, what is blank is blank', () => {
	const { rows, problems } = parse({
		accessLevels: 'Staff, "Labs, ground floor"',
		' KEY ': ' 00123 ',
		FirstName: 'Zoë',
		email: '',
		phone: 310205550100,
	});
	expect(problems).toEqual([]);
	expect(rows).toEqual([
		{
			index: 0,
			key: '00123',
			text: { firstName: 'Zoë', email: '', phone: '310205550100' },
			accessLevels: ['Staff', 'Labs, ground floor'],
			cards: [],
		},
	]);
});

test.each([
	['no key', { firstName: 'Ann' }, /is empty/],
	['a blank key', { key: ' ', firstName: 'Ann' }, /is empty/],
	['a list for a key', { key: ['1'], firstName: 'Ann' }, /must be text/],
	['an object in a cell', { key: '1', lastName: { a: 1 } }, /"lastName" holds something/],
	[
		'day first',
		{ key: '1', lastName: 'A', endDate: '30/11/2026' },
		/"endDate" holds "30\/11\/2026"/,
	],
	['a date that is none', { key: '1', lastName: 'A', startDate: '2026-02-30' }, /"startDate"/],
	['an address for a name', { key: '1', lastName: 'a@example.com' }, /"lastName"/],
	['a number for a name', { key: '1', firstName: '+31 20 555' }, /"firstName"/],
	['a title for an address', { key: '1', lastName: 'A', email: 'Clerk' }, /"email"/],
	['a date for a phone', { key: '1', lastName: 'A', phone: '2026-11-30' }, /"phone"/],
	['a date for a key', { key: '2026-11-30', lastName: 'A' }, /"key"/],
	['levels that are none', { key: '1', lastName: 'A', accessLevels: 7 }, /Access Levels/],
])('a row with %s is a problem of that row', (_, row, says) => {
	const { rows, problems, size } = parse({ key: 'ok', lastName: 'Fine' }, row);
	expect(rows.map(({ key }) => key)).toEqual(['ok']);
	expect(problems).toMatchObject([{ index: 1, error: { reason: 'badInput' } }]);
	expect(problems[0]?.error.message).toMatch(says);
	expect(size).toBeLessThanOrEqual(2);
});

test('rows of one key that say different things all fail; equal ones are one', () => {
	const same = parse(
		{ key: '1', lastName: 'A', accessLevels: ['x', 'y'] },
		{ key: ' 1', lastName: 'A ', accessLevels: 'y, x' },
	);
	expect([same.rows.length, same.problems.length, same.size]).toEqual([1, 0, 1]);
	const other = parse(
		{ key: '1', lastName: 'A' },
		{ key: '2', lastName: 'C' },
		{ key: '1', lastName: 'B' },
	);
	expect(other.rows.map(({ key }) => key)).toEqual(['2']);
	expect(other.problems).toMatchObject([
		{ index: 0, key: '1', error: { reason: 'duplicateKey' } },
		{ index: 2, key: '1', error: { reason: 'duplicateKey' } },
	]);
});

test('no row, and no name of a column, makes it throw or change an object', () => {
	const columns = fc.constantFrom(
		'key',
		'lastName',
		'__proto__',
		'constructor',
		'toString',
		'accessLevels',
		'endDate',
	);
	const row = fc.oneof(
		fc.anything(),
		fc.dictionary(columns, fc.oneof(fc.string(), fc.jsonValue(), fc.constant('__proto__'))),
	);
	fc.assert(
		fc.property(fc.array(row), (rows) => {
			const parsed = parse(...rows, JSON.parse('{"key":"__proto__","__proto__":{"key":"x"}}'));
			const places = [...parsed.rows, ...parsed.problems].map(({ index }) => index);
			expect(new Set(places).size).toBe(places.length);
			expect(parsed.rows.length + parsed.problems.length).toBeLessThanOrEqual(rows.length + 1);
		}),
	);
	expect(Reflect.get({}, 'key')).toBe(undefined);
});
