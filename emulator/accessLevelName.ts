import type { NetUser } from './model';
import type { World } from './world';

/** What SQL shows of a user's levels (docs/net2-api.md). */
export function accessLevelName(user: NetUser, world: World): string {
	const names = user.accessLevels.map((id) => world.levels.get(id)?.name ?? String(id));
	if (user.individualPermissions.length === 0 && names.length <= 1) {
		return names[0] ?? world.levels.get(0)?.name ?? '';
	}
	return `Individual: ${names.join(', ')}`;
}
