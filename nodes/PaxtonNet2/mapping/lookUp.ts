import { mappingTableMessages } from '../messages/mappingTables';
import { failure } from '../net2/errors';
import { nearNames } from './nearNames';
import { cleanText, isNearMiss, listed, quoted } from './text';

/** A row by header. Made without a prototype, so that a header `__proto__` is just a header. */
export type Row = Record<string, string>;

/** A cell with only a hyphen or a dash: this value has no access level, and nothing was forgotten. */
const NO_LEVEL = /^[-\u2010-\u2015]$/;

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
	if (rows.length === 0) throw failure(mappingTableMessages.noRows);
	return headerAmong(headersOf(rows), column);
}

function headersOf(rows: Row[]): string[] {
	return Array.from(new Set(rows.flatMap((row) => Object.keys(row))));
}

function headerAmong(headers: string[], column: string): string {
	const [header, second] = matching(headers, (name) => name, column);
	if (header !== undefined && second === undefined) return header;
	const shown = { column: quoted(column), columns: listed(headers.map(quoted)) };
	if (header !== undefined) throw failure(mappingTableMessages.severalColumns, shown);
	const [near] = nearNames(column, headers);
	throw near === undefined
		? failure(mappingTableMessages.unknownColumn, shown)
		: failure(mappingTableMessages.nearColumn, { ...shown, near: quoted(near) });
}

interface Search {
	fromColumn: string;
	value: string;
}

function cell(row: Row, header: string): string {
	// JSON rows come from outside this module too, and may have a prototype.
	return Object.hasOwn(row, header) ? (row[header] ?? '').trim() : '';
}

/** Values of the table that differ only in what a spreadsheet loses: leading zeros, blanks, case. */
function nearMisses(rows: Row[], from: string, value: string): string[] {
	const near = rows.map((row) => cell(row, from)).filter((other) => isNearMiss(other, value));
	return Array.from(new Set(near));
}

/** All rows for a value. Throws `unknownDepartment` with the value and the column if there is none. */
function rowsFor(rows: Row[], { fromColumn, value }: Search): Row[] {
	const from = headerOf(rows, fromColumn);
	if (value.trim() === '') throw failure(mappingTableMessages.nothingToLookUp, { column: from });
	const found = matching(rows, (row) => cell(row, from), value);
	if (found.length > 0) return found;
	const shown = { value: quoted(value), column: from };
	const near = nearMisses(rows, from, value);
	throw near.length === 0
		? failure(mappingTableMessages.noRow, shown)
		: failure(mappingTableMessages.nearRow, { ...shown, near: listed(near.map(quoted)) });
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
 * What a value maps to. Exactly one row must say so. No row, repeated rows, and several rows with different answers
 * are errors. Several rows with one answer may differ elsewhere, since a department can have several access levels.
 * Throws `unknownDepartment`, and `badInput` for a column that the table does not have.
 */
export function lookUp(rows: Row[], search: Search & { toColumn: string }): string {
	const to = headerOf(rows, search.toColumn);
	const found = rowsFor(rows, search);
	const [answer, second] = Array.from(new Set(found.map((row) => cell(row, to))));
	const value = quoted(search.value);
	if (answer === undefined || second !== undefined || isRepeated(found))
		throw failure(mappingTableMessages.severalRows, {
			count: found.length,
			value,
			column: search.fromColumn,
		});
	if (answer === '') throw failure(mappingTableMessages.noAnswer, { value, column: to });
	return answer;
}

/**
 * Everything a value maps to, one row each, without doubles: the access levels of a department. An empty cell and
 * the cell `-` ("no level") add none. A value without a row is an error, not an empty list.
 */
export function lookUpAll(rows: Row[], search: Search & { levelColumn: string }): string[] {
	const level = headerOf(rows, search.levelColumn);
	const found = rowsFor(rows, search);
	return Array.from(new Set(found.map((row) => cell(row, level)))).filter(
		(name) => name !== '' && !NO_LEVEL.test(name),
	);
}

const EXCLUSIVE = 'Exclusive';
const YES = /^(?:yes|y|true|1|x|ja|j|wahr|waar)$/i;
const NO = /^(?:no|n|false|0|nee|nein|falsch|onwaar|[-\u2010-\u2015]|)$/i;

/**
 * The access levels that exclude all others, by the optional column `Exclusive`. Nothing there is ignored in silence.
 * A header that is nearly the same, and a word that is neither yes nor no, throw `badInput`.
 */
export function exclusiveLevels(
	rows: Row[],
	{ fromColumn, levelColumn }: { fromColumn: string; levelColumn: string },
): string[] {
	const used = [headerOf(rows, fromColumn), headerOf(rows, levelColumn)];
	const others = headersOf(rows).filter((header) => !used.includes(header));
	if (nearNames(EXCLUSIVE, others).length === 0) return [];
	const header = headerAmong(others, EXCLUSIVE);
	const level = headerOf(rows, levelColumn);
	const names = rows.filter((row, index) => {
		const word = cell(row, header);
		if (YES.test(word)) return true;
		if (NO.test(word)) return false;
		throw failure(mappingTableMessages.neitherYesNorNo, {
			column: header,
			row: index + 1,
			word: quoted(word),
		});
	});
	return Array.from(new Set(names.map((row) => cell(row, level)))).filter((name) => name !== '');
}

/** What the table gives for one contract of an employee. */
export type ContractLevels =
	/** The item has no contract, so that the levels which the node granted by rules are removed. */
	| { hasContract: false }
	/** An empty list: the table says "no level". */
	| { hasContract: true; levels: string[] };

/**
 * The access levels of one contract, by the department or code that the HR data gives for it. A blank value means that
 * no contract is left. A value that the table does not know throws `unknownDepartment`, and so nothing is removed. A
 * value whose rows have no level throws `badInput`, because "no level" is written as `-`.
 */
export function levelsOfContract(
	rows: Row[],
	search: Omit<Search, 'value'> & { value: string | null | undefined; levelColumn: string },
): ContractLevels {
	const value = cleanText(search.value ?? '');
	if (value === '') return { hasContract: false };
	const level = headerOf(rows, search.levelColumn);
	const names = rowsFor(rows, { ...search, value }).map((row) => cell(row, level));
	const levels = lookUpAll(rows, { ...search, value });
	const isNone = names.some((name) => NO_LEVEL.test(name));
	if (levels.length === 0 && !isNone)
		throw failure(mappingTableMessages.noLevel, { value: quoted(value), column: level });
	if (levels.length > 0 && isNone)
		throw failure(mappingTableMessages.levelAndNone, { value: quoted(value), column: level });
	return { hasContract: true, levels };
}
