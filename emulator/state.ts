import { canOpen } from './canOpen';
import type { Context } from './context';
import type { AccessLevel, Card, Department, Door, NetEvent, NetUser } from './model';

export interface PersonState extends Omit<NetUser, 'image'> {
	hasImage: boolean;
	department: string | null;
	accessLevelNames: string[];
	cards: Array<Omit<Card, 'userId'>>;
	/** Doors that open for this user now. */
	canOpen: number[];
}

export interface EmulatorState {
	/** Deleted users too, with `deleted: true`. */
	users: PersonState[];
	departments: Department[];
	accessLevels: AccessLevel[];
	doors: Door[];
	events: NetEvent[];
	/** Whether doors are closed to all but users who are exempt. */
	lockdown: boolean;
}

/** Everything there is, as copies, so that what a test compares cannot change. */
export function showState(context: Context): EmulatorState {
	const { world } = context;
	const cards = new Map<number, Card[]>();
	for (const card of world.cards.values()) {
		cards.set(card.userId, [...(cards.get(card.userId) ?? []), card]);
	}
	return structuredClone({
		users: [...world.users.values()].map((user) =>
			showUserState(user, context, cards.get(user.id) ?? []),
		),
		departments: [...world.departments.values()],
		accessLevels: [...world.levels.values()],
		doors: [...world.doors.values()],
		events: world.events,
		lockdown: world.lockdown,
	});
}

/** One user, with what the doors do now. */
export function showUserState(
	user: NetUser,
	context: Context,
	cards: Card[] = context.world.cardsOf(user.id),
): PersonState {
	const { world, switches, clock } = context;
	const { image, ...rest } = user;
	const now = clock.now();
	return {
		...rest,
		hasImage: image !== null,
		department: world.departments.get(user.departmentId)?.name ?? null,
		accessLevelNames: user.accessLevels.map((id) => world.levels.get(id)?.name ?? String(id)),
		cards: cards.map(({ userId: _, ...card }) => card),
		canOpen: [...world.doors.values()]
			.filter((door) => canOpen(user, door, now, world, switches))
			.map((door) => door.id),
	};
}
