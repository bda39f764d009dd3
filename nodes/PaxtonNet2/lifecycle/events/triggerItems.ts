import type { Site } from '../../mapping/siteTime';
import type { Net2Event } from '../../net2/model';
import type { DepartmentRef } from '../run/referenceData';
import type { Run } from '../run/request';
import { describeEvent, type EventItem } from './describe';
import { isDenied, isGranted, isUnknownCard, type EventKind } from './kinds';
import { leaverEvents, type Leaver } from './leavers';
import type { UserChange } from './userChanges';

/** What starts a workflow. */
export interface PollParams {
	kinds: readonly EventKind[];
	/** Looks the door up when it is needed, so that a poll without events needs no request. Undefined: all doors. */
	doorId: () => Promise<number | undefined>;
	leaverDepartment?: DepartmentRef | undefined;
	includeCards: boolean;
}

/** One item of the trigger. No other item has its `eventId`. */
export type TriggerItem =
	| (EventItem & { event: EventKind; leaver?: Leaver })
	| {
			event: 'userChanged';
			eventId: number | string;
			time: string;
			userId: number;
			change: UserChange['change'];
			firstName: string | null;
			lastName: string | null;
	  }
	| {
			event: 'gap';
			eventId: string;
			time: string;
			message: string;
			lastEventId: number | null;
			startsAfterEventId: number;
	  }
	| { event: 'cap'; eventId: string; time: string; message: string; unwatched: number };

/**
 * The items for these events, in the order of their numbers. Each event gives one item at most, of the most specific
 * of the chosen kinds. A leaver's card comes before an unknown one, and that before granted or denied.
 */
export async function itemsOf(
	run: Run,
	params: PollParams,
	{ site, events, changes }: { site: Site; events: Net2Event[]; changes: UserChange[] },
): Promise<TriggerItem[]> {
	const wants = (kind: EventKind) => params.kinds.includes(kind);
	const atAnyDoor = events.filter((event) => isGranted(event) || isDenied(event));
	const doorId = atAnyDoor.length === 0 ? undefined : await params.doorId();
	const atDoors = atAnyDoor.filter(({ address }) => doorId === undefined || doorId === address);
	const { leaverDepartment, includeCards } = params;
	const leavers = wants('leaverCardUsed')
		? await leaverEvents(run, atDoors, { leaverDepartment, site })
		: new Map<number, Leaver>();
	const items: TriggerItem[] = [];
	for (const event of atDoors) {
		const kind = kindOf(event, leavers, wants);
		if (kind === undefined) continue;
		const leaver = leavers.get(event.id);
		items.push({
			event: kind,
			...describeEvent(event, { site, includeCards }),
			...(kind === 'leaverCardUsed' && leaver !== undefined ? { leaver } : {}),
		});
	}
	if (!wants('userChanged')) return items;
	const now = new Date(run.clock.now()).toISOString();
	for (const { eventId, userId, change, event, name } of changes) {
		const time = event === null ? now : describeEvent(event, { site, includeCards }).time;
		const { firstName = null, lastName = null } = name ?? {};
		items.push({ event: 'userChanged', eventId, time, userId, change, firstName, lastName });
	}
	return items.sort(byNumber);
}

function kindOf(
	event: Net2Event,
	leavers: Map<number, Leaver>,
	wants: (kind: EventKind) => boolean,
): EventKind | undefined {
	if (leavers.has(event.id)) return 'leaverCardUsed';
	if (isUnknownCard(event) && wants('unknownCard')) return 'unknownCard';
	if (isGranted(event) && wants('accessGranted')) return 'accessGranted';
	if (isDenied(event) && wants('accessDenied')) return 'accessDenied';
	return undefined;
}

/** By event number. Items without one come last. */
function byNumber(one: TriggerItem, other: TriggerItem): number {
	const place = ({ eventId }: TriggerItem) => (typeof eventId === 'number' ? eventId : Infinity);
	const [a, b] = [place(one), place(other)];
	return a === b ? 0 : a - b;
}
