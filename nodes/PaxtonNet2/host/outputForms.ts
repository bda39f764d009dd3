import type { IDataObject } from 'n8n-workflow';
import { datesAfter } from '../lifecycle/result/accessDates';
import { isFound, isSummary, type OperationResult } from '../lifecycle/result/operationResult';
import {
	isFailure,
	type AuditEntry,
	type Failure,
	type LabelledChange,
	type Success,
} from '../lifecycle/result/result';
import type { Summary } from '../lifecycle/synchronize/summary';
import { wallTime } from '../mapping/net2Dates';
import { toJson } from './json';

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
	if (form === 'table') return [tableRow(result)];
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

/** Messages put what a user or an item has into double quotes. */
function withoutValues(message: string): string {
	return message.replaceAll(/"[^"]*"/g, '"…"');
}

/** A summary has the members that a workflow goes on with in every form; only names are left out. */
function summaryIn(form: OutputForm, summary: Summary): object {
	if (form === 'full') return summary;
	if (form === 'table') return { ...emptyRow('Summary', sentenceOf(summary)), ...summary };
	const { names: _people, ...rest } = summary;
	return rest;
}

function sentenceOf({ counts, mode }: Summary): string {
	const { joiner, mover, leaver, rehire, leaverStillActive, errors } = counts;
	const leavers = leaver + leaverStillActive;
	return `${mode === 'plan' ? 'Planned' : 'Carried out'}: ${joiner} joiners, ${mover} movers, ${leavers} leavers, ${rehire} rehires, ${errors} lines with an error`;
}

function emptyRow(name: string, whatHappened: string): IDataObject {
	return {
		number: '',
		name,
		'what happened': whatHappened,
		changes: '',
		'access from': '',
		'access until': '',
		warning: '',
	};
}

/** More changes than this make a row too high; the form `full` has all. */
const MOST_CHANGES = 4;
const LONGEST = 60;

/** One flat row for a person to read. */
function tableRow(result: Success<string>): IDataObject {
	const { key, name, summary, changes, user, warnings } = result;
	const access = datesAfter(user, changes);
	const lines = changeTexts(changes);
	const more = lines.length - MOST_CHANGES;
	return {
		...emptyRow(name, summary),
		number: key ?? '',
		changes: [...lines.slice(0, MOST_CHANGES), ...(more > 0 ? [`and ${more} more`] : [])].join(
			'; ',
		),
		'access from': dayIn(access?.start),
		'access until': dayIn(access?.end),
		warning: warnings.join(' '),
	};
}

/** Each change as one text; access levels that come and go are one. */
function changeTexts(changes: LabelledChange[]): string[] {
	const texts = new Map<string, string>();
	for (const { field, label, from, to } of changes) {
		const text = isNone(from)
			? `${shown(to)}`
			: isNone(to)
				? `${shown(from)} removed`
				: `${shown(from)} → ${shown(to)}`;
		const before = texts.get(label);
		const added = field === 'accessLevels' && isNone(from) ? `${text} added` : text;
		texts.set(label, before === undefined ? added : `${before}, ${added}`);
	}
	return [...texts].map(([label, text]) => `${label}: ${text}`);
}

function isNone(value: unknown): boolean {
	return value === null || value === undefined || value === '';
}

function shown(value: unknown): string {
	const text = textOf(value);
	const date = /^\d{4}-\d{2}-\d{2}T/.test(text) ? dayIn(text) : text;
	return date.length > LONGEST ? `${date.slice(0, LONGEST)}…` : date;
}

/** `2026-12-01`, with the time only if it is not the beginning or the end of the day. */
function dayIn(date: string | null | undefined): string {
	if (date === null || date === undefined) return '';
	const [day = '', time = ''] = wallTime(date).split('T');
	return /^(00:00|23:59)/.test(time) ? day : `${day} ${time.slice(0, 5)}`;
}

function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(textOf).join(', ');
	if (typeof value !== 'object') return String(value);
	if ('name' in value && typeof value.name === 'string') return value.name;
	return JSON.stringify(value);
}
