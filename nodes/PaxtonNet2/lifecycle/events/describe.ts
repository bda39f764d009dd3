import { type Site, zonedTime } from '../../mapping/siteTime';
import { lastTwo } from '../../mapping/cardNumber';
import type { Net2Event } from '../../net2/model';
import { isDenied, isGranted } from './kinds';

/** An event in the output. */
export interface EventItem {
	eventId: number;
	/** ISO with an offset. */
	time: string;
	type: number;
	subType: number | null;
	/** In the server's language. */
	description: string | null;
	details: string | null;
	/** Null if the event is not about opening a door. */
	granted: boolean | null;
	door: { id: number; name: string | null } | null;
	userId: number | null;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	/** The last two digits, or the whole number with Include Card Numbers. */
	cardNumber: string | null;
}

export function describeEvent(
	event: Net2Event,
	{ site, includeCards }: { site: Site; includeCards: boolean },
): EventItem {
	const shown = (text: string | null) =>
		text === null || includeCards ? text : text.replace(/\d{5,}/g, lastTwo);
	return {
		eventId: event.id,
		time: zonedTime(event.time, site),
		type: event.type,
		subType: event.subType,
		description: shown(event.description),
		details: shown(event.details),
		granted: isGranted(event) ? true : isDenied(event) ? false : null,
		door: event.address === 0 ? null : { id: event.address, name: event.deviceName },
		userId: event.userId === 0 ? null : event.userId,
		firstName: event.firstName,
		middleName: event.middleName,
		lastName: event.lastName,
		cardNumber:
			event.cardNumber === null || includeCards ? event.cardNumber : lastTwo(event.cardNumber),
	};
}
