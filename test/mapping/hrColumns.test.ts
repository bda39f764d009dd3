import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	HR_COLUMNS,
	recogniseColumns,
	type ColumnAssignment,
} from '../../nodes/PaxtonNet2/mapping/hrColumns';

/** A list of one line with these headers, and a personnel number unless one of the headers is it. */
const withHeaders = (...headers: string[]) => [
	Object.fromEntries(headers.map((header) => [header, 'x'])),
];
const columns = (headers: string[], assignments: ColumnAssignment[] = []) =>
	recogniseColumns(withHeaders(...headers), assignments);
const messages = (headers: string[], assignments: ColumnAssignment[] = []) =>
	columns(headers, assignments).problems.map(({ explanation }) => explanation);

describe('a header lands in the right column', () => {
	const SPELLINGS: Array<[header: string, means: string]> = [
		['key', 'key'],
		['personnelNumber', 'key'],
		['Personnel Number', 'key'],
		['employee_number', 'key'],
		['EMPLOYEE-NUMBER', 'key'],
		['employeeId', 'key'],
		['Employee_ID', 'key'],
		['Personeelsnummer', 'key'],
		['personeels nummer', 'key'],
		['Medewerker', 'key'],
		['Personalnummer', 'key'],
		['Personal-Nr.', 'key'],
		['Mitarbeiternummer', 'key'],
		['First Name', 'firstName'],
		['first_name', 'firstName'],
		['givenName', 'firstName'],
		['Legal_First_Name', 'firstName'],
		['Roepnaam', 'firstName'],
		['Voornaam', 'firstName'],
		['Vorname', 'firstName'],
		['Tussenvoegsel', 'middleName'],
		['Middle name', 'middleName'],
		['surname', 'lastName'],
		['Last_Name', 'lastName'],
		['Achternaam', 'lastName'],
		['ACHTERNAAM', 'lastName'],
		['Nachname', 'lastName'],
		['Familienname', 'lastName'],
		['Department', 'department'],
		['Afdeling', 'department'],
		['Abteilung', 'department'],
		['Organisatorische_eenheid', 'department'],
		['Organization Unit', 'department'],
		['E-mail', 'email'],
		['Work_Email', 'email'],
		['E-mailadres', 'email'],
		['E-Mail-Adresse', 'email'],
		['Job Title', 'title'],
		['Functie', 'title'],
		['Functie_omschrijving', 'title'],
		['Stellenbezeichnung', 'title'],
		['Phone', 'phone'],
		['Telefoonnummer', 'phone'],
		['Telefon', 'phone'],
		['start_date', 'startDate'],
		['Hire_Date', 'startDate'],
		['Datum in dienst', 'startDate'],
		['Indienstdatum', 'startDate'],
		['Eintrittsdatum', 'startDate'],
		['end_date', 'endDate'],
		['End Date', 'endDate'],
		['END-DATE', 'endDate'],
		['terminationDate', 'endDate'],
		['Termination Date', 'endDate'],
		['leave_date', 'endDate'],
		['Datum uit dienst', 'endDate'],
		['DatumUitDienst', 'endDate'],
		['Einddatum', 'endDate'],
		['Austrittsdatum', 'endDate'],
		['Enddatum', 'endDate'],
		['employeeLeaveDateTime', 'endDate'],
		['Status', 'status'],
		['active', 'status'],
		['Is Active', 'status'],
		['Employment status', 'status'],
		['accountEnabled', 'status'],
		['Access Levels', 'accessLevels'],
		['cards', 'cards'],
		['event_id', 'eventId'],
		['Naamgebruik_code', 'nameConvention'],
		['Geboortenaam', 'ownName'],
		['partner name', 'partnerName'],
	];

	test.each(SPELLINGS)('%s is %s', (header, means) => {
		const own = means === 'key' ? [header] : ['key', header];
		// A name convention is used with a family name only.
		const rest = ['nameConvention', 'partnerName'].includes(means) ? ['ownName'] : [];
		const { headerOf, problems } = columns([...own, ...rest]);
		expect(problems).toEqual([]);
		expect(Object.fromEntries(headerOf)).toMatchObject({ [means]: header });
	});

	it('in at least 60 spellings', () => {
		expect(new Set(SPELLINGS.map(([header]) => header)).size).toBeGreaterThanOrEqual(60);
	});

	it('whatever its case, blanks, hyphens and underscores', () => {
		const separator = fc.constantFrom('', ' ', '-', '_', '  ', ' - ', '.');
		const words = fc.constantFrom(
			['personnel', 'number'],
			['termination', 'date'],
			['datum', 'uit', 'dienst'],
			['last', 'name'],
			['access', 'levels'],
			['austritts', 'datum'],
		);
		fc.assert(
			fc.property(words, separator, fc.infiniteStream(fc.boolean()), (parts, mark, upper) => {
				const plain = columns([parts.join('')]).recognised.map(({ means }) => means);
				const spelled = [...parts.join(mark)]
					.map((letter) => (upper.next().value === true ? letter.toUpperCase() : letter))
					.join('');
				expect(plain).toHaveLength(1);
				expect(columns([spelled]).recognised).toEqual([{ column: spelled, means: plain[0] }]);
			}),
		);
	});
});

