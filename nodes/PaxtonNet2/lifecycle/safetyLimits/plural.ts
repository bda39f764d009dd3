/**
 * A count with its noun: `1 line`, `3 lines`, `0 users`.
 *
 * @param many the plural, if it is not the singular with an s
 */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
