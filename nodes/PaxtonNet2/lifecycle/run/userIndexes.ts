import { queryMessages } from '../../messages/query';
import type { Net2Client } from '../../net2/client';
import { failure } from '../../net2/errors';
import type { User, UserRow } from '../../net2/model';
import { createUserIndex, indexedUser, type GivenName, type UserIndex } from '../identity';

/** A user that this execution creates. */
export interface NewUser {
	/** The number as written. */
	value: string;
	name: GivenName;
}

/** The readings of one execution that the indexes are made from. */
interface UserReadings {
	users(): Promise<User[]>;
	/** Users that the list leaves out. Null if that cannot be known. */
	unlisted(): Promise<User[] | null>;
	/** Null if a query gives no answer. */
	sql(query: (query: Net2Client['query']) => Promise<UserRow[]>): Promise<UserRow[] | null>;
	shared: { noteSite(users: number): void };
}

/** All users of one Net2 by what identifies them, for one execution. Each reading is made once. */
export class UserIndexes {
	private readonly rows = new Map<number, Promise<UserRow[] | null>>();
	private readonly byIdentity = new Map<string, Promise<UserIndex>>();
	private readonly claims = new Map<string, string>();
	private readonly created = new Map<string, NewUser[]>();

	constructor(private readonly reference: UserReadings) {}

	/**
	 * All users by number, which shows whether a number that no user has is nearly the number of a user. A query alone
	 * may leave users out, so the list counts, too (docs/safety-rules.md, rule 3).
	 */
	numbers(numberFieldId: number): Promise<UserIndex> {
		return this.identities(numberFieldId, null);
	}

	/**
	 * All users by number, name and email address. Users that only SQL shows are included, and deleted ones are not. If
	 * SQL gives no answer, users that the list leaves out are looked for.
	 */
	identities(numberFieldId: number, emailFieldId: number | null): Promise<UserIndex> {
		return kept(this.byIdentity, `${numberFieldId} ${emailFieldId ?? ''}`, async () => {
			const fields = { number: numberFieldId, email: emailFieldId };
			const rows = await this.allRows(numberFieldId);
			const gone = new Set(rows?.filter(({ active }) => !active).map(({ userId }) => userId));
			const unlisted = rows === null ? await this.reference.unlisted() : null;
			const all = [...(await this.reference.users()), ...(unlisted ?? [])];
			const users = all.filter(({ id }) => !gone.has(id));
			const listed = new Set(users.map(({ id }) => id));
			const more = (rows ?? []).filter(({ userId, active }) => active && !listed.has(userId));
			return createUserIndex([
				...users.map((user) => indexedUser(user, fields, true)),
				...more.map(indexedRow),
			]);
		});
	}

	/** Gives a number, in normal form, to the first user of this execution that is to get it. Returns that user. */
	claim(fieldId: number, number: string, user: string): string {
		const name = `${fieldId} ${number}`;
		const first = this.claims.get(name) ?? user;
		this.claims.set(name, first);
		return first;
	}

	/** The new users of this execution with this field and number in normal form, for the caller to add to. */
	newUsers(number: string): NewUser[] {
		const users = this.created.get(number) ?? [];
		this.created.set(number, users);
		return users;
	}

	/** All users with their number, deleted ones too; see {@link readAllRows}. They are kept for the whole execution. */
	allRows(fieldId: number): Promise<UserRow[] | null> {
		return kept(this.rows, fieldId, () => this.readAllRows(fieldId));
	}

	/**
	 * The same from a new query, which is not kept. Null if SQL gives no answer. An empty one of a site with users is none
	 * (docs/net2-api.md#empty-bodies).
	 */
	async readAllRows(fieldId: number): Promise<UserRow[] | null> {
		const rows = await this.reference.sql(async (query) => {
			const all = await query.allUsers(fieldId);
			const users = all.length === 0 ? (await this.reference.users()).length : 0;
			if (users > 0) throw failure(queryMessages.emptyQuery, { users });
			return all;
		});
		if (rows !== null) this.reference.shared.noteSite(rows.length);
		return rows;
	}
}

/** The answer of the first reading; one that fails is not kept. */
function kept<Key, T>(answers: Map<Key, Promise<T>>, key: Key, read: () => Promise<T>): Promise<T> {
	const before = answers.get(key);
	if (before !== undefined) return before;
	const answer = read().catch((error: unknown) => {
		answers.delete(key);
		throw error;
	});
	answers.set(key, answer);
	return answer;
}

function indexedRow({ userId, key, firstName, middleName, lastName }: UserRow) {
	return { id: userId, number: key, firstName, middleName, lastName, email: null, enabled: false };
}