describe('a column that looks like an end date or a status and is not understood', () => {
	const UNKNOWN = [
		'contract_end_reason',
		'Vertragsende laut Tarif',
		'End',
		'Ends on',
		'Valid until',
		'validTo',
		'Expiry Date',
		'exit',
		'left on',
		'Last day',
		'isTerminated',
		'terminated',
		'inactive',
		'Employment State',
		'lifecycleStatus',
		'Status 2',
		'Statuscode',
		'Uit dienst',
		'In dienst?',
		'Reden uitdiensttreding',
		'Einddatum proeftijd',
		'Tot en met',
		'Ontslagdatum aangezegd',
		'Gültig bis',
		'Kündigungsdatum',
		'ausgeschieden',
		'Aktiv?!2',
		'offboarded',
		'disabled',
		'probation end date',
		'Date out',
		'Departure',
		'Projektende',
		'Uitstroomdatum',
		'contractTo',
		'In dienst t/m',
		'Contract t/m',
		'Datum t/m',
		'Werkzaam t/m',
		't/m',
		'To',
		'Final working day',
		'Final date',
		'Pensioendatum',
		'Uitschrijfdatum',
		'Vertrekt op',
		'Stopt op',
		'Verlaten op',
		'Severance date',
		'Former employee',
		'Ex-medewerker',
		'Works here',
		'Removed',
		'Retires on',
		'Freigestellt ab',
		'Rente ab',
		'Non-actief',
		'Dismissed on',
	];

	test.each(UNKNOWN)('%s stops the run until it is assigned', (header) => {
		const { problems, ignored } = columns(['key', header]);
		expect(problems.map(({ reason }) => reason)).toEqual(['unknownColumn']);
		expect(problems[0]?.message).toContain(`'${header}'`);
		expect(problems[0]?.remedy).toContain("'Column Names'");
		expect(ignored).toEqual([header]);
		for (const means of ['ignore', 'endDate', 'status', 'title'] as const)
			expect(messages(['key', header], [{ column: header, means }])).toEqual([]);
	});

	test.each([
		'id',
		'displayName',
		'Preferred_Name',
		'location',
		'gender',
		'calendar',
		'Weekend shift',
		'friend',
		'salary',
		'dateOfBirth',
		'Geburtsdatum',
		'cost center',
		'Manager',
		'Supervisory_Organization',
		'Worker_Type',
		'userType',
		'site',
		'Marital status',
		'Leave balance',
		'Kostenstelle',
		'Volgnummer_contract',
		'Voorletters',
		'Reports to',
		'Former last name',
		'Final salary',
		'Pensioenregeling',
		'Rentenversicherung',
		'Works council',
		'__EMPTY',
	])('is not %s, which is ignored and listed', (header) => {
		const { problems, ignored, recognised } = columns(['key', header]);
		expect(problems).toEqual([]);
		expect(ignored).toEqual([header]);
		expect(recognised).toEqual([{ column: 'key', means: 'key' }]);
	});
});

