import type { Context } from './context';
import { withOffset } from './dates';
import type { NetUser } from './model';

const shownDates = new Map<string, string>();

/** The same few dates come up for thousands of people. */
function shownDate(local: string, zone: string): string {
	const key = `${zone} ${local}`;
	let shown = shownDates.get(key);
	if (shown === undefined) {
		if (shownDates.size > 5000) shownDates.clear();
		shown = withOffset(local, zone);
		shownDates.set(key, shown);
	}
	return shown;
}

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
		expiryDate: user.expiryDate === null ? null : shownDate(user.expiryDate, switches.tz),
		activateDate: shownDate(user.activateDate, switches.tz),
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
