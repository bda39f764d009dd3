import { parse, CsvError } from 'csv-parse/sync';
import { Net2Error } from '../net2/errors';
import type { Row } from './lookUp';
import { kindOf, quoted } from './text';

export { lookUp, lookUpAll, type Row } from './lookUp';

/** Headers used where a workflow names none (design, section 9). */
export const DEFAULT_FROM = 'Department';
export const DEFAULT_TO = 'DepartmentNet2';
export const DEFAULT_LEVEL = 'AccessLevel';

const DELIMITERS = [';', ',', '\t'] as const;

function refuse(message: string, cure: string): Net2Error {
	return new Net2Error('badInput', message, cure);
}

/** The header line without its quoted parts: a comma inside a quoted header separates nothing. */
function bareHeader(csvText: string): string {
	const withoutQuoted = csvText.trimStart().replace(/"(?:[^"]|"")*"/g, '');
	return /^[^\r\n]*/.exec(withoutQuoted)?.[0] ?? '';
}

/** `;`, `,` or tab, whichever the header line has most of; a table of one column has none. */
function delimiterOf(csvText: string): string {
	const header = bareHeader(csvText);
	const count = (mark: string): number => header.split(mark).length - 1;
	return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function whyUnreadable(error: unknown): Net2Error {
	if (!(error instanceof CsvError)) return refuse('The table is no CSV.', 'Check the CSV text.');
	const line = typeof error.lines === 'number' ? `Line ${error.lines}` : 'A line';
	switch (error.code) {
		case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
			return refuse(
				`${line} of the table has more or fewer columns than the header.`,
				'Give every line as many columns as the header, and quote values that hold the separator.',
			);
		case 'CSV_QUOTE_NOT_CLOSED':
			return refuse('A quoted value of the table is not closed.', 'Add the missing ".');
		default:
			return refuse(
				`${line} of the table has a quote in the middle of a value.`,
				'Put the whole value in double quotes and write "" for a quote inside it.',
			);
	}
}

function records(csvText: string): string[][] {
	try {
		return parse(csvText, {
			bom: true,
			delimiter: delimiterOf(csvText),
			skip_empty_lines: true,
			// Spreadsheets leave lines of bare separators behind.
			skip_records_with_empty_values: true,
			trim: true,
		});
	} catch (error) {
		throw whyUnreadable(error);
	}
}

function checkHeaders(headers: string[]): void {
	const empty = headers.indexOf('');
	if (empty !== -1) {
		throw refuse(`Column ${empty + 1} of the table has no header.`, 'Give every column a header.');
	}
	const double = headers.find((header, i) => headers.indexOf(header) !== i);
	if (double !== undefined) {
		throw refuse(`The table has the header ${quoted(double)} twice.`, 'Rename one of the columns.');
	}
}

function emptyRow(): Row {
	const row: Row = Object.create(null);
	return row;
}

/**
 * A mapping table from CSV text: byte-order mark, quotes, CRLF, and `;`, `,` or tab by the header line.
 * Lines with too few or too many columns and headers that come twice are refused, never repaired: a row
 * that slipped by one column would send people to the wrong department.
 */
export function parseTable(csvText: string): Row[] {
	if (/[\uFFFD\p{Surrogate}]/u.test(csvText)) {
		throw refuse(
			'The table has characters that could not be read as UTF-8.',
			'Save the file as "CSV UTF-8".',
		);
	}
	const [headers, ...lines] = records(csvText);
	if (headers === undefined) {
		throw refuse('The table is empty.', 'Give a header line and at least one row.');
	}
	checkHeaders(headers);
	return lines.map((cells) => {
		const row = emptyRow();
		headers.forEach((header, i) => {
			row[header] = cells[i] ?? '';
		});
		return row;
	});
}

/** A cell as text. Only what has one obvious spelling: an object, list or NaN has none. */
function cellText(value: unknown, place: string): string {
	if (typeof value === 'string') return value.trim();
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return String(value);
	const isExact =
		Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));
	if (typeof value === 'number' && isExact) return String(value);
	throw refuse(`${place} is ${kindOf(value)}.`, 'Give every cell of the table as text.');
}

function isPlainObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mapping table from JSON rows, `[{ "Department": "10", "DepartmentNet2": "Sales" }]`. */
export function tableFromRows(rows: unknown[]): Row[] {
	return rows.map((source, i) => {
		if (!isPlainObject(source)) {
			throw refuse(
				`Row ${i + 1} of the table is ${kindOf(source)}.`,
				'Give each row as an object of headers and values.',
			);
		}
		const entries = Object.entries(source).map(([name, value]) => [name.trim(), value] as const);
		checkHeaders(entries.map(([name]) => name));
		const row = emptyRow();
		for (const [name, value] of entries) {
			row[name] = cellText(value, `"${name}" in row ${i + 1} of the table`);
		}
		return row;
	});
}
