import { bareCard } from '../../mapping/cardNumber';
import { recogniseColumns, type ColumnAssignment, type HrColumns } from '../../mapping/hrColumns';
import { contradictions } from '../../mapping/hrContradictions';
import type { DateOrder, HrDate } from '../../mapping/hrDates';
import { mergeLines, type MergedLines, type SeveralLines } from '../../mapping/hrLines';
import {
	HR_TEXT_COLUMNS,
	isBlankRecord,
	lineOfIndex,
	readHrRecord,
	type HrRecord,
	type HrTexts,
} from '../../mapping/hrRecord';
import { readEmployment, type Employment } from '../../mapping/hrStatus';
import type { Site } from '../../mapping/siteTime';
import type { Net2Error } from '../../net2/errors';
import { forEachInTurns } from '../../net2/eventLoop';
import { explain } from '../result/resultBuilder';
import type { CardToHave } from '../run/request';

/** One employee as HR has them, made of one line or several. */
export interface HrRow {
	/** The place of the line in the input. */
	index: number;
	/** The line that a spreadsheet shows. */
	line: number;
	key: string;
	text: HrTexts;
	start: HrDate;
	/** The end to write. `blank`: the list says nothing. */
	end: HrDate;
	/** Whether HR says that the employee has left by now, and which column says so. */
	hasLeft: boolean;
	because?: Employment['because'];
	/** Names; empty: the list says nothing about levels. */
	accessLevels: string[];
	/** Empty: the list says nothing about cards. */
	cards: CardToHave[];
	/** The HR event that caused the line; it is no part of what the line says. */
	eventId?: string;
	/** For a leaver, what else is wrong with the lines too: it does not delay the end of access. */
	warnings: string[];
}

/** A line that cannot be processed. Its employee still counts as being on the list. */
export interface RowProblem {
	index: number;
	key: string | null;
	/** As written, to find out which user it may be about. */
	name: string;
	/** As written, if the line has one. */
	email?: string;
	error: Net2Error;
	/** Whether the line says that the employee has left, so that a user may have access who must not. */
	hasLeft?: boolean;
}

export interface HrList {
	/** Employees with a number of their own, those of lines with an error included. */
	size: number;
	rows: HrRow[];
	problems: RowProblem[];
	columns: HrColumns;
}

/** An input item: where it is, and what it contains. */
export interface Source {
	index: number;
	json: unknown;
}

/** Reads the access levels of a cell: a list, or text in which commas separate names. */
export type LevelReader = (cell: unknown) => string[];
/** Reads the cards of a cell in the same way. What it throws repeats no number. */
export type CardReader = (cell: unknown) => CardToHave[];

/** How the HR list is understood (docs/hr-data.md). */
export interface HrListSettings {
	columnNames: ColumnAssignment[];
	severalLines: SeveralLines;
	/** More values of the status column that mean "has left". */
	leaverStatuses: string[];
	/** For lines whose name comes in parts and that give no convention of their own. */
	nameConvention?: string | undefined;
	/** What a blank cell of the end date means, if the list has that column. */
	blankEndDate: 'keep' | 'remove';
	levelsOf: LevelReader;
	/** Absent: the list says nothing about cards. */
	cardsOf?: CardReader;
}

/** What else reading depends on. */
export interface HrListContext {
	dateOrder?: DateOrder | undefined;
	now: number;
	site: Site;
	/** Whether email addresses are the personnel numbers of this site. */
	numberIsEmail?: boolean;
}

interface ReadLine extends HrRecord {
	index: number;
	levelNames: string[];
	cardList: CardToHave[];
	/** Where columns of the line contradict each other about a leave. */
	contradictions: readonly string[];
}

/**
 * Reads the HR list: columns once, then line by line, then one row for each employee. A line that cannot be read is a
 * problem of its employee. If all lines of an employee say "left", nothing else delays the end of access
 * (docs/safety-rules.md, rule 7). n8n makes lines without any value of an empty file, and these are not lines. Throws
 * nothing; `columns.problems` stop the run.
 */
