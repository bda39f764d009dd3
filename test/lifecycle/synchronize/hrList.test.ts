import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelList } from '../../../nodes/PaxtonNet2/actions/levelList';
import {
	parseHrList,
	type HrListSettings,
} from '../../../nodes/PaxtonNet2/lifecycle/synchronize/hrList';

const CONTEXT = {
	now: Date.parse('2026-11-24T09:00:00Z'),
	site: { zone: 'Europe/Amsterdam' },
};
const SETTINGS: HrListSettings = {
	columnNames: [],
	severalLines: 'refuse',
	leaverStatuses: [],
	blankEndDate: 'keep',
	levelsOf: levelList,
};

async function parseWith(settings: Partial<HrListSettings>, ...rows: unknown[]) {
	const sources = rows.map((json, index) => ({ index, json }));
	return await parseHrList(sources, { ...SETTINGS, ...settings }, CONTEXT);
}

async function parse(...rows: unknown[]) {
	return await parseWith({}, ...rows);
}

test('reads columns in any order and case, and keeps a missing column apart from a blank cell', async () => {
	const { rows, problems, columns } = await parse({
		accessLevels: 'Staff, "Labs, ground floor"',
		' KEY ': ' 00123 ',
		Voornaam: 'Zoë',
		'E-mail': '',
		phone: 310205550100,
		Hobby: 'chess',
	});
	expect(problems).toEqual([]);
	expect(rows).toEqual([
		{
			index: 0,
			line: 2,
			key: '00123',
			text: { firstName: 'Zoë', email: '', phone: '310205550100' },
			start: { blank: true },
			end: { blank: true },
			hasLeft: false,
			accessLevels: ['Staff', 'Labs, ground floor'],
			cards: [],
			warnings: [],
		},
	]);
	expect(columns.ignored).toEqual(['Hobby']);
});

test.each([
	['no number', { firstName: 'Ann' }, /number/],
	['a blank number', { key: ' ', firstName: 'Ann' }, /number/],
	['a list for a number', { key: ['1', '2'], firstName: 'Ann' }, /line 3, column 'key'/],
	['an object in a cell', { key: '1', lastName: { a: 1 } }, /line 3, column 'lastName'/],
	['the day first', { key: '1', lastName: 'A', endDate: '30/11/2026' }, /line 3, column 'endDate'/],
	['a date that is none', { key: '1', lastName: 'A', startDate: '2026-02-30' }, /'startDate'/],
	['an address for a name', { key: '1', lastName: 'a@example.com' }, /'lastName'/],
	['a number for a name', { key: '1', lastName: 'A', firstName: '+31 20 555' }, /'firstName'/],
	['a title for an address', { key: '1', lastName: 'A', email: 'Clerk' }, /'email'/],
	['a date for a phone', { key: '1', lastName: 'A', phone: '2026-11-30' }, /'phone'/],
	['a date for a number', { key: '2026-11-30', lastName: 'A' }, /'key'/],
	['levels that are none', { key: '1', lastName: 'A', accessLevels: 7 }, /Access Levels/],
	[
		'a status that is unknown',
		{ key: '1', lastName: 'A', status: 'dormant' },
		/"dormant" in line 3/,
	],
])('reports a line with %s as a problem of that line only', async (_, row, says) => {
	const { rows, problems, size } = await parse({ key: 'ok', lastName: 'Fine' }, row);
	expect(rows.map(({ key }) => key)).toEqual(['ok']);
	expect(problems).toMatchObject([{ index: 1, error: { reason: 'badInput' } }]);
	expect(problems[0]?.error.message).toMatch(says);
	expect(size).toBeLessThanOrEqual(2);
});

test('takes lines of one number that say the same as one, and reports all that differ', async () => {
	const same = await parse(
		{ key: '1', lastName: 'A', accessLevels: ['x', 'y'] },
		{ key: ' 1', lastName: 'A ', accessLevels: 'y, x' },
	);
	expect([same.rows.length, same.problems.length, same.size]).toEqual([1, 0, 1]);
	const other = await parse(
		{ key: '1', lastName: 'A' },
		{ key: '2', lastName: 'C' },
		{ key: '1', lastName: 'B' },
	);
	expect(other.rows.map(({ key }) => key)).toEqual(['2']);
	expect(other.problems).toMatchObject([
		{ index: 0, key: '1', error: { reason: 'duplicateKey' } },
		{ index: 2, key: '1', error: { reason: 'duplicateKey' } },
	]);
	expect(other.problems[0]?.error.message).toContain('Lines 2, 4 of the HR list');
});

test('merges contracts that follow each other into one employment when the setting says so', async () => {
	const { rows, problems } = await parseWith(
		{ severalLines: 'merge' },
		{ key: '1', lastName: 'A', department: 'Old', startDate: '2020-01-01', endDate: '2026-06-30' },
		{ key: '1', lastName: 'A', department: 'New', startDate: '2026-07-01', endDate: '2027-06-30' },
	);
	expect(problems).toEqual([]);
	expect(rows).toMatchObject([
		{
			index: 1,
			text: { department: 'New' },
			start: { day: '2020-01-01' },
			end: { day: '2027-06-30' },
			hasLeft: false,
		},
	]);
});

