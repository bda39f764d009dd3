import { parse, CsvError } from 'csv-parse/sync';
import { mappingTableMessages } from '../messages/mappingTables';
import { failure, type Net2Error } from '../net2/errors';
import type { Row } from './lookUp';
import { isRecord, kindOf, quoted } from './text';

export { exclusiveLevels, levelsOfContract, lookUp, lookUpAll, type Row } from './lookUp';

/** Headers used if a workflow names none. */
export const DEFAULT_FROM = 'Department';
export const DEFAULT_TO = 'DepartmentNet2';
export const DEFAULT_LEVEL = 'AccessLevel';

const DELIMITERS = [';', ',', '\t'] as const;

const SEPARATOR_LINE = /^\uFEFF?"?sep=([;,|\t])([^\r\n]*)(?:\r\n|\r|\n|$)/i;

/**
 * The first line of a CSV file in which Excel names the separator. It is not a header. The separator may be repeated, and
 * quotes and blanks may follow.
 */
function separatorLine(csvText: string): { separator: string; length: number } | undefined {
	const [line = '', separator = '', rest = ''] = SEPARATOR_LINE.exec(csvText) ?? [];
	const isAlone = /^"?$/.test(rest.replaceAll(separator, '').trim());
	return separator !== '' && isAlone ? { separator, length: line.length } : undefined;
}

/** The header line without its quoted parts: a comma inside a quoted header separates nothing. */
function bareHeader(csvText: string): string {
	const withoutQuoted = csvText.trimStart().replace(/"(?:[^"]|"")*"/g, '');
	return /^[^\r\n]*/.exec(withoutQuoted)?.[0] ?? '';
}

/** `;`, `,` or tab, whichever the header line has most of. A table of one column has none. */
function delimiterOf(csvText: string): string {
	const header = bareHeader(csvText);
	const count = (mark: string): number => header.split(mark).length - 1;
	return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function whyUnreadable(error: unknown): Net2Error {
	if (!(error instanceof CsvError)) return failure(mappingTableMessages.noCsv);
	const line = Number(error.lines);
	switch (error.code) {
		case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
			return failure(mappingTableMessages.unevenLine, { line });
		case 'CSV_QUOTE_NOT_CLOSED':
			return failure(mappingTableMessages.openQuote);
		default:
			return failure(mappingTableMessages.quoteInside, { line });
	}
}

function records(csvText: string): string[][] {
	const named = separatorLine(csvText);
	// A line break keeps the numbers of the lines in messages as they are in the file.
	const text = named === undefined ? csvText : `\n${csvText.slice(named.length)}`;
	try {
		return parse(text, {
			bom: true,
			delimiter: named?.separator ?? delimiterOf(csvText),
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
	const empty = headers.findIndex((header) => header === '' || /^__EMPTY(_\d+)?$/.test(header));
	if (empty !== -1) throw failure(mappingTableMessages.noHeader, { number: empty + 1 });
	const double = headers.find((header, i) => headers.indexOf(header) !== i);
	if (double !== undefined)
		throw failure(mappingTableMessages.headerTwice, { header: quoted(double) });
}

function emptyRow(): Row {
	const row: Row = Object.create(null);
	return row;
}

/**
 * A mapping table from CSV text. It accepts a byte-order mark, quotes, CRLF and a first line `sep=;`. Otherwise the
 * header line shows whether `;`, `,` or tab separates. Lines with too few or too many columns, and repeated headers,
 * are refused and never repaired. A row that slipped by one column would give employees the wrong department. Throws
 * `badInput`.
 */
export function parseTable(csvText: string): Row[] {
	if (/[\uFFFD\p{Surrogate}]/u.test(csvText)) throw failure(mappingTableMessages.notUtf8);
	const [headers, ...lines] = records(csvText);
	if (headers === undefined) throw failure(mappingTableMessages.empty);
	checkHeaders(headers);
	return lines.map((cells) => {
		const row = emptyRow();
		headers.forEach((header, i) => {
			row[header] = cells[i] ?? '';
		});
		return row;
	});
}

/**
 * A mapping table from the bytes of a CSV file: UTF-8, UTF-16 with a byte-order mark, or Windows-1252. Excel writes
 * the last one as "CSV" in Western Europe. Throws `badInput`.
 */
export function tableFromFile(bytes: Uint8Array): Row[] {
	return parseTable(decodeText(bytes));
}

/** The characters of Windows-1252 from 0x80 to 0x9F. U+FFFD marks those that it does not have. */
const WINDOWS_1252 = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';

/** Some releases of Node 20 decode these bytes as Latin-1, so that a euro sign would become a control character. */
function decodeWindows1252(bytes: Uint8Array): string {
	return Buffer.from(bytes)
		.toString('latin1')
		.replace(/[\u0080-\u009F]/g, (byte) => WINDOWS_1252.charAt(byte.charCodeAt(0) - 0x80));
}

function decodeText(bytes: Uint8Array): string {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	if (first === 0x50 && second === 0x4b) throw failure(mappingTableMessages.spreadsheet);
	if (bytes.includes(0)) throw failure(mappingTableMessages.binaryFile);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return decodeWindows1252(bytes);
	}
}

/** A cell as text. Only what has one obvious spelling: an object, list or NaN has none. */
function cellText(value: unknown, column: string, row: number): string {
	if (typeof value === 'string') return value.trim();
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return String(value);
	const isExact =
		Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));
	if (typeof value === 'number' && isExact) return String(value);
	throw failure(mappingTableMessages.cellNotText, { column, row, kind: kindOf(value) });
}

/** n8n's items, as `$('Table').all()` gives them, have their row under `json`. */
function rowOfItem(source: unknown): unknown {
	const isItem =
		isRecord(source) &&
		isRecord(source['json']) &&
		Object.keys(source).every((name) => ['json', 'binary', 'pairedItem', 'index'].includes(name));
	return isItem ? source['json'] : source;
}

/**
 * A mapping table from JSON rows, `[{ "Department": "10", "DepartmentNet2": "Sales" }]`: typed in, from an XLSX file by
 * 'Extract from File', or n8n's items. Numbers become digits. The zeros that a spreadsheet dropped stay lost; a
 * value that is not found names the value with zeros. Throws `badInput`.
 */
export function tableFromRows(rows: unknown[]): Row[] {
	return rows.map((item, i) => {
		const source = rowOfItem(item);
		if (!isRecord(source))
			throw failure(mappingTableMessages.rowNotObject, { row: i + 1, kind: kindOf(source) });
		const entries = Object.entries(source).map(([name, value]) => [name.trim(), value] as const);
		checkHeaders(entries.map(([name]) => name));
		const row = emptyRow();
		for (const [name, value] of entries) row[name] = cellText(value, name, i + 1);
		return row;
	});
}
