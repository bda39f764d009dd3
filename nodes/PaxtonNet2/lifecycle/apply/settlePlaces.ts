import { allInTurns } from '../../net2/eventLoop';
import type { AccessLevel, Department, DoorPermissionSet, UserRow } from '../../net2/model';
import { heldByName } from '../../net2/permissionSets';
import { heldLevelIds } from '../plan/currentUser';
import { levelRemoved } from '../plan/planLevels';
import type { PlanOperation, SetPermissions } from '../plan/userPlan';
import { isFailure, type Result, type Success } from '../result/result';
import { ResultBuilder } from '../result/resultBuilder';
import { withUserLock } from '../run/keyedMutex';
import type { Run } from '../run/request';
import { policyFor } from '../users/policyFor';
import { applyPlan } from './applyPlan';
import { conflictAtEnd } from './conflictAtEnd';
import { EMPTY_PLAN } from './userWork';

/** What this run left a user with, besides the record. */
interface LeftWith {
	department?: Department;
	added: AccessLevel[];
	removed: AccessLevel[];
	/** Whether every access level was removed. */
	removesAll: boolean;
	/** Whether every individual door was removed. */
	removesDoors: boolean;
}

/** What this run left its users with, and what a reading says of it now. */
interface SettledPlaces {
	left: ReadonlyMap<number, LeftWith>;
	agree(userId: number, places: LeftWith): boolean;
	/** What REST says, if the run is about one user. */
	ofOne?: PlacesNow;
}

/** Undefined: that could not be read, or was not written. */
interface PlacesNow {
	department: Department | null | undefined;
	permissions: DoorPermissionSet | undefined;
}

/**
 * When the run has settled, one query reads departments and levels of all users that it wrote. A single user is read by
 * REST at once. Undefined: there is nothing to read.
 */
export async function readPlaces(
	run: Run,
	written: ReadonlyMap<number, readonly PlanOperation[]>,
): Promise<SettledPlaces | undefined> {
	const all = [...written].map(([id, operations]): [number, LeftWith] => [
		id,
		leftWith(operations),
	]);
	const left = new Map(all.filter(([, places]) => placesOf(places) > 0));
	const [only, another] = left;
	if (only === undefined) return undefined;
	if (another !== undefined) return { left, agree: await byQuery(run, [...left.keys()]) };
	const [userId, places] = only;
	// No other program can have read a user that did not exist before this run.
	const isNew = written.get(userId)?.some(({ type }) => type === 'createUser') === true;
	if (isNew) return undefined;
	return { left, agree: () => false, ofOne: await placesNow(run, userId, places) };
}

/**
 * Compares what was read with what this run wrote. Another program may have written meanwhile. If the query does not
 * agree, REST is read, and counts. A level that is back is removed once more. Everything else is a failure with reason
 * `conflict` (docs/safety-rules.md, rule 11).
 */
export async function settlePlaces(
	run: Run,
	results: Result[],
	reading: Promise<SettledPlaces | undefined>,
): Promise<Result[]> {
	const read = await reading;
	if (read === undefined) return results;
	const { left, agree, ofOne } = read;
	const settled = new Map<number, Promise<Settled>>();
	return await allInTurns(results, async (result) => {
		if (isFailure(result) || result.userId === null) return result;
		const { userId } = result;
		const places = left.get(userId);
		if (places === undefined || agree(userId, places)) return result;
		const started =
			settled.get(userId) ?? settle(run, { ...result, userId }, { places, now: ofOne });
		settled.set(userId, started);
		return resultOf(run, { ...result, userId }, await started);
	});
}

/** By one query. Where SQL is refused, the first reading of each user counts. */
async function byQuery(
	run: Run,
	ids: number[],
): Promise<(userId: number, places: LeftWith) => boolean> {
	const rows = await run.reference.rowsOf(ids).catch(() => null);
	if (rows === null) return () => true;
	const levels = await run.reference.levels().catch(() => []);
	const byId = new Map(rows.map((row) => [row.userId, row]));
	return (userId, places) => {
		const row = byId.get(userId);
		return row === undefined || agrees(places, row, levels);
	};
}

type Written = Success & { userId: number };

interface Settled {
	/** What another writer has changed, in words; empty: nothing, or it was removed once more. */
	conflicts: string[];
	again?: Success;
}

function leftWith(operations: readonly PlanOperation[]): LeftWith {
	const left: LeftWith = { added: [], removed: [], removesAll: false, removesDoors: false };
	for (const operation of operations) {
		if (operation.type === 'setDepartment') left.department = operation.to;
		if (operation.type !== 'setPermissions') continue;
		const { add, remove } = operation;
		const without = (some: AccessLevel[], others: AccessLevel[]) =>
			some.filter(({ id }) => !others.some((other) => other.id === id));
		left.added = [...without(left.added, remove), ...add];
		left.removed = [...without(left.removed, add), ...remove];
		left.removesDoors = operation.removeDoors;
		left.removesAll = operation.removesAll ?? (left.removesAll && add.length === 0);
	}
	return left;
}

