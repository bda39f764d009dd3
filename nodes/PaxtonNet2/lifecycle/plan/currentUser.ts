import type { Department, DoorPermissionSet, Token, User } from '../../net2/model';

/**
 * The present state of one user in Net2. Only what a plan needs is read. An absent member has not been read, and a
 * null department is Net2's "None".
 */
export interface CurrentUser {
	record: User;
	department?: Department | null;
	permissions?: DoorPermissionSet;
	cards?: Token[];
}

/** The record of a user before Net2 has created it: what a plan for a new user is compared with. */
export const EMPTY_RECORD: User = {
	id: 0,
	firstName: null,
	middleName: null,
	lastName: null,
	expiryDate: null,
	activateDate: null,
	pin: null,
	telephone: null,
	extension: null,
	fax: null,
	customFields: [],
};

/** The parts of a user besides the record, each behind a route of its own. */
export type UserPart = 'department' | 'permissions' | 'cards';

/** The ids of the levels that a user has. In Net2, 0 means none. */
export function heldLevelIds({ permissions }: Pick<CurrentUser, 'permissions'>): number[] {
	return permissions?.accessLevels.filter((id) => id !== 0) ?? [];
}
