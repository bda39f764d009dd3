import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { HrDate } from '../../nodes/PaxtonNet2/mapping/hrDates';
import { mergeLines, type HrLine, type SeveralLines } from '../../nodes/PaxtonNet2/mapping/hrLines';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

interface Line extends HrLine {
	department: string;
}

const NOW = Date.parse('2026-11-24T09:00:00+01:00');
const SITE = { zone: 'Europe/Amsterdam' };
const BLANK: HrDate = { blank: true };
const NEVER: HrDate = { never: true };

const dateOf = (text: string): HrDate =>
	text === '' ? BLANK : text === 'never' ? NEVER : { day: text };

/** A line from its start, end and department. */
function line(start: string, end: string, department = 'Sales', more: Partial<Line> = {}): Line {
	return {
		line: 0,
		firstName: 'Sanne',
		lastName: 'Dijk',
		status: 'blank',
		department,
		start: dateOf(start),
		end: dateOf(end),
		...more,
	};
}

const left = { status: 'left' } as const;

function merge(lines: Line[], severalLines: SeveralLines = 'merge') {
	const [first = line('', ''), ...others] = lines.map((one, i) => ({ ...one, line: i + 2 }));
	return mergeLines(first, others, {
		key: '0001204',
		severalLines,
		now: NOW,
		site: SITE,
		contentOf: ({ line: _line, ...rest }) => JSON.stringify(rest),
	});
}

describe('merging', () => {
	test.each<[what: string, lines: Line[], expected: object]>([
		[
			'takes the line in force today and the latest end of consecutive employments',
			[line('2021-03-01', '2026-12-31', 'Sales'), line('2027-01-01', '2027-06-30', 'Finance')],
			{ department: 'Sales', start: '2021-03-01', end: '2027-06-30' },
		],
		[
			'does not stop at an end when the next contract has none',
			[line('2021-03-01', '2026-12-31'), line('2027-01-01', '')],
			{ department: 'Sales', start: '2021-03-01', end: 'never' },
		],
		[
			'takes never for the latest end',
			[
				line('2015-09-01', '2025-08-31', 'SAL', left),
				line('2025-09-01', 'never', 'Finance', { status: 'present' }),
			],
			{ department: 'Finance', start: '2015-09-01', end: 'never' },
		],
		[
			'takes never also before a later day',
			[line('2020-01-01', 'never', 'A'), line('2020-01-01', '2090-12-31', 'B')],
			{ department: 'A', start: '2020-01-01', end: 'never' },
		],
		[
			'takes the next line to start if none is in force',
			[
				line('2027-03-01', '2027-12-31', 'Later'),
				line('2026-12-01', '2027-02-28', 'Next'),
				line('2019-01-01', '2020-12-31', 'Old'),
			],
			{ department: 'Next', start: '2026-12-01', end: '2027-12-31' },
		],
		[
			'takes the primary of several departments',
			[
				line('2020-01-01', '2026-12-31', 'Sales'),
				line('2020-01-01', '2027-12-31', 'Finance', { primary: true }),
				line('2020-01-01', '', 'Legal'),
			],
			{ department: 'Finance', start: '2020-01-01', end: 'never' },
		],
		[
			'takes the first of several departments if none is primary',
			[line('2020-01-01', '', 'Sales'), line('2021-01-01', '', 'Finance')],
			{ department: 'Sales', start: '2020-01-01', end: '' },
		],
		[
			'takes no primary line that has ended',
			[
				line('2019-01-01', '2024-12-31', 'Sales', { primary: true }),
				line('2025-01-01', '', 'Finance'),
			],
			{ department: 'Finance', start: '2019-01-01', end: '' },
		],
		[
			'counts an inactive line as ended, whatever its end date',
			[line('2020-01-01', 'never', 'Sales', left), line('2024-01-01', '2026-12-31', 'Finance')],
			{ department: 'Finance', start: '2024-01-01', end: '2026-12-31' },
		],
		[
			'counts the last day',
			[line('2020-01-01', '2026-11-24', 'Sales'), line('2026-11-25', '', 'Finance')],
			{ department: 'Sales', start: '2020-01-01', end: 'never' },
		],
		[
			'is in the next line on the day after',
			[line('2020-01-01', '2026-11-23', 'Sales'), line('2026-11-24', '', 'Finance')],
			{ department: 'Finance', start: '2020-01-01', end: '' },
		],
	])('%s', (_, lines, expected) => {
		const merged = merge(lines);
		const { start, end, ...rest } = { start: '', end: '', ...expected };
		expect(merged).toMatchObject({
			line: rest,
			start: dateOf(start),
			end: dateOf(end),
			allEnded: false,
			lines: lines.map((_line, i) => i + 2),
		});
		expect(merged.error).toBeUndefined();
		expect(merged.status).not.toBe('left');
	});

	it('gives no access between two employments, and says so', () => {
		const merged = merge([
			line('2021-01-01', '2026-12-31', 'Now'),
			line('2027-03-01', '', 'Later'),
		]);
		expect(merged).toMatchObject({ line: { department: 'Now' }, end: { day: '2026-12-31' } });
		expect(merged.warnings.join()).toContain('line 3');
	});

	it('takes the ends that come with a time', () => {
		const at = (text: string): HrDate => ({ instant: Date.parse(text) });
		const merged = merge([
			line('2021-01-01', '', 'Now', { end: at('2026-12-31T17:00:00+01:00') }),
			line('2027-01-01', '', 'Next', { end: at('2027-12-31T17:00:00+01:00') }),
		]);
		expect(merged).toMatchObject({ line: { department: 'Now' }, end: { instant: 1830268800000 } });
	});

	it('takes equal lines for one, in either mode', () => {
		for (const mode of ['merge', 'refuse'] as const) {
			const merged = merge([line('2021-01-01', ''), line('2021-01-01', '')], mode);
			expect(merged).toMatchObject({ lines: [2, 3], end: BLANK });
			expect(merged.error).toBeUndefined();
		}
	});

	it('lists the lines in force today, so that their access levels can be joined', () => {
		const merged = merge([
			line('2020-01-01', '', 'Sales'),
			line('2020-01-01', '2026-12-31', 'Finance'),
			line('2027-01-01', '', 'Later'),
			line('2019-01-01', '2024-12-31', 'Old'),
		]);
		expect(merged.current.map(({ department }) => department)).toEqual(['Sales', 'Finance']);
	});
});

