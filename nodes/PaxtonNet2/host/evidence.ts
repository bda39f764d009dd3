import { isSuccess, type OperationResult } from '../lifecycle/result/operationResult';
import { isFailure, type AuditEntry } from '../lifecycle/result/result';

/** One change of one user, flat, for a row of a sheet. */
export const EVIDENCE_COLUMNS = [
	'at',
	'operator',
	'workflowId',
	'workflowName',
	'executionId',
	'operation',
	'outcome',
	'verified',
	'userId',
	'key',
	'name',
	'field',
	'label',
	'from',
	'to',
	'eventId',
] as const;
export type EvidenceRow = Record<(typeof EVIDENCE_COLUMNS)[number], string>;

/**
 * Returns what one result changed in Net2: rows for Split Out and a sheet node, and the same as CSV with a header. Both
 * hold text only, and no cell that a spreadsheet would take for a formula, whatever separator it splits the text at. A dry
 * run has no rows, because it changed nothing.
 */
export function evidenceOf(result: OperationResult): { rows: EvidenceRow[]; csv: string } {
	const rows = rowsOf(result).map(safe);
	return { rows, csv: csvOf(rows) };
}

function rowsOf(result: OperationResult): EvidenceRow[] {
	if (isFailure(result)) {
		const { error } = result;
		const outcome = `failed: ${error.reason}`;
		return (error.audit ?? []).flatMap((entry) => rowsIn(entry, { ...error, outcome }));
	}
	if (!isSuccess(result) || result.dryRun) return [];
	return result.audit.flatMap((entry) => rowsIn(entry, result));
}

interface TargetUser {
	operation: string;
	outcome: string;
	verified?: boolean;
	userId: number | null;
	key: string | null;
	name: string;
}

function rowsIn(
	{ changes = [], at, operator, workflowId, workflowName, executionId, eventId }: AuditEntry,
	{ operation, outcome, verified = false, userId, key, name }: TargetUser,
): EvidenceRow[] {
	return changes.map(({ field, label, from, to }) => ({
		at,
		operator,
		workflowId: workflowId ?? '',
		workflowName: workflowName ?? '',
		executionId: executionId ?? '',
		operation,
		outcome,
		verified: String(verified),
		userId: flat(userId),
		key: flat(key),
		name,
		field,
		label,
		from: flat(from),
		to: flat(to),
		eventId: eventId ?? '',
	}));
}

function flat(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(flat).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A spreadsheet computes a cell that begins with one of these (OWASP, CSV injection), in full width as well. */
const FORMULA = new Set('=+-@＝＋－＠');
/** Spreadsheets split a line at the separator of the computer's region, even inside the quotes of another one. */
const SEPARATOR = new Set(',;\t\r\n|\v\f\u0085\u2028\u2029');
/** Spreadsheets drop these before they look for a formula. */
const LEADING = /[\s"]/u;

function safe(row: EvidenceRow): EvidenceRow {
	const made = { ...row };
	for (const column of EVIDENCE_COLUMNS) made[column] = withoutFormulas(made[column]);
	return made;
}

/**
 * Puts an apostrophe, which makes text of a cell, at the start of each piece that a spreadsheet could compute. Names and
 * personnel numbers come from the HR data, and so from many hands.
 */
function withoutFormulas(cell: string): string {
	const pieces: string[] = [];
	let piece = '';
	let isLeading = true;
	for (const character of cell) {
		if (SEPARATOR.has(character)) {
			pieces.push(piece + character);
			[piece, isLeading] = ['', true];
			continue;
		}
		if (isLeading && FORMULA.has(character)) piece = `'${piece}`;
		isLeading &&= LEADING.test(character);
		piece += character;
	}
	const made = pieces.join('') + piece;
	// A tab or a line break at the start counts as one as well.
	return /^[\t\r\n]/.test(made) ? `'${made}` : made;
}

/** RFC 4180, every cell quoted. */
function csvOf(rows: EvidenceRow[]): string {
	const line = (cells: string[]) =>
		cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + '\r\n';
	const header = line([...EVIDENCE_COLUMNS]);
	return header + rows.map((row) => line(EVIDENCE_COLUMNS.map((column) => row[column]))).join('');
}
