import { isSuccess, type OperationResult } from '../lifecycle/result/operationResult';
import { isFailure, type AuditEntry } from '../lifecycle/result/result';
import { csvOf, withoutFormulas } from './safeCsv';

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
	'approvedBy',
] as const;
export type EvidenceRow = Record<(typeof EVIDENCE_COLUMNS)[number], string>;

/**
 * Returns what one result changed in Net2: rows, and the same as CSV with a header. The rows are for Split Out and a
 * sheet node. Both contain text only. No cell has text that a spreadsheet would take for a formula, whatever
 * separator it uses. A dry run has no rows, because it changed nothing.
 */
export function evidenceOf(result: OperationResult): { rows: EvidenceRow[]; csv: string } {
	const rows = rowsOf(result).map(safe);
	return { rows, csv: csvOfRows(rows) };
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
	{ changes = [], at, operator, workflowId, workflowName, executionId, ...entry }: AuditEntry,
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
		eventId: entry.eventId ?? '',
		approvedBy: entry.approvedBy ?? '',
	}));
}

function flat(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(flat).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function safe(row: EvidenceRow): EvidenceRow {
	const made = { ...row };
	for (const column of EVIDENCE_COLUMNS) made[column] = withoutFormulas(made[column]);
	return made;
}

function csvOfRows(rows: EvidenceRow[]): string {
	return csvOf([
		[...EVIDENCE_COLUMNS],
		...rows.map((row) => EVIDENCE_COLUMNS.map((column) => row[column])),
	]);
}
