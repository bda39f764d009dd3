import pLimit from 'p-limit';
import type { AccessLevel, CustomField, Department, User, UserRow } from '../../net2/model';
import { markerText, readMarker, type Marker } from '../marker/marker';
import type { Run } from '../run/request';
import { levelsOf } from '../result/observedState';
import type { FieldMap } from './fieldMap';

/** What somebody holds. */
export interface Holding {
	levels: AccessLevel[];
	/** How many individual doors; the list knows nothing of them. */
	doors: number;
}

/** A card, as far as it tells whether one on the list is missing. */
export interface HeldCard {
	value: string;
	isLost: boolean;
}

/** Somebody who is in Net2 now. */
export interface Present {
	user: User;
	/** '' where they have none. */
	key: string;
	department: Department | null;
	/** Undefined: not read, as nothing asks for it. */
	holding?: Holding;
	/** Undefined: not read, as no row gives this person cards. */
	cards?: HeldCard[] | undefined;
	/** Null: not marked as ours. */
	marker: Marker | null;
	markerUnreadable: boolean;
}

export interface Snapshot {
	people: Present[];
	/** By key; people without one are not in it. */
	byKey: Map<string, Present[]>;
	/** Rows of people deleted in Net2, by key; empty where that cannot be told. */
	deletedByKey: Map<string, UserRow[]>;
	warnings: string[];
	/** What SQL says of levels; null where the SQL route is refused. */
	levelNames: Map<number, string | null> | null;
}

/**
 * Everybody in Net2, in a handful of requests: the list of users, one query for departments and levels, and the names of
 * fields. Where SQL is refused, departments take one call each (design, section 8).
 */
export async function takeSnapshot(run: Run, { keyField, marker }: FieldMap): Promise<Snapshot> {
	const users = await run.reference.users();
	const rows = await run.reference.sql(async (query) => await query.allUsers(keyField));
	const departments = rows === null ? await departmentsByCall(run) : departmentsByRow(rows);
	const gone = (rows ?? []).filter(({ active }) => !active);
	// Whether the list of users holds deleted people is not known (API sheet 15); the rows tell.
	const deleted = new Set(gone.map(({ userId }) => userId));
	const people = users
		.filter(({ id }) => !deleted.has(id))
		.map((user) => ({
			user,
			key: customField(user, keyField),
			department: departments.get(user.id) ?? null,
			...marked(user, marker),
		}));
	return {
		people,
		byKey: grouped(people, ({ key }) => key),
		deletedByKey: grouped(gone, ({ key }) => (key ?? '').trim()),
		warnings: rows === null ? [NO_SQL] : [],
		levelNames: rows && new Map(rows.map((row) => [row.userId, row.accessLevelName])),
	};
}

/**
 * What these people hold. SQL names the level of somebody who has one, or none; whom it calls "Individual: …", or
 * anything else that is not the name of one level, costs one GET (API sheet 5.9).
 */
export async function readHoldings(
	run: Run,
	{ levelNames }: Snapshot,
	people: Present[],
): Promise<void> {
	const all = await run.reference.levels();
	const limit = pLimit(Math.max(1, run.maxConcurrency));
	await Promise.all(
		people.map(async (person) => {
			const told = levelNames && heldByName(levelNames.get(person.user.id), all);
			if (told) {
				person.holding = told;
				return;
			}
			await limit(async () => {
				const set = await run.net2.users.doorPermissions(person.user.id);
				if (set === undefined) return;
				person.holding = { levels: levelsOf(set, all), doors: set.individualPermissions.length };
			});
		}),
	);
}

function heldByName(name: string | null | undefined, all: AccessLevel[]): Holding | null {
	// A null may as well be a column that this Net2 does not fill.
	if (name === undefined || name === null) return null;
	const text = name.trim();
	if (text === '') return { levels: [], doors: 0 };
	const [level, second] = all.filter((one) => one.name.trim() === text);
	// Two levels of one name, or a name that SQL makes up, say nothing.
	if (level === undefined || second !== undefined || /^individual:/i.test(text)) return null;
	return { levels: level.id === 0 ? [] : [level], doors: 0 };
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

function customField({ customFields }: User, id: number): string {
	return (customFields.find((field) => field.id === id)?.value ?? '').trim();
}

/** A marker that somebody altered still says that the person is ours; what it says beside that is not believed. */
function marked(
	user: User,
	field: CustomField | null,
): Pick<Present, 'marker' | 'markerUnreadable'> {
	if (field === null) return { marker: null, markerUnreadable: false };
	try {
		return { marker: readMarker(markerText(user, field)), markerUnreadable: false };
	} catch {
		return { marker: null, markerUnreadable: true };
	}
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
	'Net2 refused the SQL route, so people deleted in Net2 could not be told, and each person on the list whose levels or cards count cost a request; a card that somebody else holds is found out only by adding it.';
