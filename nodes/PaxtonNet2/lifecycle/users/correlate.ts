import { normalKey } from '../../mapping/text';
import { identityMessages } from '../../messages/identity';
import { endsTheRun, failure, Net2Error } from '../../net2/errors';
import type { User, UserRow } from '../../net2/model';
import type { IndexedUser } from '../identity';
import type { ReferenceData } from '../run/referenceData';

/** So many numbers are looked up by themselves; for more, one query without a condition costs less. */
const MOST_BY_NUMBER = 80;

/** Who has a personnel number. */
export type Match =
	| { kind: 'one'; row: UserRow }
	/** `nearMisses`: users whose number is equal in normal form only. */
	| { kind: 'none'; nearMisses: NumberedUser[] }
	| { kind: 'many'; rows: UserRow[] }
	/** Only users who were deleted in Net2. */
	| { kind: 'deleted'; rows: UserRow[] }
	/** The readings of all users failed, so nothing is known of this number alone. */
	| { kind: 'unknown'; error: Net2Error };

/** A user as a message names one: never by name, since it may be another employee. */
export type NumberedUser = Pick<IndexedUser, 'id' | 'number'>;

export interface Correlation {
	/** By key, trimmed. */
	matches: Map<string, Match>;
	/** False: read from the list of users, which does not show which users are deleted. */
	deletedUsersKnown: boolean;
}

/**
 * Finds the user with each number in a custom field, by exact text (docs/safety-rules.md, rule 3). So `00123` is not
 * `123`. It costs one query per chunk of numbers. A number that no user has costs a query for all users and the list of
 * users. A query alone may leave users out.
 */
export async function correlate(
	reference: ReferenceData,
	fieldId: number,
	keys: Iterable<string>,
	{ equalRows }: CorrelateOptions = {},
): Promise<Correlation> {
	const wanted = [...new Set([...keys].map(normalKey))];
	const matches = new Map<string, Match>();
	const equal = await (equalRows ?? rowsWith(reference, fieldId, wanted));
	judge(matches, wanted, equal ?? []);
	const unfound = wanted.filter((key) => matches.get(key)?.kind === 'none');
	if (unfound.length === 0) return { matches, deletedUsersKnown: equal !== null };
	// The list can be read at the same time as the rows.
	reference.users().catch(() => undefined);
	try {
		// SQL compares bytes, and blanks such as a tab or a no-break space belong to no number.
		const rows = await reference.index.allRows(fieldId);
		const byQuery = [...(equal ?? []), ...(rows ?? [])];
		const listed = await readListed(reference, fieldId, { unfound, rows });
		const own = await asOnRecord(reference, fieldId, listed, byQuery);
		judge(matches, unfound, [...own, ...byQuery]);
		await addNearMisses(matches, unfound, reference, fieldId);
		return { matches, deletedUsersKnown: rows !== null };
	} catch (error) {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		// The users who were found by query do not wait for the list (docs/safety-rules.md, rule 7).
		for (const key of unfound) matches.set(key, { kind: 'unknown', error });
		return { matches, deletedUsersKnown: true };
	}
}

/**
 * Rows of the listed users who have one of these numbers, without users that SQL shows as deleted. Without SQL the
 * list may leave out users. These are read one by one if a number is still missing.
 */
async function readListed(
	reference: ReferenceData,
	fieldId: number,
	{ unfound, rows }: { unfound: string[]; rows: UserRow[] | null },
): Promise<UserRow[]> {
	const wanted = new Set(unfound);
	const gone = new Set(rows?.filter(({ active }) => !active).map(({ userId }) => userId));
	const among = (users: User[]) =>
		users
			.filter(({ id }) => !gone.has(id))
			.map((user) => rowOf(user, fieldId))
			.filter(({ key }) => wanted.has(numberIn(key)));
	const listed = among(await reference.users());
	const found = new Set(listed.map(({ key }) => numberIn(key)));
	if (rows !== null || found.size === wanted.size) return listed;
	return [...listed, ...among((await reference.unlisted()) ?? [])];
}

/** The list may contain deleted users (docs/net2-api.md#get-users). So a hit that SQL does not confirm is read alone. */
async function asOnRecord(
	reference: ReferenceData,
	fieldId: number,
	listed: UserRow[],
	byQuery: UserRow[],
): Promise<UserRow[]> {
	const confirmed = new Set(byQuery.map(({ userId, key }) => `${userId} ${numberIn(key)}`));
	const doubtful = listed.filter(({ userId, key }) => !confirmed.has(`${userId} ${numberIn(key)}`));
	const records = await reference.records(doubtful.map(({ userId }) => userId));
	const own = new Map(records.map((user) => [user.id, rowOf(user, fieldId)]));
	return doubtful.map((row) => own.get(row.userId) ?? { ...row, active: false });
}

