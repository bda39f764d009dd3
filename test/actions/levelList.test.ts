import { expect, test } from 'vitest';
import { levelList } from '../../nodes/PaxtonNet2/actions/levelList';

test.each([
	['Staff, Visitors', ['Staff', 'Visitors']],
	['Staff', ['Staff']],
	[' Staff ,, Visitors , ', ['Staff', 'Visitors']],
	['"Labs, ground floor", Staff', ['Labs, ground floor', 'Staff']],
	['"The ""blue"" door",id:4', ['The "blue" door', 'id:4']],
	['5" pipe store, Staff', ['5" pipe store', 'Staff']],
	['"unfinished, Staff', ['"unfinished', 'Staff']],
	['["Labs, ground floor", "Staff"]', ['Labs, ground floor', 'Staff']],
	['[Old] Gate, Staff', ['[Old] Gate', 'Staff']],
	['', []],
	[null, []],
	[[], []],
	[
		['Labs, ground floor', ' Staff ', ''],
		['Labs, ground floor', 'Staff'],
	],
	[
		[{ id: 4, name: 'Labs' }, 'Staff'],
		['id:4 Labs', 'Staff'],
	],
	[
		[{ id: 4 }, { id: 5, name: ' ' }],
		['id:4', 'id:5'],
	],
	[[7], ['7']],
])('%j is read as %j', (given, expected) => {
	expect(levelList(given)).toEqual(expected);
});

test.each([4, true, { id: 4 }, [1.5]])('%j is refused', (given) => {
	expect(() => levelList(given)).toThrow(/Access Levels/);
});

test('a long list of commas and quotes takes no time', () => {
	const begin = performance.now();
	levelList('"'.repeat(50_000) + ','.repeat(50_000));
	expect(performance.now() - begin).toBeLessThan(2_000);
});
