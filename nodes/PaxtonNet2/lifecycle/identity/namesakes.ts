import { normalName, withoutAccents } from './normalForm';
import type { IndexedUser } from './userIndex';

/**
 * Finds the users that a name may mean, for a line that has no number. Each word of the name is a word of theirs, in any
 * order and without accents. So a last name alone finds all users who have it. This decides only who does not count as
 * absent, and never who gets access.
 */
export function createNamesakes(
	users: readonly IndexedUser[],
): (name: string) => readonly IndexedUser[] {
	let byWord: Map<string, Set<IndexedUser>> | undefined;
	return (name) => {
		byWord ??= indexed(users);
		const words = wordsOf(name);
		const groups = words.map((word) => byWord?.get(word) ?? new Set<IndexedUser>());
		const [fewest, ...others] = groups.sort((a, b) => a.size - b.size);
		if (fewest === undefined) return [];
		return [...fewest].filter((user) => others.every((group) => group.has(user)));
	};
}

function indexed(users: readonly IndexedUser[]): Map<string, Set<IndexedUser>> {
	const byWord = new Map<string, Set<IndexedUser>>();
	for (const user of users) {
		const name = [user.firstName, user.middleName, user.lastName].filter(Boolean).join(' ');
		for (const word of wordsOf(name)) {
			const group = byWord.get(word) ?? new Set();
			byWord.set(word, group.add(user));
		}
	}
	return byWord;
}

function wordsOf(name: string): string[] {
	const words = name.split(/[\s,;.\p{Pd}]+/u).map((word) => withoutAccents(normalName(word)));
	return [...new Set(words)].filter((word) => word !== '');
}
