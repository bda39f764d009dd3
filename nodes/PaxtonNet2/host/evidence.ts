import * as v from 'valibot';

/** One change of one person, flat, for a row of a sheet. */
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
	'field',
	'from',
	'to',
	'eventId',
] as const;
export type EvidenceRow = Record<(typeof EVIDENCE_COLUMNS)[number], string>;

const Text = v.optional(v.string(), '');
const Entry = v.object({
	at: v.string(),
	operator: Text,
	workflowId: Text,
	workflowName: Text,
	executionId: Text,
	eventId: Text,
	changes: v.optional(
		v.array(v.object({ field: v.string(), from: v.unknown(), to: v.unknown() })),
		[],
	),
});
const Whom = {
	operation: v.string(),
	userId: v.nullable(v.number()),
	key: v.nullable(v.string()),
	audit: v.array(Entry),
};
/** A result as it is put out, or a failure that tells what was done before it. */
const ItemResult = v.union([
	v.object({ ...Whom, outcome: v.string(), verified: v.boolean(), dryRun: v.literal(false) }),
	v.pipe(
		v.object({ error: v.object({ ...Whom, reason: v.string() }) }),
		v.transform(({ error }) => ({
			...error,
			outcome: `failed: ${error.reason}`,
			verified: false,
		})),
	),
]);

/**
 * What one answer changed in Net2: rows for Split Out and a sheet node, and the same as CSV with a header. Both hold text
 * only, and no cell that a spreadsheet would take for a formula. A dry run changed nothing.
 */
export function evidenceOf(answer: object): { rows: EvidenceRow[]; csv: string } {
	const parsed = v.safeParse(ItemResult, answer);
	if (!parsed.success) return { rows: [], csv: csvOf([]) };
	const { audit, operation, outcome, verified, userId, key } = parsed.output;
	const rows = audit.flatMap(({ changes, at, ...who }) =>
		changes.map(({ field, from, to }) =>
			safe({
				at,
				operator: who.operator,
				workflowId: who.workflowId,
				workflowName: who.workflowName,
				executionId: who.executionId,
				operation,
				outcome,
				verified: String(verified),
				userId: flat(userId),
				key: flat(key),
				field,
				from: flat(from),
				to: flat(to),
				eventId: who.eventId,
			}),
		),
	);
	return { rows, csv: csvOf(rows) };
}

function flat(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(flat).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A spreadsheet works out a cell that begins like this, and a name or a key comes from whoever edits the HR data (OWASP, CSV
 * injection). The apostrophe makes it text.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function safe(row: EvidenceRow): EvidenceRow {
	const made = { ...row };
	for (const column of EVIDENCE_COLUMNS)
		if (FORMULA.test(made[column])) made[column] = `'${made[column]}`;
	return made;
}

/** RFC 4180, every cell quoted. */
function csvOf(rows: EvidenceRow[]): string {
	const line = (cells: string[]) =>
		cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + '\r\n';
	const header = line([...EVIDENCE_COLUMNS]);
	return header + rows.map((row) => line(EVIDENCE_COLUMNS.map((column) => row[column]))).join('');
}
