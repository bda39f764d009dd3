import { Net2Error } from './errors';

/**
 * A text as a T-SQL literal: `N'…'` with its quotes doubled, which is all there is to escape in one (API sheet
 * 12). Letters of every script, line ends and comment marks are text in it.
 *
 * @throws Net2Error `badInput` for a null character, which layers beneath may take for the end of the text, and
 * for half of a surrogate pair, which no encoding of the address can carry
 */
export function sqlText(value: string): string {
	if (value.includes('\0') || /\p{Surrogate}/u.test(value)) {
		throw new Net2Error(
			'badInput',
			'A value to look for holds a character that is no text (a null or half a character).',
			'Clean the value before it reaches this node.',
		);
	}
	return `N'${value.replaceAll("'", "''")}'`;
}

/** Escape character of {@link sqlEndsWith}. */
const ESCAPE = '!';

/** A condition: the column, without blanks at its end, ends in the value; wildcards in the value are text. */
export function sqlEndsWith(column: string, value: string): string {
	const escaped = value.replace(/[!%_[]/g, (character) => ESCAPE + character);
	return `RTRIM(${column}) LIKE ${sqlText(`%${escaped}`)} ESCAPE '${ESCAPE}'`;
}

/**
 * Splits terms into as few groups as keep each group's statement short enough.
 *
 * @param lengthOf length of the whole statement for these terms, as it will be sent
 * @throws Net2Error `badInput` where a single term is too long by itself
 */
export function chunkByLength(
	terms: readonly string[],
	lengthOf: (terms: readonly string[]) => number,
	limit: number,
): string[][] {
	const fixed = lengthOf([]);
	const chunks: string[][] = [];
	let chunk: string[] = [];
	let length = fixed;
	for (const term of terms) {
		// The second of two, so that what stands between two terms is counted.
		const cost = lengthOf([term, term]) - lengthOf([term]);
		if (fixed + cost > limit) {
			throw new Net2Error(
				'badInput',
				`A value to look for is too long for a query (${term.length} characters).`,
				'Net2 keeps at most 100 characters in a custom field: check what is mapped to the key.',
			);
		}
		if (chunk.length > 0 && length + cost > limit) {
			chunks.push(chunk);
			chunk = [];
			length = fixed;
		}
		chunk.push(term);
		length += cost;
	}
	if (chunk.length > 0) chunks.push(chunk);
	return chunks;
}