describe('an employee whose lines have all ended', () => {
	test.each<[string, Line[], HrDate, string]>([
		[
			'by date',
			[line('2019-01-01', '2024-12-31'), line('2025-01-01', '2026-11-23')],
			{ day: '2026-11-23' },
			'blank',
		],
		[
			'by status, without an end date',
			[line('2019-01-01', '', 'A', left), line('2020-01-01', '', 'B', left)],
			BLANK,
			'left',
		],
		[
			'by date and by status',
			[line('2019-01-01', '2024-12-31'), line('2025-01-01', 'never', 'B', left)],
			NEVER,
			'left',
		],
	])('has left %s', (_, lines, end, status) => {
		expect(merge(lines)).toMatchObject({ allEnded: true, end, status });
	});

	it('has left, also if the lines are refused', () => {
		const lines = [line('2019-01-01', '2024-12-31', 'A'), line('2025-01-01', '2026-11-23', 'B')];
		const merged = merge(lines, 'refuse');
		expect(merged.error?.reason).toBe('duplicateKey');
		expect(merged).toMatchObject({ allEnded: true, end: { day: '2026-11-23' } });
	});

	it('has not left while one line is open, or cannot be read', () => {
		const ended = line('2019-01-01', '2024-12-31');
		const error = new Net2Error('badInput', 'unreadable', 'x');
		expect(merge([ended, line('2020-01-01', '')], 'refuse').allEnded).toBe(false);
		expect(merge([ended, line('2030-01-01', '')]).allEnded).toBe(false);
		const merged = merge([ended, line('2020-01-01', '', 'A', { error })]);
		expect(merged).toMatchObject({ allEnded: false, error });
	});
});

