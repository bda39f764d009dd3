import type { Department, DoorPermissionSet } from '../../net2/model';
import type { SetDepartment, SetPermissions } from '../plan/userPlan';
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
	readBack: async ({ reference }, userId, { to }) => await reference.departmentAfter(userId, to),
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
}

/** Levels and individual doors: one set, replaced whole, so what is not meant goes back as it was read. */
export const permissionsHandler: ResourceHandler<SetPermissions, DoorPermissionSet, Permissions> = {
	read: async ({ net2 }, userId) => await net2.users.doorPermissions(userId),
	prepare({ add, remove, removeDoors, doors: single }, held) {
		const had = held.accessLevels.filter((id) => id !== 0);
		const gone = new Set(remove.map(({ id }) => id));
		const come = add.map(({ id }) => id).filter((id) => !had.includes(id));
		const goneDoors = new Set(single?.remove.map((door) => JSON.stringify(door)));
		const kept = held.individualPermissions.filter((door) => !goneDoors.has(JSON.stringify(door)));
		const doors = removeDoors ? [] : [...kept, ...(single?.add ?? [])];
		const next = {
			accessLevels: [...had.filter((id) => !gone.has(id)), ...come],
			individualPermissions: doors,
		};
		if (verifyPermissions(next, held).length === 0) return null;
		return { payload: { before: held, next }, undo: permissionsUndo(held, next) };
	},
	async apply({ net2 }, userId, { next }) {
		await net2.users.setDoorPermissions(userId, next);
		if (next.accessLevels.length > 0) return;
		// Whether [] or [0] means "no levels" differs between servers (docs/net2-api.md).
		const after = await net2.users.doorPermissions(userId);
		if (after !== undefined && verifyPermissions(next, after).length > 0)
			await net2.users.setDoorPermissions(userId, { ...next, accessLevels: [0] });
	},
	verify: ({ next }, after) => verifyPermissions(next, after),
	observe(observed, permissions) {
		observed.permissions = permissions;
	},
};

/** Levels or doors that do not read back as they were sent, in any order. */
export function verifyPermissions(sent: DoorPermissionSet, after: DoorPermissionSet): string[] {
	const levels = ({ accessLevels }: DoorPermissionSet) =>
		[...new Set(accessLevels.filter((id) => id !== 0))].sort((a, b) => a - b).join(', ');
	const doors = ({ individualPermissions }: DoorPermissionSet) =>
		individualPermissions
			.map((door) => JSON.stringify(door))
			.sort()
			.join();
	const problems: string[] = [];
	if (levels(after) !== levels(sent))
		problems.push(`access level ids are ${levels(after) || 'none'}, not ${levels(sent) || 'none'}`);
	if (doors(after) !== doors(sent)) problems.push('the individual doors differ');
	return problems;
}
