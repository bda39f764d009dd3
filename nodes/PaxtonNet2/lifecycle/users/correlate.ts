import { isNearMiss, normalKey } from '../../mapping/text';
import { Net2Error } from '../../net2/errors';
import type { User, UserRow } from '../../net2/model';
import type { ReferenceData } from '../run/referenceData';

/** Who carries a key. */
export type Match =
	| { kind: 'one'; row: UserRow }
	| { kind: 'none'; nearMisses: UserRow[] }
	| { kind: 'many'; rows: UserRow[] }
	/** Only people who were deleted in Net2. */
	| { kind: 'deleted'; rows: UserRow[] };

export interface Correlation {
	/** By key, trimmed. */
	matches: Map<string, Match>;
	/** False: read from the list of users, which does not tell deleted people. */
	deletedPeopleTold: boolean;
}

/** Above so many numbers, one query for all users costs less than one for each chunk of numbers. */
const MOST_BY_NUMBER = 80;

/**
 * Finds who carries each key in a custom field, by exact text: `00123` is not `123` (rule 3).
 * Costs one query per chunk of keys, and one for all numbers if no user has one of them, since a number that only looks
 * the same may be the user's (safety rule 3, docs/safety-rules.md). Where the SQL route is refused, one reading of `/users`.
 */
export async function correlate(
	reference: ReferenceData,
	fieldId: number,
	keys: Iterable<string>,
): Promise<Correlation> {
	const wanted = [...new Set([...keys].map(normalKey))];
	const matches = new Map<string, Match>();
	const equal =
		wanted.length > MOST_BY_NUMBER
			? await reference.rowsWith(fieldId)
			: await reference.sql((query) => query.usersByField(fieldId, wanted));
	if (equal === null) {
		const everybody = (await reference.users()).map((user) => rowOf(user, fieldId));
		judge(matches, wanted, everybody);
		// The list may hold people who were deleted (API sheet 15): every hit is looked at once more.
		const hits = new Set([...matches.values()].flatMap(rowsIn).map(({ userId }) => userId));
		const present = await reference.present([...hits]);
		const gone = ({ userId }: UserRow) => hits.has(userId) && !present.has(userId);
		judge(
			matches,
			wanted,
			everybody.map((row) => (gone(row) ? { ...row, active: false } : row)),
		);
		return { matches, deletedPeopleTold: false };
	}
	judge(matches, wanted, equal);
	const unfound = wanted.filter((key) => matches.get(key)?.kind === 'none');
	if (unfound.length > 0) {
		const everybody = await reference.rowsWith(fieldId);
		judge(matches, unfound, [...equal, ...(everybody ?? [])]);
	}
	return { matches, deletedPeopleTold: true };
}

function rowsIn(match: Match): UserRow[] {
	if (match.kind === 'one') return [match.row];
	return match.kind === 'none' ? match.nearMisses : match.rows;
}

/** The one row, or the reason why there is not one. Null: nobody. */
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
		case 'many':
			throw new Net2Error(
				'ambiguous',
				`${match.rows.length} users in Net2 carry the key "${key}": ${named(match.rows)}.`,
				'Correct the key of all but one of them in Net2, or choose the user by id.',
			);
		case 'deleted':
			if (ignoreDeleted) return null;
			throw new Net2Error(
				'ambiguous',
				`The key "${key}" belongs to somebody who was deleted in Net2: ${named(match.rows)}.`,
				'If the number was given to somebody new, switch on Ignore Deleted for this item.',
			);
	}
}

/** Names up to five people by id and name, as candidates for a person to choose from. */
export function named(rows: UserRow[]): string {
	const shown = rows
		.slice(0, 5)
		.map(
			(row) =>
				`${row.userId} (${[row.firstName, row.middleName, row.lastName].filter(Boolean).join(' ')}, key "${row.key ?? ''}")`,
		);
	const more = rows.length - shown.length;
	return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
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

function judge(matches: Map<string, Match>, keys: string[], rows: UserRow[]): void {
	const byKey = new Map<string, Map<number, UserRow>>();
	for (const row of rows) {
		const key = (row.key ?? '').trim();
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
		else matches.set(key, { kind: 'none', nearMisses: nearMissesOf(key, byKey) });
	}
}

function nearMissesOf(key: string, byKey: Map<string, Map<number, UserRow>>): UserRow[] {
	const alike: UserRow[] = [];
	for (const [other, holders] of byKey) {
		if (isNearMiss(key, other)) alike.push(...[...holders.values()].filter((row) => row.active));
	}
	return alike;
}
