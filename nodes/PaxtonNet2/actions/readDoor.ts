import type { DoorRef } from '../lifecycle/doors';
import type { Item } from './item';
import { readDoor } from './readLocator';

/** The door of an item; undefined if it names none. */
export function doorOf(item: Item): DoorRef | undefined {
	return readDoor(item.value('door'));
}

/** As {@link doorOf}, for an operation that needs one. */
export function requiredDoor(item: Item): DoorRef {
	const door = doorOf(item);
	if (door !== undefined) return door;
	throw item.empty('Door');
}
