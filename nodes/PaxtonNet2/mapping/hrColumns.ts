import { hrDataMessages } from '../messages/hrData';
import { failure, Net2Error } from '../net2/errors';
import { nameSources, type Candidate } from './hrNames';
import {
	COLUMN_LABELS,
	exactColumn,
	foldHeader,
	looksLikeLeaving,
	meaningOfHeader,
	type HrColumn,
} from './hrSynonyms';
import { nearNames } from './nearNames';
import { isRecord, listed, refuseLostCharacters } from './text';
import { isEmpty } from './values';

export { HR_COLUMNS, type HrColumn } from './hrSynonyms';

/** One line of the table 'Column Names'. */
export interface ColumnAssignment {
	/** A header of the HR list. */
	column: string;
	means: HrColumn | 'ignore';
}

/** How the headers of an HR list are understood. */
export interface HrColumns {
	/** The header of each column that is used. */
	headerOf: ReadonlyMap<HrColumn, string>;
	/** By our own name or a synonym. */
	recognised: Array<{ column: string; means: HrColumn }>;
	/** By the table 'Column Names'. */
	assigned: Array<{ column: string; means: HrColumn | 'ignore' }>;
	/** Headers that are not used, those that another column outranks included. */
	ignored: string[];
	/** Those of `ignored` that say whether an employee has left, and that another column outranks. */
	outranked: Array<{ column: string; means: LeavingColumn }>;
	/** Each of these stops the run before anything is written. */
	problems: Net2Error[];
	warnings: string[];
}

const ASSIGNED = 0;
const EXACT = 1;
const SYNONYM = 2;
/** Columns that say whether an employee has left: no value of them may be lost without a word. */
const LEAVING = ['endDate', 'status'] as const;
type LeavingColumn = (typeof LEAVING)[number];

/**
 * Finds out what the columns of an HR list mean (docs/hr-data.md). The table 'Column Names' wins over our exact
 * names, and these win over synonyms. A list without a personnel number is a problem. So are two candidates of one
 * rank, and an unknown column that looks like an end date or status. Throws nothing.
 */
export function recogniseColumns(
	records: readonly unknown[],
	assignments: readonly ColumnAssignment[] = [],
): HrColumns {
	const headers = headersOf(records);
	const table = readAssignments(headers, assignments);
	const problems = [...table.problems];
	const warnings = [...table.warnings];
	const candidates = new Map<HrColumn, Candidate[]>();
	const ignored: string[] = [];
	const outranked: HrColumns['outranked'] = [];
	for (const header of headers) {
		const lost = lostCharacters(header);
		if (lost !== null) problems.push(lost);
		const given = table.means.get(header);
		if (given === 'ignore') continue;
		const means = given ?? exactColumn(header) ?? meaningOfHeader(header);
		if (means === undefined) {
			ignored.push(header);
			if (looksLikeLeaving(header))
				problems.push(failure(hrDataMessages.unclearLeaving, { column: header }));
			continue;
		}
		const rank = given !== undefined ? ASSIGNED : exactColumn(header) === means ? EXACT : SYNONYM;
		const others = candidates.get(means);
		if (others === undefined) candidates.set(means, [{ header, rank }]);
		else others.push({ header, rank });
	}
	const chosen = new Map<HrColumn, Candidate>();
	for (const [means, all] of candidates) {
		const best = Math.min(...all.map(({ rank }) => rank));
		const [winner, second] = all.filter(({ rank }) => rank === best);
		if (winner === undefined) continue;
		if (second !== undefined) {
			problems.push(twoCandidates(means, all));
			continue;
		}
		chosen.set(means, winner);
		for (const { header } of all) {
			if (header === winner.header) continue;
			ignored.push(header);
			const leaving = LEAVING.find((column) => column === means);
			if (leaving === undefined) continue;
			outranked.push({ column: header, means: leaving });
			if (hidesValues(records, winner.header, header))
				problems.push(hiddenBy(means, winner.header, header));
		}
	}
	const names = nameSources(chosen);
	problems.push(...names.problems);
	ignored.push(...names.ignored);
	if (headers.length > 0 && !candidates.has('key')) problems.push(noKey(headers));
	return {
		headerOf: new Map([...names.chosen].map(([means, { header }]) => [means, header])),
		recognised: [...names.chosen]
			.filter(([, { rank }]) => rank !== ASSIGNED)
			.map(([means, { header }]) => ({ column: header, means })),
		assigned: [...table.means].map(([column, means]) => ({ column, means })),
		ignored,
		outranked,
		problems,
		warnings,
	};
}

