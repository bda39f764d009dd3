import pLimit from 'p-limit';
import type { DoorPermissionSet, User } from '../net2/model';
import { allInTurns, mapInTurns } from '../net2/eventLoop';
import { heldByName } from '../net2/permissionSets';
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
 * Which user has what, individual doors included. One query shows users who have one level and nothing else. For each
 * other user it costs one call, since only Net2's own permission set is complete (docs/safety-rules.md, rule 1). A user
 * who is deleted while it runs is left out. Any other failure is thrown, since half a list would look like a whole one.
 */
export async function getAssignments(run: Run): Promise<Assignment[]> {
	const { reference } = run;
	const [users, levels, rows] = await Promise.all([
		reference.users(),
		reference.levels(),
		reference.allRows(),
	]);
	const rowOf = new Map(rows?.map((row) => [row.userId, row]));
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	const setOf = async (id: number) => {
		const row = rowOf.get(id);
		const single = row?.active === true ? heldByName(row.accessLevelName, levels) : null;
		return single ?? (await limit(async () => await run.net2.users.doorPermissions(id)));
	};
	const sets = await allInTurns(users, async ({ id }) => await setOf(id));
	const assignments = await mapInTurns(users.entries(), ([n, user]) => {
		const set = sets[n];
		return set === undefined ? [] : assignmentsOf(user, set, levels);
	});
	return assignments.flat();
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
