import { rehearseMessages } from '../../messages/rehearse';
import { failure } from '../../net2/errors';
import { levelsOf } from '../../net2/permissionSets';
import { isRefusal, type Rehearsal } from './rehearsal';

/** Net2's own time zone "All day, every day". */
const ALL_DAY = 1;

/**
 * Finds out how access levels are removed, and whether individual doors stay if a permission set leaves them out. The
 * user has a past end date, no PIN and no card. So nothing that it gets here opens a door.
 *
 * @throws Net2Error `conflict` if it is not certain that the access of the user has ended
 */
export async function findAccess(rehearsal: Rehearsal): Promise<void> {
	const { net2, id, level, door } = rehearsal;
	if (!rehearsal.hasEnded) throw failure(rehearseMessages.accessNotEnded);
	if (level === undefined) {
		rehearsal.leaveOpen(['clearLevels', 'omittedIndividualDoors'], 'Net2 lists no access level.');
		return;
	}
	const doors = door === undefined ? [] : [{ id: door.id, timezoneId: ALL_DAY }];
	rehearsal.mayHaveAccess = true;
	const set = { accessLevels: [level.id], individualPermissions: doors };
	await net2.users.setDoorPermissions(id, set).catch(async (error: unknown) => {
		if (!isRefusal(error) || doors.length === 0) throw error;
		await net2.users.setDoorPermissions(id, { ...set, individualPermissions: [] });
	});
	const given = await readAccess(rehearsal);
	if (!given.levels.includes(level.id)) {
		await clearAll(rehearsal);
		rehearsal.leaveOpen(['clearLevels'], `Net2 did not keep access level ${level.id}.`);
		rehearsal.leaveOpen(['omittedIndividualDoors'], 'Net2 did not keep the access level.');
		return;
	}

	const cleared = await clearWithoutDoors(rehearsal);
	learnDoors(rehearsal, given.doors, cleared.doors);
	const emptyClears = cleared.levels.length === 0;
	// An empty list that does not clear leaves the level, so it need not be given again.
	if (emptyClears) await net2.users.setDoorPermissions(id, { ...set, individualPermissions: [] });
	await net2.users.setDoorPermissions(id, { accessLevels: [0], individualPermissions: [] });
	const rest = await readAccess(rehearsal);
	const zeroClears = rest.levels.length === 0;
	if (emptyClears && !zeroClears) await clearAll(rehearsal);
	else rehearsal.mayHaveAccess = rest.levels.length > 0 || rest.doors > 0;
	learnClearing(rehearsal, emptyClears, zeroClears);
}

async function readAccess({ net2, id }: Rehearsal): Promise<{ levels: number[]; doors: number }> {
	const permissions = await net2.users.doorPermissions(id);
	if (permissions === undefined) throw failure(rehearseMessages.userGone, { id });
	return { levels: levelsOf(permissions), doors: permissions.individualPermissions.length };
}

/** Removes the levels by an empty list, and says nothing about doors. */
async function clearWithoutDoors(rehearsal: Rehearsal) {
	const { net2, id } = rehearsal;
	try {
		await net2.users.setLevelsWithoutDoors(id, []);
		return await readAccess(rehearsal);
	} catch (error) {
		if (!isRefusal(error)) throw error;
		rehearsal.leaveOpen(['omittedIndividualDoors'], `Net2 refused it. ${error.message}`);
		await net2.users.setDoorPermissions(id, { accessLevels: [], individualPermissions: [] });
		return await readAccess(rehearsal);
	}
}

/** Both forms, the one that is known to work last. */
async function clearAll(rehearsal: Rehearsal): Promise<void> {
	const { net2, id } = rehearsal;
	await net2.users.setDoorPermissions(id, { accessLevels: [], individualPermissions: [] });
	const { levels, doors } = await readAccess(rehearsal);
	rehearsal.mayHaveAccess = levels.length > 0 || doors > 0;
}

function learnDoors(rehearsal: Rehearsal, before: number, after: number): void {
	if (before === 0) {
		const why =
			rehearsal.door === undefined
				? 'Net2 lists no door to this operator.'
				: 'Net2 did not keep the individual door.';
		rehearsal.leaveOpen(['omittedIndividualDoors'], why);
		return;
	}
	if (rehearsal.evidence.has('omittedIndividualDoors')) return;
	rehearsal.learn(
		'omittedIndividualDoors',
		after > 0 ? 'kept' : 'cleared',
		`The user had ${before} individual door, and ${after} after a permission set that named none.`,
	);
}

function learnClearing(rehearsal: Rehearsal, emptyClears: boolean, zeroClears: boolean): void {
	const evidence = `[] ${did(emptyClears)} the level, and [0] ${did(zeroClears)} it.`;
	if (emptyClears) rehearsal.learn('clearLevels', zeroClears ? 'either' : 'empty', evidence);
	else if (zeroClears) rehearsal.learn('clearLevels', 'zero', evidence);
	else rehearsal.leaveOpen(['clearLevels'], evidence);
}

function did(removed: boolean): string {
	return removed ? 'removed' : 'did not remove';
}
