import type { Net2Event } from '../../net2/model';

/** What a workflow can be started by, or ask for. */
export const EVENT_KINDS = [
	'accessGranted',
	'accessDenied',
	'unknownCard',
	'leaverCardUsed',
	'userChanged',
] as const;

/** What can be told by an event alone, and so be looked for in the past. */
export const EVENT_TYPES: ReadonlySet<string> = new Set(
	EVENT_KINDS.filter((kind) => kind !== 'leaverCardUsed'),
);

export type EventKind = (typeof EVENT_KINDS)[number];

/*
 * Event types that two clients agree on (API sheet 9). Net2 has more; those can be asked for by their number, and are not
 * guessed at here.
 */
const GRANTED: ReadonlySet<number> = new Set([20, 21, 22, 26]);
const DENIED: ReadonlySet<number> = new Set([23, 24, 112]);
const INVALID_TOKEN = 23;
const RECORD_CHANGED: ReadonlySet<number> = new Set([570, 584]);

export function isGranted({ type }: Pick<Net2Event, 'type'>): boolean {
	return GRANTED.has(type);
}

export function isDenied({ type }: Pick<Net2Event, 'type'>): boolean {
	return DENIED.has(type);
}

/** A card that nobody has: refused, with a number and without a person. */
export function isUnknownCard({ type, userId }: Pick<Net2Event, 'type' | 'userId'>): boolean {
	return type === INVALID_TOKEN && userId === 0;
}

/** Somebody's record was added, edited or deleted by an operator. */
export function isRecordChange({ type, userId }: Pick<Net2Event, 'type' | 'userId'>): boolean {
	return RECORD_CHANGED.has(type) && userId > 0;
}

/** Event types to ask the server for; undefined: which they are cannot be told by type alone. */
export function typesOf(kinds: Iterable<string>): number[] {
	const types = new Set<number>();
	for (const kind of kinds) {
		if (kind === 'accessGranted' || kind === 'leaverCardUsed') addAll(types, GRANTED);
		if (kind === 'accessDenied' || kind === 'leaverCardUsed') addAll(types, DENIED);
		if (kind === 'unknownCard') types.add(INVALID_TOKEN);
		if (kind === 'userChanged') addAll(types, RECORD_CHANGED);
		if (/^\d{1,6}$/.test(kind)) types.add(Number(kind));
	}
	return [...types].sort((a, b) => a - b);
}

/** Whether an event is of one of the kinds or numbers asked for. */
export function isOfKind(event: Net2Event, kinds: readonly string[]): boolean {
	return kinds.some((kind) => {
		switch (kind) {
			case 'accessGranted':
				return isGranted(event);
			case 'accessDenied':
				return isDenied(event);
			case 'unknownCard':
				return isUnknownCard(event);
			case 'userChanged':
				return isRecordChange(event);
			default:
				return kind === String(event.type);
		}
	});
}

function addAll(to: Set<number>, from: ReadonlySet<number>): void {
	for (const type of from) to.add(type);
}
