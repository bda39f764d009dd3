import { badRequest, notFound } from './apiError';
import { canOpen } from './canOpen';
import type { Context } from './context';
import { localTime } from './dates';
import { eventText } from './eventTexts';
import { personOf, recordEvent } from './events';
import type { Card, NetEvent, NetUser } from './model';
import type { World } from './world';

export interface Pass {
	/** A card at the reader, or else a user with the first of their cards. */
	cardNumber?: string | number | undefined;
	userId?: number | undefined;
	door: number;
	/** When it happened; an event may reach the server late. Default: now. */
	at?: Date | undefined;
}

const GRANTED = 20;
const DENIED = 23;
const LOCKDOWN = 112;

/** Event types of docs/net2-api.md: 20 permitted, 23 denied (also for an unknown card), 112 denied by a lockdown. */
export function passDoor(context: Context, pass: Pass): NetEvent {
	const { world, switches, clock } = context;
	const door = world.doors.get(pass.door);
	if (!door) throw notFound('Door');
	const { user, card, number } = userAtDoor(world, pass);
	const at = pass.at ?? clock.now();
	const valid = !card?.isLost && canOpen(user, door, at, world, switches);
	const granted = valid && (!world.lockdown || user?.isLockdownExempt === true);
	if (user && granted) {
		user.lastKnownLocation = world.areas.find((area) => area.areaID === door.areaID)?.name ?? null;
		user.lastAccessTime = localTime(at, switches.tz);
		world.touch(user.id);
	}
	return recordEvent(context, {
		eventType: granted ? GRANTED : valid ? LOCKDOWN : DENIED,
		eventDescription: eventText(granted ? 'permitted' : valid ? 'lockdown' : 'denied', switches),
		eventDetails: user ? null : eventText('unknownToken', switches),
		cardNo: number,
		deviceName: `${door.name} (In)`,
		address: door.id,
		eventTime: `${localTime(at, switches.tz)}.${String(at.getMilliseconds()).padStart(3, '0')}`,
		...(user ? personOf(user) : {}),
	});
}

function userAtDoor(
	world: World,
	pass: Pass,
): {
	user?: NetUser | undefined;
	card?: Card | undefined;
	number: number;
} {
	if (pass.cardNumber !== undefined) {
		const value = String(pass.cardNumber);
		const card = [...world.cards.values()].find((one) => one.tokenValue === value);
		const user = card && world.activeUser(card.userId);
		return { user, card, number: Number(value) || 0 };
	}
	if (pass.userId === undefined) throw badRequest('A pass needs a cardNumber or a userId.');
	const user = world.activeUser(pass.userId);
	if (!user) throw notFound('User');
	const cards = world.cardsOf(user.id);
	const card = cards.find((one) => !one.isLost) ?? cards[0];
	return { user, card, number: Number(card?.tokenValue ?? 0) || 0 };
}
