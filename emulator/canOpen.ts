import { endOfDay, instantOf } from './dates';
import { Fields, isRecord } from './fields';
import type { Door, NetUser } from './model';
import type { Switches } from './switches';
import type { World } from './world';

/** One client numbers areas from here in individual permissions (docs/net2-api.md). */
const AREA_BASE = 10_000;

/**
 * Whether a user may pass a door. The dates must allow it, and a level or an individual permission must reach the
 * door. Time zones of levels are left out. The question is whether the user has access at all, not at this hour.
 */
export function canOpen(
	user: NetUser | undefined,
	door: Door | undefined,
	at: Date,
	world: World,
	switches: Switches,
): boolean {
	if (!user || !door || user.deleted) return false;
	return isValid(user, at, switches) && (byLevel(user, door, world) || byOwn(user, door));
}

/** Sources disagree on whether the last day counts (docs/net2-api.md), so it is a switch. */
export function isValid(user: NetUser, at: Date, switches: Switches): boolean {
	const moment = at.getTime();
	if (moment < instantOf(user.activateDate, switches.tz)) return false;
	if (user.expiryDate === null) return true;
	const inclusive = switches.expiryDay === 'inclusive';
	return moment < (inclusive ? endOfDay : instantOf)(user.expiryDate, switches.tz);
}

function byLevel(user: NetUser, door: Door, world: World): boolean {
	return user.accessLevels.some((id) =>
		world.levels.get(id)?.detailRows.some(({ areaID }) => areaID === door.areaID),
	);
}

function byOwn(user: NetUser, door: Door): boolean {
	return user.individualPermissions.some((permission) => {
		if (!isRecord(permission)) return false;
		const id = new Fields(permission).text('id');
		return id === String(door.id) || id === String(AREA_BASE + door.areaID);
	});
}
