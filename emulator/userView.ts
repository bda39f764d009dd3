import type { Context } from './context';
import { shownTime } from './dates';
import { isRecord } from './fields';
import type { NetUser } from './model';
import type { Switches } from './switches';
import type { World } from './world';

export const MASKED_PIN = '****';

/** The user object (docs/net2-api.md). A list leaves out the permission set. */
export function showUser(
	user: NetUser,
	{ switches, world }: Context,
	where: 'list' | 'single',
): Record<string, unknown> {
	const inList = where === 'list';
	return {
		id: user.id,
		firstName: user.firstName,
		middleName: user.middleName,
		lastName: user.lastName,
		expiryDate: user.expiryDate === null ? null : shownTime(user.expiryDate, switches),
		activateDate: shownTime(user.activateDate, switches),
		...(switches.pinReadable === 'hidden' ? {} : { pin: shownPin(user, switches) }),
		telephone: user.telephone,
		extension: user.extension,
		fax: user.fax,
		isAntiPassbackUser: user.isAntiPassbackUser,
		isAlarmUser: user.isAlarmUser,
		isLockdownExempt: user.isLockdownExempt,
		hasImage: user.image !== null,
		...(inList && switches.customFieldsInList === 'hidden'
			? {}
			: { customFields: user.customFields }),
		...(inList ? {} : { doorAccessPermissionSet: showPermissionSet(user, world, switches) }),
	};
}

/** A PIN as this operator may see it. A mask has the same length for all, and no mask means no PIN. */
export function shownPin({ pin }: NetUser, { pinReadable }: Switches): string | null {
	if (pinReadable === 'hidden') return null;
	return pinReadable === 'masked' && pin ? MASKED_PIN : pin;
}

/** Levels and individual doors as they are read back, in the form and order that the switches choose. */
export function showPermissionSet(user: NetUser, world: World, switches: Switches) {
	const { levelForm, individualRead } = switches;
	const doors = individualRead.includes('added-members')
		? user.individualPermissions.map((door) => withMoreMembers(door, world))
		: user.individualPermissions;
	return {
		accessLevels:
			levelForm === 'ids'
				? user.accessLevels
				: user.accessLevels.map((id) => ({ id, name: world.levels.get(id)?.name ?? '' })),
		individualPermissions: individualRead.includes('reordered') ? [...doors].reverse() : doors,
	};
}

function withMoreMembers(permission: unknown, world: World): unknown {
	if (!isRecord(permission)) return permission;
	const name = world.doors.get(Number(permission.id))?.name ?? null;
	return { name, doorGroupId: 0, ...permission };
}