describe('the personnel number', () => {
	it('is never a column named id, in any spelling', () => {
		for (const id of ['id', 'ID', 'Id ', '_id']) {
			const { headerOf, problems } = columns([id, 'lastName']);
			expect(headerOf.has('key')).toBe(false);
			expect(problems.map(({ reason }) => reason)).toEqual(['unknownColumn']);
			expect(problems[0]?.explanation).toContain("'Column Names'");
		}
	});

	it('may be assigned to such a column by hand', () => {
		const { headerOf } = columns(['id'], [{ column: 'id', means: 'key' }]);
		expect(headerOf.get('key')).toBe('id');
	});

	it('is missing under a title row, and the remedy says so', () => {
		const [message] = messages(['Staff list November', '__EMPTY', '__EMPTY_1']);
		expect(message).toContain("'Extract from File'");
		expect(message).toContain('title');
	});

	it('is no problem of a list without lines', () => {
		expect(recogniseColumns([]).problems).toEqual([]);
		expect(recogniseColumns([{}]).problems).toEqual([]);
	});
});

describe('access levels and cards', () => {
	test.each(['levels', 'access', 'Zutrittsgruppen', 'toegang', 'card', 'badge', 'pas', 'token'])(
		'are not recognised as %s',
		(header) => {
			expect(columns(['key', header]).ignored).toEqual([header]);
		},
	);
});

describe('which name wins', () => {
	it('our exact name wins over a synonym, which is then ignored', () => {
		const found = columns(['key', 'endDate', 'terminationDate', 'email', 'E-mail']);
		expect(found.problems).toEqual([]);
		expect(found.headerOf.get('endDate')).toBe('endDate');
		expect(found.headerOf.get('email')).toBe('email');
		expect(found.ignored).toEqual(['terminationDate', 'E-mail']);
	});

	it('the table wins over our exact name', () => {
		const { headerOf, ignored, assigned, problems } = columns(
			['key', 'endDate', 'lastDay'],
			[{ column: 'lastDay', means: 'endDate' }],
		);
		expect(problems).toEqual([]);
		expect(headerOf.get('endDate')).toBe('lastDay');
		expect(ignored).toEqual(['endDate']);
		expect(assigned).toEqual([{ column: 'lastDay', means: 'endDate' }]);
	});

	it('the table finds a header in another spelling, and reports one that is not there', () => {
		const list = [{ column: 'last DAY', means: 'endDate' as const }];
		expect(columns(['key', 'last_day'], list).headerOf.get('endDate')).toBe('last_day');
		const missing = columns(['key'], list);
		expect(missing.problems).toEqual([]);
		expect(missing.warnings).toHaveLength(1);
		expect(columns(['key'], [{ column: 'x', means: 'ignore' }]).warnings).toEqual([]);
	});

	test.each([
		[['key', 'Termination Date', 'Contract end'], 'end date'],
		[['key', 'End Date', 'Einddatum'], 'end date'],
		[['key', 'status', 'active'], 'status'],
		[['personnelNumber', 'employeeNumber'], 'personnel number'],
		[['key', 'Key ', 'Voornaam', 'Roepnaam'], 'first name'],
		[['key', 'Afdeling', 'Abteilung'], 'department'],
	])('two candidates of %j stop the run', (headers, what) => {
		const { problems } = columns(headers);
		expect(problems.map(({ reason }) => reason)).toEqual(['unknownColumn']);
		expect(problems[0]?.message).toContain(what);
		for (const header of headers.slice(-2)) expect(problems[0]?.message).toContain(`'${header}'`);
		expect(problems[0]?.remedy).toContain("'Column Names'");
	});

	it('two candidates are settled by the table, also by ignoring one', () => {
		const headers = ['key', 'Termination Date', 'Contract end'];
		const use = columns(headers, [{ column: 'Contract end', means: 'endDate' }]);
		const ignore = columns(headers, [{ column: 'Termination Date', means: 'ignore' }]);
		for (const { headerOf, problems } of [use, ignore]) {
			expect(problems).toEqual([]);
			expect(headerOf.get('endDate')).toBe('Contract end');
		}
	});

	it('a table that contradicts itself stops the run', () => {
		const twice: ColumnAssignment[] = [
			{ column: 'a', means: 'endDate' },
			{ column: 'a', means: 'startDate' },
		];
		expect(columns(['key', 'a'], twice).problems).not.toEqual([]);
		const two: ColumnAssignment[] = [
			{ column: 'a', means: 'endDate' },
			{ column: 'b', means: 'endDate' },
		];
		expect(columns(['key', 'a', 'b'], two).problems).not.toEqual([]);
	});

	it('stops when the end date that loses is the only one of a line', () => {
		// The shape of SuccessFactors: the exact name is there, and the other column has the date.
		const list = [
			{ key: '1', endDate: '2026-12-31', lastDateWorked: '2026-12-31' },
			{ key: '2', endDate: null, lastDateWorked: '/Date(1798675200000)/' },
		];
		const { problems } = recogniseColumns(list);
		expect(problems.map(({ reason }) => reason)).toEqual(['unknownColumn']);
		expect(problems[0]?.message).toContain("'lastDateWorked'");
		for (const means of ['endDate', 'ignore'] as const)
			expect(recogniseColumns(list, [{ column: 'lastDateWorked', means }]).problems).toEqual([]);
	});
});

