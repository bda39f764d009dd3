import { exactNumber, normalNumber } from './normalForm';
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

/** A number that a write gives to a user; `userId` is null for a user who is created. */
export interface NumberAssignment {
	/** What the assignment is called in a message, for example the number of an item or of a line. */
	source: number;
	userId: number | null;
	number: string;
}

export interface SharedNumber {
	number: string;
	/** The assignments that give it, by `source`. */
	sources: number[];
	/** Ids of users who have it now and don't receive it by one of these assignments. */
	holders: number[];
}

/**
 * Numbers that two users would have after these writes, or during them. A field mapping never gives two users one
 * number (safety rule 3, docs/safety-rules.md). Numbers are compared in normal form. The present owner counts
 * although another assignment removes the number, because one of the two writes may fail.
 */
export function numbersGivenTwice(
	assignments: readonly NumberAssignment[],
	index: UserIndex,
	{ allowDuplicateOf = [] }: { allowDuplicateOf?: Iterable<number> } = {},
): SharedNumber[] {
	const allowed = new Set(allowDuplicateOf);
	const groups = new Map<string, NumberAssignment[]>();
	for (const assignment of assignments) {
		const key = normalNumber(assignment.number);
		if (key === '') continue;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [assignment]);
		else group.push(assignment);
	}
	const shared: SharedNumber[] = [];
	for (const group of groups.values()) {
		const [first] = group;
		if (first === undefined) continue;
		const receivers = new Set(group.map(({ userId, source }) => userId ?? `new ${source}`));
		const exact = new Set(group.map(({ number }) => exactNumber(number)));
		const holders = index
			.byNormalNumber(first.number)
			.filter((user) => !receivers.has(user.id))
			.filter((user) => exact.has(exactNumber(user.number)) || !allowed.has(user.id))
			.map(({ id }) => id);
		if (receivers.size > 1 || holders.length > 0)
			shared.push({
				number: exactNumber(first.number),
				sources: group.map(({ source }) => source),
				holders,
			});
	}
	return shared;
}
