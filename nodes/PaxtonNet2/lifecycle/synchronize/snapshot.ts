import pLimit from 'p-limit';
import { endsTheRun, type Net2Error } from '../../net2/errors';
import { forEachInTurns, mapInTurns } from '../../net2/eventLoop';
import type { Department, User, UserRow } from '../../net2/model';
import { heldByName } from '../../net2/permissionSets';
import { readMarker } from '../marker/userMarker';
import type { CurrentUser } from '../plan/currentUser';
import { explain } from '../result/resultBuilder';
import type { Run } from '../run/request';
import type { FieldMap } from './fieldMap';

/** A user who is in Net2 now. */
export interface SnapshotUser {
	current: CurrentUser;
	/** '' where the user has no number. */
	key: string;
	/** Whether an authentic marker says that a list manages the user. */
	managed: boolean;
	/** Why the levels of the user could not be read. It is the error of the user's line and of no other. */
	unread?: Net2Error;
}

export interface Snapshot {
	users: SnapshotUser[];
	/** By number; users without one are not in it. */
	byKey: Map<string, SnapshotUser[]>;
	/** Ids of users deleted in Net2, by number; without SQL, only those that the run came across. */
	deletedByKey: Map<string, number[]>;
	warnings: string[];
	/** What SQL says of levels; null where the SQL route is refused. */
	levelNames: Map<number, string | null> | null;
}

/**
 * All users of Net2 in a few requests. They are the list of users, the names of fields, and one query for the rest. If SQL is
 * refused, departments take one request each. A user that the list leaves out, and SQL has, is read alone. So the
 * node does not create that user a second time.
 */
export async function takeSnapshot(
	run: Run,
	{ keyField, marker }: FieldMap,
	wanted: ReadonlySet<string>,
): Promise<Snapshot> {
	const [listed, rows] = await Promise.all([
		run.reference.users(),
		run.reference.index.readAllRows(keyField),
	]);
	const departments = rows === null ? await departmentsByCall(run) : departmentsByRow(rows);
	const gone = (rows ?? []).filter(({ active }) => !active);
	// It differs between servers whether the list of users contains deleted ones (docs/net2-api.md). The rows show it.
	const deleted = new Set(gone.map(({ userId }) => userId));
	const records = [...listed, ...(await unlisted(run, listed, { rows, wanted, keyField }))];
	const present = rows === null ? await withoutDeleted(run, records, keyField, wanted) : records;
	const kept = present.filter(({ id }) => !deleted.has(id));
	const users = await mapInTurns(kept, (record): SnapshotUser => {
		const text = marker === null ? null : fieldText(record, marker.id);
		return {
			current: { record, department: departments.get(record.id) ?? null },
			key: fieldText(record, keyField).trim(),
			managed:
				text !== null &&
				readMarker(text, { userId: record.id, key: run.markerKey }).entries.list !== null,
		};
	});
	return {
		users,
		byKey: grouped(users, ({ key }) => key),
		deletedByKey: new Map(
			[...grouped(gone, ({ key }) => (key ?? '').trim())].map(([key, all]) => [
				key,
				all.map(({ userId }) => userId),
			]),
		),
		warnings: rows === null ? [NO_SQL] : [],
		levelNames: rows && new Map(rows.map((row) => [row.userId, row.accessLevelName])),
	};
}

/**
 * Users that the list of users leaves out, as far as the HR list names them. A server may leave out users whose end date
 * has passed. SQL shows them. Without SQL they are read one by one, if the HR list has a number that no user has.
 */
async function unlisted(
	run: Run,
	listed: User[],
	{
		rows,
		wanted,
		keyField,
	}: { rows: UserRow[] | null; wanted: ReadonlySet<string>; keyField: number },
): Promise<User[]> {
	if (rows === null) {
		const numbers = new Set(listed.map((user) => fieldText(user, keyField).trim()));
		const isAllFound = [...wanted].every((number) => numbers.has(number));
		return isAllFound ? [] : ((await run.reference.unlisted()) ?? []);
	}
	const known = new Set(listed.map(({ id }) => id));
	const missing = rows.filter(
		({ active, userId, key }) => active && !known.has(userId) && wanted.has((key ?? '').trim()),
	);
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	const read = await Promise.all(
		missing.map(({ userId }) => limit(async () => await run.net2.users.get(userId))),
	);
	return read.filter((user) => user !== undefined);
}

