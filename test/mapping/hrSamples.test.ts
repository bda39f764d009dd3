import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { recogniseColumns, type ColumnAssignment } from '../../nodes/PaxtonNet2/mapping/hrColumns';
import { isDated, net2End, net2Start, type HrDate } from '../../nodes/PaxtonNet2/mapping/hrDates';
import { mergeLines } from '../../nodes/PaxtonNet2/mapping/hrLines';
import { lineOfIndex, readHrRecord, type HrRecord } from '../../nodes/PaxtonNet2/mapping/hrRecord';
import { readEmployment } from '../../nodes/PaxtonNet2/mapping/hrStatus';
import { isRecord } from '../../nodes/PaxtonNet2/mapping/text';

const NOW = Date.parse('2026-11-24T09:00:00+01:00');
const SITE = { zone: 'Europe/Amsterdam' };

const file = (name: string) =>
	readFileSync(join(__dirname, '../../examples/hr/samples', name), 'utf8');
const json = (name: string): unknown => JSON.parse(file(name));

/** The value at a path such as `work.startDate`, which is an expression `{{ $json.work.startDate }}`. */
function at(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(found, name) =>
				Array.isArray(found) ? found[Number(name)] : isRecord(found) ? found[name] : undefined,
			value,
		);
}

function listAt(value: unknown, path: string): unknown[] {
	const found = path === '' ? value : at(value, path);
	return Array.isArray(found) ? found : [];
}

/** Split Out: one item per entry, with the other fields of the item it comes from. */
function splitOut(items: unknown[], path: string): unknown[] {
	return items.flatMap((item) =>
		listAt(item, path).map((entry) => ({
			...(isRecord(item) ? item : {}),
			...(isRecord(entry) ? entry : {}),
			[path]: undefined,
		})),
	);
}

/** Edit Fields: our columns from paths, with the other fields kept or not. */
function editFields(
	items: unknown[],
	paths: Record<string, string>,
	keepOthers = false,
): Array<Record<string, unknown>> {
	return items.map((item) => ({
		...(keepOthers && isRecord(item) ? item : {}),
		...Object.fromEntries(Object.entries(paths).map(([column, path]) => [column, at(item, path)])),
	}));
}

/** Elements without attributes, as the XML node gives them: a repeated element becomes a list. */
function readXml(text: string): unknown {
	const children = [...text.matchAll(/<(\w+)>(.*?)<\/\1>|<(\w+)\/>/gs)];
	if (children.length === 0) return text;
	const result: Record<string, unknown> = {};
	for (const [, name, body = '', empty = ''] of children) {
		const key = name ?? empty;
		const value = readXml(body);
		const before = result[key];
		result[key] = before === undefined ? value : [before, value].flat();
	}
	return result;
}

const shownDate = (date: HrDate, write: typeof net2Start) =>
	isDated(date) ? write(date, SITE) : Object.keys(date).join();

