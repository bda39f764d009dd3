import { Net2Error, endsTheRun, isTransient } from '../../net2/errors';
import type { Net2Client } from '../../net2/client';
import type { Department, User, UserRow } from '../../net2/model';
import { createUserIndex, indexedUser, type UserIndex } from '../identity';
import { batchLookups } from './batchLookups';
import { once } from './once';

/** A row always carries one custom field; this one, where none is of interest. */
const ANY_FIELD = 14;

/** From so many users on, one list is read in place of single records, as long as nothing is known of the site's size. */
const LIST_FROM = 8;
/** A list of so many users costs about as much as one request. */
const USERS_PER_REQUEST = 100;

/** From so many users on, what they need is gathered until nothing else of the run is under way. */
const GATHER_FROM = 8;

/** What is read of users for all items of one execution, with one request for many users where Net2 has one. */
export class UserReadings {
	readonly users = once(async () => await this.listed());
	/** How many users the run works on; set when that is known. */
	userCount = 1;
	private readonly gather = async (): Promise<void> => {
		if (this.userCount >= GATHER_FROM) await this.net2.idle();
	};
	/** By SQL, many people at a time; undefined where that does not tell. */
	private readonly departmentBySql = batchLookups<number, Department | undefined>(async (ids) => {
		const rows = new Map((await this.rowsOf(ids))?.map((row) => [row.userId, row]));
		return (id) => {
			const row = rows.get(id);
			if (row === undefined || !row.active || row.departmentId === null) return undefined;
			return { id: row.departmentId, name: row.departmentName ?? '' };
		};
	}, this.gather);
	/** The user's own record, each by a request, or by one list where that costs less. */
	private readonly records = batchLookups<number, User | undefined>(async (ids) => {
		const { users } = this.net2;
		if (this.isSmallFor(ids.length)) {
			const list = await this.listed();
			const byId = new Map(list.map((user) => [user.id, user]));
			return (id) => byId.get(id);
		}
		const found = await Promise.all(ids.map(async (id) => await users.get(id)));
		const byId = new Map(found.flatMap((user) => (user === undefined ? [] : [[user.id, user]])));
		return (id) => byId.get(id);
	}, this.gather);
	private usersById: ReadonlyMap<number, User> | undefined;
	private readonly listedRecords = batchLookups<number, User | undefined>(async (ids) => {
		const isAlone = ids.length === 1 && this.userCount < GATHER_FROM;
		if (isAlone && this.usersById === undefined) return () => undefined;
		this.usersById ??= new Map((await this.users()).map((user) => [user.id, user]));
		const byId = this.usersById;
		return (id) => byId.get(id);
	});
	private readonly holders = new Map<number, (number: string) => Promise<number[]>>();
	private readonly indexes = new Map<string, () => Promise<UserIndex>>();
	private readonly numbers = new Map<number, () => Promise<UserRow[] | null>>();
	/** How many users Net2 listed last; 0: not known yet. */
	private siteSize = 0;
	private sqlRefused = false;

	constructor(protected readonly net2: Net2Client) {}

	/**
	 * Asks the SQL route, and remembers a refusal for the rest of the run.
	 * Null: it is refused here; read `users()` instead and say that deleted people cannot be told (rule 3).
	 */
	async sql<Row = UserRow>(
		params: (query: Net2Client['query']) => Promise<Row[]>,
	): Promise<Row[] | null> {
		if (this.sqlRefused) return null;
		try {
			return await params(this.net2.query);
		} catch (error) {
			if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
			// A query that broke off says nothing about the next one.
			this.sqlRefused = !isTransient(error);
			return null;
		}
	}

	/** Rows of these people; null where SQL is refused. */
	async rowsOf(ids: number[]): Promise<UserRow[] | null> {
		return await this.sql((query) => query.usersById(ids, ANY_FIELD));
	}

	/** The rows of all users with the number in this field, read once; null where SQL is refused. */
	async rowsWith(fieldId: number): Promise<UserRow[] | null> {
		const rows =
			this.numbers.get(fieldId) ??
			once(async () => await this.sql(async (query) => await query.allUsers(fieldId)));
		this.numbers.set(fieldId, rows);
		return await rows();
	}

	/** Everybody's row, deleted people's too; null where SQL is refused. */
	async allRows(): Promise<UserRow[] | null> {
		return await this.sql((query) => query.allUsers(ANY_FIELD));
	}

	/**
	 * Whether somebody is in a department, for a read-back: one query for many people. Where it says otherwise, or
	 * nothing, Net2's own word by REST counts, and is returned as `users.department` does.
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
	 * The record of a user that decides nothing that is written: alone for one user, from one list of all users for several.
	 * A list that leaves users out is not believed.
	 */
	async recordOf(id: number): Promise<User | undefined> {
		return (await this.listedRecords(id)) ?? (await this.net2.users.get(id));
	}

	/**
	 * The record after a write, for a read-back. Many users are confirmed by one list; a user whom the list does not show, or
	 * shows without custom fields, is read alone.
	 */
	async recordAfter(id: number): Promise<User | undefined> {
		const listed = await this.records(id);
		if (listed === undefined || listed.customFields.length === 0)
			return await this.net2.users.get(id);
		return listed;
	}

	/** The ids of all users who have a number after a POST, read anew; many numbers by one query. */
	async holdersAfter(fieldId: number, number: string): Promise<number[]> {
		const lookUp =
			this.holders.get(fieldId) ??
			batchLookups<string, number[]>(
				async (numbers) => await this.holdersOf(fieldId, numbers),
				this.gather,
			);
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

	/** All users by what identifies them, read once; users whom only SQL shows are in it too, those deleted are not. */
	async userIndex(numberFieldId: number, emailFieldId: number | null): Promise<UserIndex> {
		const name = `${numberFieldId} ${emailFieldId ?? ''}`;
		const index =
			this.indexes.get(name) ??
			once(async () => {
				const fields = { number: numberFieldId, email: emailFieldId };
				const rows = await this.rowsWith(numberFieldId);
				const gone = new Set(rows?.filter(({ active }) => !active).map(({ userId }) => userId));
				const users = (await this.users()).filter(({ id }) => !gone.has(id));
				const listed = new Set(users.map(({ id }) => id));
				const more = (rows ?? []).filter(({ userId, active }) => active && !listed.has(userId));
				return createUserIndex([
					...users.map((user) => indexedUser(user, fields, true)),
					...more.map(({ userId, key, firstName, middleName, lastName }) => ({
						id: userId,
						number: key,
						firstName,
						middleName,
						lastName,
						email: null,
						enabled: false,
					})),
				]);
			});
		this.indexes.set(name, index);
		return await index();
	}

	/** Whether one list of all users costs less than a request for each of these. */
	private isSmallFor(users: number): boolean {
		if (this.siteSize === 0) return users >= LIST_FROM;
		return users > 1 && this.siteSize <= users * USERS_PER_REQUEST;
	}

	private async listed(): Promise<User[]> {
		const list = await this.net2.users.list();
		this.siteSize = list.length;
		return list;
	}

	/** Which of these people Net2 still has, by its own word. */
	async present(ids: number[]): Promise<Set<number>> {
		const users = await Promise.all(ids.map(async (id) => await this.net2.users.get(id)));
		return new Set(users.flatMap((user) => (user === undefined ? [] : [user.id])));
	}
}
