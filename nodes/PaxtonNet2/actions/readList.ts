import type { Item } from './item';
import { booleanOf, choiceOf, isRecord, textOf, wholeNumberOf } from './values';

/** What a list is narrowed down to. */
export interface ListParameters {
	/** Infinity: all. */
	limit: number;
	/** Absent: any name. */
	name?: string | undefined;
	department?: string | undefined;
	enabled: 'any' | 'yes' | 'no';
}

const FILTERS = [
	['name', 'Name'],
	['department', 'Department'],
	['enabled', 'Enabled'],
] as const;

export function readListParameters(item: Item): ListParameters {
	const given = item.value('filters');
	const filters = isRecord(given) ? given : {};
	// Without a filter the workflow would go on with everyone.
	for (const [name, label] of FILTERS) item.setting(`filters.${name}`, `Filters: ${label}`);
	return {
		limit: booleanOf(item.value('returnAll'), 'Return All', true)
			? Infinity
			: wholeNumberOf(item.value('limit'), 'Limit', { absent: 50, least: 1, most: 100_000 }),
		name: textOf(filters['name'], 'Name')?.trim(),
		department: textOf(filters['department'], 'Department')?.trim(),
		enabled: choiceOf(filters['enabled'], 'Enabled', ['any', 'yes', 'no']),
	};
}

/** The entries whose name contains the filter, up to the limit. */
export function narrowed<Entry extends { name: string }>(
	entries: Entry[],
	{ name, limit }: Pick<ListParameters, 'name' | 'limit'>,
): Entry[] {
	return entries.filter((entry) => contains(entry.name, name)).slice(0, limit);
}

/** Whether a text contains another, whatever their case. */
export function contains(text: string, part: string | undefined): boolean {
	return part === undefined || folded(text).includes(folded(part));
}

export function folded(text: string): string {
	return text.normalize('NFKC').toLocaleLowerCase('en').trim();
}
