import type { INodeListSearchItems } from 'n8n-workflow';

/**
 * Departments or access levels for a list in the editor. The value is the name, because Net2 gives ids away again. It
 * is `id:5` if several have one name. Names are counted once, since a list may have thousands of entries.
 */
export function namedEntries(
	all: ReadonlyArray<{ id: number; name: string }>,
): Array<INodeListSearchItems & { value: string }> {
	const counts = new Map<string, number>();
	for (const { name } of all) counts.set(name.trim(), (counts.get(name.trim()) ?? 0) + 1);
	return all.map(({ id, name }) =>
		id !== 0 && counts.get(name.trim()) === 1
			? { name, value: name }
			: { name: `${name} (ID ${id})`, value: `id:${id}` },
	);
}
