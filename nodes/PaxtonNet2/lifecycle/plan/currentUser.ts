import type { Department, DoorPermissionSet, Token, User } from '../../net2/model';

/**
 * What Net2 says of one user now. Only what a plan needs is read: an absent member has not been read, and a null
 * department is Net2's "None".
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

/** The parts of a user beside the record, each behind a route of its own. */
export type UserPart = 'department' | 'permissions' | 'cards';

/** The ids of the levels that a user has; Net2's 0 stands for having none. */
export function heldLevelIds({ permissions }: Pick<CurrentUser, 'permissions'>): number[] {
	return permissions?.accessLevels.filter((id) => id !== 0) ?? [];
}
