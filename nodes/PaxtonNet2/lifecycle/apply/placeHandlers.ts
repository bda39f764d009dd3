import { writesMessages } from '../../messages/writes';
import { failure } from '../../net2/errors';
import type { Department, DoorPermissionSet } from '../../net2/model';
import { guardFrom, OutdatedReading } from './freshReading';
import type { SetDepartment, SetPermissions } from '../plan/userPlan';
import { levelsOf, permissionsBeyond, sameDoor, samePermissions } from '../../net2/permissionSets';
import { permissionsUndo } from '../undo/undoPart';
import type { ApplyContext, ResourceHandler } from './resourceHandler';

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
	/** What another writer changed since the plan against what the item says, in words. */
	conflicts: string[];
	/** How to write again if the server ignored the first form of "no levels". Set when the first has been sent. */
	otherForm?: DoorPermissionSet;
}

/** Levels and individual doors: one set, replaced whole, so what is not meant goes back as it was read. */
export const permissionsHandler: ResourceHandler<SetPermissions, DoorPermissionSet, Permissions> = {
	read: async ({ net2 }, userId) => await net2.users.doorPermissions(userId),
	prepare(operation, held, { warn }) {
		const { add, remove, removesAll, removeDoors, doors: single, ends } = operation;
		const had = levelsOf(held);
		const conflicts = changedMeanwhile(operation, had);
		const gone = new Set(remove.map(({ id }) => id));
		const come = add.map(({ id }) => id).filter((id) => !had.includes(id));
		const isGone = (door: unknown) => single?.remove.some((one) => sameDoor(one, door)) === true;
		const kept = held.individualPermissions.filter((door) => !isGone(door));
		const doors = removeDoors ? [] : [...kept, ...(single?.add ?? [])];
		const others = had.filter((id) => !gone.has(id));
		if (removesAll && others.length > 0) warn(removedToo(others));
		const planned = operation.changes.some(({ field }) => field === 'individualPermissions');
		if (removeDoors && !planned && kept.length > 0) warn(doorsRemovedToo(kept.length));
		const next = {
			accessLevels: [...(removesAll ? [] : others), ...come],
			individualPermissions: doors,
		};
		if (samePermissions(next, held)) {
			if (conflicts.length > 0)
				throw failure(writesMessages.levelsChanged, { changes: conflicts.join(', and ') });
			return null;
		}
		const undo = permissionsUndo(held, next, ends);
		return { payload: { before: held, next, conflicts }, undo };
	},
	async apply({ net2, run }, userId, payload, beforeSending) {
		const { next } = payload;
		if (next.accessLevels.length > 0)
			return await net2.users.setDoorPermissions(userId, next, beforeSending);
		// Whether [] or [0] means "no levels" differs between servers (docs/net2-api.md). A site profile says which.
		const { clearsByZero } = run.processState.userWrites(net2.origin);
		const forms = clearsByZero ? [[0], []] : [[], [0]];
		const [form, other] = forms.map((accessLevels) => ({ ...next, accessLevels }));
		if (form === undefined) return;
		await net2.users.setDoorPermissions(userId, form, beforeSending);
		if (other !== undefined) payload.otherForm = other;
	},
	async readBack(context, userId, payload) {
		const after = await context.reference.shared.permissionsAfter(userId, payload.next);
		return after && (await clearedByOtherForm(context, userId, payload, after));
	},
	verify: ({ next, conflicts }, after) => [...verifyPermissions(next, after), ...conflicts],
	observe(observed, permissions) {
		observed.permissions = permissions;
	},
};

/**
 * Only a server that ignored the first form of "no levels" shows what it had. Then the other form is sent. All else is a
 * change by another writer, which stays.
 *
 * @param readings how many readings there were, this one included
 */
async function clearedByOtherForm(
	context: ApplyContext,
	userId: number,
	payload: Permissions,
	after: DoorPermissionSet,
	readings = 1,
): Promise<DoorPermissionSet | undefined> {
	const { net2, run } = context;
	const { before, otherForm } = payload;
	const beforeSending = guardFrom(run.clock, run.clock.now(), readings);
	const hadLevels = levelsOf(before).length > 0;
	const isIgnored = hadLevels ? sameLevels(before, after) : samePermissions(before, after);
	if (otherForm === undefined || !isIgnored) return after;
	try {
		await net2.users.setDoorPermissions(userId, otherForm, beforeSending);
	} catch (error) {
		if (!(error instanceof OutdatedReading)) throw error;
		const now = await net2.users.doorPermissions(userId);
		return now && (await clearedByOtherForm(context, userId, payload, now, readings + 1));
	}
	delete payload.otherForm;
	run.processState.userWrites(net2.origin).noteChange(userId);
	return await net2.users.doorPermissions(userId);
}

function removedToo(ids: number[]): string {
	return `Another program gave the access level with id ${ids.join(', ')} after the change was planned. The node removes it, too.`;
}

function doorsRemovedToo(count: number): string {
	return `Another program gave ${count} individual ${count === 1 ? 'door' : 'doors'} after the change was planned. The node removes them, too.`;
}

/** What another program removed although the user is to have it, or gave although the item names every level. */
function changedMeanwhile({ add, keep = [], had }: SetPermissions, now: number[]): string[] {
	const lost = keep.filter(({ id }) => !now.includes(id)).map(({ name }) => name);
	const known = had && new Set([...had, ...add.map(({ id }) => id)]);
	const come = known === undefined ? [] : now.filter((id) => !known.has(id));
	return [
		...lost.map((name) => `the access level ${name} has gone since the change was planned`),
		...come.map((id) => `the access level with id ${id} has come since the change was planned`),
	];
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
