import { lastTwo } from '../../mapping/cardNumber';
import { customFieldName } from '../../mapping/customFields';
import type { DesiredUser } from '../plan/desiredUser';
import type { Policy } from '../plan/policy';
import type { UndoPart } from './undoPart';

/** All levels of a user, for an operation that decides about each of them. */
const ALL_LEVELS = 'levels';
const ALL_CARDS = 'cards';
/** That the user exists at all. */
const USER = 'user';

/** The places that an operation wrote, as {@link UndoLedger} knows them. */
export function placesWritten(parts: readonly UndoPart[]): string[] {
	return parts.flatMap((part) => {
		switch (part.of) {
			case 'created':
				return [USER];
			case 'record': {
				const { customFields = [], ...members } = part.after;
				return [...Object.keys(members), ...customFields.map(({ id }) => customFieldName(id))];
			}
			case 'department':
				return ['department'];
			case 'permissions':
				return [
					...[...part.levelsAdded, ...part.levelsRemoved].map(levelPlace),
					...(part.ends?.levels ?? []).map(({ levelId }) => levelPlace(levelId)),
					...(part.doorsAdded.length + part.doorsRemoved.length > 0 ? ['doors'] : []),
				];
			case 'cards':
				return [
					...[...part.lost, ...(part.found ?? [])].map(cardIdPlace),
					...[...(part.added ?? []), ...(part.removed ?? [])].map(cardPlace),
				];
		}
	});
}

/** The places that an undo would change: what was written. Also what an operation on all levels or cards relies on. */
export function placesUndone(parts: readonly UndoPart[]): string[] {
	const has = (kind: UndoPart['of']) => parts.some(({ of }) => of === kind);
	return [
		...placesWritten(parts),
		...(has('permissions') ? [ALL_LEVELS] : []),
		...(has('cards') ? [ALL_CARDS] : []),
	];
}

/** The places that an operation needs to be as it leaves them, whether it writes them or finds them so. */
export function placesNeeded(
	{ access, fields, department, levels, individualDoors, cards }: DesiredUser,
	{ leaverDepartment }: Pick<Policy, 'leaverDepartment'>,
): string[] {
	const places = [USER];
	if (fields !== undefined)
		places.push(
			...Object.keys(fields.text),
			...Object.keys(fields.flags),
			...[...fields.custom.keys()].map(customFieldName),
		);
	if (access.change !== 'none') places.push('expiryDate');
	if (access.change === 'enable' || (access.change === 'dates' && access.start !== undefined))
		places.push('activateDate');
	if (access.change === 'disable' && access.clearPin) places.push('pin');
	const toLeavers = access.change === 'disable' && leaverDepartment !== undefined;
	if (department !== undefined || toLeavers) places.push('department');
	if (individualDoors !== undefined) places.push('doors');
	if (cards?.mode === 'allLost') places.push(ALL_CARDS);
	if (cards?.mode === 'add') places.push(...cards.cards.map(cardPlace));
	if (levels?.mode === 'exactly' || levels?.mode === 'removeAll') places.push(ALL_LEVELS);
	if (levels !== undefined && 'levels' in levels)
		places.push(...levels.levels.map(({ id }) => levelPlace(id)));
	return places;
}

export function cardIdPlace(id: number): string {
	return `card id ${id}`;
}

/** By the end of its number, since a whole card number is not kept. A card with the same end counts as well. */
export function cardPlace({ value }: { value: string }): string {
	return `card ${lastTwo(value)}`;
}

export function levelPlace(id: number): string {
	return `level ${id}`;
}
