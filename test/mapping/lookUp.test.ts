import { describe, expect, it, test } from 'vitest';
import {
	DEFAULT_FROM,
	DEFAULT_LEVEL,
	DEFAULT_TO,
	levelsOfContract,
	lookUp,
	lookUpAll,
	parseTable,
} from '../../nodes/PaxtonNet2/mapping/table';
import { refusal } from './refusal';

const table = parseTable(`Department;DepartmentNet2;AccessLevel
0010;Sales;Office hours
10;Engineering;Server room
fin;Finance;Office hours
FIN;Int'l Trade;
wh;Warehouse;Warehouse
wh;Warehouse;"All hours, all doors"
dup;Sales;Office hours
dup;Sales;Office hours
two;Sales;Office hours
two;Finance;Office hours
nil;;
ops;Engineering;`);

const find = (value: string, toColumn = DEFAULT_TO, fromColumn = DEFAULT_FROM) =>
	lookUp(table, { fromColumn, toColumn, value });

describe('lookUp', () => {
	test.each([
		['0010', 'Sales'],
		['10', 'Engineering'],
		[' 10 ', 'Engineering'],
		['fin', 'Finance'],
		['FIN', "Int'l Trade"],
		['OPS', 'Engineering'],
		['wh', 'Warehouse'],
	])('maps %j to %j', (value, answer) => {
		expect(find(value)).toBe(answer);
	});

	test.each([
		['a value in no row', '99', '"99"'],
		['an empty value', '  ', 'empty'],
		['a value that differs in leading zeros only', '010', '"010"'],
		['rows that differ in the answer', 'two', '2 rows'],
		['a repeated row', 'dup', '2 rows'],
		['a value that two rows spell in other cases', 'Fin', '2 rows'],
		['a row without an answer', 'nil', 'no value'],
	])('stops at %s', (_, value, message) => {
		const error = refusal(() => find(value));
		expect(error.reason).toBe('unknownDepartment');
		expect(error.message).toContain(message);
		expect(error.remedy).not.toBe('');
	});

	it('names value and column', () => {
		expect(refusal(() => find('HR-99')).message).toBe(
			'No row of the mapping table has the department "HR-99" in column "Department".',
		);
	});

	it('names the headers there are when one is missing', () => {
		const error = refusal(() => find('10', 'Net2'));
		expect(error.reason).toBe('badInput');
		expect(error.explanation).toContain('"Department", "DepartmentNet2", "AccessLevel"');
	});

	it('finds a header in another case, unless two read alike', () => {
		expect(find('10', 'departmentnet2', 'DEPARTMENT')).toBe('Engineering');
		const alike = parseTable('a,A,to\n1,2,3');
		expect(lookUp(alike, { fromColumn: 'A', toColumn: 'to', value: '2' })).toBe('3');
		const other = parseTable('from,TO,To\n1,2,3');
		const call = () => lookUp(other, { fromColumn: 'from', toColumn: 'to', value: '1' });
		expect(refusal(call).reason).toBe('badInput');
	});

	it('refuses a table without rows', () => {
		const call = () => lookUp([], { fromColumn: 'a', toColumn: 'b', value: '1' });
		expect(refusal(call).reason).toBe('badInput');
	});

	test.each(['__proto__', 'constructor', 'toString'])('finds no value %s by accident', (value) => {
		expect(refusal(() => find(value)).reason).toBe('unknownDepartment');
		expect(refusal(() => find('10', value)).reason).toBe('badInput');
	});
});

describe('lookUpAll', () => {
	const levels = (value: string) =>
		lookUpAll(table, { fromColumn: DEFAULT_FROM, levelColumn: DEFAULT_LEVEL, value });

	test.each([
		['wh', ['Warehouse', 'All hours, all doors']],
		['dup', ['Office hours']],
		['ops', []],
	])('%j has the levels %j', (value, expected) => {
		expect(levels(value)).toEqual(expected);
	});

	it('takes a hyphen for "no level"', () => {
		const rows = parseTable('Department;AccessLevel\n1;-\n2;–\n3;Office hours\n3;-');
		const of = (value: string) =>
			lookUpAll(rows, { fromColumn: DEFAULT_FROM, levelColumn: DEFAULT_LEVEL, value });
		expect([of('1'), of('2'), of('3')]).toEqual([[], [], ['Office hours']]);
	});

	it('takes a value without a row for an error, not for "no levels"', () => {
		expect(refusal(() => levels('99')).reason).toBe('unknownDepartment');
	});
});

describe('levelsOfContract', () => {
	const rows = parseTable(`Department;AccessLevel
0100;Office hours
0100;Server room
0200;-
0300;
0400;Office hours
0400;-`);
	const of = (value: string | null | undefined) =>
		levelsOfContract(rows, { fromColumn: DEFAULT_FROM, levelColumn: DEFAULT_LEVEL, value });

	it('gives the levels of a contract', () => {
		expect(of('0100')).toEqual({ hasContract: true, levels: ['Office hours', 'Server room'] });
	});

	it('distinguishes "no level" and "no contract"', () => {
		expect(of('0200')).toEqual({ hasContract: true, levels: [] });
		for (const blank of [null, undefined, '', ' ', '\u200b'])
			expect(of(blank)).toEqual({ hasContract: false });
	});

	test.each([
		['an unknown value', '0900', 'unknownDepartment', 'Add a row'],
		['a forgotten level', '0300', 'badInput', 'write -'],
		['a level next to "no level"', '0400', 'badInput', '"-"'],
	])('refuses %s', (_, value, reason, words) => {
		const error = refusal(() => of(value));
		expect(error.reason).toBe(reason);
		expect(error.explanation).toContain(words);
	});

	test.each([
		['100', '"0100"'],
		['00200', '"0200"'],
		['０１００', '"0100"'],
	])('names the code that %s is near to', (value, near) => {
		const error = refusal(() => of(value));
		expect(error.reason).toBe('unknownDepartment');
		expect(error.explanation).toContain(near);
		expect(error.explanation).toContain('zeros');
	});
});

test.each([
	['Departement', 'There is "Department". Its columns are'],
	['Colour', 'Its columns are'],
])('a mapping table without the column %s suggests a near one', (column, help) => {
	const { explanation } = refusal(() => find('10', DEFAULT_TO, column));
	expect(explanation).toContain(help);
	expect(explanation.includes('There is')).toBe(help.startsWith('There is'));
});

test('a mapping table says whether it has no such column, or several', () => {
	expect(refusal(() => find('10', DEFAULT_TO, 'Colour')).message).toBe(
		'The mapping table has no column "Colour".',
	);
	const twice = parseTable('Department;department;DepartmentNet2\n1;2;Sales');
	const call = () => lookUp(twice, { fromColumn: 'DEPARTMENT', toColumn: DEFAULT_TO, value: '1' });
	const { message, remedy } = refusal(call);
	expect(message).toBe('The mapping table has several columns that read "DEPARTMENT".');
	expect(remedy).toBe('Its columns are: "Department", "department", "DepartmentNet2".');
});
