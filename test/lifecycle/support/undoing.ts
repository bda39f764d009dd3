import { undo } from '../../../nodes/PaxtonNet2/lifecycle/undo/undo';
import type { UndoParams } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import type { Success } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import type { PersonState } from '../../../emulator';
import { done } from './params';
import type { Site } from './site';

/** What takes a result back, as a workflow hands it on. */
export function back(
	{ undo: item }: Pick<Success, 'undo'>,
	more: Partial<UndoParams> = {},
): UndoParams {
	if (item === null) throw new Error('There is no undo.');
	return { undo: { userId: item.userId, sealed: item.sealed }, ...more };
}

export async function takenBack(site: Site, result: Pick<Success, 'undo'>): Promise<Success> {
	return await done(site, undo, back(result));
}

/**
 * A user as far as Net2 can distinguish users. Null and empty text are one, level 0 is none, and a custom field
 * without text is none. The order of levels and doors means nothing.
 */
export function essence(person: PersonState) {
	const { accessLevelNames: _names, ...rest } = person;
	const texts = [
		'firstName',
		'middleName',
		'lastName',
		'telephone',
		'extension',
		'fax',
		'pin',
	] as const;
	return {
		...rest,
		...Object.fromEntries(texts.map((name) => [name, person[name] ?? ''])),
		accessLevels: person.accessLevels.filter((id) => id !== 0).sort((a, b) => a - b),
		individualPermissions: person.individualPermissions.map((door) => JSON.stringify(door)).sort(),
		customFields: person.customFields
			.filter(({ value }) => value !== '')
			.sort((a, b) => a.id - b.id),
	};
}

/** All users that Net2 has not deleted. */
export function everybody(site: Site) {
	return site.net2
		.state()
		.users.filter(({ deleted }) => !deleted)
		.map(essence);
}
