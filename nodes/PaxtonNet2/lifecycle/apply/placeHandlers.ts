import { Net2Error } from '../../net2/errors';
import type { Department, DoorPermissionSet } from '../../net2/model';
import type { SetDepartment, SetPermissions } from '../plan/userPlan';
import { levelsOf, permissionsBeyond, sameDoor, samePermissions } from '../../net2/permissionSets';
import { permissionsUndo } from '../undo/undoPart';
import type { ResourceHandler } from './resourceHandler';

/** The department. Writing it states the whole, so nothing has to be read before. */
export const departmentHandler: ResourceHandler<SetDepartment, Department | null, SetDepartment> = {
	read: async ({ net2 }, userId) => await net2.users.department(userId),
	prepare(operation, current) {
		if ((current?.id ?? 0) === operation.to.id) return null;
		return {
			payload: operation,
			undo: { of: 'department', before: current?.id ?? 0, after: operation.to.id },
		};
	},
	apply: async ({ net2 }, userId, { to }) => await net2.users.setDepartment(userId, to),
	readBack: async ({ reference }, userId, { to }) =>
		await reference.shared.departmentAfter(userId, to),
	verify: ({ to }, after) =>
		(after?.id ?? 0) === to.id
			? []
			: [`the department is ${after?.name ?? 'None'}, not ${to.name}`],
	observe(observed, department) {
		observed.department = department;
	},
};

interface Permissions {
	before: DoorPermissionSet;
	next: DoorPermissionSet;
	/** What another writer removed since the plan, although the user is to have it. */
	lost: string[];
	/** What was read after the write, where that had to be read at once. */
	after?: DoorPermissionSet;
}

/** Levels and individual doors: one set, replaced whole, so what is not meant goes back as it was read. */
export const permissionsHandler: ResourceHandler<SetPermissions, DoorPermissionSet, Permissions> = {
	read: async ({ net2 }, userId) => await net2.users.doorPermissions(userId),
	prepare({ add, remove, keep = [], removeDoors, doors: single }, held) {
		const had = levelsOf(held);
		const lost = keep.filter(({ id }) => !had.includes(id)).map(({ name }) => name);
		const gone = new Set(remove.map(({ id }) => id));
		const come = add.map(({ id }) => id).filter((id) => !had.includes(id));
		const isGone = (door: unknown) => single?.remove.some((one) => sameDoor(one, door)) === true;
		const kept = held.individualPermissions.filter((door) => !isGone(door));
		const doors = removeDoors ? [] : [...kept, ...(single?.add ?? [])];
		const next = {
			accessLevels: [...had.filter((id) => !gone.has(id)), ...come],
			individualPermissions: doors,
		};
		if (samePermissions(next, held)) {
			if (lost.length > 0) throw lostMeanwhile(lost);
			return null;
		}
		return { payload: { before: held, next, lost }, undo: permissionsUndo(held, next) };
	},
	async apply({ net2, run }, userId, payload) {
		const { before, next } = payload;
		if (next.accessLevels.length > 0) return await net2.users.setDoorPermissions(userId, next);
		// Whether [] or [0] means "no levels" differs between servers (docs/net2-api.md). A site profile says which.
		const { clearsByZero } = run.processState.userWrites(net2.origin);
		const forms = clearsByZero ? [[0], []] : [[], [0]];
		for (const accessLevels of forms) {
			await net2.users.setDoorPermissions(userId, { ...next, accessLevels });
			const after = await net2.users.doorPermissions(userId);
			if (after === undefined) return;
			payload.after = after;
			// Only a server that ignored this form shows what it had. All else is a change by another writer, which stays.
			if (!sameLevels(before, after)) return;
		}
	},
	readBack: async ({ reference }, userId, { next, after }) =>
		after ?? (await reference.shared.permissionsAfter(userId, next)),
	verify: ({ next, lost }, after) => [
		...verifyPermissions(next, after),
		...lost.map((name) => `the access level ${name} has gone since the change was planned`),
	],
	observe(observed, permissions) {
		observed.permissions = permissions;
	},
};

function lostMeanwhile(lost: string[]): Net2Error {
	return new Net2Error(
		'conflict',
		`Another program removed the access level ${lost.join(', ')} since the change was planned. Access levels were not written.`,
		'Look at the user in Net2, then run the item again.',
	);
}

function sameLevels(one: DoorPermissionSet, other: DoorPermissionSet): boolean {
	return levelsOf(one).join() === levelsOf(other).join();
}

/** Levels or doors that do not read back as they were sent, in any order. */
function verifyPermissions(sent: DoorPermissionSet, after: DoorPermissionSet): string[] {
	if (samePermissions(sent, after)) return [];
	const levels = (set: DoorPermissionSet) => levelsOf(set).join(', ') || 'none';
	const problems: string[] = [];
	if (!sameLevels(after, sent))
		problems.push(`access level ids are ${levels(after)}, not ${levels(sent)}`);
	const doors = [permissionsBeyond(sent, after), permissionsBeyond(after, sent)];
	if (doors.some((difference) => difference.doors.length > 0))
		problems.push('the individual doors differ');
	return problems;
}
