import type { NetUser } from './model';

export type NewUser = Omit<NetUser, 'id' | 'guid'>;

/** A user as Net2 creates one from no data. */
export function blankUser(activateDate: string): NewUser {
	return {
		firstName: null,
		middleName: null,
		lastName: null,
		expiryDate: null,
		activateDate,
		pin: null,
		telephone: null,
		extension: null,
		fax: null,
		isAntiPassbackUser: false,
		isAlarmUser: false,
		isLockdownExempt: false,
		image: null,
		customFields: [],
		departmentId: 0,
		accessLevels: [],
		individualPermissions: [],
		deleted: false,
		lastKnownLocation: null,
		lastAccessTime: null,
	};
}