/** Lines of JSON leave out what is empty, so that not every line has every header. */
function headersOf(records: readonly unknown[]): string[] {
	const headers = new Set<string>();
	for (const record of records) {
		if (!isRecord(record)) continue;
		for (const header of Object.keys(record)) headers.add(header);
	}
	return [...headers];
}

interface AssignedColumns {
	means: Map<string, HrColumn | 'ignore'>;
	problems: Net2Error[];
	warnings: string[];
}

function readAssignments(
	headers: string[],
	assignments: readonly ColumnAssignment[],
): AssignedColumns {
	const result: AssignedColumns = { means: new Map(), problems: [], warnings: [] };
	for (const { column, means } of assignments) {
		const exact = headers.filter((header) => header === column);
		const found =
			exact.length > 0
				? exact
				: headers.filter((header) => foldHeader(header) === foldHeader(column));
		const [header, second] = found;
		if (header === undefined) {
			// Lines of JSON leave out what is empty, so a column may be missing for once.
			if (means !== 'ignore' && headers.length > 0) {
				const [near] = nearNames(column, headers);
				const help = near === undefined ? '' : ` There is '${near}'.`;
				result.warnings.push(
					`'Column Names' assigns the column '${column}', which the HR list does not have.${help}`,
				);
			}
			continue;
		}
		const before = result.means.get(header);
		if (second !== undefined || (before !== undefined && before !== means))
			result.problems.push(failure(hrDataMessages.severalMeanings, { column }));
		result.means.set(header, means);
	}
	return result;
}

/** Whether a line has a value in the column that lost and none in the one that won. */
function hidesValues(records: readonly unknown[], winner: string, loser: string): boolean {
	return records.some(
		(record) => isRecord(record) && saysNothing(record[winner]) && !saysNothing(record[loser]),
	);
}

function saysNothing(value: unknown): boolean {
	if (typeof value === 'string' && /^\s*000[01]-/.test(value)) return true;
	return isEmpty(value) || (Array.isArray(value) && value.length === 0);
}

function lostCharacters(header: string): Net2Error | null {
	try {
		refuseLostCharacters(header, 'in line 1, the headers,');
		return null;
	} catch (error) {
		if (error instanceof Net2Error) return error;
		throw error;
	}
}

function twoCandidates(means: HrColumn, all: Candidate[]): Net2Error {
	return failure(hrDataMessages.severalCandidates, {
		meaning: COLUMN_LABELS[means],
		columns: listedHeaders(all.map(({ header }) => header)),
		name: means,
	});
}

function hiddenBy(means: HrColumn, winner: string, loser: string): Net2Error {
	return failure(hrDataMessages.hiddenValues, {
		column: winner,
		meaning: COLUMN_LABELS[means],
		other: loser,
		name: means,
	});
}

function noKey(headers: string[]): Net2Error {
	const hasTitle = headers.some((header) => /^__EMPTY(_\d+)?$/.test(header));
	return failure(hasTitle ? hrDataMessages.titleForHeaders : hrDataMessages.noKeyColumn, {
		columns: listedHeaders(headers),
	});
}

function listedHeaders(headers: string[]): string {
	return listed(headers.map((header) => `'${header}'`));
}
