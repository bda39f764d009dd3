import type { Kind } from '../lifecycle/synchronize/difference';
import type { Entry } from './told';

/** What colour a group has; no meaning hangs on it alone. */
export type Tone = 'goes' | 'comes' | 'moves' | 'minds';

/** People of one kind, under one heading. */
export interface Group {
	/** For links within the page. */
	id: string;
	/** In the row of figures; the second is for a run that wrote. */
	short: [string, string];
	heading: string;
	/** One sentence for somebody who sees the page for the first time. */
	lead: string;
	tone: Tone;
}

/**
 * What a list comes to, in the order in which somebody who answers for the doors asks: who loses access, who gets it,
 * what changes, and what nobody has decided yet.
 */
export const KIND_GROUPS: Array<Group & { kinds: Kind[] }> = [
	{
		id: 'leavers',
		short: ['leave', 'left'],
		heading: 'Leavers',
		lead: 'These people lose their access: now, or at the end date shown.',
		tone: 'goes',
		kinds: ['leaver', 'leaverStillActive'],
	},
	{
		id: 'joiners',
		short: ['join', 'joined'],
		heading: 'Joiners',
		lead: 'These people are new in Net2, and get access from their start date on.',
		tone: 'comes',
		kinds: ['joiner'],
	},
	{
		id: 'rehires',
		short: ['return', 'returned'],
		heading: 'Rehires',
		lead: 'These people were disabled by this node earlier, and are let in again.',
		tone: 'comes',
		kinds: ['rehire'],
	},
	{
		id: 'movers',
		short: ['move', 'moved'],
		heading: 'Movers',
		lead: 'These people get another department or title.',
		tone: 'moves',
		kinds: ['mover'],
	},
	{
		id: 'changes',
		short: ['other changes', 'other changes'],
		heading: 'Other changes',
		lead: 'Something else of these people differs from the list, such as a name, a date or an access level.',
		tone: 'moves',
		kinds: ['drift'],
	},
	{
		id: 'blocked',
		short: ['barred, left alone', 'barred, left alone'],
		heading: 'On the list, and barred in Net2',
		lead: 'Nothing is done for these people: somebody may have barred them by hand. What differs is shown.',
		tone: 'minds',
		kinds: ['blockedByHand'],
	},
	{
		id: 'orphans',
		short: ['not on the list', 'not on the list'],
		heading: 'Active in Net2, and not on the list',
		lead: 'Nothing is done for these people. If one of them has left, HR should say so.',
		tone: 'minds',
		kinds: ['orphan'],
	},
	{
		id: 'duplicates',
		short: ['shared keys', 'shared keys'],
		heading: 'Keys that several people share',
		lead: 'Nothing is done for these people, since nobody can tell whom the list means.',
		tone: 'minds',
		kinds: ['duplicateKey'],
	},
];

/** What single steps come to. */
export const OUTCOME_GROUPS: Array<Group & { outcomes: string[] }> = [
	of('disabled', 'Barred', 'These people lose their access.', 'goes', ['disabled']),
	of('deleted', 'Deleted', 'These people are deleted for good.', 'goes', ['deleted']),
	of('revoked', 'Access taken', 'These people lose access levels.', 'goes', ['revoked']),
	of('created', 'Created', 'These people are new in Net2.', 'comes', ['created']),
	of('enabled', 'Let in', 'These people are let in from their start date on.', 'comes', [
		'enabled',
	]),
	of('granted', 'Access given', 'These people get access levels.', 'comes', ['granted']),
	of('updated', 'Changed', 'Something of these people changes.', 'moves', ['updated']),
	of('unchanged', 'Unchanged', 'Nothing is to be done for these people.', 'minds', [
		'unchanged',
		'correlated',
		'notFound',
	]),
];

function of(id: string, heading: string, lead: string, tone: Tone, outcomes: string[]) {
	const short = heading.toLowerCase();
	const both: [string, string] = [short, short];
	return { id, short: both, heading, lead, tone, outcomes };
}

/** The entries of each group that has any. */
export function grouped(entries: Entry[]): Array<{ group: Group; entries: Entry[] }> {
	const kinds = KIND_GROUPS.map((group) => ({
		group,
		entries: entries.filter(({ kind }) => kind !== undefined && group.kinds.includes(kind)),
	}));
	const outcomes = OUTCOME_GROUPS.map((group) => ({
		group,
		entries: entries.filter(
			({ kind, outcome }) => kind === undefined && group.outcomes.includes(outcome),
		),
	}));
	return [...kinds, ...outcomes].filter(({ entries: found }) => found.length > 0);
}
