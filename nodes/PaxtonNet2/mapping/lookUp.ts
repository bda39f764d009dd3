import { Net2Error } from '../net2/errors';
import { quoted } from './text';

/** A row by header. Made without a prototype, so that a header `__proto__` is just a header. */
export type Row = Record<string, string>;

function folded(text: string): string {
	return text.trim().normalize('NFC').toLowerCase();
}

/** Those equal as written, else those equal in any case: exact spelling wins, and a tie stays a tie. */
function matching<T>(all: T[], textOf: (one: T) => string, wanted: string): T[] {
	const exact = all.filter((one) => textOf(one).trim() === wanted.trim());
	return exact.length > 0 ? exact : all.filter((one) => folded(textOf(one)) === folded(wanted));
}

/** The header as the table spells it. JSON rows need not all have the same ones. */
function headerOf(rows: Row[], column: string): string {
	if (rows.length === 0) {
		throw new Net2Error(
			'badInput',
			'The mapping table has no rows.',
			'Give a table with one row for each value to map.',
		);
	}
	const headers = Array.from(new Set(rows.flatMap((row) => Object.keys(row))));
	const [header, second] = matching(headers, (name) => name, column);
	if (header !== undefined && second === undefined) return header;
	throw new Net2Error(
		'badInput',
		header === undefined
			? `The mapping table has no column ${quoted(column)}.`
			: `The mapping table has several columns that read ${quoted(column)}.`,
		`Its columns are: ${headers.map((name) => quoted(name)).join(', ')}.`,
	);
}

interface Search {
	fromColumn: string;
	value: string;
	/** What the value is, for messages: "department" unless told. */
	headerNoun?: string;
}

function cell(row: Row, header: string): string {
	// JSON rows come from outside this module too, and may have a prototype.
	return Object.hasOwn(row, header) ? (row[header] ?? '').trim() : '';
}

function refuse(message: string, cure: string): Net2Error {
	return new Net2Error('unknownDepartment', message, cure);
}

/** All rows for a value; none is an error that names the value and the column. */
function rowsFor(rows: Row[], { fromColumn, value, headerNoun = 'department' }: Search): Row[] {
	const from = headerOf(rows, fromColumn);
	if (value.trim() === '') {
		throw refuse(`The ${headerNoun} to look up is empty.`, `Give a value of column "${from}".`);
	}
	const found = matching(rows, (row) => cell(row, from), value);
	if (found.length === 0) {
		throw refuse(
			`No row of the mapping table has the ${headerNoun} ${quoted(value)} in column "${from}".`,
			`Add a row for ${quoted(value)} to the table, or correct the HR data.`,
		);
	}
	return found;
}

/** Whether two rows are the same in every column: one of them is there by mistake. */
function isRepeated(rows: Row[]): boolean {
	const texts = rows.map((row) =>
		JSON.stringify(
			Object.keys(row)
				.sort()
				.map((header) => [header, cell(row, header)]),
		),
	);
	return new Set(texts).size < texts.length;
}

/**
 * What a value maps to. One row must say so (design, section 9): none, several that differ in the answer,
 * and repeated rows are errors. Several rows that give one answer and differ elsewhere are no
 * contradiction: that is how a department gets several access levels.
 */
export function lookUp(rows: Row[], search: Search & { toColumn: string }): string {
	const to = headerOf(rows, search.toColumn);
	const found = rowsFor(rows, search);
	const noun = search.headerNoun ?? 'department';
	const [answer, second] = Array.from(new Set(found.map((row) => cell(row, to))));
	if (answer === undefined || second !== undefined || isRepeated(found)) {
		throw refuse(
			`${found.length} rows of the mapping table have the ${noun} ${quoted(search.value)} ` +
				`in column "${search.fromColumn}".`,
			`Keep one row for ${quoted(search.value)}.`,
		);
	}
	if (answer === '') {
		throw refuse(
			`The mapping table's row for the ${noun} ${quoted(search.value)} has no value in column "${to}".`,
			`Fill in column "${to}".`,
		);
	}
	return answer;
}

/**
 * Everything a value maps to, one row each, without doubles: the access levels of a department. A row
 * with an empty cell adds none; a value without a row is an error, not an empty list.
 */
export function lookUpAll(rows: Row[], search: Search & { levelColumn: string }): string[] {
	const level = headerOf(rows, search.levelColumn);
	const found = rowsFor(rows, search);
	return Array.from(new Set(found.map((row) => cell(row, level)))).filter((name) => name !== '');
}
