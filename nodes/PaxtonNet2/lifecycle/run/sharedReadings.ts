import { endsTheRun, Net2Error } from '../../net2/errors';
import type { Net2Client } from '../../net2/client';
import type { AccessLevel, Department, DoorPermissionSet, User, UserRow } from '../../net2/model';
import { heldByName } from '../../net2/permissionSets';
import { batchLookups } from './batchLookups';

/** Without the size of the site being known, so many users are worth one list in place of single records. */
const LIST_FROM = 8;
/** A list of so many users costs about as much as one request. */
const USERS_PER_REQUEST = 100;

/** A record, and how it was read. */
export interface RecordReading {
	record: User | undefined;
	/** Whether it was read just now by a request of its own, so that a PUT may follow. */
	isOwn: boolean;
}

/** What the readings are made with. */
interface ReadingSource {
	users(): Promise<User[]>;
	levels(): Promise<AccessLevel[]>;
	rowsOf(ids: number[]): Promise<UserRow[] | null>;
	sql(query: (query: Net2Client['query']) => Promise<UserRow[]>): Promise<UserRow[] | null>;
}

/**
 * Readings that serve many users of one execution at a time (docs/safety-rules.md, rule 1). They are first readings and the
 * read-backs of writes. Each waits until no other request waits, and then serves all users that need it by then.
 */
export class SharedReadings {
	/** All users by id, for the first readings of a run. */
	private listed: ReadonlyMap<number, User> | undefined;
	private list: readonly User[] | undefined;
	/** Users that this run has written since their first reading. */
	private readonly written = new Set<number>();
	/** How many users the run is about; Infinity: not known. */
	private usersOfRun = Infinity;
	/** How many users Net2 has, as far as a reading showed; 0: not known yet. */
	private siteSize = 0;
	private readonly holders = new Map<number, (number: string) => Promise<number[]>>();
	private readonly firstRecords = this.batch<number, RecordReading>(async (ids) => {
		if (this.list === undefined && !this.isListWorth(ids.length)) return await this.singly(ids);
		this.listed ??= byIdOf(await this.source.users());
		const byId = this.listed;
		return (id) => ({ record: byId.get(id), isOwn: false });
	});
	/** A reading after a write must be newer than the write, so no list is kept. */
	private readonly recordsAfter = this.batch<number, RecordReading>(async (ids) => {
		if (!this.isListWorth(ids.length)) return await this.singly(ids);
		const byId = await this.readList();
		return (id) => ({ record: byId.get(id), isOwn: false });
	});
	private readonly rowAfter = this.batch<number, UserRow | undefined>(async (ids) => {
		const rows = new Map((await this.source.rowsOf(ids))?.map((row) => [row.userId, row]));
		return (id) => rows.get(id);
	});

	constructor(
		private readonly net2: Net2Client,
		private readonly source: ReadingSource,
	) {}

	/** Notes that this run has written a user, so that what was read before counts no longer. */
	noteWrite(id: number): void {
		this.written.add(id);
	}

	/** Whether this run has not written this user, so that a reading from the beginning of the run still counts. */
	isUnwritten(id: number): boolean {
		return !this.written.has(id);
	}

	/** Notes how many users the run is about. */
	noteUsersOfRun(users: number): void {
		this.usersOfRun = users;
	}

	/** Whether the run is about one user. Then a reading of its own costs no more than one for many. */
	isForOneUser(): boolean {
		return this.usersOfRun <= 1;
	}

	/** Notes how many users Net2 has, and the list of them if that is what was read. */
	noteSite(users: number, list?: readonly User[]): void {
		this.siteSize = users;
		this.list = list ?? this.list;
	}

	/**
	 * The record for a plan. A few users are read alone, and many from one list of all users. Some servers leave users, or
	 * their custom fields, out of the list (docs/net2-api.md). Such a user is read alone.
	 */
	async firstRecord(id: number): Promise<RecordReading> {
		if (!this.written.has(id)) {
			const reading = await this.firstRecords(id).catch(orAlone);
			if (reading?.isOwn === true || isWhole(reading?.record)) return reading;
		}
		return { record: await this.net2.users.get(id), isOwn: true };
	}

	/** The record of a user that decides nothing that is written. */
	async recordOf(id: number): Promise<User | undefined> {
		return (await this.firstRecord(id)).record;
	}

