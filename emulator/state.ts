import { canOpen } from './canOpen';
import { showCard } from './cards';
import type { Context } from './context';
import type { AccessLevel, Card, Department, Door, NetEvent, NetUser } from './model';

export interface PersonState extends Omit<NetUser, 'image'> {
	hasImage: boolean;
	department: string | null;
	accessLevelNames: string[];
	cards: Array<Omit<Card, 'userId'>>;
	/** Doors that open for this person now. */
	canOpen: number[];
}

export interface EmulatorState {
	/** Deleted people too, with `deleted: true`. */
	users: PersonState[];
	departments: Department[];
	accessLevels: AccessLevel[];
	doors: Door[];
	events: NetEvent[];
}

/** Everything there is, as copies: what a test compares must not change under it. */
export function showState(context: Context): EmulatorState {
	const { world } = context;
	const cards = new Map<number, Card[]>();
	for (const card of world.cards.values()) {
		cards.set(card.userId, [...(cards.get(card.userId) ?? []), card]);
	}
	return structuredClone({
		users: [...world.users.values()].map((user) => showPerson(user, cards, context)),
		departments: [...world.departments.values()],
		accessLevels: [...world.levels.values()],
		doors: [...world.doors.values()],
		events: world.events,
	});
}

function showPerson(user: NetUser, cards: Map<number, Card[]>, context: Context): PersonState {
	const { world, switches, clock } = context;
	const { image, ...rest } = user;
	const now = clock.now();
	return {
		...rest,
		hasImage: image !== null,
		department: world.departments.get(user.departmentId)?.name ?? null,
		accessLevelNames: user.accessLevels.map((id) => world.levels.get(id)?.name ?? String(id)),
		cards: (cards.get(user.id) ?? []).map(showCard),
		canOpen: [...world.doors.values()]
			.filter((door) => canOpen(user, door, now, world, switches))
			.map((door) => door.id),
	};
}
