import { compareNames, type GivenName } from './compareNames';
import { hasNumber, type IndexedUser, type UserIndex } from './userIndex';

/** What a line of an HR list says about who is meant. */
export interface NumberedName extends GivenName {
	number: string;
}

/**
 * Lines with the number of one user, and with the full name or email address of another user. Their numbers were
 * swapped, in the list or in Net2. After a marriage the last name differs as well. So the second user must have access
 * and a number. And no other line may confirm that user by number and name.
 *
 * @returns the second user of each such line
 */
export function swappedNumbers<Line extends NumberedName>(
	lines: readonly Line[],
	index: UserIndex,
): Map<Line, IndexedUser> {
	const isSame = (line: Line, user: IndexedUser) => compareNames(line, user) === 'same';
	const confirmed = new Set<number>();
	const unlike: Line[] = [];
	for (const line of lines) {
		const [holder, second] = index.byNumber(line.number);
		if (holder === undefined || second !== undefined) continue;
		if (isSame(line, holder)) confirmed.add(holder.id);
		else if (hasName(line)) unlike.push(line);
	}
	const swapped = new Map<Line, IndexedUser>();
	for (const line of unlike) {
		const [holder] = index.byNumber(line.number);
		const other = [...index.byEmail(line.email), ...index.byFullName(line)].find(
			(user) =>
				user.id !== holder?.id &&
				user.enabled &&
				!confirmed.has(user.id) &&
				hasNumber(user) &&
				isSame(line, user),
		);
		if (other !== undefined) swapped.set(line, other);
	}
	return swapped;
}

function hasName({ firstName, lastName, email }: NumberedName): boolean {
	return ((firstName ?? '') !== '' && (lastName ?? '') !== '') || (email ?? '') !== '';
}
