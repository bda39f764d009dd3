import type { Context } from './context';
import { withOffset } from './dates';
import type { NetUser } from './model';

/** The user object (API sheet, section 5.1); a list leaves out the permission set (section 14). */
export function showUser(
	user: NetUser,
	{ switches }: Context,
	where: 'list' | 'single',
): Record<string, unknown> {
	return {
		id: user.id,
		firstName: user.firstName,
		middleName: user.middleName,
		lastName: user.lastName,
		expiryDate: user.expiryDate === null ? null : withOffset(user.expiryDate, switches.tz),
		activateDate: withOffset(user.activateDate, switches.tz),
		pin: user.pin,
		telephone: user.telephone,
		extension: user.extension,
		fax: user.fax,
		isAntiPassbackUser: user.isAntiPassbackUser,
		isAlarmUser: user.isAlarmUser,
		isLockdownExempt: user.isLockdownExempt,
		hasImage: user.image !== null,
		customFields: user.customFields,
		...(where === 'single'
			? {
					doorAccessPermissionSet: {
						accessLevels: user.accessLevels,
						individualPermissions: user.individualPermissions,
					},
				}
			: {}),
	};
}
