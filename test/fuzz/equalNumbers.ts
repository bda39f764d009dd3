import * as fc from 'fast-check';
import { levelList } from '../../nodes/PaxtonNet2/actions/levelList';
import { parseHrList } from '../../nodes/PaxtonNet2/lifecycle/synchronize/hrList';
import { anything, date } from './inputs';
import { expect, target } from './target';

/** Personnel numbers that are one number, or nearly: a spreadsheet makes many of one. */
const NUMBERS = ['00123', '123', ' 00123', '００123', '0123', '\u200b00123'];

const maybeDate = fc.oneof(
	{ weight: 9, arbitrary: fc.constantFrom('2024-01-01', '2025-06-30', '2099-12-31', '') },
	{ weight: 1, arbitrary: date },
);

const line = fc.record(
	{
		key: fc.constantFrom(...NUMBERS),
		firstName: fc.constantFrom('Ada', 'Grace', ''),
		lastName: fc.constantFrom('Lovelace', 'Hopper'),
		startDate: maybeDate,
		endDate: maybeDate,
		accessLevels: fc.constantFrom('Sales', 'Sales, Board', ''),
		cards: fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: anything }),
	},
	{ requiredKeys: ['key'] },
);

/** A few lines, repeated up to hundreds of times. */
const lists = fc
	.tuple(fc.array(line, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 20 }))
	.map(([lines, times]) => Array.from({ length: times * times }, () => lines).flat());

/** A message names ten lines and a count, and two numbers of its own. */
const MOST_PLACES = 14;

/** Lists with few numbers on many lines. */
export const equalNumbers = target(
	'equal numbers',
	1,
	fc.record({ lines: lists, severalLines: fc.constantFrom('refuse' as const, 'merge' as const) }),
	async ({ lines, severalLines }) => {
		const list = await parseHrList(
			lines.map((json, index) => ({ index, json })),
			{
				columnNames: [],
				severalLines,
				leaverStatuses: [],
				blankEndDate: 'keep',
				levelsOf: levelList,
			},
			{ now: 1_795_000_000_000, site: { zone: 'Europe/Amsterdam' } },
		);
		const found = list.rows.map(({ key }) => key);
		expect(new Set(found).size === found.length, 'one row for each number');
		expect(list.size <= NUMBERS.length, 'lines with one number are one employee');
		for (const { error } of list.problems) {
			const places = error.message.match(/\d+/g) ?? [];
			expect(places.length <= MOST_PLACES, 'a message names ten lines and a count');
			expect(error.message.length < 1_000, 'a message stays short');
		}
		for (const { warnings } of list.rows)
			for (const text of warnings) expect(text.length < 2_000, 'a warning stays short');
	},
);
