import { plural } from '../safetyLimits/plural';
import { accessClause, type AccessDates } from './accessDates';
import type { LabelledChange, Success } from './result';

/** What a sentence about a result is made from. */
export interface SummaryFacts
	extends Pick<Success<string>, 'operation' | 'outcome' | 'dryRun' | 'key' | 'name' | 'userId'> {
	changes: LabelledChange[];
	/** Absent if the operation read no dates of the user. */
	access?: AccessDates | undefined;
}

/**
 * One sentence for a person to read, without a full stop. It says what happened to which user, and when access begins
 * or ends. A dry run says what would happen.
 */
export function summarySentence(facts: SummaryFacts): string {
	const { access, outcome, dryRun, changes } = facts;
	const main = mainClause(facts);
	const saysAccess =
		access !== undefined && TELLS_ACCESS.has(outcome) && !facts.operation.startsWith('card.');
	const isPreview = dryRun && changes.length > 0;
	const clause = saysAccess
		? `, who ${accessClause(access, isPreview ? 'would have' : 'has')}`
		: '';
	const made = isPreview ? ' (dry run, nothing was written)' : '';
	return `${main}${clause}${made}`;
}

/** The outcomes after which a reader wants to know whether the doors open. */
const TELLS_ACCESS = new Set(['created', 'enabled', 'disabled', 'updated', 'correlated']);

function mainClause(facts: SummaryFacts): string {
	const { outcome, changes, operation } = facts;
	const [resource = ''] = operation.split('.');
	if (resource === 'department') return aboutDepartment(facts);
	if (resource === 'card') return aboutCard(facts);
	const who = whoIs(facts);
	const verb = (done: string, would: string) => (facts.dryRun ? `Would ${would}` : done);
	if (operation === 'user.undo' && outcome !== 'unchanged')
		return `${verb('Reversed', 'reverse')} an earlier operation for ${who}`;
	switch (outcome) {
		case 'created':
			return `${verb('Created', 'create')} ${who}${placeOf(changes)}`;
		case 'enabled':
			return `${verb('Enabled', 'enable')} ${who}`;
		case 'disabled':
			return `${verb('Disabled', 'disable')} ${who}${removedOf(changes)}`;
		case 'deleted':
			return `${verb('Deleted', 'delete')} ${who}`;
		case 'granted':
			if (!changes.some(({ field }) => field === 'accessLevels'))
				return `${verb('Changed', 'change')} ${labelsOf(changes)} of ${who}`;
			return `${verb('Granted', 'grant')} ${levelsOf(changes, 'to')} to ${who}`;
		case 'revoked':
			if (!changes.some(({ field }) => field === 'accessLevels'))
				return `${verb('Changed', 'change')} ${labelsOf(changes)} of ${who}`;
			return `${verb('Removed', 'remove')} ${levelsOf(changes, 'from')} from ${who}`;
		case 'correlated':
			return changes.length === 0
				? `Found ${who} and left the user unchanged`
				: `Found ${who} and ${verb('changed', 'change')} ${labelsOf(changes)}`;
		case 'notFound':
			return facts.key === null
				? `Net2 has no user ${facts.userId ?? ''}`.trim()
				: `No user has personnel number ${facts.key}`;
		case 'unchanged':
			return `No change was needed for ${who}`;
		default:
			return `${verb('Changed', 'change')} ${labelsOf(changes)} of ${who}`;
	}
}

/** `Anna Berg (00123)`, or what is known of the user. */
export function whoIs({
	key,
	name,
	userId,
}: Pick<SummaryFacts, 'key' | 'name' | 'userId'>): string {
	const number = key === null || key === '' ? '' : key;
	if (name !== '') return number === '' ? name : `${name} (${number})`;
	if (number !== '') return `the user with personnel number ${number}`;
	return userId === null ? 'the user' : `user ${userId}`;
}

function placeOf(changes: LabelledChange[]): string {
	const department = changes.find(({ field }) => field === 'department')?.to;
	const levels = changes.filter(({ field, to }) => field === 'accessLevels' && to !== null);
	return [
		typeof department === 'string' ? ` in department ${department}` : '',
		levels.length > 0 ? ` with ${levelsOf(levels, 'to')}` : '',
	].join('');
}

function removedOf(changes: LabelledChange[]): string {
	const levels = changes.filter(({ field, from }) => field === 'accessLevels' && from !== null);
	const cards = changes.filter(({ field, to }) => field.startsWith('card') && to === 'lost');
	const parts = [
		...(levels.length > 0 ? [`removed ${plural(levels.length, 'access level')}`] : []),
		...(cards.length > 0 ? [`marked ${plural(cards.length, 'card')} as lost`] : []),
	];
	return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

/** More than this many names make a sentence hard to read; the changes list all. */
const MOST_NAMES = 3;

function levelsOf(changes: LabelledChange[], side: 'from' | 'to'): string {
	const names = changes.flatMap((change) =>
		change.field === 'accessLevels' && typeof change[side] === 'string' ? [change[side]] : [],
	);
	if (names.length > MOST_NAMES) return plural(names.length, 'access level');
	return `access ${names.length === 1 ? 'level' : 'levels'} ${listed(names)}`;
}

function labelsOf(changes: LabelledChange[]): string {
	const labels = [...new Set(changes.map(({ label }) => label))];
	if (labels.length === 0) return 'nothing';
	if (labels.length > MOST_NAMES) return plural(labels.length, 'field');
	return listed(labels);
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: string[]): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function aboutDepartment({ outcome, changes, dryRun }: SummaryFacts): string {
	const { from, to } = changes[0] ?? { from: null, to: null };
	switch (outcome) {
		case 'created':
			return `${dryRun ? 'Would create' : 'Created'} department ${String(to)}`;
		case 'updated':
			return `${dryRun ? 'Would rename' : 'Renamed'} department ${String(from)} to ${String(to)}`;
		case 'deleted':
			return `${dryRun ? 'Would delete' : 'Deleted'} department ${String(from)}`;
		default:
			return 'No change was needed for the department';
	}
}

function aboutCard(facts: SummaryFacts): string {
	const who = whoIs(facts);
	const { changes, dryRun, outcome } = facts;
	if (changes.length === 0)
		return outcome === 'notFound' ? `${who} has no such card` : `No change was needed for ${who}`;
	const steps = changes.map(({ label, from, to }) => {
		if (from === null) return `${dryRun ? 'add' : 'added'} ${uncapitalised(label)}`;
		if (to === null) return `${dryRun ? 'remove' : 'removed'} ${uncapitalised(label)}`;
		const state = to === 'lost' ? 'as lost' : 'as found';
		return `${dryRun ? 'mark' : 'marked'} ${uncapitalised(label)} ${state}`;
	});
	const text = listed(steps);
	return `${dryRun ? `Would ${text}` : text.charAt(0).toUpperCase() + text.slice(1)} for ${who}`;
}

function uncapitalised(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
