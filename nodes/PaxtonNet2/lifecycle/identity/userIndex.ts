import type { User } from '../../net2/model';
import { normalFullName } from './compareNames';
import { exactNumber, normalEmail, normalNumber } from './normalForm';

/** What identifies a user. */
export interface IndexedUser {
	id: number;
	/** As Net2 has it; blank or null if the user has none. */
	number: string | null;
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	email: string | null;
	/** Whether the doors open for this user now. */
	enabled: boolean;
}

/**
 * All users of Net2 by what identifies them, built once per run. Users who were deleted in Net2 don't belong in it.
 * Each look-up costs the same for 50 and for 50,000 users.
 */
export interface UserIndex {
	readonly users: readonly IndexedUser[];
	/** Users with this number as exact, trimmed text. */
	byNumber(number: string): readonly IndexedUser[];
	/** Users whose number is equal in normal form, the exact ones included. */
	byNormalNumber(number: string): readonly IndexedUser[];
	/** Users whose number is equal in normal form only: safety rule 3 (docs/safety-rules.md) makes them `nearMiss`. */
	nearMatches(number: string): readonly IndexedUser[];
	/** Users with this first, middle and last name in normal form. A blank name finds none. */
	byFullName(name: NameParts): readonly IndexedUser[];
	/** Users with this email address in normal form. A blank one finds none. */
	byEmail(email: string | null | undefined): readonly IndexedUser[];
}

export interface NameParts {
	firstName?: string | null;
	middleName?: string | null;
	lastName?: string | null;
}

type Groups = Map<string, IndexedUser[]>;
const NONE: readonly IndexedUser[] = [];

/** Builds the index. Names and email addresses are indexed when they are first looked up. */
export function createUserIndex(all: Iterable<IndexedUser>): UserIndex {
	const users = [...all];
	const exact = groupBy(users, ({ number }) => exactNumber(number));
	const normal = groupBy(users, ({ number }) => normalNumber(number));
	let names: Groups | undefined;
	let emails: Groups | undefined;
	return {
		users,
		byNumber: (number) => find(exact, exactNumber(number)),
		byNormalNumber: (number) => find(normal, normalNumber(number)),
		nearMatches(number) {
			const wanted = exactNumber(number);
			return find(normal, normalNumber(number)).filter(
				(user) => exactNumber(user.number) !== wanted,
			);
		},
		byFullName(name) {
			names ??= groupBy(users, normalFullName);
			return find(names, normalFullName(name));
		},
		byEmail(email) {
			emails ??= groupBy(users, (user) => normalEmail(user.email));
			return find(emails, normalEmail(email));
		},
	};
}

/** Whether a user has a personnel number; one without a visible character counts as none. */
export function hasNumber({ number }: Pick<IndexedUser, 'number'>): boolean {
	return normalNumber(number) !== '';
}

/** A user as read from Net2, with the custom fields for the number and the email address. Null means an unknown field. */
export function indexedUser(
	user: User,
	fields: { number: number; email: number | null },
	enabled: boolean,
): IndexedUser {
	const valueOf = (fieldId: number | null) =>
		user.customFields.find(({ id }) => id === fieldId)?.value ?? null;
	const { id, firstName, middleName, lastName } = user;
	const number = valueOf(fields.number);
	return { id, number, firstName, middleName, lastName, email: valueOf(fields.email), enabled };
}

function find(groups: Groups, key: string): readonly IndexedUser[] {
	return key === '' ? NONE : (groups.get(key) ?? NONE);
}

function groupBy(users: IndexedUser[], keyOf: (user: IndexedUser) => string): Groups {
	const groups: Groups = new Map();
	for (const user of users) {
		const key = keyOf(user);
		if (key === '') continue;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [user]);
		else group.push(user);
	}
	return groups;
}