test.each([
	['an end date that has passed', { endDate: '2026-11-01' }, 'endDate'],
	['a status that means "has left"', { status: 'uit dienst' }, 'status'],
	[
		'an end date that has passed, though the status is active',
		{ endDate: '2026-11-01', status: 'active' },
		'endDate',
	],
])('finds a leaver by %s, whatever else is wrong with the line', async (_, more, because) => {
	const { rows, problems } = await parse({
		key: '1',
		lastName: 'A',
		phone: 'none',
		...more,
	});
	expect(problems).toEqual([]);
	expect(rows).toMatchObject([{ hasLeft: true, because }]);
	expect(rows[0]?.warnings.join()).toContain("'phone'");
});

test('finds a leaver when all lines have ended, also if they contradict each other', async () => {
	const { rows, problems } = await parse(
		{ key: '1', lastName: 'A', endDate: '2026-06-30' },
		{ key: '1', lastName: 'B', endDate: '2026-10-31' },
	);
	expect(problems).toEqual([]);
	expect(rows).toMatchObject([{ hasLeft: true, end: { day: '2026-10-31' } }]);
});

test('keeps a future end date of an employee who has left, and warns', async () => {
	const { rows } = await parse({
		key: '1',
		lastName: 'A',
		endDate: '2026-12-31',
		status: 'terminated',
	});
	expect(rows).toMatchObject([{ hasLeft: false, end: { day: '2026-12-31' } }]);
	expect(rows[0]?.warnings.join()).toContain('end date is in the future');
});

test('takes a blank end date as "no end" only if the setting says so and the list has the column', async () => {
	const blank = { key: '1', lastName: 'A', endDate: '' };
	expect((await parse(blank)).rows[0]?.end).toEqual({ blank: true });
	expect((await parseWith({ blankEndDate: 'remove' }, blank)).rows[0]?.end).toEqual({
		never: true,
	});
	expect(
		(await parseWith({ blankEndDate: 'remove' }, { key: '1', lastName: 'A' })).rows[0]?.end,
	).toEqual({
		blank: true,
	});
});

test('composes names by the convention of the line, else by that of the node', async () => {
	const parts = { voornaam: 'Sanne', geboortenaam: 'Dijk', naamPartner: 'Boer' };
	const { rows } = await parseWith(
		{ nameConvention: 'PB' },
		{ key: '1', ...parts, naamgebruik: '' },
		{ key: '2', ...parts, naamgebruik: '0' },
	);
	expect(rows.map(({ text }) => text.lastName)).toEqual(['Boer - Dijk', 'Dijk']);
});

test('neither throws nor changes an object, whatever a line and its columns are', async () => {
	const columns = fc.constantFrom(
		'key',
		'lastName',
		'__proto__',
		'constructor',
		'toString',
		'accessLevels',
		'endDate',
	);
	const row = fc.oneof(
		fc.anything(),
		fc.dictionary(columns, fc.oneof(fc.string(), fc.jsonValue(), fc.constant('__proto__'))),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(row), async (rows) => {
			const parsed = await parse(
				...rows,
				JSON.parse('{"key":"__proto__","__proto__":{"key":"x"}}'),
			);
			const places = [...parsed.rows, ...parsed.problems].map(({ index }) => index);
			expect(new Set(places).size).toBe(places.length);
			expect(parsed.rows.length + parsed.problems.length).toBeLessThanOrEqual(rows.length + 1);
		}),
	);
	expect(Reflect.get({}, 'key')).toBe(undefined);
});

test.each([
	['two status columns', { status: 'active', employmentStatus: 'terminated' }, false],
	['two status columns, the other way round', { status: 'inactive', Actief: 'ja' }, true],
	['two end dates', { endDate: '2027-01-31', terminationDate: '2026-11-01' }, false],
	[
		'an end date that has passed and one ahead',
		{ endDate: '2026-11-01', Einddatum: '2027-01-31' },
		true,
	],
	[
		'an end date that has passed and none ever',
		{ endDate: '9999-12-31', leaveDate: '2026-11-01' },
		false,
	],
])('warns of a line that contradicts itself about a leave: %s', async (_, cells, hasLeft) => {
	const [column = '', other = ''] = Object.keys(cells);
	const { rows, problems } = await parse({ key: '1', ...cells });
	expect(problems).toEqual([]);
	expect(rows[0]).toMatchObject({ hasLeft, warnings: [expect.stringContaining(`'${other}'`)] });
	expect(rows[0]?.warnings[0]).toContain(`The column '${column}' counts.`);
});

test.each([
	['two columns agree', { status: 'active', employmentStatus: 'employed' }],
	['the other column is blank', { status: 'active', employmentStatus: '' }],
	['the other column says something else', { status: 'active', employmentStatus: 'part-time' }],
	['both dates lie ahead', { endDate: '2027-01-31', terminationDate: '2027-02-28' }],
	['both dates have passed', { endDate: '2026-11-01', terminationDate: '2026-10-01' }],
	['the other column has no date', { endDate: '2027-01-31', terminationDate: 'soon' }],
])('does not warn if %s', async (_, cells) => {
	expect((await parse({ key: '1', ...cells })).rows[0]?.warnings).toEqual([]);
});

test('does not warn of a column that the workflow ignores', async () => {
	const columnNames = [{ column: 'employmentStatus', means: 'ignore' as const }];
	const line = { key: '1', status: 'active', employmentStatus: 'terminated' };
	expect((await parseWith({ columnNames }, line)).rows[0]?.warnings).toEqual([]);
});
