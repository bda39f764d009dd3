import { doorIdOf, type DoorWish } from '../lifecycle/doors';
import type { Item } from './item';
import { badInput, isRecord, textOf } from './values';

/** The door an item is about; undefined where it names none. An id that is none (0, 'undefined') is refused at once. */
export function doorWish(item: Item): DoorWish | undefined {
	return readDoor(item.value('door'));
}

/** As {@link doorWish}, where there has to be one. */
export function requiredDoor(item: Item): DoorWish {
	const wish = doorWish(item);
	if (wish !== undefined) return wish;
	throw badInput('Door', 'is empty', 'Choose a door, or check the expression that should give it.');
}

/** Out of the locator as n8n hands it over. */
export function readDoor(locator: unknown): DoorWish | undefined {
	const text = textOf(isRecord(locator) ? locator['value'] : locator, 'Door')?.trim();
	if (text === undefined) return undefined;
	if (isRecord(locator) && locator['mode'] === 'name') return { by: 'name', name: text };
	return { by: 'id', id: doorIdOf(text) };
}
