import { runsMessages } from '../../messages/runs';
import { endsTheRun, failure, isTransient, Net2Error } from '../../net2/errors';
import type { Net2Client } from '../../net2/client';
import type { AccessLevel, CustomField, Department, User, UserRow } from '../../net2/model';
import { ChangeEvents } from './changeEvents';
import { findDepartment, findLevel, type DepartmentRef } from './namedThings';
import { SharedReadings } from './sharedReadings';
import { firstUser, unlistedUsers } from './unlistedUsers';
import { UserIndexes } from './userIndexes';

export { type DepartmentRef } from './namedThings';

/** A row always has one custom field. If none is of interest, it is this one. */
const ANY_FIELD = 14;

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
	/** Throws `badReply` for an empty list of a site that has users (docs/safety-rules.md, rule 1). */
	readonly users = once(async () => {
		const users = await this.net2.users.list();
		if (users.length === 0) await this.refuseEmptyList();
		this.shared.noteSite(users.length, users);
		return users;
	});
	/** Users that `users()` leaves out. Null if that cannot be known. It is of use only where SQL gives no answer. */
	readonly unlisted = once(async () => await unlistedUsers(this.net2, await this.users()));
	/** Whether Net2 says it is a Lite, which keeps one access level per user. Null if it does not say. */
	readonly saysLite = once(async () => {
		const type = await this.net2.server.productType();
		return type === null ? null : /lite/i.test(type);
	});
	/** False if Net2 does not say. */
	readonly isLite = async (): Promise<boolean> => (await this.saysLite()) === true;
	/** Readings that serve many users at a time. */
	readonly shared: SharedReadings;
	/** Changes to users that Net2 has recorded since the run began. */
	readonly changeEvents: ChangeEvents;
	/** All users by number, name and email address. */
	readonly index = new UserIndexes(this);
	private sqlRefused = false;
	/** Whether SQL gave no answer at least once, so that a list took its place. */
	private hadNoAnswer = false;
	private fieldsRead: CustomField[] = [];

	constructor(private readonly net2: Net2Client) {
		this.shared = new SharedReadings(net2, this);
		this.changeEvents = new ChangeEvents(net2);
	}

	/**
	 * Uses the SQL route, and remembers a refusal for the rest of the run. Null: it gives no answer here. Then read
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
			this.hadNoAnswer = true;
			// A query that broke off says nothing about the next one.
			this.sqlRefused = !isTransient(error);
			return null;
		}
	}

	/** Whether every user who may have a number is known. SQL shows all users, and so may the list. */
	async knowsAllUsers(): Promise<boolean> {
		return !this.hadNoAnswer || (await this.unlisted()) !== null;
	}

	/** Throws `notAllowed` if a number may belong to a user that neither SQL nor the list shows. */
	async refuseUnknownNumbers(): Promise<void> {
		if (!(await this.knowsAllUsers())) throw failure(runsMessages.unlistedUsersUnknown);
	}

	/** The custom fields if this run has read them, else none: a label is no reason for a request. */
	knownCustomFields(): CustomField[] {
		return this.fieldsRead;
	}

	/** Rows of these users; null where SQL is refused. */
	rowsOf(ids: number[]): Promise<UserRow[] | null> {
		return this.sql((query) => query.usersById(ids, ANY_FIELD));
	}

	/** The rows of all users, deleted ones too. Null if SQL is refused. */
	allRows(): Promise<UserRow[] | null> {
		return this.sql((query) => query.allUsers(ANY_FIELD));
	}

	/** The own records of these users, without those that Net2 does not have. */
	async records(ids: number[]): Promise<User[]> {
		const users = await Promise.all(ids.map((id) => this.net2.users.get(id)));
		return users.filter((user) => user !== undefined);
	}

	/** Which of these users Net2 still has, by its own word. */
	async present(ids: number[]): Promise<Set<number>> {
		return new Set((await this.records(ids)).map(({ id }) => id));
	}

	/** A new site has no user. So another reading must agree: SQL, or the first ids (docs/safety-rules.md, rule 1). */
	private async refuseEmptyList(): Promise<void> {
		const rows = await this.allRows();
		const shown =
			rows === null ? await firstUser(this.net2) : rows.find(({ active }) => active)?.userId;
		if (shown !== undefined) throw failure(runsMessages.emptyUserList, { id: shown });
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
		// A cell of an HR list may have thousands of pieces. No name has more of them than this.
		const most = [...known].reduce((sum, name) => Math.max(sum, name.split(',').length), 1);
		const found = new Map<number, AccessLevel>();
		for (let from = 0; from < pieces.length; ) {
			const joined = (length: number) =>
				pieces
					.slice(from, from + length)
					.map((piece) => piece.trim())
					.join(', ');
			let length = 1;
			const longest = Math.min(most, pieces.length - from);
			while (!known.has(joined(length)) && length < longest) length += 1;
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