export async function parseHrList(
	sources: Source[],
	settings: HrListSettings,
	context: HrListContext,
): Promise<HrList> {
	const present = sources.filter(({ json }) => !isBlankRecord(json));
	const columns = recogniseColumns(
		present.map(({ json }) => json),
		settings.columnNames,
	);
	const problems: RowProblem[] = [];
	const byKey = new Map<string, [ReadLine, ...ReadLine[]]>();
	await forEachInTurns(present, (source) => {
		const line = readLine(source, columns, settings, context);
		if (line.key === null) {
			if (line.error !== undefined) problems.push(problemOf(line, line.error));
			return;
		}
		const others = byKey.get(line.key);
		if (others === undefined) byKey.set(line.key, [line]);
		else others.push(line);
	});
	const rows: HrRow[] = [];
	await forEachInTurns(byKey, ([key, lines]) => {
		const row = rowOf(key, lines, { columns, settings, context });
		if (Array.isArray(row)) problems.push(...row);
		else rows.push(row);
	});
	problems.sort((a, b) => a.index - b.index);
	return { size: byKey.size, rows, problems, columns };
}

function readLine(
	{ index, json }: Source,
	columns: HrColumns,
	{ leaverStatuses, nameConvention, levelsOf, cardsOf = () => [] }: HrListSettings,
	{ dateOrder = 'none', now, site, numberIsEmail = false }: HrListContext,
): ReadLine {
	const record = readHrRecord(json, lineOfIndex(index), columns, {
		dateOrder,
		leaverStatuses,
		nameConvention,
		site,
		numberIsEmail,
	});
	const problems = [...record.problems];
	const attempt = <T>(read: () => T[]): T[] => {
		try {
			return read();
		} catch (error) {
			problems.push(explain(error));
			return [];
		}
	};
	// A copy has no room for further entries, which takes as much memory as the names.
	const levelNames = [...attempt(() => levelsOf(record.accessLevels))];
	const cardList = attempt(() => cardsOf(record.cards));
	const [error] = problems;
	return {
		...record,
		index,
		levelNames,
		cardList,
		contradictions: contradictions(json, columns, record, { dateOrder, leaverStatuses, now, site }),
		problems,
		...(error !== undefined && { error }),
	};
}

/** One row of all lines of an employee, or why there is none. */
function rowOf(
	key: string,
	lines: [ReadLine, ...ReadLine[]],
	{
		columns,
		settings: { severalLines, blankEndDate },
		context: { now, site },
	}: { columns: HrColumns; settings: HrListSettings; context: HrListContext },
): HrRow | RowProblem[] {
	const [first, ...others] = lines;
	const merged = mergeLines(first, others, { key, severalLines, now, site, contentOf });
	const { hasLeft, because, end, warning } = readEmployment(merged, { now, site });
	const { error } = merged;
	if (error !== undefined && !hasLeft)
		return lines.map((line) => problemOf(line, line.error ?? error));
	const { index, line, text, levelNames, cardList, eventId } = merged.line;
	const removesEnd =
		!hasLeft && 'blank' in end && blankEndDate === 'remove' && columns.headerOf.has('endDate');
	return {
		index,
		line,
		key,
		text,
		start: merged.start,
		end: removesEnd ? { never: true } : end,
		hasLeft,
		...(because !== undefined && { because }),
		accessLevels: levelNames,
		cards: cardList,
		...(eventId !== undefined && { eventId }),
		warnings: [
			...merged.warnings,
			...(warning === undefined ? [] : [warning]),
			...merged.line.contradictions,
			...ignoredErrors(lines, merged),
		],
	};
}

function ignoredErrors(lines: ReadLine[], { error }: MergedLines<ReadLine>): string[] {
	const all = lines.flatMap(({ problems }) => problems);
	if (error !== undefined && !all.includes(error)) all.push(error);
	return all.map(
		({ message }) => `The employee has left, so this did not delay the end of access: ${message}`,
	);
}

function problemOf({ index, key, text }: ReadLine, error: Net2Error): RowProblem {
	const { firstName, middleName, lastName, email } = text;
	const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
	return { index, key, name, ...(email && { email }), error };
}

/** What a line says, so that two that say the same are one. The order of levels and cards does not count. */
function contentOf(line: ReadLine): string {
	const { text, start, end, status, levelNames, cardList, problems } = line;
	const cards = cardList.map(({ tokenType, value }) => `${tokenType} ${bareCard(value)}`);
	return JSON.stringify([
		HR_TEXT_COLUMNS.map((column) => text[column] ?? null),
		start,
		end,
		status,
		[...levelNames].sort(),
		cards.sort(),
		problems.map(({ reason }) => reason),
	]);
}
