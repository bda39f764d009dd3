import type { Site } from '../../mapping/siteTime';
import type { Net2Event } from '../../net2/model';
import type { DepartmentRef } from '../run/referenceData';
import type { Run } from '../run/request';
import { describeEvent, type EventItem } from './describe';
import { isDenied, isGranted, isUnknownCard, type EventKind } from './kinds';
import { leaverEvents, type Leaver } from './leavers';
import type { UserChange } from './userChanges';

/** What a trigger tells of. */
export interface PollAsk {
	kinds: readonly EventKind[];
	doorId?: number | undefined;
	leaverDepartment?: DepartmentRef | undefined;
	includeCards: boolean;
}

/** One item of the trigger. `eventId` tells it from all others. */
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
 * The items that these events make, in their order. An event is told once, under the most telling of the kinds that were
 * asked for: a leaver's card before an unknown one, and that before granted or denied.
 */
export async function itemsOf(
	run: Run,
	params: PollAsk,
	{ site, events, changes }: { site: Site; events: Net2Event[]; changes: UserChange[] },
): Promise<TriggerItem[]> {
	const wants = (kind: EventKind) => params.kinds.includes(kind);
	const atDoors = events.filter(
		(event) =>
			(isGranted(event) || isDenied(event)) &&
			(params.doorId === undefined || params.doorId === event.address),
	);
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

/** By event number; what has none comes last. */
function byNumber(one: TriggerItem, other: TriggerItem): number {
	const place = ({ eventId }: TriggerItem) => (typeof eventId === 'number' ? eventId : Infinity);
	const [a, b] = [place(one), place(other)];
	return a === b ? 0 : a - b;
}
