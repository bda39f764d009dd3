/** A spreadsheet computes a cell that begins with one of these (OWASP, CSV injection), in full width as well. */
const FORMULA = new Set('=+-@＝＋－＠');
/** Spreadsheets split a line at the separator of the computer's region, even inside the quotes of another one. */
const SEPARATOR = new Set(',;\t\r\n|\v\f\u0085\u2028\u2029');
/** Spreadsheets drop these before they look for a formula. */
const LEADING = /[\s"]/u;

/**
 * Puts an apostrophe, which makes text of a cell, at the start of each piece that a spreadsheet could compute. Names and
 * personnel numbers come from the HR data, and so from many hands.
 */
export function withoutFormulas(cell: string): string {
	const pieces: string[] = [];
	let piece = '';
	let isLeading = true;
	for (const character of cell) {
		if (SEPARATOR.has(character)) {
			pieces.push(piece + character);
			[piece, isLeading] = ['', true];
			continue;
		}
		if (isLeading && FORMULA.has(character)) piece = `'${piece}`;
		isLeading &&= LEADING.test(character);
		piece += character;
	}
	const made = pieces.join('') + piece;
	// A tab or a line break at the start counts as one as well.
	return /^[\t\r\n]/.test(made) ? `'${made}` : made;
}

/** Rows as CSV by RFC 4180, every cell quoted. The cells must be safe already: see {@link withoutFormulas}. */
export function csvOf(rows: readonly string[][]): string {
	const line = (cells: string[]) =>
		cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + '\r\n';
	return rows.map(line).join('');
}