	/** The record after a write. One list confirms many users. A user that it does not show in full is read alone. */
	async recordAfter(id: number): Promise<User | undefined> {
		const reading = await this.recordsAfter(id).catch(orAlone);
		return reading?.isOwn === true || isWhole(reading?.record)
			? reading.record
			: await this.net2.users.get(id);
	}

	/**
	 * The department after a write: one query for many users. Where it says otherwise, or nothing, Net2's own word by REST
	 * counts, and is returned as `users.department` does.
	 */
	async departmentAfter(id: number, expected: Department): Promise<Department | null | undefined> {
		const bySql = departmentIn(await this.rowAfter(id));
		return bySql !== undefined && (bySql?.id ?? 0) === expected.id
			? bySql
			: await this.net2.users.department(id);
	}

	/** The department of a user before a write: one query for many users, REST where that does not say. */
	async departmentOf(id: number): Promise<Department | null | undefined> {
		const bySql = departmentIn(await this.rowAfter(id));
		return bySql !== undefined ? bySql : await this.net2.users.department(id);
	}

	/**
	 * The permission set after a write. SQL names the level of a user who has one and no individual door. For every other
	 * set, and where SQL says otherwise, Net2's own word by REST counts.
	 */
	async permissionsAfter(
		id: number,
		{ accessLevels, individualPermissions }: DoorPermissionSet,
	): Promise<DoorPermissionSet | undefined> {
		const [expected, second] = accessLevels;
		if (expected !== undefined && second === undefined && individualPermissions.length === 0) {
			const row = await this.rowAfter(id);
			const held =
				row?.active === true ? heldByName(row.accessLevelName, await this.source.levels()) : null;
			if (held?.accessLevels[0] === expected) return held;
		}
		return await this.net2.users.doorPermissions(id);
	}

	/** The ids of all users who have a number after a POST, from a new reading. Many numbers take one query. */
	async holdersAfter(fieldId: number, number: string): Promise<number[]> {
		const lookUp =
			this.holders.get(fieldId) ??
			this.batch<string, number[]>(async (numbers) => await this.holdersOf(fieldId, numbers));
		this.holders.set(fieldId, lookUp);
		return await lookUp(number);
	}

	private async holdersOf(
		fieldId: number,
		numbers: string[],
	): Promise<(number: string) => number[]> {
		const rows = await this.source.sql(async (query) => await query.usersByField(fieldId, numbers));
		const found =
			rows
				?.filter(({ active }) => active)
				.map(({ userId, key }) => ({ id: userId, number: key })) ??
			(await this.net2.users.list()).map(({ id, customFields }) => ({
				id,
				number: customFields.find((field) => field.id === fieldId)?.value ?? null,
			}));
		return (wanted) =>
			found.filter(({ number }) => (number ?? '').trim() === wanted).map(({ id }) => id);
	}

	private batch<Key, Answer>(
		request: (keys: Key[]) => Promise<(key: Key) => Answer>,
	): (key: Key) => Promise<Answer> {
		return batchLookups(request, () => this.net2.lull());
	}

	/** Whether one list of all users costs less than a request for each of these. */
	private isListWorth(users: number): boolean {
		if (this.siteSize === 0) return users >= LIST_FROM;
		return users > 1 && this.siteSize <= users * USERS_PER_REQUEST;
	}

	private async readList(): Promise<ReadonlyMap<number, User>> {
		const list = await this.net2.users.listed();
		this.siteSize = list.length;
		return byIdOf(list);
	}

	private async singly(ids: number[]): Promise<(id: number) => RecordReading> {
		const records = await Promise.all(ids.map((id) => this.net2.users.get(id)));
		const byId = new Map(records.map((record, n) => [ids[n], record]));
		return (id) => ({ record: byId.get(id), isOwn: true });
	}
}

function byIdOf(list: readonly User[]): ReadonlyMap<number, User> {
	return new Map(list.map((user) => [user.id, user]));
}

/** A reading for many that fails is no reason to know nothing of one. */
function orAlone(error: unknown): undefined {
	if (error instanceof Net2Error && endsTheRun(error.reason)) throw error;
}

function isWhole(user: User | undefined): user is User {
	return user !== undefined && user.customFields.length > 0;
}

/** Null: None. Undefined: SQL does not say. */
export function departmentIn(row: UserRow | null | undefined): Department | null | undefined {
	if (row === null || row === undefined || !row.active || row.departmentId === null)
		return undefined;
	return row.departmentId === 0 ? null : { id: row.departmentId, name: row.departmentName ?? '' };
}
