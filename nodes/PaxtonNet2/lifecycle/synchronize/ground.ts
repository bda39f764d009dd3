import type { Site } from '../../mapping/dates';
import { isPast } from '../../mapping/dates';
import type { Department, User } from '../../net2/model';
import type { HolderOf } from './cardsHeld';
import type { FieldMap } from './fieldMap';
import type { Settings } from './settings';
import type { Present } from './snapshot';

/** What a comparison stands on, beside the two things compared. */
export interface Ground {
	now: number;
	settings: Settings;
	map: FieldMap;
	leaver?: Department;
	protectedIds: ReadonlySet<number>;
	protectedDepartments: ReadonlySet<number>;
	siteFor(user?: Pick<User, 'activateDate' | 'expiryDate'>): Site;
	/** The end date that shuts somebody out now; null where they are out already. */
	cutOff(user: User): string | null;
	holderOf: HolderOf;
}

/** Whether somebody's end date has been reached. Whoever has not started yet has not ended. */
export function hasEnded({ user }: Present, { now, siteFor }: Ground): boolean {
	return isPast(user.expiryDate, now, siteFor(user));
}

export function isProtected({ user, department }: Present, ground: Ground): boolean {
	return ground.protectedIds.has(user.id) || ground.protectedDepartments.has(department?.id ?? 0);
}

/**
 * Whether somebody is managed here: by the marker, where there is a field for it; else by having a key, since only HR
 * gives those. Nobody else is ever missing (rule 8).
 */
export function isManaged({ key, marker, markerUnreadable }: Present, { map }: Ground): boolean {
	return map.marker === null ? key !== '' : marker !== null || markerUnreadable;
}