interface CorrelateOptions {
	/** The rows with these numbers, if their reading was begun before. Null: SQL gives no answer. */
	equalRows?: Promise<UserRow[] | null> | undefined;
}

async function rowsWith(
	reference: ReferenceData,
	fieldId: number,
	wanted: string[],
): Promise<UserRow[] | null> {
	return wanted.length > MOST_BY_NUMBER
		? await reference.index.allRows(fieldId)
		: await reference.sql((query) => query.usersByField(fieldId, wanted));
}

/**
 * Begins to read the rows with these numbers, while it is not yet certain that this field contains them. Undefined: there
 * are too many of them, or one is longer than a usual field.
 */
export function beginToCorrelate(
	reference: ReferenceData,
	fieldId: number,
	keys: string[],
): Promise<UserRow[] | null> | undefined {
	const wanted = [...new Set(keys.map(normalKey))];
	const isUsual = wanted.length <= MOST_BY_NUMBER && wanted.every((key) => key.length <= 50);
	if (!isUsual) return undefined;
	const rows = rowsWith(reference, fieldId, wanted);
	// Who awaits the rows gets the failure. If the field is another one, no function awaits them.
	rows.catch(() => undefined);
	return rows;
}

/** Compares each number that no user has with the numbers of all users. A near user who was deleted does not count. */
async function addNearMisses(
	matches: Map<string, Match>,
	wanted: string[],
	reference: ReferenceData,
	fieldId: number,
): Promise<void> {
	const unfound = wanted.filter((key) => matches.get(key)?.kind === 'none');
	if (unfound.length === 0) return;
	const index = await reference.index.numbers(fieldId);
	const near = new Map(unfound.map((key) => [key, index.nearMatches(key)]));
	const ids = [...near.values()].flat().map(({ id }) => id);
	const present = await reference.present([...new Set(ids)]);
	for (const [key, users] of near)
		matches.set(key, { kind: 'none', nearMisses: users.filter(({ id }) => present.has(id)) });
}

/** The one row, or the reason why there is not one. Null: no user. */
export function rowOfMatch(
	key: string,
	match: Match,
	{ ignoreDeleted }: { ignoreDeleted: boolean },
): UserRow | null {
	switch (match.kind) {
		case 'one':
			return match.row;
		case 'none':
			return null;
		case 'unknown':
			throw match.error;
		case 'many':
			throw failure(identityMessages.severalUsers, {
				count: match.rows.length,
				number: key,
				users: listUsers(match.rows.map(numbered)),
			});
		case 'deleted':
			if (ignoreDeleted) return null;
			throw failure(identityMessages.deletedUser, {
				number: key,
				users: listUsers(match.rows.map(numbered)),
			});
	}
}

/** Names up to five users by id and number, as candidates for a person to choose from. */
export function listUsers(users: NumberedUser[]): string {
	const shown = users.slice(0, 5).map(({ id, number }) => `user ${id} ("${number ?? ''}")`);
	const more = users.length - shown.length;
	return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function numbered({ userId, key }: UserRow): NumberedUser {
	return { id: userId, number: key };
}

/** A user from the REST list in the shape of a row; its department is not known from there. */
function rowOf(user: User, fieldId: number): UserRow {
	return {
		userId: user.id,
		firstName: user.firstName,
		middleName: user.middleName,
		lastName: user.lastName,
		activateDate: user.activateDate,
		expiryDate: user.expiryDate,
		active: true,
		departmentId: null,
		departmentName: null,
		accessLevelName: null,
		key: user.customFields.find(({ id }) => id === fieldId)?.value ?? null,
	};
}

function numberIn(key: string | null): string {
	return (key ?? '').trim();
}

function judge(matches: Map<string, Match>, keys: string[], rows: UserRow[]): void {
	const byKey = new Map<string, Map<number, UserRow>>();
	for (const row of rows) {
		const key = numberIn(row.key);
		if (key === '') continue;
		const holders = byKey.get(key) ?? new Map<number, UserRow>();
		byKey.set(key, holders.set(row.userId, row));
	}
	for (const key of keys) {
		const holders = [...(byKey.get(key)?.values() ?? [])];
		const active = holders.filter((row) => row.active);
		const [only] = active;
		if (only !== undefined && active.length === 1) matches.set(key, { kind: 'one', row: only });
		else if (active.length > 1) matches.set(key, { kind: 'many', rows: active });
		else if (holders.length > 0) matches.set(key, { kind: 'deleted', rows: holders });
		else matches.set(key, { kind: 'none', nearMisses: [] });
	}
}
