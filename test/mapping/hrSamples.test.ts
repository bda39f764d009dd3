import { describe, expect, it, test } from 'vitest';
import { recogniseColumns, type ColumnAssignment } from '../../nodes/PaxtonNet2/mapping/hrColumns';
import { isDated, net2End, net2Start, type HrDate } from '../../nodes/PaxtonNet2/mapping/hrDates';
import { mergeLines } from '../../nodes/PaxtonNet2/mapping/hrLines';
import { lineOfIndex, readHrRecord, type HrRecord } from '../../nodes/PaxtonNet2/mapping/hrRecord';
import { readEmployment } from '../../nodes/PaxtonNet2/mapping/hrStatus';
import { json, listAt, SAMPLE_RECORDS } from './samples';

const NOW = Date.parse('2026-11-24T09:00:00+01:00');
const SITE = { zone: 'Europe/Amsterdam' };

const shownDate = (date: HrDate, write: typeof net2Start) =>
	isDated(date) ? write(date, SITE) : Object.keys(date).join();

/** Who comes out: one text per employee, in the order of the list. */
function employees(sample: string, assignments: ColumnAssignment[] = []): string[] {
	const records = SAMPLE_RECORDS[sample]?.() ?? [];
	const columns = recogniseColumns(records, assignments);
	expect(columns.problems.map(({ message }) => message)).toEqual([]);
	const read = records.map((record, index) =>
		readHrRecord(record, lineOfIndex(index), columns, { site: SITE }),
	);
	const byKey = new Map<string, HrRecord[]>();
	for (const one of read) {
		const key = one.key ?? `line ${one.line}`;
		byKey.set(key, [...(byKey.get(key) ?? []), one]);
	}
	return [...byKey].map(([key, [first, ...others]]) => {
		if (first === undefined) return key;
		if (first.key === null) return `${key}: ${first.error?.reason}`;
		const merged = mergeLines(first, others, {
			key,
			severalLines: 'merge',
			now: NOW,
			site: SITE,
			contentOf: ({ line: _line, ...rest }) => JSON.stringify(rest),
		});
		if (merged.error !== undefined) return `${key}: ${merged.error.explanation}`;
		const employment = readEmployment(merged, { now: NOW, site: SITE });
		const { firstName, middleName, lastName, department } = merged.line.text;
		const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
		const dates = `${shownDate(merged.start, net2Start)} to ${shownDate(employment.end, net2End)}`;
		const state = employment.hasLeft ? `has left by ${employment.because}` : 'stays';
		const warned = employment.warning === undefined ? '' : ', with a warning';
		return `${key} ${name}, ${department || 'no department'}, ${dates}, ${state}${warned}`;
	});
}

