import { describe, expect, it } from 'vitest';
import {
	heldByName,
	levelsOf,
	permissionsBeyond,
	sameDoor,
	samePermissions,
} from '../../nodes/PaxtonNet2/net2/permissionSets';

describe('sets of 5,000 doors', () => {
	/** Doors that count how often they are read. */
	const counted = (entryOf: (at: number) => object) => {
		let reads = 0;
		const individualPermissions = Array.from({ length: 5_000 }, (_, at) =>
			Object.defineProperty(entryOf(at), 'name', {
				enumerable: true,
				get: () => {
					reads += 1;
					return 'x';
				},
			}),
		);
		return { set: { accessLevels: [], individualPermissions }, reads: () => reads };
	};

	it.each<[string, (at: number) => object, (at: number) => object]>([
		['the same doors', (at) => ({ id: at }), (at) => ({ id: 4_999 - at })],
		['other doors', (at) => ({ id: at }), (at) => ({ id: 10_000 + at })],
		['one door', (at) => ({ id: 1, timezoneId: at }), (at) => ({ id: 1, timezoneId: -1 - at })],
		['no door', (at) => ({ a: at }), (at) => ({ a: -1 - at })],
	])('are compared by reading each entry a few times: %s', (_what, one, other) => {
		const [first, second] = [counted(one), counted(other)];
		samePermissions(first.set, second.set);
		expect(first.reads() + second.reads()).toBeLessThan(100_000);
	});
});

describe('sameDoor', () => {
	it.each<[string, unknown, unknown, boolean]>([
		['equal members', { id: 7, timezoneId: 1 }, { id: 7, timezoneId: 1 }, true],
		[
			'another case and added members',
			{ id: 7, timezoneId: 1 },
			{ TimezoneID: '1', ID: 7, name: 'x' },
			true,
		],
		['another time zone', { id: 7, timezoneId: 1 }, { id: 7, timezoneId: 2 }, false],
		['another door', { id: 7, timezoneId: 1 }, { id: 8, timezoneId: 1 }, false],
		['no time zone in one of them', { id: 7 }, { id: 7, timezoneId: 1 }, true],
		['a bare number', 10_001, { id: 10_001 }, true],
		[
			'unknown members in another order',
			{ a: 1, b: { c: 2, d: 3 } },
			{ b: { d: 3, c: 2 }, a: 1 },
			true,
		],
		['unknown members with another value', { a: 1 }, { a: 2 }, false],
		['an unknown shape and a door', { a: 1 }, { id: 1 }, false],
	])('compares doors with %s', (_what, one, other, expected) => {
		expect(sameDoor(one, other)).toBe(expected);
		expect(sameDoor(other, one)).toBe(expected);
	});
});

describe('permission sets', () => {
	const set = (accessLevels: number[], individualPermissions: unknown[] = []) => ({
		accessLevels,
		individualPermissions,
	});
	const FRONT = { id: 7, timezoneId: 1 };
	const BACK = { id: 8, timezoneId: 1 };

	it('are the same in any order, with or without level 0', () => {
		expect(samePermissions(set([4, 1], [FRONT, BACK]), set([1, 4, 0], [BACK, FRONT]))).toBe(true);
		expect(samePermissions(set([0]), set([]))).toBe(true);
	});

	it('differ in a level or a door of either side, and in how often a door is there', () => {
		expect(samePermissions(set([1]), set([1, 2]))).toBe(false);
		expect(samePermissions(set([1, 2]), set([1]))).toBe(false);
		expect(samePermissions(set([], [FRONT]), set([], [FRONT, BACK]))).toBe(false);
		expect(samePermissions(set([], [FRONT, FRONT]), set([], [FRONT]))).toBe(false);
	});

	it('name what one of them gives beyond the other', () => {
		expect(permissionsBeyond(set([3, 1, 0], [FRONT, BACK]), set([1], [FRONT]))).toEqual({
			levels: [3],
			doors: [BACK],
		});
		expect(levelsOf(set([4, 0, 1, 4]))).toEqual([1, 4]);
	});
});

describe('the access level of a user by the name that a query returns', () => {
	const all = [
		{ id: 0, name: 'No access' },
		{ id: 2, name: 'Office hours ' },
		{ id: 3, name: 'Twice' },
		{ id: 4, name: 'Twice' },
		{ id: 5, name: 'Individual: 7' },
	];
	const held = (...accessLevels: number[]) => ({ accessLevels, individualPermissions: [] });

	it.each([
		['', held()],
		['  ', held()],
		['No access', held()],
		['Office hours', held(2)],
		['Twice', null],
		['Unknown', null],
		['Individual: 7', null],
		[null, null],
		[undefined, null],
	])('is %j: %j', (name, expected) => {
		expect(heldByName(name, all)).toEqual(expected);
	});
});
