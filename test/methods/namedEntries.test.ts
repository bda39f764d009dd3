import { expect, test } from 'vitest';
import { namedEntries } from '../../nodes/PaxtonNet2/methods/namedEntries';

test('shows the id of entries that share a name, and of number 0', () => {
	const all = [
		{ id: 0, name: 'None' },
		{ id: 1, name: 'Sales' },
		{ id: 2, name: 'Sales ' },
		{ id: 3, name: 'Board' },
	];
	expect(namedEntries(all).map(({ value }) => value)).toEqual(['id:0', 'id:1', 'id:2', 'Board']);
});

test('reads each of 20,000 names a few times only', () => {
	let reads = 0;
	const all = Array.from({ length: 20_000 }, (_, id) => ({
		id,
		get name() {
			reads += 1;
			return `Department ${id % 15_000}`;
		},
	}));
	expect(namedEntries(all)).toHaveLength(20_000);
	expect(reads).toBeLessThan(200_000);
});
