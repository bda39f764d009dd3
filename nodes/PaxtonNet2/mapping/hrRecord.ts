import { hrDataMessages } from '../messages/hrData';
import { failure, Net2Error } from '../net2/errors';
import type { HrColumn, HrColumns } from './hrColumns';
import { isDated, net2End, net2Start, parseHrDate, type DateOrder, type HrDate } from './hrDates';
import type { HrLine } from './hrLines';
import { namesOf } from './hrNames';
import { refuseShifted } from './hrShifted';
import { readStatus, type EmploymentStatus } from './hrStatus';
import type { Site } from './siteTime';
import { cleanText, isRecord, kindOf, normalKey, placeOf, refuseLostCharacters } from './text';
import { isEmpty } from './values';

/** Columns of one text each. */
export const HR_TEXT_COLUMNS = [
	'firstName',
	'middleName',
	'lastName',
	'department',
	'email',
	'title',
	'phone',
] as const;
/** The texts of a line. A column that the list does not have is absent; a blank cell is ''. */
export type HrTexts = Partial<Record<(typeof HR_TEXT_COLUMNS)[number], string>>;

/** One line of the HR list, read as far as it can be read. */
export interface HrRecord extends HrLine {
	/** Null if the personnel number is blank or cannot be read. */
	key: string | null;
	text: HrTexts;
	/** The cells as they are, for the readers of levels and cards. */
	accessLevels: unknown;
	cards: unknown;
	eventId?: string;
	/** All that is wrong with the line; `error` is the first. A leaver is disabled in spite of them. */
	problems: Net2Error[];
}

export interface HrRecordOptions {
	dateOrder?: DateOrder;
	leaverStatuses?: readonly string[];
	/** For a line whose name comes in parts and that gives no convention of its own. */
	nameConvention?: string | undefined;
	/** Whether email addresses are the personnel numbers of this site. */
	numberIsEmail?: boolean;
	site: Site;
}

const NAME_PARTS: readonly HrColumn[] = [
	'nameConvention',
	'ownName',
	'ownPrefix',
	'partnerName',
	'partnerPrefix',
];

const CELLS: readonly HrColumn[] = [...HR_TEXT_COLUMNS, ...NAME_PARTS];

/** The line that a spreadsheet shows for the item at `index`: the headers are line 1. */
export function lineOfIndex(index: number): number {
	return index + 2;
}

/** Whether a line has nothing in it, as n8n makes one of an empty file. */
export function isBlankRecord(record: unknown): boolean {
	return !isRecord(record) || Object.values(record).every(isBlankCell);
}

/**
 * Reads one line of the HR list by its columns (docs/hr-data.md). Every cell is read by itself, so that a bad
 * phone number does not hide an end date. Throws nothing: see `problems`.
 */
export function readHrRecord(
	record: unknown,
	line: number,
	columns: HrColumns,
	options: HrRecordOptions,
): HrRecord {
	const problems: Net2Error[] = [];
	const attempt = <T>(read: () => T, otherwise: T): T => {
		try {
			return read();
		} catch (error) {
			if (!(error instanceof Net2Error)) throw error;
			problems.push(error);
			return otherwise;
		}
	};
	const values: Record<string, unknown> = isRecord(record) ? record : {};
	const cell = (column: HrColumn): unknown => {
		const header = columns.headerOf.get(column);
		return header !== undefined && Object.hasOwn(values, header) ? values[header] : undefined;
	};
	const headerOf = (column: HrColumn) => columns.headerOf.get(column) ?? column;
	const textOf = (column: HrColumn) =>
		attempt(() => readCell(cell(column), { line, header: headerOf(column) }), '');

	// The end comes first: of a line with several errors, the one about leaving is shown.
	const end = attempt((): HrDate => {
		const header = headerOf('endDate');
		return parseHrDate(cell('endDate'), { ...options, column: 'end', header, line });
	}, BLANK);
	const status = attempt<EmploymentStatus>(
		() => readStatus(cell('status'), { ...options, header: headerOf('status'), line }),
		'blank',
	);
	const start = attempt((): HrDate => {
		const header = headerOf('startDate');
		return parseHrDate(cell('startDate'), { ...options, column: 'start', header, line });
	}, BLANK);
	const key = attempt<string | null>(
		() => normalKey(readCell(cell('key'), { line, header: headerOf('key') })),
		null,
	);
	const cells = new Map<HrColumn, string>();
	for (const column of CELLS) if (columns.headerOf.has(column)) cells.set(column, textOf(column));
	const text: HrTexts = {};
	for (const column of HR_TEXT_COLUMNS) {
		const value = cells.get(column);
		if (value !== undefined) text[column] = value;
	}
	Object.assign(
		text,
		attempt(() => namesOf(cells, options.nameConvention), {}),
	);
	const number = options.numberIsEmail === true ? null : key;
	attempt(() => refuseShifted(number, text, headerOf, line), undefined);
	attempt(() => refuseEndBeforeStart(start, end, line, options.site), undefined);
	const eventId = columns.headerOf.has('eventId') ? textOf('eventId') : '';
	const [error] = problems;
	return {
		line,
		key,
		text,
		firstName: text.firstName,
		lastName: text.lastName,
		start,
		end,
		status,
		primary: isMarked(cell('primary')),
		accessLevels: cell('accessLevels'),
		cards: cell('cards'),
		...(eventId !== '' && { eventId }),
		problems,
		...(error !== undefined && { error }),
	};
}

const BLANK: HrDate = { blank: true };

/**
 * A cell as text: trimmed, without invisible characters. A list of one text is that text. Throws `badInput`
 * with the line and the column for lost characters, and for what has no obvious spelling as text.
 */
export function readCell(value: unknown, at: { line: number; header: string }): string {
	const place = placeOf(at.header, at.line);
	if (isBlankCell(value)) return '';
	if (typeof value === 'string') {
		refuseLostCharacters(value, place);
		return cleanText(value);
	}
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	if (Array.isArray(value) && value.length === 1 && !Array.isArray(value[0]))
		return readCell(value[0], at);
	throw failure(hrDataMessages.notText, { place, kind: kindOf(value) });
}

function isBlankCell(value: unknown): boolean {
	return isEmpty(value) || (Array.isArray(value) && value.length === 0);
}

/** Whether a cell of the column `primary` marks its line. */
function isMarked(value: unknown): boolean {
	if (!['string', 'number', 'boolean'].includes(typeof value)) return false;
	return /^(?:true|1|yes|ja|y|j|x|primary|hoofd)$/i.test(cleanText(String(value)));
}

function refuseEndBeforeStart(start: HrDate, end: HrDate, line: number, site: Site): void {
	if (!isDated(start) || !isDated(end)) return;
	const from = net2Start(start, site);
	const to = net2End(end, site);
	if (to >= from) return;
	throw failure(hrDataMessages.endBeforeStart, {
		line,
		end: to.slice(0, 10),
		start: from.slice(0, 10),
	});
}
