/** Rows of a scenario, at most. */
export const ROWS = 6;

/** Keys that differ only in exact text, and ordinary ones. */
export function keyOf(row: number): string {
	return ['00123', 'A-17', "O'K-9", '42', '7001', '0815x'][row] ?? `90${row}`;
}
