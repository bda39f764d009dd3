import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseTable, tableFromFile, tableFromRows } from '../../nodes/PaxtonNet2/mapping/table';
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
		['the separator named by Excel', "sep=;\r\nDepartment;DepartmentNet2\r\n0010;Int'l Trade\r\n"],
		['the same in quotes', `"sep=;"\nDepartment;DepartmentNet2\n0010;Int'l Trade`],
		[
			'the same after a byte-order mark',
			"\uFEFFsep=,\nDepartment,DepartmentNet2\n0010,Int'l Trade",
		],
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

it('counts lines as the file does after a separator line', () => {
	expect(refusal(() => parseTable('sep=;\na;b\n1;2\n3')).message).toContain('Line 4');
	// The separator that Excel names counts, also if the header has more of another one.
	expect(parseTable('sep=;\n"a,b,c";d\n1;2')).toEqual([{ 'a,b,c': '1', d: '2' }]);
});

describe('tableFromFile', () => {
	const text = 'Department;DepartmentNet2\r\nBüro;Café Zoë €\r\n';
	const read = [{ Department: 'Büro', DepartmentNet2: 'Café Zoë €' }];
	const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le');
	const windows1252 = Buffer.from(text.replace('€', '\u0080'), 'latin1');

	test.each([
		['UTF-8', Buffer.from(text)],
		['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${text}`)],
		['UTF-16 little-endian with a byte-order mark', utf16le],
		['UTF-16 big-endian with a byte-order mark', Buffer.from(utf16le).swap16()],
		['Windows-1252', windows1252],
	])('reads %s', (_, bytes) => {
		expect(tableFromFile(bytes)).toEqual(read);
	});

	test.each([
		['UTF-16 without a byte-order mark', Buffer.from(text, 'utf16le'), 'UTF-8'],
		['an XLSX file', Buffer.from('PK\u0003\u0004'), "'Extract from File'"],
		['UTF-8 with lost characters', Buffer.from('a;b\nM\uFFFDller;1'), 'encoding'],
	])('refuses %s with a remedy', (_, bytes, words) => {
		expect(refusal(() => tableFromFile(bytes)).explanation).toContain(words);
	});

	it('answers or refuses whatever bytes it is given', () => {
		fc.assert(fc.property(fc.uint8Array(), (bytes) => void orRefusal(() => tableFromFile(bytes))));
	});
});

describe('tableFromRows', () => {
	it('reads the rows of an XLSX file, in which codes are numbers and blank cells are missing', () => {
		expect(tableFromRows([{ Code: 100, DepartmentNet2: 'Sales' }, { Code: '0200' }])).toEqual([
			{ Code: '100', DepartmentNet2: 'Sales' },
			{ Code: '0200' },
		]);
	});

	it("reads n8n's items", () => {
		const items = [{ json: { Code: '0100' }, pairedItem: { item: 0 } }];
		expect(tableFromRows(items)).toEqual([{ Code: '0100' }]);
	});

	it('names a title row as the cause of columns without headers', () => {
		const call = () => tableFromRows([{ 'Codes 2026': 'Department', __EMPTY: 'DepartmentNet2' }]);
		expect(refusal(call).explanation).toContain("'Range'");
	});

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
