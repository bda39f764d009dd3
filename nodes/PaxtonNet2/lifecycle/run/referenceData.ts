import { Net2Error, endsTheRun, isTransient } from '../../net2/errors';
import type { Net2Client } from '../../net2/client';
import type { AccessLevel, CustomField, Department, User, UserRow } from '../../net2/model';
import { batchLookups } from './batchLookups';
import { findDepartment, findLevel, type DepartmentRef } from './namedThings';
import { UserIndexes } from './userIndexes';

export { type DepartmentRef } from './namedThings';

/** A row always has one custom field. If none is of interest, it is this one. */
const ANY_FIELD = 14;

/** From so many users on, one list is read in place of single records. */
const LIST_FROM = 8;
/** A list of so many users costs about as much as one request. */
const USERS_PER_REQUEST = 100;

/**
 * What all items of one execution look up: departments, levels and field names. If the SQL route is refused, it
 * includes the list of users. Each is read at most once, when first needed. Names are resolved again in every run,
 * since ids shift after deletions (safety rule 4, docs/safety-rules.md).
 */
export class ReferenceData {
	readonly departments = once(() => this.net2.departments.list());
	readonly levels = once(() => this.net2.accessLevels.list());
	readonly customFields = once(async () => {
		this.fieldsRead = await this.net2.users.customFields();
		return this.fieldsRead;
	});
	readonly users = once(() => this.net2.users.list());
	/** Whether Net2 says it is a Lite, which keeps one access level per user. False if it does not say. */
	readonly isLite = once(async () => /lite/i.test((await this.net2.server.productType()) ?? ''));
	/** By SQL, many users at a time. Undefined if that gives no answer. */
	private readonly departmentBySql = batchLookups<number, Department | undefined>(async (ids) => {
		const rows = new Map((await this.rowsOf(ids))?.map((row) => [row.userId, row]));
		return (id) => {
			const row = rows.get(id);
			if (row === undefined || !row.active || row.departmentId === null) return undefined;
			return { id: row.departmentId, name: row.departmentName ?? '' };
		};
	});
	/** The user's own record, each by a request, or by one list where that costs less. */
	private readonly records = batchLookups<number, User | undefined>(async (ids) => {
		const { users } = this.net2;
		if (ids.length >= LIST_FROM && this.isSmallFor(ids.length)) {
			const list = await users.list();
			this.siteSize = list.length;
			const byId = new Map(list.map((user) => [user.id, user]));
			return (id) => byId.get(id);
		}
		const found = await Promise.all(ids.map(async (id) => await users.get(id)));
		const byId = new Map(found.flatMap((user) => (user === undefined ? [] : [[user.id, user]])));
		return (id) => byId.get(id);
	});
	private usersById: ReadonlyMap<number, User> | undefined;
	private readonly listedRecords = batchLookups<number, User | undefined>(async (ids) => {
		if (ids.length === 1 && this.usersById === undefined) return () => undefined;
		this.usersById ??= new Map((await this.users()).map((user) => [user.id, user]));
		const byId = this.usersById;
		return (id) => byId.get(id);
	});
	private readonly holders = new Map<number, (number: string) => Promise<number[]>>();
	/** All users by number, name and email address. */
	readonly index = new UserIndexes(this);
	/** How many users Net2 listed last; 0: not known yet. */
	private siteSize = 0;
	private sqlRefused = false;
	private fieldsRead: CustomField[] = [];

	constructor(private readonly net2: Net2Client) {}

	/**
	 * Uses the SQL route, and remembers a refusal for the rest of the run. Null: it is refused here. Then read
	 * `users()` instead and report that deleted users are unknown (safety rule 3, docs/safety-rules.md).
	 */
	async sql<Row = UserRow>(
		query: (sql: Net2Client['query']) => Promise<Row[]>,
	): Promise<Row[] | null> {
		if (this.sqlRefused) return null;
		try {
			return await query(this.net2.query);
		} catch (error) {
			if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
			// A query that broke off says nothing about the next one.
			this.sqlRefused = !isTransient(error);
			return null;
		}
	}

	/** The custom fields if this run has read them, else none: a label is no reason for a request. */
	knownCustomFields(): CustomField[] {
		return this.fieldsRead;
	}

	/** Rows of these people; null where SQL is refused. */
	async rowsOf(ids: number[]): Promise<UserRow[] | null> {
		return await this.sql((query) => query.usersById(ids, ANY_FIELD));
	}

