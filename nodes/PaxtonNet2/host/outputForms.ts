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
import type { LeaveReason } from '../lifecycle/synchronize/difference';
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
	if (form === 'table') return [toJson(tableRow(result))];
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

/** In the editor a column is as wide as its title, and this one has the longest text. */
const CHANGES = 'changes (before → after)';

/** One flat row for a person to read. */
interface TableRow {
	number: string;
	name: string;
	'what happened': string;
	[CHANGES]: string;
	'access from': string;
	'access until': string;
	warning: string;
}

/** The editor shows an empty text in red, as if something was missing. */
const NOTHING = '–';

function emptyRow(name: string, whatHappened: string): TableRow {
	return {
		number: NOTHING,
		name,
		'what happened': whatHappened,
		[CHANGES]: NOTHING,
		'access from': NOTHING,
		'access until': NOTHING,
		warning: NOTHING,
	};
}

/** More changes than this make a row too high; the form `full` has all. */
const MOST_CHANGES = 4;
const LONGEST = 60;

function tableRow(result: Success<string>): TableRow {
	const { key, name, changes, user, warnings } = result;
	const access = datesAfter(user, changes);
	const lines = changeTexts(changesOfRow(result));
	const more = lines.length - MOST_CHANGES;
	const shownLines = [...lines.slice(0, MOST_CHANGES), ...(more > 0 ? [`and ${more} more`] : [])];
	return {
		...emptyRow(name || NOTHING, happened(result)),
		number: key ?? NOTHING,
		[CHANGES]: shownLines.join('; ') || NOTHING,
		'access from': access === undefined ? NOTHING : dayIn(access.start) || NOTHING,
		'access until': access === undefined ? NOTHING : dayIn(access.end) || 'no end date',
		warning: warnings.join(' ') || NOTHING,
	};
}

/** What was done with a user, and what a plan or a dry run would do. */
const HAPPENED: Partial<Record<string, [done: string, would: string]>> = {
	created: ['Created', 'Would be created'],
	updated: ['Changed', 'Would be changed'],
	enabled: ['Enabled', 'Would be enabled'],
	disabled: ['Disabled', 'Would be disabled'],
	deleted: ['Deleted', 'Would be deleted'],
	granted: ['Access granted', 'Access would be granted'],
	revoked: ['Access removed', 'Access would be removed'],
};

/** Why a list ends the access of a user. */
const REASONS: Record<LeaveReason, string> = {
	endDate: 'end date in HR',
	status: 'left, says the status in HR',
	absent: 'not on the list',
	overdue: 'end date passed earlier',
	startDate: 'starts later',
};

/** Number and name have columns of their own, so that the sentence leaves them out where it can. */
function happened(result: Success<string> & { reason?: LeaveReason }): string {
	const { operation, outcome, dryRun, summary, reason } = result;
	const words = HAPPENED[outcome];
	if (words === undefined || !/^(user|accessLevel)\./.test(operation)) return summary;
	const why = reason === undefined ? '' : `: ${REASONS[reason]}`;
	return `${dryRun ? words[1] : words[0]}${why}`;
}

/** Of a new user, number and name are no news. What decides about access comes first. */
function changesOfRow({ outcome, changes, key }: Success<string>): LabelledChange[] {
	const isShown = ({ field, to }: LabelledChange) =>
		outcome !== 'created' || (!NAMES.includes(field) && (to !== key || key === null));
	const weight = ({ field }: LabelledChange) => Number(!ACCESS.includes(field));
	return changes.filter(isShown).sort((a, b) => weight(a) - weight(b));
}

const NAMES = ['firstName', 'middleName', 'lastName', 'activateDate', 'expiryDate'];
const ACCESS = ['expiryDate', 'activateDate', 'accessLevels', 'department'];

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
