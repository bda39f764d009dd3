import pLimit from 'p-limit';
import type { DoorPermissionSet, User } from '../net2/model';
import type { Run } from './run/request';
import { levelsOf } from './result/observedState';

/** One level, or one individual door, that one user has. */
export interface Assignment {
	userId: number;
	firstName: string | null;
	lastName: string | null;
	kind: 'accessLevel' | 'individualDoor';
	accessLevel: { id: number; name: string } | null;
	/** As Net2 gave it: clients disagree on its members (docs/net2-api.md#permissions). */
	individualPermission: unknown;
}

/**
 * Which user has what, individual doors included. It costs one call per user, since only Net2's own permission set is
 * complete. A user who is deleted while it runs is left out. Any other failure is thrown, since half a list would
 * look like a whole one.
 */
export async function getAssignments(run: Run): Promise<Assignment[]> {
	const [users, levels] = await Promise.all([run.reference.users(), run.reference.levels()]);
	const limit = pLimit(Math.max(1, run.maxConcurrency));
	const sets = await Promise.all(
		users.map((user) => limit(async () => await run.net2.users.doorPermissions(user.id))),
	);
	return users.flatMap((user, n) => {
		const set = sets[n];
		return set === undefined ? [] : assignmentsOf(user, set, levels);
	});
}

function assignmentsOf(
	{ id: userId, firstName, lastName }: User,
	set: DoorPermissionSet,
	levels: Array<{ id: number; name: string }>,
): Assignment[] {
	const who = { userId, firstName, lastName };
	return [
		...levelsOf(set, levels).map(
			(accessLevel): Assignment => ({
				...who,
				kind: 'accessLevel',
				accessLevel,
				individualPermission: null,
			}),
		),
		...set.individualPermissions.map(
			(individualPermission): Assignment => ({
				...who,
				kind: 'individualDoor',
				accessLevel: null,
				individualPermission,
			}),
		),
	];
}
