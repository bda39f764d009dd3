import { compareNames, judgeName, type GivenName } from './compareNames';
import { exactNumber, normalEmail } from './normalForm';
import { hasNumber, type IndexedUser, type UserIndex } from './userIndex';

/** What a line of an HR list says about who is meant. */
export interface IdentityLine extends GivenName {
	/** The place of the line in the list. */
	line: number;
	number: string;
}

export interface MovedNumber {
	line: number;
	/** The user who seems to have another number now. */
	user: IndexedUser;
	/**
	 * - `otherEmployee`: the number finds a user with another first name and without an equal email address.
	 * - `swapped`: the number finds a user, and the line has the name or email address of `other`.
	 * - `nearNumber`: the number finds no user, and this user's number is equal in normal form.
	 * - `otherNumber`: the number finds no user, and this user has the same name or email address and another number.
	 */
	sign: 'otherEmployee' | 'swapped' | 'nearNumber' | 'otherNumber';
	other?: IndexedUser;
}

/**
 * Users who seem to have another number than in Net2, which `maxKeyChangePercent` counts. These numbers were reused,
 * swapped or written in another form. Only enabled users count, since the percentage is of them. A line may name a
 * user by the right number and name. Then a namesake on another line does not count.
 */
export function numbersThatSeemToMove(
	lines: readonly IdentityLine[],
	index: UserIndex,
): MovedNumber[] {
	const confirmed = new Set<number>();
	const listed = new Set<number>();
	for (const line of lines)
		for (const user of index.byNumber(line.number)) {
			listed.add(user.id);
			if (compareNames(line, user) === 'same') confirmed.add(user.id);
		}

	const moved: MovedNumber[] = [];
	for (const line of lines) {
		const [holder, second] = index.byNumber(line.number);
		if (second !== undefined) continue;
		const found =
			holder === undefined
				? withoutHolder(line, index, { confirmed, listed })
				: withHolder(line, holder, index, confirmed);
		if (found !== undefined) moved.push({ line: line.line, ...found });
	}
	return moved;
}

/** How many users `maxKeyChangePercent` counts. */
export function countMovedNumbers(moved: readonly MovedNumber[]): number {
	return new Set(moved.map(({ user }) => user.id)).size;
}

type Found = Omit<MovedNumber, 'line'>;

function withHolder(
	line: IdentityLine,
	holder: IndexedUser,
	index: UserIndex,
	confirmed: ReadonlySet<number>,
): Found | undefined {
	if (!holder.enabled) return undefined;
	const comparison = compareNames(line, holder);
	if (comparison === 'same' || comparison === 'unknown') return undefined;
	// After a marriage the last name differs as well. It is a swap only if another user has exactly the new name.
	const other = bearers(line, index).find(
		(user) => user.id !== holder.id && !confirmed.has(user.id) && hasNumber(user),
	);
	if (other !== undefined) return { user: holder, sign: 'swapped', other };
	const { countsAsKeyChange } = judgeName(comparison, { effect: 'other' });
	return countsAsKeyChange ? { user: holder, sign: 'otherEmployee' } : undefined;
}

function withoutHolder(
	line: IdentityLine,
	index: UserIndex,
	{ confirmed, listed }: { confirmed: ReadonlySet<number>; listed: ReadonlySet<number> },
): Found | undefined {
	const near = index.nearMatches(line.number).find((user) => user.enabled && !listed.has(user.id));
	if (near !== undefined) return { user: near, sign: 'nearNumber' };
	const bearer = bearers(line, index).find(
		(user) =>
			user.enabled &&
			!confirmed.has(user.id) &&
			hasNumber(user) &&
			exactNumber(user.number) !== exactNumber(line.number),
	);
	return bearer === undefined ? undefined : { user: bearer, sign: 'otherNumber' };
}

/**
 * Users with the email address, then those with the full name of a line. If both addresses are known and differ, the
 * name does not count.
 */
function bearers(line: IdentityLine, index: UserIndex): IndexedUser[] {
	const email = normalEmail(line.email);
	const namesakes = index.byFullName(line).filter((user) => {
		const present = normalEmail(user.email);
		return email === '' || present === '' || email === present;
	});
	return [...index.byEmail(line.email), ...namesakes];
}
