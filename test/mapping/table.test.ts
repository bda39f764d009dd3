import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseTable, tableFromRows } from '../../nodes/PaxtonNet2/mapping/table';
import { orRefusal, refusal } from './refusal';

const rows = [{ Department: '0010', DepartmentNet2: "Int'l Trade" }];

describe('parseTable', () => {
	test.each([
		['comma', "Department,DepartmentNet2\n0010,Int'l Trade\n"],
		['semicolon', "Department;DepartmentNet2\n0010;Int'l Trade"],
		['tab', "Department\tDepartmentNet2\n0010\tInt'l Trade\n"],
		['CRLF and byte-order mark', "\uFEFFDepartment;DepartmentNet2\r\n0010;Int'l Trade\r\n"],
		['quotes', '"Department","DepartmentNet2"\n"0010","Int\'l Trade"'],
		['blanks around', " Department ; DepartmentNet2 \n 0010 ; Int'l Trade "],
		['empty lines', "\nDepartment,DepartmentNet2\n\n0010,Int'l Trade\n\n,\n"],
	])('reads a table with %s', (_, text) => {
		expect(parseTable(text)).toEqual(rows);
	});

	it('takes the separator from the header line, not from the values', () => {
		expect(parseTable('"a,b,c";d\n"All hours, all doors";1,2,3')).toEqual([
			{ 'a,b,c': 'All hours, all doors', d: '1,2,3' },
		]);
	});

	it('keeps empty cells of a tab table in their columns', () => {
		expect(parseTable('a\tb\tc\n\t1\t\n')).toEqual([{ a: '', b: '1', c: '' }]);
	});

	it('reads a table of one column and one without rows', () => {
		expect(parseTable('Department\n10')).toEqual([{ Department: '10' }]);
		expect(parseTable('Department,DepartmentNet2\n')).toEqual([]);
	});

	test.each([
		['nothing', '', 'empty'],
		['a short row', 'a,b\n1,2\n3\n', 'Line 3'],
		['a long row', 'a,b\n1,2,3\n', 'Line 2'],
		['an open quote', 'a,b\n"1,2\n', 'not closed'],
		['a quote inside a value', 'a,b\n5" pipe,2\n', 'Line 2'],
		['a header twice', 'a, a\n1,2', '"a" twice'],
		['a column without header', 'a,\n1,2', 'Column 2'],
		['text that was not UTF-8', 'a,b\nM\uFFFDller,1', 'UTF-8'],
		['half a character', 'a,b\nM\uD83Dller,1', 'UTF-8'],
	])('refuses %s', (_, text, message) => {
		const error = refusal(() => parseTable(text));
		expect(error.reason).toBe('badInput');
		expect(error.message).toContain(message);
		expect(error.remedy).not.toBe('');
	});

	it('takes a header named __proto__ for a header', () => {
		const [row] = parseTable('__proto__,constructor\npolluted,x');
		expect(Object.keys(row ?? {})).toEqual(['__proto__', 'constructor']);
		expect(Object.getOwnPropertyDescriptor(Object.prototype, 'polluted')).toBeUndefined();
		expect({}).not.toHaveProperty('polluted');
	});

	it('answers or refuses whatever text it is given', () => {
		const csvish = fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\n', '\r', 'a', ' ') });
		fc.assert(
			fc.property(fc.oneof(csvish, fc.string()), (text) => void orRefusal(() => parseTable(text))),
		);
	});

	it('gives back every quoted value as it was', () => {
		const value = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
		const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
		const separator = fc.constantFrom(',', ';', '\t');
		fc.assert(
			fc.property(value, value, separator, (a, b, mark) => {
				const text = `from${mark}to\r\n${quote(a)}${mark}${quote(b)}\r\n`;
				expect(parseTable(text)).toEqual([{ from: a, to: b }]);
			}),
		);
	});
});

describe('tableFromRows', () => {
	it('turns values into text and keeps leading zeros', () => {
		expect(tableFromRows([{ ' code ': '0010', n: 10, f: 1.5, flag: true, none: null }])).toEqual([
			{ code: '0010', n: '10', f: '1.5', flag: 'true', none: '' },
		]);
	});

	test.each([
		['a nested object', [{ a: { b: 1 } }]],
		['a list in a cell', [{ a: [1] }]],
		['NaN', [{ a: Number.NaN }]],
		['a number too large to be exact', [{ a: 2 ** 60 }]],
		['a row that is text', ['a']],
		['a row that is nothing', [null]],
		['a row that is a list', [['a']]],
		['headers equal after trimming', [{ a: 1, 'a ': 2 }]],
	])('refuses %s', (_, source) => {
		expect(refusal(() => tableFromRows(source)).reason).toBe('badInput');
	});

	it('is not polluted by a key __proto__', () => {
		const source: unknown = JSON.parse('{"__proto__":"x","a":"1"}');
		const [row] = tableFromRows([source]);
		expect(Object.keys(row ?? {})).toEqual(['__proto__', 'a']);
		expect(Object.getPrototypeOf(row)).toBeNull();
	});

	it('answers or refuses whatever it is given', () => {
		fc.assert(fc.property(fc.array(fc.anything()), (x) => void orRefusal(() => tableFromRows(x))));
	});
});
