import { Net2Error } from '../../net2/errors';
import type { DoorPermissionSet } from '../../net2/model';
import { withUserLock } from '../run/keyedMutex';
import type { Run } from '../run/request';

/** Net2 Lite keeps one access level per person (API sheet 2). */
export function onlyOneLevel(): Net2Error {
	return new Net2Error(
		'liteLimit',
		'This Net2 keeps one access level per person (Net2 Lite), and this would be a second one.',
		'To replace the present level knowingly, use Set, or Create or Update, with the one level that is meant.',
	);
}

/**
 * What went wrong with a new person's levels: the error as it is, or that Net2 kept but one of them. That one stays, as
 * there is nothing that it took the place of.
 */
export async function explainedByLite(
	run: Run,
	userId: number | null,
	sent: number[],
	error: unknown,
): Promise<unknown> {
	const unproven = error instanceof Net2Error && error.reason === 'notVerified';
	if (!unproven || userId === null || sent.length < 2) return error;
	const [only, second] = await heldLevels(run, userId);
	return only !== undefined && second === undefined && sent.includes(only) ? onlyOneLevel() : error;
}

/** What was read, and what was written in its place. */
export type Keep = (before: DoorPermissionSet, sent: number[]) => void;

/**
 * A Lite that does not say so may accept two levels and keep one (API sheet 15: unknown). Where the read-back of `write`
 * shows that, what the person had before is put back, so that no level is lost by asking for another. Where it shows a
 * level that was not sent, it is somebody else's doing, and stays.
 * `write` hands what it read and what it is about to write to `keep`.
 */
export async function puttingBackOnLite<T>(
	run: Run,
	userId: number | null,
	write: (keep: Keep) => Promise<T>,
): Promise<T> {
	let written: { before: DoorPermissionSet; sent: number[] } | undefined;
	try {
		return await write((before, sent) => {
			written ??= { before, sent };
		});
	} catch (error) {
		const unproven = error instanceof Net2Error && error.reason === 'notVerified';
		if (!unproven || written === undefined || userId === null) throw error;
		const { before, sent } = written;
		const restored = await withUserLock(
			run,
			userId,
			async () => await putBack(run, userId, before, sent),
		);
		throw restored ? onlyOneLevel() : error;
	}
}

/** Whether Net2 kept but one of the levels sent, and has again what the person had before. */
async function putBack(
	run: Run,
	userId: number,
	before: DoorPermissionSet,
	sent: number[],
): Promise<boolean> {
	const kept = await heldLevels(run, userId);
	const [only] = kept;
	if (only === undefined || kept.length > 1 || sent.length < 2 || !sent.includes(only))
		return false;
	// As it was before: the write did not take at all, which says nothing of a Lite.
	const had = before.accessLevels.filter((id) => id !== 0);
	if (had.length === 1 && had[0] === only) return false;
	await run.net2.users.setDoorPermissions(userId, before);
	const again = await heldLevels(run, userId);
	return before.accessLevels.every((id) => id === 0 || again.includes(id));
}

async function heldLevels(run: Run, userId: number): Promise<number[]> {
	const set = await run.net2.users.doorPermissions(userId);
	return set?.accessLevels.filter((id) => id !== 0) ?? [];
}
