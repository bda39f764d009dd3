import { Net2Error } from '../net2/errors';
import type { DoorPermissionSet } from '../net2/model';
import { exclusively } from './lock';
import type { Run } from './request';

/** Net2 Lite keeps one access level per person (API sheet 2). */
export function onlyOneLevel(): Net2Error {
	return new Net2Error(
		'liteLimit',
		'This Net2 keeps one access level per person (Net2 Lite), and this would be a second one.',
		'To replace the present level knowingly, use set with the one level that is meant.',
	);
}

/**
 * A Lite that does not say so may accept two levels and keep one (API sheet 15: unknown). Where the read-back of `write`
 * shows that, what the person had before is put back, so that no level is lost by asking for another.
 * `write` hands what it read, just before it wrote, to `keep`.
 */
export async function puttingBackOnLite<T>(
	run: Run,
	userId: number | null,
	write: (keep: (before: DoorPermissionSet) => void) => Promise<T>,
): Promise<T> {
	let before: DoorPermissionSet | undefined;
	try {
		return await write((held) => {
			before ??= held;
		});
	} catch (error) {
		const unproven = error instanceof Net2Error && error.reason === 'notVerified';
		if (!unproven || before === undefined || userId === null) throw error;
		const had = before;
		const dropped = await exclusively(`${run.net2.origin} user ${userId}`, async () => {
			const after = await run.net2.users.doorPermissions(userId);
			const kept = after?.accessLevels.filter((id) => id !== 0) ?? [];
			const lost = had.accessLevels.some((id) => id !== 0 && !kept.includes(id));
			if (kept.length !== 1 || !lost) return false;
			await run.net2.users.setDoorPermissions(userId, had);
			return true;
		});
		throw dropped ? onlyOneLevel() : error;
	}
}
