import * as v from 'valibot';
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
const common = {
	operation: v.string(),
	userId: v.nullable(v.number()),
	key: v.nullable(v.string()),
	audit: v.array(Entry),
};
/** A result as the node returns it, or a failure that lists what was done before it. */
const Evidenced = v.union([
	v.object({ ...common, outcome: v.string(), verified: v.boolean(), dryRun: v.literal(false) }),
	v.pipe(
		v.object({ error: v.object({ ...common, reason: v.string() }) }),
		v.transform(({ error }) => ({
			...error,
			outcome: `failed: ${error.reason}`,
			verified: false,
		})),
	),
]);

/**
 * Returns what one result changed in Net2: rows for Split Out and a sheet node, and the same as CSV with a header. Both
 * hold text only, and no cell that a spreadsheet would take for a formula, whatever separator it splits the text at. A dry
 * run has no rows, because it changed nothing.
 */
export function evidenceOf(answer: object): { rows: EvidenceRow[]; csv: string } {
	const parsed = v.safeParse(Evidenced, answer);
	if (!parsed.success) return { rows: [], csv: csvOfRows([]) };
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
	return { rows, csv: csvOfRows(rows) };
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
