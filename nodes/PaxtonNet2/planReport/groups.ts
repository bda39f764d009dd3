import type { Kind } from '../lifecycle/synchronize/difference';
import { accessEnd, losesSomething } from './access';
import type { Entry } from './input';

/** The colour of a group. Words always say the same. */
export type Tone = 'goes' | 'comes' | 'moves' | 'minds';

/** Which columns the table of a group has. */
export type Shape = 'leaving' | 'arriving' | 'changing' | 'names';

interface GroupKind {
	tone: Tone;
	shape: Shape;
	/** Whether every user is shown, however many there are. */
	showsAll: boolean;
	kinds?: Kind[];
	outcomes?: string[];
}

/**
 * In the order of an approver's questions: who loses access, who gets it, and what else changes. What no person has
 * decided comes last. Differences of a list are sorted by kind, and results of single steps by outcome.
 */
const GROUPS = {
	leavers: {
		tone: 'goes',
		shape: 'leaving',
		showsAll: true,
		kinds: ['leaver', 'leaverStillActive'],
	},
	rehires: { tone: 'comes', shape: 'arriving', showsAll: true, kinds: ['rehire'] },
	joiners: { tone: 'comes', shape: 'arriving', showsAll: false, kinds: ['joiner'] },
	movers: { tone: 'moves', shape: 'changing', showsAll: false, kinds: ['mover'] },
	changes: { tone: 'moves', shape: 'changing', showsAll: false, kinds: ['drift'] },
	notes: { tone: 'moves', shape: 'names', showsAll: false, kinds: [] },
	blocked: { tone: 'minds', shape: 'changing', showsAll: false, kinds: ['blockedByHand'] },
	orphans: { tone: 'minds', shape: 'names', showsAll: false, kinds: ['orphan'] },
	duplicates: { tone: 'minds', shape: 'changing', showsAll: false, kinds: ['duplicateKey'] },
	disabled: { tone: 'goes', shape: 'leaving', showsAll: true, outcomes: ['disabled'] },
	deleted: { tone: 'goes', shape: 'leaving', showsAll: true, outcomes: ['deleted'] },
	revoked: { tone: 'goes', shape: 'changing', showsAll: true, outcomes: ['revoked'] },
	enabled: { tone: 'comes', shape: 'arriving', showsAll: true, outcomes: ['enabled'] },
	created: { tone: 'comes', shape: 'arriving', showsAll: false, outcomes: ['created'] },
	granted: { tone: 'comes', shape: 'changing', showsAll: false, outcomes: ['granted'] },
	updated: { tone: 'moves', shape: 'changing', showsAll: false, outcomes: ['updated'] },
	unchanged: {
		tone: 'minds',
		shape: 'changing',
		showsAll: false,
		outcomes: ['unchanged', 'correlated', 'notFound'],
	},
} as const satisfies Record<string, GroupKind>;

export type GroupId = keyof typeof GROUPS;

/** Users of one kind, under one heading. */
export interface Group extends Pick<GroupKind, 'tone' | 'shape'> {
	id: GroupId;
	/** All of them, in the order of the report. */
	entries: Entry[];
	/** Those that the page shows. */
	shown: Entry[];
}

/** A longer group continues in the attached file. */
export const MOST_ROWS = 50;

/** The groups that have any users. */
export function groupsOf(entries: Entry[], now: string): Group[] {
	return groupIds().flatMap((id): Group[] => {
		const { tone, shape, showsAll, ...of }: GroupKind = GROUPS[id];
		const found = entries.filter((entry) => isOf(id, of, entry));
		if (found.length === 0) return [];
		const sorted = shape === 'leaving' ? byUrgency(found, now) : removalsFirst(found);
		return [{ id, tone, shape, entries: sorted, shown: showsAll ? sorted : shownOf(sorted) }];
	});
}

function isOf(id: GroupId, of: Pick<GroupKind, 'kinds' | 'outcomes'>, entry: Entry): boolean {
	if (entry.kind === undefined) return (of.outcomes ?? []).includes(entry.outcome);
	if (isOnlyNoted(entry)) return id === 'notes';
	return (of.kinds ?? []).includes(entry.kind);
}

/** A user for which the node only notes that the list manages the user. A first run does so for all users. */
function isOnlyNoted({ kind, changes, warnings }: Entry): boolean {
	return (
		kind === 'drift' &&
		warnings.length === 0 &&
		changes.length > 0 &&
		changes.every(({ field }) => field === 'marker')
	);
}

function groupIds(): GroupId[] {
	return Object.keys(GROUPS).filter(isGroupId);
}

function isGroupId(id: string): id is GroupId {
	return id in GROUPS;
}

export function isOverdue({ kind, reason }: Entry): boolean {
	return kind === 'leaverStillActive' || reason === 'overdue';
}

/** Overdue leavers first, then those whose access ends now, then by the date on which it ends. */
function byUrgency(entries: Entry[], now: string): Entry[] {
	const rank = (entry: Entry): string => {
		if (isOverdue(entry)) return '0';
		const end = accessEnd(entry, now);
		return end.when === 'date' ? `2${end.endDate}` : end.when === 'before' ? '3' : '1';
	};
	return inOrder(entries, rank);
}

/** Users who lose a level, a door or a card first, since they are always shown. */
function removalsFirst(entries: Entry[]): Entry[] {
	return inOrder(entries, (entry) => (losesSomething(entry) ? '0' : '1'));
}

function inOrder(entries: Entry[], rank: (entry: Entry) => string): Entry[] {
	return entries
		.map((entry) => ({ entry, rank: rank(entry) }))
		.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
		.map(({ entry }) => entry);
}

function shownOf(sorted: Entry[]): Entry[] {
	const removals = sorted.filter(losesSomething).length;
	return sorted.slice(0, Math.max(MOST_ROWS, removals));
}
