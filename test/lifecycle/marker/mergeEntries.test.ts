import { describe, expect, it } from 'vitest';
import { mergeEntries } from '../../../nodes/PaxtonNet2/lifecycle/marker/mergeEntries';
import {
	NO_ENTRIES,
	type LeftEntry,
	type MarkerEntries,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';

const left = (endDate: string, cause: LeftEntry['cause'] = 'list'): LeftEntry => ({
	endDate,
	cause,
	departmentId: null,
	levelIds: [],
	temporaryLevelIds: [],
	doors: 0,
});
const until = (...all: Array<[number, number]>) => ({
	temporary: all.map(([levelId, end]) => ({ levelId, until: end })),
});
const A = left('2026-11-20T00:00:00');
const A_24: LeftEntry = { ...A, levelIds: [2, 4] };
const A_2: LeftEntry = { ...A, levelIds: [2] };
const A_4: LeftEntry = { ...A, levelIds: [4] };
const B = left('2026-11-21T00:00:00');
const B_BY_HAND = left('2026-11-21T00:00:00', 'operation');

type Part = Partial<MarkerEntries>;
type Case = [string, Part, Part, Part, Part | undefined];

describe('entries that two processes change', () => {
	it.each<Case>([
		['nothing changes', {}, {}, {}, {}],
		['only the plan stores a leave', {}, { left: A }, {}, { left: A }],
		['only the other stores a leave', {}, {}, { left: A }, { left: A }],
		['both store the same leave', {}, { left: A }, { left: A }, { left: A }],
		['both store a leave', {}, { left: A }, { left: B }, { left: A }],
		[
			'both store a leave, the other by a person',
			{},
			{ left: A },
			{ left: B_BY_HAND },
			{ left: { ...A, cause: 'operation' } },
		],
		['the plan removes a leave', { left: A }, {}, { left: A }, {}],
		['the other removes a leave', { left: A }, { left: A }, {}, {}],
		['both remove a leave', { left: A }, {}, {}, {}],
		['the plan removes a leave, the other stores one', { left: A }, {}, { left: B }, undefined],
		[
			'the plan takes a level during the leave',
			{ left: A_24 },
			{ left: A_2 },
			{ left: A_24 },
			{ left: A_2 },
		],
		['the plan takes a level, the other removes the leave', { left: A_24 }, { left: A_2 }, {}, {}],
		[
			'the plan takes a level, the other stores a person as the cause',
			{ left: A_24 },
			{ left: A_2 },
			{ left: { ...A_24, cause: 'operation' } },
			{ left: { ...A_2, cause: 'operation' } },
		],
		['each takes a level', { left: A_24 }, { left: A_2 }, { left: A_4 }, { left: A }],
		[
			'the other takes a level, the plan gives access',
			{ left: A_24 },
			{},
			{ left: A_2 },
			undefined,
		],
		[
			'the other takes a level, the plan completes the leave',
			{ left: A_24 },
			{ left: { ...A, levelIds: [2, 4, 5] } },
			{ left: A_2 },
			{ left: { ...A, levelIds: [2, 5] } },
		],
		['only the plan grants for a time', {}, until([4, 9]), {}, until([4, 9])],
		['only the other grants for a time', {}, {}, until([4, 9]), until([4, 9])],
		['both grant another level', {}, until([4, 9]), until([5, 8]), until([4, 9], [5, 8])],
		['both grant the same level', {}, until([4, 9]), until([4, 8]), until([4, 8])],
		['the plan removes, the other extends', until([4, 7]), {}, until([4, 9]), until([4, 9])],
		['the plan extends, the other removes', until([4, 7]), until([4, 9]), {}, until([4, 9])],
		['the plan removes', until([4, 7]), {}, until([4, 7]), {}],
		['the other removes', until([4, 7]), until([4, 7]), {}, {}],
		[
			'rules of both',
			{ ruleLevels: [1, 2] },
			{ ruleLevels: [2, 3] },
			{ ruleLevels: [1, 2, 4] },
			{ ruleLevels: [2, 4, 3] },
		],
		[
			'the plan marks the user as managed',
			{},
			{ list: '' },
			{ ruleLevels: [7] },
			{ list: '', ruleLevels: [7] },
		],
		[
			'the other marks the user as managed',
			{},
			{ ruleLevels: [7] },
			{ list: '' },
			{ list: '', ruleLevels: [7] },
		],
	])('keeps the least access: %s', (_, seen, planned, now, merged) => {
		const whole = (part: Part) => ({ ...NO_ENTRIES, ...part });
		const result = mergeEntries({ seen: whole(seen), planned: whole(planned), now: whole(now) });
		expect(result).toEqual(merged && whole(merged));
	});
});
