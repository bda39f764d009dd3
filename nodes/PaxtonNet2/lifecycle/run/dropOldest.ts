/** The share of entries above the limit at which they are dropped, so that this is rare. */
const SURPLUS = 0.1;

/**
 * Drops the oldest entries of a set or map that has grown a tenth beyond its limit. A map finds its oldest entry slowly
 * when many before it were deleted. Dropping one at a time slowed down every write of a process that had created 5,000 users.
 *
 * @param limit how many entries are kept at least
 */
export function dropOldest(
	entries: { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean },
	limit: number,
): void {
	if (entries.size <= limit * (1 + SURPLUS)) return;
	let surplus = entries.size - limit;
	for (const key of entries.keys()) {
		if (surplus === 0) return;
		entries.delete(key);
		surplus -= 1;
	}
}