describe('refusing', () => {
	it('is for lines that differ, and names them and the option', () => {
		const { error } = merge([line('2021-01-01', '', 'A'), line('2021-01-01', '', 'B')], 'refuse');
		expect(error?.reason).toBe('duplicateKey');
		expect(error?.message).toContain('Lines 2, 3 ');
		expect(error?.message).toContain('"0001204"');
		expect(error?.remedy).toContain("'Several Lines'");
	});

	it('names ten lines at most', () => {
		const many = Array.from({ length: 30 }, (_, i) => line('2021-01-01', '', `D${i}`));
		expect(merge(many, 'refuse').error?.message).toContain('11 and 20 more');
	});

	const named = (firstName: string, lastName: string) =>
		line('2021-01-01', '', 'A', { firstName, lastName });
	test.each<[string, Line[], boolean]>([
		['both names differ', [named('Sanne', 'Dijk'), named('Joost', 'Kok')], true],
		['only the last name differs', [named('Sanne', 'Dijk'), named('Sanne', 'de Boer')], false],
		['only the first name differs', [named('Sanne', 'Dijk'), named('Sanne M.', 'Dijk')], false],
		['only the case differs', [named('SANNE', 'DIJK'), named('sanne', 'dijk')], false],
		['a name is blank', [named('Sanne', 'Dijk'), named('', 'Kok')], false],
		[
			'the second and the third differ in both',
			[named('Sanne', 'Dijk'), named('Sanne', 'Kok'), named('Joost', 'Dijk')],
			true,
		],
	])('when %s: %#', (_, lines, refused) => {
		const { error } = merge(lines);
		expect(error?.reason).toBe(refused ? 'duplicateKey' : undefined);
		if (error !== undefined) expect(error.message).not.toMatch(/Sanne|Joost|Dijk|Kok/);
	});
});

describe('many lines', () => {
	const day = fc.constantFrom('', '2019-01-01', '2024-06-30', '2026-11-23', '2026-11-24');
	const later = fc.constantFrom('2026-11-25', '2026-12-31', '2027-01-01', '2027-12-31', '');
	const anyLine = fc
		.record({
			start: fc.oneof(day, later),
			end: fc.oneof(day, later, fc.constant('never')),
			isLeft: fc.boolean(),
		})
		.map(({ start, end, isLeft }) =>
			line(start, end, 'A', isLeft ? { status: 'left' } : { status: 'present' }),
		);

	it('give the same dates in any order', () => {
		const shuffled = fc
			.array(anyLine, { minLength: 1, maxLength: 6 })
			.chain((lines) =>
				fc.tuple(
					fc.constant(lines),
					fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
				),
			);
		fc.assert(
			fc.property(shuffled, ([lines, other]) => {
				const pick = ({ start, end, status, allEnded }: ReturnType<typeof merge>) => ({
					// Of several lines that have ended at once, the first counts, and with it its start.
					start: allEnded ? null : start,
					end: allEnded && !('day' in end) ? null : end,
					status: allEnded ? null : status,
					allEnded,
				});
				expect(pick(merge(other))).toEqual(pick(merge(lines)));
			}),
			{ numRuns: 1_000 },
		);
	});

	it('of 20,000 employments are merged at once', () => {
		const lines = Array.from({ length: 20_000 }, (_, i) =>
			line('2021-01-01', '2026-12-31', `D${i}`, { lastName: `N${i}` }),
		);
		const merged = merge(lines);
		expect(merged.lines).toHaveLength(20_000);
		expect(merged.current).toHaveLength(20_000);
		expect(merged.error).toBeUndefined();
	});
});

describe('an employee with one line', () => {
	it.each([
		['', '2026-11-20', 'blank', true],
		['', '2026-11-20', 'present', true],
		['', '2027-11-20', 'left', true],
		['', '', 'left', true],
		['', '2027-11-20', 'blank', false],
		['', 'never', 'present', false],
	] as const)('from "%s" to "%s" with status %s has left: %s', (start, end, status, allEnded) => {
		const merged = merge([line(start, end, 'Sales', { status })]);
		expect(merged).toMatchObject({ allEnded, status, end: dateOf(end), warnings: [] });
	});
});