describe('names by a convention', () => {
	it('are composed from the columns of AFAS, and the prefix is that of the own name', () => {
		const { headerOf, problems } = columns([
			'Medewerker',
			'Roepnaam',
			'Voorvoegsel',
			'Geboortenaam',
			'Voorvoegsel_partner',
			'Geboortenaam_partner',
			'Naamgebruik_code',
		]);
		expect(problems).toEqual([]);
		expect(Object.fromEntries(headerOf)).toEqual({
			key: 'Medewerker',
			firstName: 'Roepnaam',
			ownPrefix: 'Voorvoegsel',
			ownName: 'Geboortenaam',
			partnerPrefix: 'Voorvoegsel_partner',
			partnerName: 'Geboortenaam_partner',
			nameConvention: 'Naamgebruik_code',
		});
	});

	it('and a last name of equal rank are two candidates', () => {
		expect(messages(['key', 'Achternaam', 'Geboortenaam', 'Naamgebruik'])).toHaveLength(1);
		expect(messages(['key', 'Achternaam', 'Partnernaam', 'Naamgebruik'])).toHaveLength(1);
	});

	it('give way to lastName, our exact name, and to a list without a convention', () => {
		for (const headers of [
			['key', 'lastName', 'Geboortenaam', 'Naamgebruik'],
			['key', 'Achternaam', 'Geboortenaam', 'Partnernaam'],
		]) {
			const { headerOf, problems, ignored } = columns(headers);
			expect(problems).toEqual([]);
			expect(headerOf.get('lastName')).toBe(headers[1]);
			expect(ignored.sort()).toEqual(headers.slice(2).sort());
		}
	});
});

describe('headers from outside', () => {
	it('with lost characters are refused with the word encoding', () => {
		const [message] = messages(['key', 'K\uFFFDndigung laut Vertrag']);
		expect(message).toContain('line 1');
		expect(message).toContain('encoding');
	});

	it('named like members of an object are only headers', () => {
		const list: unknown[] = [
			JSON.parse('{"key":"1","__proto__":"x","constructor":"y","toString":"z"}'),
		];
		const { ignored, problems } = recogniseColumns(list);
		expect(ignored).toEqual(['__proto__', 'constructor', 'toString']);
		expect(problems).toEqual([]);
	});

	it('are a result, whatever the list', () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything()))),
				(x) => {
					recogniseColumns(x);
				},
			),
		);
	});

	it('are used, assigned or ignored, each once', () => {
		const header = fc.oneof(
			fc.constantFrom(...HR_COLUMNS, 'End Date', 'Achternaam', 'Geboortenaam', 'isActive'),
			fc.string({ minLength: 1 }),
		);
		fc.assert(
			fc.property(fc.uniqueArray(header, { minLength: 1 }), (headers) => {
				const { recognised, ignored, problems } = columns(headers);
				const seen = [...recognised.map(({ column }) => column), ...ignored];
				expect(new Set(seen).size).toBe(seen.length);
				if (problems.length === 0) expect(seen.sort()).toEqual([...headers].sort());
			}),
		);
	});
});

test.each([
	['Personelsnummer', "There is 'Personeelsnummer'."],
	['Colour', undefined],
])("suggests a near column if 'Column Names' assigns the missing column %s", (column, near) => {
	const { warnings } = columns(['Personeelsnummer', 'Voornaam'], [{ column, means: 'key' }]);
	const text = warnings.join(' ');
	expect(text).toContain(`assigns the column '${column}', which the HR list does not have.`);
	if (near === undefined) expect(text).not.toContain('There is');
	else expect(text).toContain(near);
});
