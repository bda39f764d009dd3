import type { Net2Event } from '../../net2/model';

/** What can start a workflow, or be searched for. */
export const EVENT_KINDS = [
	'accessGranted',
	'accessDenied',
	'unknownCard',
	'leaverCardUsed',
	'userChanged',
] as const;

/** What an event alone shows, so that it can be searched for in the past. */
export const EVENT_TYPES: ReadonlySet<string> = new Set(
	EVENT_KINDS.filter((kind) => kind !== 'leaverCardUsed'),
);

export type EventKind = (typeof EVENT_KINDS)[number];

/*
 * Event types that two clients agree on (docs/net2-api.md). Net2 has more of them. Users can search for those by number.
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

/** A card that no user has: denied, with a number and without a user. */
export function isUnknownCard({ type, userId }: Pick<Net2Event, 'type' | 'userId'>): boolean {
	return type === INVALID_TOKEN && userId === 0;
}

/** An operator added, edited or deleted a user. */
export function isRecordChange({ type, userId }: Pick<Net2Event, 'type' | 'userId'>): boolean {
	return RECORD_CHANGED.has(type) && userId > 0;
}

/** The event types of these kinds and numbers, for a request. */
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

/** Whether an event is of one of these kinds or numbers. */
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