function placesOf({ department, added, removed, removesAll }: LeftWith): number {
	return (department === undefined ? 0 : 1) + (removesAll ? 1 : 0) + added.length + removed.length;
}

/** Whether the row says the same, or nothing of it. */
function agrees(places: LeftWith, row: UserRow, levels: AccessLevel[]): boolean {
	const { department } = places;
	if (department !== undefined && (row.departmentId ?? 0) !== department.id) return false;
	const held = heldByName(row.accessLevelName, levels);
	if (held !== null) return levelConflicts(places, held.accessLevels).agree;
	return namesAgree(places, row.accessLevelName ?? '');
}

/**
 * Of several levels SQL shows a text such as `Individual: A, B` (docs/net2-api.md). It is only a hint. REST is read if an
 * added level is missing in it, or a removed one is there.
 */
function namesAgree({ added, removed, removesAll }: LeftWith, text: string): boolean {
	if (!/^individual:/i.test(text.trim())) return true;
	if (removesAll) return false;
	const isShown = ({ name }: AccessLevel) => text.includes(name.trim());
	return added.every(isShown) && !removed.some(isShown);
}

function levelConflicts({ added, removed, removesAll }: LeftWith, held: number[]) {
	const gone = added.filter(({ id }) => !held.includes(id));
	const known = (id: number) => removed.find((level) => level.id === id);
	const back = removesAll
		? held.map((id) => known(id) ?? { id, name: `with id ${id}` })
		: removed.filter(({ id }) => held.includes(id));
	return { gone, back, agree: gone.length + back.length === 0 };
}

async function placesNow(
	run: Run,
	userId: number,
	{ department: wanted, added, removed, removesAll }: LeftWith,
): Promise<PlacesNow> {
	const { users } = run.net2;
	const hasLevels = removesAll || added.length + removed.length > 0;
	const [department, permissions] = await Promise.all([
		wanted && users.department(userId).catch(() => undefined),
		hasLevels ? users.doorPermissions(userId).catch(() => undefined) : undefined,
	]);
	return { department, permissions };
}

/** Compares the user with what REST says, whose word counts, and removes what is back. */
async function settle(
	run: Run,
	result: Written,
	{ places, now }: { places: LeftWith; now: PlacesNow | undefined },
): Promise<Settled> {
	const { userId } = result;
	const wanted = places.department;
	const { department, permissions } = now ?? (await placesNow(run, userId, places));
	const conflicts: string[] = [];
	if (wanted !== undefined && department !== undefined && (department?.id ?? 0) !== wanted.id)
		conflicts.push(`the department is ${department?.name ?? 'None'}, not ${wanted.name}`);
	if (permissions === undefined) return { conflicts };
	const { gone, back } = levelConflicts(places, heldLevelIds({ permissions }));
	for (const { name } of gone) conflicts.push(`the access level ${name} is gone`);
	const doors = places.removesDoors ? permissions.individualPermissions.length : 0;
	if (back.length + doors === 0) return { conflicts };
	const again = await removeAgain(run, result, back, doors);
	if (again !== undefined) return { conflicts, again };
	const levels = back.map(({ name }) => `the access level ${name}`);
	const what = [...levels, ...(doors > 0 ? ['an individual door'] : [])].join(', ');
	return { conflicts: [...conflicts, `${what} is there again`] };
}

/** Undefined: it could not be removed, or is there once more. */
async function removeAgain(
	run: Run,
	{ key, userId }: Written,
	remove: AccessLevel[],
	doors: number,
): Promise<Success | undefined> {
	const options = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const };
	const builder = new ResultBuilder(run, { index: 0, options, params: null }, key, userId);
	const levels = remove.map(({ name }) => `access level ${name}`);
	const names = [...levels, ...(doors > 0 ? ['individual doors'] : [])].join(', ');
	const operation: SetPermissions = {
		type: 'setPermissions',
		add: [],
		remove,
		removeDoors: doors > 0,
		message: `Removed ${names} once more`,
		changes: [
			...remove.map(levelRemoved),
			...(doors > 0 ? [{ field: 'individualPermissions', from: doors, to: 0 }] : []),
		],
	};
	return await withUserLock(run, userId, async () => {
		const [policy, record] = [await policyFor(run), await run.net2.users.get(userId)];
		if (record === undefined) return undefined;
		builder.subject = () => record;
		await applyPlan(
			run,
			userId,
			{ ...EMPTY_PLAN, operations: [operation] },
			{ policy, builder, current: { record }, fresh: new Map(), observed: {} },
		);
		return await builder.withUndo(builder.success('revoked', { verified: true }));
	}).catch(() => undefined);
}

function resultOf(run: Run, result: Written, { conflicts, again }: Settled): Result {
	const audit = [...result.audit, ...(again?.audit ?? [])];
	const undo = result.undo ?? again?.undo ?? null;
	if (conflicts.length === 0) {
		if (again === undefined) return result;
		const warning = `At the end of the run access was there again. ${again.summary}.`;
		return { ...result, undo, audit, warnings: [...result.warnings, warning] };
	}
	return conflictAtEnd(run, { ...result, undo, audit }, conflicts);
}
