import { safetyLimits } from '../../../nodes/PaxtonNet2/actions/properties/synchronize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	DEFAULT_SAFETY_LIMITS,
	exceededLimits,
	isPercent,
	leaversMayGoFirst,
	leaversWithinLimits,
	limitNames,
	plural,
	readSafetyLimits,
	type LimitName,
	type PlanCounts,
	type SafetyLimits,
} from '../../../nodes/PaxtonNet2/lifecycle/safetyLimits';

/** A site whose list names all users and changes nothing. */
function calm(users: number): PlanCounts {
	return {
		listSize: users,
		listKind: 'full',
		matched: users,
		numbered: users,
		numberedOnList: users,
		disables: 0,
		revokes: 0,
		joiners: 0,
		enables: 0,
		grants: 0,
		usersWithGrants: 0,
		errors: 0,
		changes: 0,
		keyChanges: 0,
	};
}

function exceeded(
	users: number,
	changes: Partial<PlanCounts>,
	limits: Partial<SafetyLimits> = {},
): LimitName[] {
	const settings = { ...DEFAULT_SAFETY_LIMITS, ...limits };
	return exceededLimits({ ...calm(users), ...changes }, settings).map(({ name }) => name);
}

type Countable = keyof Omit<PlanCounts, 'listKind'>;

/** The most that each default allows on sites of 3, 30 and 3,000 users; Infinity: another limit comes first. */
const MOST: Array<[name: LimitName, count: Countable, on3: number, on30: number, on3000: number]> =
	[
		['maxDisables', 'disables', 10, 10, 10],
		['maxDisablePercent', 'disables', 2, 2, 150],
		['maxRevokes', 'revokes', 25, 25, 25],
		['maxJoiners', 'joiners', 25, 25, 25],
		['maxJoinerPercent', 'joiners', 2, 6, 600],
		['maxEnables', 'enables', 5, 5, 5],
		['maxGrants', 'grants', 50, 50, 50],
		['maxGrantPercent', 'usersWithGrants', 2, 6, 600],
		['maxErrorPercent', 'errors', 2, 2, 150],
		['maxChangePercent', 'changes', 2, 9, 900],
		['maxKeyChangePercent', 'keyChanges', 2, 2, 30],
	];

describe.each(MOST)('%s', (name, count, ...most) => {
	test.each([3, 30, 3000].map((users, n) => [users, most[n] ?? 0]))(
		`on a site of %i users allows %i`,
		(users, allowed) => {
			const at = (value: number) => exceeded(users, { [count]: value }).includes(name);
			expect([at(allowed - 1), at(allowed), at(allowed + 1)]).toEqual([false, false, true]);
		},
	);
	test('of 0 allows none', () => {
		const at = (value: number) => exceeded(3000, { [count]: value }, { [name]: 0 }).includes(name);
		expect([at(0), at(1)]).toEqual([false, true]);
	});
});

describe.each(MOST.filter(([name]) => isPercent(name)))('%s', (name, count) => {
	test('of 100 is turned off', () => {
		expect(exceeded(0, { [count]: 9_999 }, { [name]: 100 })).not.toContain(name);
	});
	test('never stops fewer than 3, however small the site', () => {
		for (const users of [0, 1, 2, 3]) {
			expect(exceeded(users, { [count]: 2 }, { [name]: 0.1 })).not.toContain(name);
			expect(exceeded(users, { [count]: 3 }, { [name]: 0.1 })).toContain(name);
		}
	});
});

describe('minMatchPercent', () => {
	test.each([
		[3, 2],
		[30, 15],
		[3000, 1500],
	])('on a site of %i users requires %i', (users, required) => {
		const at = (numberedOnList: number) => exceeded(users, { numberedOnList });
		expect(at(required + 1)).toEqual([]);
		expect(at(required)).toEqual([]);
		expect(at(required - 1)).toEqual(['minMatchPercent']);
	});
	test('is not applied below 3 users, nor to a list of changes', () => {
		expect(exceeded(2, { numberedOnList: 0 })).toEqual([]);
		expect(exceeded(3, { numberedOnList: 0 })).toEqual(['minMatchPercent']);
		expect(exceeded(3000, { numberedOnList: 0, listKind: 'changes' })).toEqual([]);
	});
	test('of 0 is turned off, and of 100 requires all', () => {
		expect(exceeded(30, { numberedOnList: 0 }, { minMatchPercent: 0 })).toEqual([]);
		expect(exceeded(30, { numberedOnList: 29 }, { minMatchPercent: 100 })).toEqual([
			'minMatchPercent',
		]);
	});
});