/**
 * The snapshot without users who are deleted, or the same object if there are none. Without SQL, Net2's list may show
 * them like any other user. Only a request for the user shows it (docs/net2-api.md).
 */
export async function withoutGone(
	run: Run,
	snapshot: Snapshot,
	doubtful: readonly SnapshotUser[],
): Promise<Snapshot> {
	if (snapshot.levelNames !== null || doubtful.length === 0) return snapshot;
	const present = await run.reference.present(doubtful.map(({ current }) => current.record.id));
	const gone = new Set(doubtful.filter(({ current }) => !present.has(current.record.id)));
	if (gone.size === 0) return snapshot;
	const users = snapshot.users.filter((user) => !gone.has(user));
	const deletedByKey = new Map(snapshot.deletedByKey);
	for (const { key, current } of gone)
		if (key !== '') deletedByKey.set(key, [...(deletedByKey.get(key) ?? []), current.record.id]);
	return { ...snapshot, users, byKey: grouped(users, ({ key }) => key), deletedByKey };
}

/** Without SQL the list may contain deleted users. Those that the HR list names are read once more. */
async function withoutDeleted(
	run: Run,
	users: User[],
	keyField: number,
	wanted: ReadonlySet<string>,
): Promise<User[]> {
	const numbers = grouped(users, (user) => fieldText(user, keyField).trim());
	const doubtful = users.filter((user) => {
		const number = fieldText(user, keyField).trim();
		return wanted.has(number) && (numbers.get(number)?.length ?? 0) > 1;
	});
	const present = await run.reference.present(doubtful.map(({ id }) => id));
	const gone = new Set(doubtful.filter(({ id }) => !present.has(id)).map(({ id }) => id));
	return users.filter(({ id }) => !gone.has(id));
}

/**
 * What these users have. SQL names the level of a user who has one, or none. It calls a user "Individual: …", or
 * anything else that is not the name of one level. Then that user costs one GET (docs/net2-api.md). What fails for one
 * user keeps no leaver of the list in. Resolves with the users that Net2 does not know by that route.
 */
export async function readHoldings(
	run: Run,
	{ levelNames }: Snapshot,
	users: SnapshotUser[],
): Promise<SnapshotUser[]> {
	const withoutPermissions: SnapshotUser[] = [];
	const all = await run.reference.levels();
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	const unknown: SnapshotUser[] = [];
	await forEachInTurns(users, (user) => {
		const { current } = user;
		const known = levelNames && heldByName(levelNames.get(current.record.id), all);
		if (known) current.permissions = known;
		else unknown.push(user);
	});
	await Promise.all(
		unknown.map(async (user) => {
			const { current } = user;
			await limit(async () => {
				try {
					const set = await run.net2.users.doorPermissions(current.record.id);
					if (set !== undefined) current.permissions = set;
					else withoutPermissions.push(user);
				} catch (error) {
					user.unread = explain(error);
					if (endsTheRun(user.unread.reason)) throw error;
				}
			});
		}),
	);
	return withoutPermissions;
}

function departmentsByRow(rows: UserRow[]): Map<number, Department> {
	const departments = new Map<number, Department>();
	for (const { userId, departmentId, departmentName } of rows)
		if (departmentId !== null && departmentId !== 0)
			departments.set(userId, { id: departmentId, name: departmentName ?? '' });
	return departments;
}

async function departmentsByCall(run: Run): Promise<Map<number, Department>> {
	const members = new Map<number, Department>();
	for (const department of await run.reference.departments()) {
		if (department.id === 0) continue;
		for (const id of await run.net2.departments.userIds(department.id)) members.set(id, department);
	}
	return members;
}

function fieldText({ customFields }: User, id: number): string {
	return customFields.find((field) => field.id === id)?.value ?? '';
}

function grouped<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const key = keyOf(one);
		if (key === '') continue;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [one]);
		else group.push(one);
	}
	return groups;
}

const NO_SQL =
	"Net2 refused the SQL route, so users deleted in Net2 are not known. Each user on the list whose levels or cards count costs a request. To change that, give the operator the right to 'customquery'.";