	/** The rows of all users, deleted ones too. Null if SQL is refused. */
	async allRows(): Promise<UserRow[] | null> {
		return await this.sql((query) => query.allUsers(ANY_FIELD));
	}

	/**
	 * Whether a user is in a department, for a read-back, by one query for many users. If it says otherwise, or
	 * nothing, Net2's own answer by REST counts. It is returned as `users.department` does.
	 */
	async departmentAfter(id: number, expected: Department): Promise<Department | null | undefined> {
		const bySql = await this.departmentBySql(id);
		if (bySql?.id === expected.id) return bySql.id === 0 ? null : bySql;
		return await this.net2.users.department(id);
	}

	/** The department of a user before a write: one query for many users, REST where that does not say. */
	async departmentOf(id: number): Promise<Department | null | undefined> {
		const bySql = await this.departmentBySql(id);
		if (bySql !== undefined) return bySql.id === 0 ? null : bySql;
		return await this.net2.users.department(id);
	}

	/**
	 * The record of a user that decides nothing that is written. One user is read alone, and several from one list of
	 * all users. A list that leaves users out is not believed.
	 */
	async recordOf(id: number): Promise<User | undefined> {
		return (await this.listedRecords(id)) ?? (await this.net2.users.get(id));
	}

	/**
	 * The record after a write, for a read-back. Many users are confirmed by one list. A user is read alone if the list
	 * does not show it, or shows it without custom fields.
	 */
	async recordAfter(id: number): Promise<User | undefined> {
		const listed = await this.records(id);
		if (listed === undefined || listed.customFields.length === 0)
			return await this.net2.users.get(id);
		return listed;
	}

	/** The ids of all users who have a number after a POST, from a new reading. Many numbers take one query. */
	async holdersAfter(fieldId: number, number: string): Promise<number[]> {
		const lookUp =
			this.holders.get(fieldId) ??
			batchLookups<string, number[]>(async (numbers) => await this.holdersOf(fieldId, numbers));
		this.holders.set(fieldId, lookUp);
		return await lookUp(number);
	}

	private async holdersOf(
		fieldId: number,
		numbers: string[],
	): Promise<(number: string) => number[]> {
		const rows = await this.sql(async (query) => await query.usersByField(fieldId, numbers));
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

	/** Whether one list of all users costs less than a request for each of these. */
	private isSmallFor(users: number): boolean {
		return this.siteSize <= users * USERS_PER_REQUEST;
	}

	/** Which of these people Net2 still has, by its own word. */
	async present(ids: number[]): Promise<Set<number>> {
		const users = await Promise.all(ids.map(async (id) => await this.net2.users.get(id)));
		return new Set(users.flatMap((user) => (user === undefined ? [] : [user.id])));
	}

	/** Throws `unknownDepartment` if the name or id is missing, or if several departments have the name. */
	async department(ref: DepartmentRef): Promise<Department> {
		return findDepartment(ref, await this.departments());
	}

	/**
	 * Several levels by exact name or `id:4`, each once. A list with commas has split a name that contains one, such as
	 * Net2's own "All hours, all doors". So a piece that is no level is read together with the pieces after it.
	 */
	async levelsNamed(pieces: string[]): Promise<AccessLevel[]> {
		const known = new Set((await this.levels()).map(({ name }) => name.trim()));
		const found = new Map<number, AccessLevel>();
		for (let from = 0; from < pieces.length; ) {
			const joined = (length: number) =>
				pieces
					.slice(from, from + length)
					.map((piece) => piece.trim())
					.join(', ');
			let length = 1;
			while (!known.has(joined(length)) && from + length < pieces.length) length += 1;
			if (!known.has(joined(length))) length = 1;
			const level = await this.level(joined(length));
			found.set(level.id, level);
			from += length;
		}
		return [...found.values()];
	}

	/** By name, or by id as `id:4`. Throws `unknownLevel`; level 0, "No access", is never granted. */
	async level(text: string): Promise<AccessLevel> {
		return findLevel(text, await this.levels());
	}
}

/** Reads on first use, and keeps the answer. A failed reading is not kept, since it may succeed for the next user. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | undefined;
	return () => {
		kept ??= read().catch((error: unknown) => {
			kept = undefined;
			throw error;
		});
		return kept;
	};
}