/** Who comes out: one text per employee, in the order of the list. */
function employees(records: unknown[], assignments: ColumnAssignment[] = []): string[] {
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
		expect(employees(listAt(json('afas-getconnector.json'), 'rows'))).toEqual([
			'0001204 Sanne de Boer - van Dijk, Finance, 2021-03-01T00:00:00 to never, stays',
			'0001205 Joost Kok, Sales, 2020-01-01T00:00:00 to blank, stays',
		]);
	});

	test('Raet Beaufort: employments split out, 9999-12-31 is no end', () => {
		expect(
			employees(splitOut(listAt(json('raet-beaufort-persons.json'), ''), 'employments')),
		).toEqual(['1003345 Wil den Bakker, Finance, 2015-09-01T00:00:00 to never, stays']);
	});

	test('BambooHR: 0000-00-00 is blank, and Inactive with an end date has left', () => {
		expect(employees(listAt(json('bamboohr-report.json'), 'employees'))).toEqual([
			'00113 Julie Waters, Finance, 2023-06-01T00:00:00 to blank, stays',
			'00114 Dan Foss, Finance, 2023-06-12T00:00:00 to 2023-10-31T23:59:00, has left by endDate',
		]);
	});

	test('Personio: values under attributes, and a contract that ends', () => {
		const value = (field: string) => `attributes.${field}.value`;
		const records = editFields(listAt(json('personio-employees.json'), 'data'), {
			key: value('dynamic_99'),
			firstName: value('first_name'),
			lastName: value('last_name'),
			email: value('email'),
			status: value('status'),
			title: value('position'),
			department: 'attributes.department.value.attributes.name',
			startDate: value('hire_date'),
			endDate: value('contract_end_date'),
		});
		expect(employees(records)).toEqual([
			'00512 Jörg Schäfer, Finance, 2022-04-01T00:00:00 to 2026-12-31T23:59:00, stays',
			'00513 Mia Groß, no department, 2027-02-01T00:00:00 to blank, stays',
		]);
	});

	test('Workday: only the department is mapped', () => {
		const rows = listAt(json('workday-raas.json'), 'Report_Entry');
		expect(employees(editFields(rows, { department: 'Cost_Center.Descriptor' }, true))).toEqual([
			'100234 Ana Reyes, Finance, 2024-02-12T00:00:00 to blank, stays',
			'100235 Kim Lee, Sales, 2020-02-12T00:00:00 to 2026-12-31T23:59:00, stays, with a warning',
		]);
	});

	test('SuccessFactors: the last day worked is the end', () => {
		const info = 'personNav.personalInfoNav.results.0';
		const records = editFields(listAt(json('successfactors-odata.json'), 'd.results'), {
			key: 'personIdExternal',
			firstName: `${info}.firstName`,
			lastName: `${info}.lastName`,
			department: 'jobInfoNav.results.0.departmentNav.name_defaultValue',
			startDate: 'startDate',
			endDate: 'lastDateWorked',
		});
		expect(employees(records)).toEqual([
			'0010045 Lotte Maas, Finance, 2021-04-01T00:00:00 to 2026-12-31T23:59:00, stays',
		]);
	});

	test('SuccessFactors: a list with an empty endDate and a last day worked stops the run', () => {
		const rows = listAt(json('successfactors-odata.json'), 'd.results');
		const { problems } = recogniseColumns(rows);
		expect(problems.map(({ message }) => message).join()).toContain("'lastDateWorked'");
	});

	test('HiBob: departments by their readable names', () => {
		const records = editFields(listAt(json('hibob-people.json'), 'employees'), {
			key: 'work.employeeIdInCompany',
			firstName: 'firstName',
			lastName: 'surname',
			department: 'humanReadable.work.department',
			startDate: 'work.startDate',
			endDate: 'internal.terminationDate',
			status: 'internal.lifecycleStatus',
		});
		expect(employees(records)).toEqual([
			'42 Noa Levi, Finance, 2022-05-01T00:00:00 to blank, stays',
			'43 Ben Cohen, Sales, 2021-05-01T00:00:00 to 2026-12-31T23:59:00, stays',
		]);
	});

	test('Microsoft Entra: a disabled account has left, rooms and guests have no number', () => {
		expect(employees(listAt(json('entra-graph-users.json'), 'value'))).toEqual([
			'01042 Piet van der Meer, Finance, 2025-01-01T00:00:00 to 2026-12-31T23:59:00, stays',
			'01043 Jan Blok, Finance, blank to blank, has left by status',
			'line 4: badInput',
			'line 5: badInput',
		]);
	});

	test('ADP: assignments split out, the one in force counts', () => {
		const rows = splitOut(listAt(json('adp-workers.json'), 'workers'), 'workAssignments');
		const records = editFields(rows, {
			key: 'workerID.idValue',
			firstName: 'person.legalName.givenName',
			middleName: 'person.legalName.familyName1Prefix',
			lastName: 'person.legalName.familyName1',
			department: 'homeOrganizationalUnits.0.nameCode.shortName',
			startDate: 'actualStartDate',
			endDate: 'terminationDate',
			primary: 'primaryIndicator',
		});
		expect(employees(records)).toEqual([
			'004512 Eva de Prins, Finance, 2019-01-01T00:00:00 to blank, stays',
		]);
	});

	test('Exact: 2099-01-01 is no end, and a repeated department is lost by the source', () => {
		const rows = listAt(readXml(file('exact-employees.xml')), 'JH.Medewerker');
		const records = editFields(rows, {
			key: 'Strooknummer',
			firstName: 'Naam.Roepnaam',
			middleName: 'Naam.Voorvoegsels',
			lastName: 'Naam.Achternaam',
			department: 'Afdeling.Loonverdeling_Afdeling',
			startDate: 'Contract.Concerndatum',
			endDate: 'Contract.DatumUitDienst',
		});
		expect(employees(records)).toEqual([
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
