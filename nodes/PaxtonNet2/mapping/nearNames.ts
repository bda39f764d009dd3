/** More suggestions than this don't help. */
const MOST_NAMES = 3;
/** Comparing takes time in proportion to both lengths. Two names of a million letters would block n8n for days. */
const MOST_LETTERS = 200;

/**
 * The names that are nearly the given one. Blanks and case differ, one contains the other, or a few letters differ.
 * The nearest come first.
 */
export function nearNames(wanted: string, names: string[]): string[] {
	if (wanted.length > MOST_LETTERS) return [];
	const plain = plainOf(wanted);
	if (plain === '') return [];
	return names
		.filter((name) => name.length <= MOST_LETTERS)
		.map((name) => ({ name, distance: distanceOf(plain, plainOf(name)) }))
		.filter(({ distance }) => distance <= Math.min(3, Math.ceil(plain.length / 3)))
		.sort((a, b) => a.distance - b.distance)
		.slice(0, MOST_NAMES)
		.map(({ name }) => name);
}

function plainOf(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/[\p{M}\s\p{P}]/gu, '')
		.toLocaleLowerCase('en');
}

/** A name that contains the other counts as one letter away. */
function distanceOf(a: string, b: string): number {
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	if (short.length >= 3 && long.includes(short)) return a === b ? 0 : 1;
	return editDistance(a, b);
}

/** How many letters have to be added, removed or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, n) => n);
	for (const [i, letter] of [...a].entries()) {
		const next = [i + 1];
		for (const [j, other] of [...b].entries()) {
			const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
			next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
