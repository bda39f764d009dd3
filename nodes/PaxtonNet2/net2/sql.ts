import { queryMessages } from '../messages/query';
import { failure } from './errors';

/**
 * A text as a T-SQL literal: `N'…'` with its quotes doubled. Nothing else has to be escaped in one
 * (docs/net2-api.md). Letters of every script, line ends and comment marks are text in it.
 *
 * @throws Net2Error `badInput` for a null character, which some layers take for the end of the text. Also for half of
 * a surrogate pair, which cannot be encoded in an address
 */
export function sqlText(value: string): string {
	if (value.includes('\0') || /\p{Surrogate}/u.test(value))
		throw failure(queryMessages.invalidCharacter);
	return `N'${value.replaceAll("'", "''")}'`;
}

/** Escape character of {@link sqlEndsWith}. */
const ESCAPE = '!';

/** A condition: the column, without blanks at its end, ends in the value. Wildcards in the value are text. */
export function sqlEndsWith(column: string, value: string): string {
	const escaped = value.replace(/[!%_[]/g, (character) => ESCAPE + character);
	return `RTRIM(${column}) LIKE ${sqlText(`%${escaped}`)} ESCAPE '${ESCAPE}'`;
}

/**
 * Splits terms into as few groups as keep each group's statement short enough.
 *
 * @param lengthOf length of the whole statement for these terms, as it will be sent
 * @throws Net2Error `badInput` if a single term is too long by itself
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
		// The cost of the second of two, so that what separates them is counted.
		const cost = lengthOf([term, term]) - lengthOf([term]);
		if (fixed + cost > limit) throw failure(queryMessages.valueTooLong, { length: term.length });
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