describe('minListSize', () => {
	test.each([3, 30, 3000])('on a site of %i users requires so many employees', (users) => {
		const at = (listSize: number) => exceeded(users, { listSize }, { minListSize: users });
		expect([at(users + 1), at(users), at(users - 1)]).toEqual([[], [], ['minListSize']]);
	});
	test('stops an empty list unless it is 0', () => {
		expect(exceeded(0, {})).toEqual(['minListSize']);
		expect(exceeded(0, {}, { minListSize: 0 })).toEqual([]);
	});
});

test('a first list, which matches no user, creates 2 users until the limits are raised', () => {
	const first = { listSize: 300, joiners: 300 };
	expect(exceeded(0, { ...first, joiners: 2 })).toEqual([]);
	expect(exceeded(0, first)).toEqual(['maxJoiners', 'maxJoinerPercent']);
	expect(exceeded(0, first, { maxJoiners: 300, maxJoinerPercent: 100 })).toEqual([]);
});

test('a percentage counts whole users without an error of binary fractions', () => {
	for (const percent of [0.1, 0.7, 1, 5, 7, 14, 28, 29, 57, 58])
		for (const users of [100, 1000, 3000]) {
			const share = Math.max(Math.round(percent * 10 * users) / 1000, 2);
			const limits = { maxChangePercent: percent };
			expect(exceeded(users, { changes: Math.floor(share) }, limits)).toEqual([]);
			expect(exceeded(users, { changes: Math.floor(share) + 1 }, limits)).toHaveLength(1);
		}
});

describe('an exceeded limit says', () => {
	const details = (users: number, changes: Partial<PlanCounts>) =>
		exceededLimits({ ...calm(users), ...changes }, DEFAULT_SAFETY_LIMITS);

	test('how many lines were allowed, of what', () => {
		expect(details(58, { errors: 3 })).toEqual([
			{
				name: 'maxErrorPercent',
				limit: 5,
				count: 3,
				allowed: 2,
				of: 58,
				message: '3 lines cannot be processed, and the limit is 2 (5% of 58). Nothing was written.',
				remedy:
					"Correct these lines, or raise 'Max Error Percent' in 'Safety Limits' to process the others.",
				stopsLeavers: false,
			},
		]);
	});
	test('that a small site is allowed 2 all the same', () => {
		expect(details(20, { disables: 3 })[0]?.message).toBe(
			'3 users would lose access, and the limit is 2 (5% of 20, but at least 2). Nothing was written.',
		);
	});
	test('one of a thing in the singular', () => {
		const zero = { ...DEFAULT_SAFETY_LIMITS, maxRevokes: 0, maxKeyChangePercent: 0 };
		const messages = exceededLimits({ ...calm(9), revokes: 1, keyChanges: 1 }, zero).map(
			({ message }) => message,
		);
		expect(messages).toEqual([
			'1 user seems to have another personnel number, and the limit is 0 (0% of 9). Nothing was written.',
			'1 access level would be removed, and the limit is 0. Nothing was written.',
		]);
	});
	test('what the list should have named', () => {
		expect(details(58, { numberedOnList: 20, listSize: 0 }).map(({ message }) => message)).toEqual([
			'The list names 0 employees, but it must name at least 1. Nothing was written.',
			'The list names 20 of 58 enabled users who have a personnel number. It must name at least 29 (50% of 58). Nothing was written.',
		]);
	});
	test('something for every limit, ending in what to do', () => {
		const counts = { ...calm(3), listSize: 0, numberedOnList: 0 };
		const zero = Object.fromEntries(
			limitNames().map((name) => [name, name.startsWith('min') ? 1 : 0]),
		);
		for (const [name, value] of Object.entries(counts))
			if (value === 0 && !/list|numbered/i.test(name)) Object.assign(counts, { [name]: 1 });
		const all = exceededLimits(counts, { ...DEFAULT_SAFETY_LIMITS, ...zero });
		expect(all.map(({ name }) => name).sort()).toEqual([...limitNames()].sort());
		const labels = new Map(
			(safetyLimits.options ?? []).map(({ name, ...rest }) => [
				name,
				'displayName' in rest ? rest.displayName : '',
			]),
		);
		for (const { message, remedy, name } of all) {
			expect(message).toMatch(/Nothing was written\.$/);
			expect(remedy).toContain(`'${labels.get(name)}' in 'Safety Limits'`);
		}
	});
});

