/** JSON shorter than this is parsed at once, in a few milliseconds. */
const PIECE_LENGTH = 256 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/**
 * Parses the JSON of a list in pieces of whole items. The caller can look at one before the next is parsed.
 * JSON.parse alone takes a second for a list of 32 MiB. If its items are empty lists, it also takes many times the memory.
 *
 * @param text begins with `[`
 * @returns the items of each piece. Undefined, at the end: the rest is not JSON
 */
export function* piecesOf(text: string): Generator<readonly unknown[] | undefined, void> {
	if (text.length <= PIECE_LENGTH) {
		const list = jsonOf(text);
		return yield Array.isArray(list) ? list : undefined;
	}
	for (let from = 1; ; ) {
		const end = endOfPiece(text, from);
		if (end === undefined) return yield undefined;
		const isLast = text.charCodeAt(end) !== COMMA;
		const piece = jsonOf(`[${text.slice(from, end)}]`);
		const isWhole = !isLast || (end === text.length - 1 && text.endsWith(']'));
		// A comma has an item on both of its sides.
		if (!Array.isArray(piece) || !isWhole || piece.length === 0) return yield undefined;
		yield piece;
		if (isLast) return;
		from = end + 1;
	}
}

/** Undefined for text that is not JSON. */
export function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Where a piece of the list ends that starts at `from`. It is a comma between two items, or the end of the list. */
function endOfPiece(text: string, from: number): number | undefined {
	let depth = 0;
	for (let at = from; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) at = endOfText(text, at);
		else if (OPEN.has(code)) depth += 1;
		else if (CLOSE.has(code)) {
			if (depth === 0) return at;
			depth -= 1;
		} else if (code === COMMA && depth === 0 && at - from >= PIECE_LENGTH) return at;
	}
	return undefined;
}

/** Where the text ends whose first quote is at `from`; beyond the last character if it does not end. */
function endOfText(text: string, from: number): number {
	for (let at = from + 1; ; at += 1) {
		at = text.indexOf('"', at);
		if (at === -1) return text.length;
		let backslashes = 0;
		while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
		if (backslashes % 2 === 0) return at;
	}
}
