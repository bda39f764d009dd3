import type { Net2Client } from '../../net2/client';
import type { User, UserRow } from '../../net2/model';
import { createUserIndex, indexedUser, type UserIndex } from '../identity';

/** The readings of one execution that the indexes are made from. */
interface UserReadings {
	users(): Promise<User[]>;
	/** Null if Net2 refuses queries. */
	sql(query: (query: Net2Client['query']) => Promise<UserRow[]>): Promise<UserRow[] | null>;
	shared: { noteSite(users: number): void };
}

/** All users of one Net2 by what identifies them, for one execution. Each reading is made once. */
export class UserIndexes {
	private readonly rows = new Map<number, Promise<UserRow[] | null>>();
	private readonly byNumber = new Map<number, Promise<UserIndex>>();
	private readonly byIdentity = new Map<string, Promise<UserIndex>>();
	private readonly claims = new Map<string, string>();

	constructor(private readonly reference: UserReadings) {}

	/**
	 * All users by number, without deleted ones if SQL shows them. It is one query, or the list if SQL is refused. It
	 * shows whether a number that no user has is nearly the number of a user (docs/safety-rules.md, rule 3).
	 */
	async numbers(numberFieldId: number): Promise<UserIndex> {
		return await kept(this.byNumber, numberFieldId, async () => {
			const rows = await this.allRows(numberFieldId);
			if (rows === null) return await this.identities(numberFieldId, null);
			return createUserIndex(rows.filter(({ active }) => active).map(indexedRow));
		});
	}

	/** All users by number, name and email address. Users that only SQL shows are included, and deleted ones are not. */
	async identities(numberFieldId: number, emailFieldId: number | null): Promise<UserIndex> {
		return await kept(this.byIdentity, `${numberFieldId} ${emailFieldId ?? ''}`, async () => {
			const fields = { number: numberFieldId, email: emailFieldId };
			const rows = await this.allRows(numberFieldId);
			const gone = new Set(rows?.filter(({ active }) => !active).map(({ userId }) => userId));
			const users = (await this.reference.users()).filter(({ id }) => !gone.has(id));
			const listed = new Set(users.map(({ id }) => id));
			const more = (rows ?? []).filter(({ userId, active }) => active && !listed.has(userId));
			return createUserIndex([
				...users.map((user) => indexedUser(user, fields, true)),
				...more.map(indexedRow),
			]);
		});
	}

	/**
	 * Gives a number, in normal form, to the first user of this execution that is to get it. Nothing is awaited, so that
	 * of two items that are processed at the same time only one gets it.
	 *
	 * @param who that user, in the words of a message
	 * @returns who has it
	 */
	claim(fieldId: number, number: string, who: string): string {
		const name = `${fieldId} ${number}`;
		const first = this.claims.get(name) ?? who;
		this.claims.set(name, first);
		return first;
	}

	/** All users with their number, deleted ones too; null where SQL is refused. */
	async allRows(fieldId: number): Promise<UserRow[] | null> {
		return await kept(this.rows, fieldId, async () => {
			const rows = await this.reference.sql(async (query) => await query.allUsers(fieldId));
			if (rows !== null) this.reference.shared.noteSite(rows.length);
			return rows;
		});
	}
}

/** The answer of the first reading; one that fails is not kept. */
async function kept<Key, T>(
	answers: Map<Key, Promise<T>>,
	key: Key,
	read: () => Promise<T>,
): Promise<T> {
	const before = answers.get(key);
	if (before !== undefined) return await before;
	const answer = read();
	answers.set(key, answer);
	return await answer.catch((error: unknown) => {
		answers.delete(key);
		throw error;
	});
}

function indexedRow({ userId, key, firstName, middleName, lastName }: UserRow) {
	return { id: userId, number: key, firstName, middleName, lastName, email: null, enabled: false };
}
