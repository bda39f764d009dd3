import { hasNumber, type IndexedUser, type NameParts, type UserIndex } from './userIndex';

/** A user that an item would create. */
export interface NewUser extends NameParts {
	number: string;
	email?: string | null;
}

export interface PossibleDuplicate {
	user: IndexedUser;
	/** `exactNumber` is never allowed: two users with one number can't be separated again. */
	because: 'exactNumber' | 'number' | 'fullName' | 'email';
}

/**
 * Users whose duplicate a new user may be (safety rule 3, docs/safety-rules.md). The number is equal in normal form.
 * Or a user without a number has the same full name or email address. A user is named once, for the strongest reason.
 *
 * @param options.allowDuplicateOf ids of users who really are other people
 */
export function findPossibleDuplicates(
	newUser: NewUser,
	index: UserIndex,
	{ allowDuplicateOf = [] }: { allowDuplicateOf?: Iterable<number> } = {},
): PossibleDuplicate[] {
	const allowed = new Set(allowDuplicateOf);
	const found = new Map<number, PossibleDuplicate>();
	const add = (users: readonly IndexedUser[], because: PossibleDuplicate['because']) => {
		for (const user of users) {
			if (found.has(user.id)) continue;
			if (because !== 'exactNumber' && allowed.has(user.id)) continue;
			found.set(user.id, { user, because });
		}
	};
	add(index.byNumber(newUser.number), 'exactNumber');
	add(index.byNormalNumber(newUser.number), 'number');
	add(index.byEmail(newUser.email).filter(withoutNumber), 'email');
	add(index.byFullName(newUser).filter(withoutNumber), 'fullName');
	return [...found.values()];
}

function withoutNumber(user: IndexedUser): boolean {
	return !hasNumber(user);
}