describe('who comes out of a sample', () => {
	test('AFAS: the columns as they are, contracts merged, names by convention', () => {
		expect(employees('AFAS')).toEqual([
			'0001204 Sanne de Boer - van Dijk, Finance, 2021-03-01T00:00:00 to never, stays',
			'0001205 Joost Kok, Sales, 2020-01-01T00:00:00 to blank, stays',
		]);
	});

	test('Raet Beaufort: employments split out, 9999-12-31 is no end', () => {
		expect(employees('Raet Beaufort')).toEqual([
			'1003345 Wil den Bakker, Finance, 2015-09-01T00:00:00 to never, stays',
		]);
	});

	test('BambooHR: 0000-00-00 is blank, and Inactive with an end date has left', () => {
		expect(employees('BambooHR')).toEqual([
			'00113 Julie Waters, Finance, 2023-06-01T00:00:00 to blank, stays',
			'00114 Dan Foss, Finance, 2023-06-12T00:00:00 to 2023-10-31T23:59:00, has left by endDate',
		]);
	});

	test('Personio: values under attributes, and a contract that ends', () => {
		expect(employees('Personio')).toEqual([
			'00512 Jörg Schäfer, Finance, 2022-04-01T00:00:00 to 2026-12-31T23:59:00, stays',
			'00513 Mia Groß, no department, 2027-02-01T00:00:00 to blank, stays',
		]);
	});

	test('Workday: only the department is mapped', () => {
		expect(employees('Workday')).toEqual([
			'100234 Ana Reyes, Finance, 2024-02-12T00:00:00 to blank, stays',
			'100235 Kim Lee, Sales, 2020-02-12T00:00:00 to 2026-12-31T23:59:00, stays, with a warning',
		]);
	});

	test('SuccessFactors: the last day worked is the end', () => {
		expect(employees('SuccessFactors')).toEqual([
			'0010045 Lotte Maas, Finance, 2021-04-01T00:00:00 to 2026-12-31T23:59:00, stays',
		]);
	});

	test('SuccessFactors: a list with an empty endDate and a last day worked stops the run', () => {
		const rows = listAt(json('successfactors-odata.json'), 'd.results');
		const { problems } = recogniseColumns(rows);
		expect(problems.map(({ message }) => message).join()).toContain("'lastDateWorked'");
	});

	test('HiBob: departments by their readable names', () => {
		expect(employees('HiBob')).toEqual([
			'42 Noa Levi, Finance, 2022-05-01T00:00:00 to blank, stays',
			'43 Ben Cohen, Sales, 2021-05-01T00:00:00 to 2026-12-31T23:59:00, stays',
		]);
	});

	test('Microsoft Entra: a disabled account has left, rooms and guests have no number', () => {
		expect(employees('Microsoft Entra')).toEqual([
			'01042 Piet van der Meer, Finance, 2025-01-01T00:00:00 to 2026-12-31T23:59:00, stays',
			'01043 Jan Blok, Finance, blank to blank, has left by status',
			'line 4: badInput',
			'line 5: badInput',
		]);
	});

	test('ADP: assignments split out, the one in force counts', () => {
		expect(employees('ADP')).toEqual([
			'004512 Eva de Prins, Finance, 2019-01-01T00:00:00 to blank, stays',
		]);
	});

	test('Exact: 2099-01-01 is no end, and a repeated department is lost by the source', () => {
		expect(employees('Exact')).toEqual([
			'000451 Koen Smit, Finance, 2001-04-01T00:00:00 to never, stays',
			'452 Ria ter Horst, no department, 1985-05-01T00:00:00 to never, stays',
		]);
	});
});

describe('a line with errors', () => {
	const columns = recogniseColumns([
		{ key: '', Achternaam: '', Einddatum: '', status: '', email: '', phone: '', department: '' },
	]);
	const read = (record: object) => readHrRecord(record, 7, columns, { site: SITE });

	it('still says that the employee has left', () => {
		const record = read({ key: '1', Einddatum: '2026-11-01', email: 'none', department: {} });
		expect(record.end).toEqual({ day: '2026-11-01' });
		expect(record.problems.map(({ reason }) => reason)).toEqual(['badInput', 'badInput']);
	});

	it('has no end if that cell cannot be read, and the status still counts', () => {
		const record = read({ key: '1', Einddatum: '31-12-2026', status: 'inactive' });
		expect(record).toMatchObject({ end: { blank: true }, status: 'left' });
		expect(record.error?.explanation).toContain("'Date Order'");
		expect(record.error?.message).toContain("line 7, column 'Einddatum'");
	});

	it('names the cell and the encoding of lost characters', () => {
		const { error } = read({ key: '1', Achternaam: 'M\uFFFDller' });
		expect(error?.message).toContain("line 7, column 'Achternaam'");
		expect(error?.explanation).toContain('encoding');
	});

	test.each([
		[' Jansen\u00a0', 'Jansen'],
		['\ufeffJan\u200bsen', 'Jansen'],
		['\u200eJansen\u200f', 'Jansen'],
		[['Jansen'], 'Jansen'],
		[[], ''],
		[null, ''],
		[47, '47'],
	])('reads the cell %j as %j', (Achternaam, text) => {
		const record = read({ key: '1', Achternaam });
		expect(record.text.lastName).toBe(text);
	});

	it('has shifted columns', () => {
		const { error } = read({ key: '1', Achternaam: 'a@example.com' });
		expect(error?.remedy).toContain('shifted');
	});
});
