import { datesAfter } from '../lifecycle/result/accessDates';
import type { Failure, LabelledChange, Success } from '../lifecycle/result/result';
import type { Kind, LeaveReason } from '../lifecycle/synchronize/difference';
import type { DifferenceResult } from '../lifecycle/synchronize/planOutput';
import type { Summary } from '../lifecycle/synchronize/summary';
import { wallTime } from '../mapping/net2Dates';

/** In the editor a column is as wide as its title, and these have the longest texts. */
const CHANGES = 'changes in Net2 (before → after)';
const WARNING = 'warning, and what you can do';

/** One flat row for a person to read. */
export interface TableRow {
	number: string;
	name: string;
	'what happened': string;
	[CHANGES]: string;
	'access from': string;
	'access until': string;
	[WARNING]: string;
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
		[WARNING]: NOTHING,
	};
}

/** More changes than this make a row too high; the form `full` has all. */
const MOST_CHANGES = 4;
const LONGEST = 60;
const MOST_WARNINGS = 3;

export function tableRow(result: Success<string>): TableRow {
	const { key, name, changes, user } = result;
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
		[WARNING]: warningsOfRow(result).join(' ') || NOTHING,
	};
}

/** What a workflow goes on with. Every row of a list has all of it: the editor shows `undefined` for what is missing. */
interface ListColumns {
	kind: string;
	changed: boolean;
	mode: string;
	planId: string;
	blocked: boolean | string;
}

/** A row of a list. In the summary, the last one, one text has all counts. No member is nested. */
export interface ListRow extends TableRow, ListColumns {}

export function differenceRow(result: DifferenceResult): ListRow {
	return { ...tableRow(result), ...ofList(result.kind, result.changed) };
}

function ofList(kind: string, changed = false): ListColumns {
	return { kind, changed, mode: NOTHING, planId: NOTHING, blocked: NOTHING };
}

export function summaryRow(summary: Summary): ListRow {
	const { kind, mode, planId, changed, blocked } = summary;
	return {
		...emptyRow('Summary', summary.summary),
		[WARNING]: warningOf(summary) || NOTHING,
		...{ kind, changed, mode, planId, blocked },
	};
}

/** The limits that were exceeded and the first warnings. More would make the row too high; the form `full` has all. */
function warningOf({ safetyLimits: { exceeded }, warnings }: Summary): string {
	const limits = exceeded.map(({ message }) => message.replace(/ Nothing was written\.$/, ''));
	const remedy = exceeded[0]?.remedy ?? '';
	return [...shortened(limits), remedy, ...shortened(warnings)].filter(Boolean).join(' ');
}

function shortened(texts: string[]): string[] {
	const more = texts.length - MOST_WARNINGS;
	if (more <= 0) return texts;
	return [
		...texts.slice(0, MOST_WARNINGS),
		`There ${more === 1 ? 'is' : 'are'} ${more} more in the output 'Full'.`,
	];
}

/**
 * A line that cannot be processed, in a plan of a node that stops on errors. Its error has no output of its own, and as
 * a nested object it would be higher than ten rows.
 */
export function problemRow({ error: { message, key, name } }: Failure): ListRow {
	return {
		...emptyRow(name || NOTHING, 'Cannot be processed'),
		number: key || NOTHING,
		[WARNING]: message,
		...ofList('problem'),
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
	overdue: 'the end date in HR has passed',
	startDate: 'starts later',
};

/** What a list reports and does not change. */
const REPORTED: Partial<Record<Kind, string>> = {
	orphan: 'Enabled, but not on the list',
	duplicateKey: 'Several users have this number',
	blockedByHand: 'On the list, but stays disabled',
};

/** Number and name have columns of their own, so that the sentence leaves them out where it can. */
function happened(result: Success<string> & { reason?: LeaveReason; kind?: Kind }): string {
	const { operation, outcome, dryRun, summary, reason, kind } = result;
	const words = HAPPENED[outcome];
	if (outcome === 'unchanged' && kind !== undefined) return REPORTED[kind] ?? summary;
	if (words === undefined || !/^(user|accessLevel)\./.test(operation)) return summary;
	const why = reason === undefined ? '' : `: ${REASONS[reason]}`;
	return `${dryRun ? words[1] : words[0]}${why}`;
}

/** The first warning about such a user says what the row says already. */
function warningsOfRow({ warnings, kind }: Success<string> & { kind?: Kind }): string[] {
	return kind === 'orphan' ? warnings.slice(1) : warnings;
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

export function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(textOf).join(', ');
	if (typeof value !== 'object') return String(value);
	if ('name' in value && typeof value.name === 'string') return value.name;
	return JSON.stringify(value);
}
