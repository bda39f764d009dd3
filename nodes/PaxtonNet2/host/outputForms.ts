import type { IDataObject } from 'n8n-workflow';
import { isFound, isSummary, type OperationResult } from '../lifecycle/result/operationResult';
import { isFailure, type AuditEntry, type Failure, type Success } from '../lifecycle/result/result';
import type { Summary } from '../lifecycle/synchronize/summary';
import { toJson } from './json';
import { differenceRow, summaryRow, tableRow, textOf } from './tableRows';

export const OUTPUT_FORMS = ['full', 'table', 'minimal'] as const;
/** `full`: everything. `table`: flat columns for a person. `minimal`: what a workflow needs, without personal data. */
export type OutputForm = (typeof OUTPUT_FORMS)[number];

/** The JSON of the output items of one result; a list gives several. */
export function jsonOf(
	result: OperationResult,
	form: OutputForm,
	forms: EntryForms = {},
): IDataObject[] {
	if (isFound(result)) return result.found.map((entry) => toJson(formed(entry, form, forms)));
	if (isFailure(result)) return [toJson(form === 'minimal' ? minimalFailure(result) : result)];
	if (isSummary(result)) return [toJson(summaryIn(form, result))];
	if (form === 'table')
		return [toJson('kind' in result ? differenceRow(result) : tableRow(result))];
	return [toJson(form === 'minimal' ? minimalSuccess(result) : result)];
}

/** How the entries of a list look in the forms that are not `full`. */
export interface EntryForms {
	/** The members that name no person. Absent: all. */
	minimal?: readonly string[];
	/** Flat columns. Absent: the members as they are, nested ones as text. */
	table?(entry: object): object;
}

function formed(entry: object, form: OutputForm, { minimal, table }: EntryForms): object {
	if (form === 'table') return table?.(entry) ?? flattened(entry);
	if (form === 'minimal' && minimal !== undefined) return picked(entry, minimal);
	return entry;
}

function flattened(entry: object): object {
	return Object.fromEntries(
		Object.entries(entry).map(([name, value]: [string, unknown]) => [
			name,
			typeof value === 'object' && value !== null ? textOf(value) : value,
		]),
	);
}

function picked(entry: object, names: readonly string[]): object {
	return Object.fromEntries(Object.entries(entry).filter(([name]) => names.includes(name)));
}

const MINIMAL_SUCCESS = [
	'operation',
	'outcome',
	'changed',
	'dryRun',
	'verified',
	'deleted',
	'userId',
	'key',
	'kind',
];

function minimalSuccess(result: Success<string>): object {
	return {
		...picked(result, MINIMAL_SUCCESS),
		changedFields: [...new Set(result.changes.map(({ field }) => field))],
		warnings: result.warnings.map(withoutValues),
		undo: minimalUndo(result.undo),
	};
}

/** The undo of a minimal result: the sealed part works without the name. */
function minimalUndo(undo: Success['undo']): object | null {
	if (undo === null) return null;
	const { operation, userId, key, sealed } = undo;
	return { operation, userId, key, sealed };
}

/** A failure without names and values: of what was done before it, only the fields. */
export function minimalFailure({ error }: Failure): Failure {
	const { undo, audit, ...rest } = error;
	return {
		error: {
			...rest,
			name: '',
			message: withoutValues(error.message),
			done: fieldsOf(audit),
			undo: undo === null ? null : { ...undo, name: '', summary: '' },
		},
	};
}

function fieldsOf(audit: AuditEntry[] = []): string[] {
	return [...new Set(audit.flatMap(({ changes = [] }) => changes.map(({ field }) => field)))];
}

/**
 * Messages put what a user or an item has into double quotes. A value may contain a quote itself, so everything from
 * the first quote to the last goes.
 */
function withoutValues(message: string): string {
	const [first, last] = [message.indexOf('"'), message.lastIndexOf('"')];
	return first < last ? `${message.slice(0, first)}"…"${message.slice(last + 1)}` : message;
}

/** The form `minimal` leaves out the names only. A workflow goes on with the other members. */
function summaryIn(form: OutputForm, summary: Summary): object {
	if (form === 'full') return summary;
	if (form === 'table') return summaryRow(summary);
	const { names: _people, ...rest } = summary;
	return rest;
}
