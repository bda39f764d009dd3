import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { worldSchema } from './model';
import type {
	AccessLevel,
	Area,
	Card,
	CustomFieldName,
	Department,
	Door,
	NetEvent,
	NetUser,
	SavedWorld,
} from './model';

/** Users, doors and what happened: all that Net2's database would store. */
export class World {
	readonly users = new Map<number, NetUser>();
	readonly departments = new Map<number, Department>();
	readonly levels = new Map<number, AccessLevel>();
	readonly doors = new Map<number, Door>();
	readonly cards = new Map<number, Card>();
	areas: Area[] = [];
	events: NetEvent[] = [];
	customFieldNames: CustomFieldName[] = [];
	/** Doors open only for users who are exempt. */
	lockdown = false;
	last = { user: 0, department: 0, level: 0, card: -1, event: 0 };
	/** Users whose rows in the SQL engine are behind; see the mirror in database.ts. */
	readonly touched = new Set<number>();
	/** Counts changes, so that the mirror and the state file know when they are behind. */
	version = 0;

	touch(userId?: number): void {
		if (userId !== undefined) this.touched.add(userId);
		this.version += 1;
	}

	/** A user that REST still knows. */
	activeUser(id: number): NetUser | undefined {
		const user = this.users.get(id);
		return user && !user.deleted ? user : undefined;
	}

	addUser(user: Omit<NetUser, 'id' | 'guid'> & { id?: number | undefined }): NetUser {
		const id = user.id ?? this.last.user + 1;
		this.last.user = Math.max(this.last.user, id);
		const added = { ...user, id, guid: guidOf(id) };
		this.users.set(id, added);
		this.touch(id);
		return added;
	}

	cardsOf(userId: number): Card[] {
		return [...this.cards.values()].filter((card) => card.userId === userId);
	}

	addCard(card: Omit<Card, 'id'>): Card {
		this.last.card += 1;
		const added = { ...card, id: this.last.card };
		this.cards.set(added.id, added);
		this.touch(card.userId);
		return added;
	}

	save(): SavedWorld {
		return {
			users: [...this.users.values()],
			departments: [...this.departments.values()],
			areas: this.areas,
			levels: [...this.levels.values()],
			doors: [...this.doors.values()],
			cards: [...this.cards.values()],
			events: this.events,
			customFieldNames: this.customFieldNames,
			lockdown: this.lockdown,
			last: this.last,
		};
	}

	static load(saved: unknown): World {
		const data = v.parse(worldSchema, saved);
		const world = new World();
		for (const user of data.users) world.users.set(user.id, user);
		for (const department of data.departments) world.departments.set(department.id, department);
		for (const level of data.levels) world.levels.set(level.id, level);
		for (const door of data.doors) world.doors.set(door.id, door);
		for (const card of data.cards) world.cards.set(card.id, card);
		world.areas = data.areas;
		world.events = data.events;
		world.customFieldNames = data.customFieldNames;
		world.lockdown = data.lockdown;
		world.last = data.last;
		for (const id of world.users.keys()) world.touched.add(id);
		world.version = 1;
		return world;
	}
}

/** The same user has the same GUID in every run of a seed. */
function guidOf(id: number): string {
	const hex = createHash('sha256').update(`user ${id}`).digest('hex');
	const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
	return `${parts.join('-')}-${hex.slice(20, 32)}`;
}