describe('leaversFirst', () => {
	const none = { unknownColumn: false, wrongNumberField: false };
	const stopped = (changes: Partial<PlanCounts>) =>
		exceededLimits({ ...calm(100), ...changes }, DEFAULT_SAFETY_LIMITS);

	test('has an effect when other changes exceeded a limit', () => {
		const many = { joiners: 99, grants: 99, changes: 99, errors: 99, disables: 99, revokes: 99 };
		expect(leaversMayGoFirst(stopped(many), none)).toBe(true);
	});
	test.each([{ listSize: 0 }, { numberedOnList: 10 }, { keyChanges: 3 }])(
		'has none when the list may be wrong: %o',
		(changes) => {
			expect(leaversMayGoFirst(stopped({ ...changes, joiners: 99 }), none)).toBe(false);
		},
	);
	test('has none with an unknown column or a sign of a wrong number field', () => {
		expect(leaversMayGoFirst([], { ...none, unknownColumn: true })).toBe(false);
		expect(leaversMayGoFirst([], { ...none, wrongNumberField: true })).toBe(false);
	});
	test('disables leavers within their own limits', () => {
		const at = (leavers: number, matched: number, limits: Partial<SafetyLimits> = {}) =>
			leaversWithinLimits(leavers, matched, { ...DEFAULT_SAFETY_LIMITS, ...limits });
		expect([at(5, 100), at(6, 100), at(10, 3000), at(11, 3000), at(2, 3), at(3, 3)]).toEqual([
			true,
			false,
			true,
			false,
			true,
			false,
		]);
		expect(at(1, 3000, { maxDisables: 0 })).toBe(false);
	});
});

describe('the setting', () => {
	test.each([[undefined], [null], [{}], [''], ['{}']])('%j means the defaults', (input) => {
		expect(readSafetyLimits(input)).toEqual(DEFAULT_SAFETY_LIMITS);
	});
	test('takes numbers, digits and JSON text, and names in any case', () => {
		expect(readSafetyLimits({ maxDisables: 20, MaxErrorPercent: '7.5' })).toEqual({
			...DEFAULT_SAFETY_LIMITS,
			maxDisables: 20,
			maxErrorPercent: 7.5,
		});
		expect(readSafetyLimits('{"maxEnables": 0}').maxEnables).toBe(0);
	});
	test.each([
		[{ maxDisables: -1 }, "The safety limit 'maxDisables' is -1."],
		[{ maxDisables: 1.5 }, "The safety limit 'maxDisables' is 1.5."],
		[{ maxDisables: NaN }, "The safety limit 'maxDisables' is NaN."],
		[{ maxDisables: Infinity }, "The safety limit 'maxDisables' is Infinity."],
		[{ maxDisables: null }, "The safety limit 'maxDisables' is null."],
		[{ maxDisables: true }, "The safety limit 'maxDisables' is true."],
		[{ maxDisables: '' }, "The safety limit 'maxDisables' is empty."],
		[{ maxDisables: 'ten' }, `The safety limit 'maxDisables' is "ten".`],
		[{ maxDisablePercent: 101 }, "The safety limit 'maxDisablePercent' is 101."],
		[{ maxDisablePercent: [5] }, "The safety limit 'maxDisablePercent' is an array."],
		[{ maxDeletes: 0 }, "'Safety Limits' has no limit 'maxDeletes'."],
		[{ __proto__x: 1 }, "'Safety Limits' has no limit '__proto__x'."],
		[[10], "'Safety Limits' is an array, but it must be a set of limits."],
		[10, "'Safety Limits' is 10, but it must be a set of limits."],
		['10%', `'Safety Limits' is "10%", but it must be a set of limits.`],
	])('%o is refused', (input, message) => {
		expect(() => readSafetyLimits(input)).toThrow(
			expect.objectContaining({ reason: 'badInput', message }),
		);
	});
});

test('a higher limit never stops what a lower one allows', () => {
	const count = fc.nat(200);
	const counts = fc.record({ matched: count, disables: count, changes: count, errors: count });
	const limits = fc.record({ maxDisablePercent: fc.nat(100), maxDisables: fc.nat(50) });
	fc.assert(
		fc.property(counts, limits, fc.nat(100), (some, lower, more) => {
			const higher = {
				maxDisablePercent: Math.min(100, lower.maxDisablePercent + more),
				maxDisables: lower.maxDisables + more,
			};
			const stoppedByHigher = exceeded(100, some, higher);
			expect(exceeded(100, some, lower)).toEqual(expect.arrayContaining(stoppedByHigher));
		}),
	);
});

test.each([
	[0, '0 lines'],
	[1, '1 line'],
	[2, '2 lines'],
])('plural(%i) is %s', (count, text) => {
	expect(plural(count, 'line')).toBe(text);
});

test('plural takes an irregular plural', () => {
	expect(plural(2, 'person', 'people')).toBe('2 people');
});
