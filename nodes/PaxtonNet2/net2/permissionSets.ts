import { foldKeys, readInteger } from './caseInsensitive';
import type { AccessLevel, DoorPermissionSet } from './model';

/**
 * Whether two entries of `individualPermissions` give the same door in the same time zone. Net2 may add other members, or
 * write the names of these in another case. A time zone that one of them does not name is equal to any.
 */
export function sameDoor(one: unknown, other: unknown): boolean {
	const [a, b] = [entryOf(one), entryOf(other)];
	return a.door === b.door && sameZone(a, b);
}

/** What a permission set has and another one lacks. */
export interface PermissionDifference {
	/** Ids of access levels. */
	levels: number[];
	/** Entries of `individualPermissions`, as they came. */
	doors: unknown[];
}

/** The part of `set` that is not in `other`. The order of levels and doors does not matter, and level 0 is no access. */
export function permissionsBeyond(
	set: DoorPermissionSet,
	other: DoorPermissionSet,
): PermissionDifference {
	const known = new Set(other.accessLevels);
	const doors = doorsBeyond(set.individualPermissions, other.individualPermissions);
	return { levels: levelsOf(set).filter((id) => !known.has(id)), doors };
}

/** The entries of `individualPermissions` among these that the others lack, as they came. Each one counts. */
export function doorsBeyond(entries: readonly unknown[], others: readonly unknown[]): unknown[] {
	const free = new DoorCounts(others);
	return entries.filter((entry) => !free.remove(entryOf(entry)));
}

/** Whether two permission sets give the same access. */
export function samePermissions(one: DoorPermissionSet, other: DoorPermissionSet): boolean {
	return [permissionsBeyond(one, other), permissionsBeyond(other, one)].every(
		({ levels, doors }) => levels.length === 0 && doors.length === 0,
	);
}

/** The access levels of a set, each once and in order, without level 0: "No access". */
export function levelsOf({ accessLevels }: DoorPermissionSet): number[] {
	return [...new Set(accessLevels)].filter((id) => id !== 0).sort((a, b) => a - b);
}

/** Entries by door and time zone. Comparing each with each would take hours for the longest sets. */
class DoorCounts {
	readonly #doors = new Map<DoorEntry['door'], Map<number | undefined, number>>();

	constructor(entries: readonly unknown[]) {
		for (const { door, timeZone } of entries.map(entryOf)) {
			const zones = this.#doors.get(door) ?? new Map<number | undefined, number>();
			this.#doors.set(door, zones.set(timeZone, (zones.get(timeZone) ?? 0) + 1));
		}
	}

	/** Removes an entry of that door and time zone. Without an equal one, it is one where either names no time zone. */
	remove({ door, timeZone }: DoorEntry): boolean {
		const zones = this.#doors.get(door);
		if (zones === undefined) return false;
		const [first] = zones.keys();
		const other = timeZone === undefined ? first : undefined;
		const zone = zones.has(timeZone) ? timeZone : other;
		const count = zones.get(zone);
		if (count === undefined) return false;
		if (count === 1) zones.delete(zone);
		else zones.set(zone, count - 1);
		return true;
	}
}

interface DoorEntry {
	/** The id of the door, or the whole entry if it names no door. */
	door: number | string;
	timeZone?: number | undefined;
}

function sameZone(a: DoorEntry, b: DoorEntry): boolean {
	return a.timeZone === undefined || b.timeZone === undefined || a.timeZone === b.timeZone;
}

function entryOf(entry: unknown): DoorEntry {
	return doorOf(entry) ?? { door: canonical(entry) };
}

function doorOf(entry: unknown): { door: number; timeZone?: number | undefined } | undefined {
	const asNumber = readInteger(entry);
	if (asNumber !== undefined) return { door: asNumber };
	const members = foldKeys(entry);
	const door = readInteger(members?.['id'] ?? members?.['doorid']);
	if (members === undefined || door === undefined) return undefined;
	return { door, timeZone: readInteger(members['timezoneid']) };
}

/** JSON with the members of objects in the order of their names. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, member: unknown) => {
		const folded = foldKeys(member);
		if (folded === undefined) return member;
		return Object.fromEntries(Object.entries(folded).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}

/** What a user has by the name that SQL shows. Null: that says nothing (docs/net2-api.md). */
export function heldByName(
	name: string | null | undefined,
	all: AccessLevel[],
): DoorPermissionSet | null {
	// A null may as well be a column that this Net2 does not fill.
	if (name === undefined || name === null) return null;
	const text = name.trim();
	if (text === '') return { accessLevels: [], individualPermissions: [] };
	const [level, second] = all.filter((one) => one.name.trim() === text);
	// Two levels of one name, or a name that SQL makes up, say nothing.
	if (level === undefined || second !== undefined || /^individual:/i.test(text)) return null;
	return { accessLevels: level.id === 0 ? [] : [level.id], individualPermissions: [] };
}
