import { instantOf, isPast, sameDay } from '../../nodes/PaxtonNet2/mapping/net2Dates';
import { parseEnd, parseStart } from '../../nodes/PaxtonNet2/mapping/siteTime';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { levelList } from '../../nodes/PaxtonNet2/actions/levelList';
import { readDepartment, readDoor } from '../../nodes/PaxtonNet2/actions/readLocator';
import { booleanOf, choiceOf, textOf, wholeNumberOf } from '../../nodes/PaxtonNet2/actions/values';
import { evidenceOf } from '../../nodes/PaxtonNet2/host/evidence';
import { NO_ENTRIES } from '../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import {
	containsMarkerOpening,
	deriveMarkerKey,
	readMarker,
	writeMarker,
} from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { parseHrList } from '../../nodes/PaxtonNet2/lifecycle/synchronize/hrList';
import { bareCard, cardValue, hexOf, sameCard } from '../../nodes/PaxtonNet2/mapping/cardNumber';
import { correlationFieldId } from '../../nodes/PaxtonNet2/mapping/customFields';
import { readFields, type FieldValues } from '../../nodes/PaxtonNet2/mapping/fields';
import { NAME_CONVENTIONS, nameBy } from '../../nodes/PaxtonNet2/mapping/nameConvention';
import { lookUp, lookUpAll, parseTable, tableFromRows } from '../../nodes/PaxtonNet2/mapping/table';
import { isNearMiss, normalKey, quoted, sameName } from '../../nodes/PaxtonNet2/mapping/text';
import type { CustomField } from '../../nodes/PaxtonNet2/net2/model';
import { createQuery } from '../../nodes/PaxtonNet2/net2/query';
import { sqlEndsWith, sqlText } from '../../nodes/PaxtonNet2/net2/sql';
import { anything, date, number, object, text, zone } from './inputs';
import { readSql } from './sqlReader';
import { expect, readOrRefused, target, type Target } from './target';

const FIELDS: CustomField[] = [
	{ id: 9, name: 'Email', maxLength: 50 },
	{ id: 13, name: 'Notes', maxLength: 0 },
	{ id: 14, name: 'Personnel number', maxLength: 50 },
];
/** A spreadsheet takes what begins like this for a formula (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

const keys = target('keys', 8, fc.tuple(anything, text), ([given, other]) => {
	const key = normalKey(given);
	expect(key === key.trim() && key !== '', 'a key is trimmed and says something');
	expect(normalKey(key) === key, 'a key that is read again stays');
	expect(!/[\p{Cc}\p{Cs}]/u.test(key), 'a key holds no control character');
	expect(isNearMiss(key, other) === isNearMiss(other, key), 'nearness goes both ways');
	expect(Array.from(quoted(key)).length <= 63, 'a quoted value stays short');
});

const sql = target('sql', 12, fc.array(text, { minLength: 1, maxLength: 6 }), async (values) => {
	for (const value of values) {
		const literal = readOrRefused(() => sqlText(value));
		if (literal === undefined) continue;
		const read = readSql(literal);
		expect(read.rest === '?' && read.literals[0] === value, 'a text is one literal, and that text');
		const like = readSql(sqlEndsWith('Field14_50', value));
		expect(like.rest === 'RTRIM(Field14_50) LIKE ? ESCAPE ?', 'an ending changes no condition');
		expect(
			like.literals[0]?.replace(/!(.)/gsu, '$1') === `%${value}`,
			'wildcards of an ending are text',
		);
	}
	const statements: string[] = [];
	const query = createQuery(async ({ query: sent }) => {
		statements.push(sent?.['query'] ?? '');
		return await Promise.resolve({
			status: 200,
			headers: {},
			body: new TextEncoder().encode('[]'),
		});
	});
	await query.usersByField(14, values);
	const literals: string[] = [];
	for (const statement of statements) {
		const read = readSql(statement);
		literals.push(...read.literals);
		expect(/WHERE Field14_50 IN \(\?(,\?)*\)$/.test(read.rest), 'values stay within their list');
		expect(!/;|--|\/\*/.test(read.rest), 'one statement, without a comment');
	}
	expect(new Set(literals).size === new Set(values).size, 'every value is asked for');
});

const fields = target(
	'fields',
	8,
	fc.tuple(
		fc.array(
			fc.tuple(
				fc.oneof(
					fc.constantFrom(
						'firstName',
						'lastName',
						'telephone',
						'pin',
						'isAlarmUser',
						'customField:9',
						'customField:13',
					),
					text,
				),
				fc.oneof(text, number, fc.boolean(), fc.constant(null)),
			),
			{ maxLength: 5 },
		),
		fc.constantFrom('keep' as const, 'clear' as const),
	),
	([entries, emptyValues]) => {
		const values: FieldValues = {};
		for (const [name, value] of entries)
			Object.defineProperty(values, name, { value, enumerable: true, configurable: true });
		const desired = readFields(values, FIELDS, emptyValues);
		for (const [id, value] of desired.custom) {
			const field = FIELDS.find((one) => one.id === id);
			expect(field !== undefined, 'only fields that the site has');
			expect(field.maxLength === 0 || value.length <= field.maxLength, 'a value fits its field');
		}
		for (const value of Object.values(desired.text))
			expect(!/[\p{Cc}\p{Cs}]/u.test(value), 'a name is printable');
		expect(desired.pin === undefined || /^\d*$/.test(desired.pin), 'a PIN is digits');
	},
);

const names = target(
	'names',
	8,
	fc.record({
		convention: fc.oneof(fc.constantFrom(...NAME_CONVENTIONS, ''), text),
		firstName: text,
		ownPrefix: text,
		ownName: text,
		partnerPrefix: text,
		partnerName: text,
	}),
	(name) => {
		const made = nameBy(name);
		expect(made.lastName !== '', 'nobody is left without a name');
		expect(sameName(made.lastName, made.lastName), 'a name is itself');
		expect(
			sameName(` ${made.lastName.toUpperCase()} `, made.lastName.toUpperCase()),
			'blanks count for nothing',
		);
	},
);

const dates = target(
	'dates',
	12,
	fc.tuple(date, date, zone, fc.integer({ min: 0, max: 4e12 })),
	([given, other, name, now]) => {
		const site = { zone: name };
		const start = parseStart(given, site);
		expect(WALL.test(start), 'a date is sent as wall time');
		expect(parseStart(start, site) === start, 'what is sent reads as itself');
		const end = parseEnd(given, site);
		expect(end >= start, 'an end is not before the start of its day');
		expect(!(isPast(end, now, site) && !isPast(start, now, site)), 'nothing ends before it begins');
		expect(Number.isFinite(instantOf(start, site)), 'a date is a moment');
		expect(sameDay(start, end, site), 'a date alone begins and ends on one day');
		expect(WALL.test(parseEnd(other, site)), 'a date is sent as wall time');
	},
);

const csv = target('csv', 8, fc.tuple(text, text), ([table, wanted]) => {
	const rows = parseTable(table);
	for (const row of rows) {
		expect(Object.getPrototypeOf(row) === null, 'a row has no prototype');
		expect(
			Object.keys(row).length === Object.keys(rows[0] ?? {}).length,
			'every row has every column',
		);
	}
	const columns = Object.keys(rows[0] ?? {});
	const [fromColumn = '', toColumn = fromColumn] = columns;
	const answer = lookUp(rows, { fromColumn, toColumn, value: wanted });
	expect(
		rows.some((row) => row[toColumn] === answer),
		'an answer stands in the table',
	);
});

/** What a spreadsheet writes comes back cell by cell. A line without anything in it is none, be it the first. */
const tables = target(
	'tables',
	8,
	fc.tuple(
		fc
			.uniqueArray(
				text.map((one) => one.trim()),
				{ minLength: 1, maxLength: 4 },
			)
			.filter((headers) => headers.some((header) => header !== '')),
		fc.array(fc.array(text, { minLength: 4, maxLength: 4 }), { maxLength: 4 }),
		fc.constantFrom(';', ',', '\t'),
		object,
	),
	([headers, lines, delimiter, extra]) => {
		const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
		const line = (cells: string[]) => cells.slice(0, headers.length).map(cell).join(delimiter);
		const rows = parseTable([headers, ...lines].map(line).join('\r\n'));
		const said = lines
			.map((cells) => cells.slice(0, headers.length).map((value) => value.trim()))
			.filter((cells) => cells.some((value) => value !== ''));
		expect(rows.length === said.length, 'no line is lost or made');
		for (const [n, row] of rows.entries())
			expect(
				String(headers.map((header) => row[header]?.trim())) === String(said[n]),
				'a cell comes back as it was written',
			);
		const [header = ''] = headers;
		lookUpAll(tableFromRows([...rows, extra]), {
			fromColumn: header,
			levelColumn: header,
			value: 'x',
		});
	},
);

const levels = target(
	'levels',
	6,
	fc.tuple(anything, fc.array(text, { maxLength: 5 })),
	([given, wanted]) => {
		const trimmed = wanted.map((name) => name.trim()).filter((name) => name !== '');
		const list = trimmed.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
		expect(String(levelList(list)) === String(trimmed), 'quoted names come back one by one');
		expect(String(levelList(trimmed)) === String(trimmed), 'a list of names is those names');
		for (const name of levelList(given)) expect(name.trim() !== '', 'no level is without a name');
	},
);

const cards = target(
	'cards',
	6,
	fc.tuple(
		fc.oneof(text, fc.stringMatching(/^[0-9A-Fa-f: -]{0,24}$/), fc.nat().map(String)),
		fc.constantFrom('decimal' as const, 'hex' as const, 'csn' as const),
	),
	([given, format]) => {
		try {
			const value = cardValue(given, format);
			expect(/^[1-9]\d{0,7}$/.test(value), 'a card is a number of at most eight digits');
			expect(cardValue(value, 'decimal') === value, 'a card number reads as itself');
			expect(
				sameCard(value, `00${value}`) && bareCard(value) === value,
				'leading zeros do not count',
			);
			expect(cardValue(hexOf(value) ?? '', 'hex') === value, 'its other form is the same card');
		} catch (error) {
			const said = error instanceof Error ? error.message : '';
			const digits = given.trim();
			expect(
				digits.length < 4 || !/\d{4}/.test(digits) || !said.includes(digits),
				'no message repeats a number',
			);
			throw error;
		}
	},
);

const locators = target(
	'locators',
	8,
	fc.tuple(anything, fc.oneof(fc.constantFrom('id', 'list', 'name', 'key'), text)),
	([value, mode]) => {
		for (const locator of [value, { mode, value }, { __rl: true, mode, value }]) {
			const department = readOrRefused(() => readDepartment(locator, 'Department'));
			expect(
				department === undefined ||
					department.by === 'name' ||
					mode === 'id' ||
					/^\d+$/.test(department.id),
				'an id out of the list is digits',
			);
			const door = readOrRefused(() => readDoor(locator));
			expect(
				door === undefined || door.by === 'name' || (Number.isSafeInteger(door.id) && door.id > 0),
				'a door is a positive number',
			);
		}
		readOrRefused(() => correlationFieldId(typeof value === 'string' ? value : undefined, FIELDS));
		const read = textOf(value, 'X');
		expect(read === undefined || read.trim() !== '', 'blank is absent');
		readOrRefused(() => booleanOf(value, 'X', false));
		expect(
			['a', 'b', undefined].includes(readOrRefused(() => choiceOf(value, 'X', ['a', 'b']))),
			'a choice is one of its words',
		);
		const whole = readOrRefused(() => wholeNumberOf(value, 'X', { absent: 1, least: 1, most: 32 }));
		expect(whole === undefined || (whole >= 1 && whole <= 32), 'a number is within its bounds');
	},
);

const column = fc.oneof(
	fc.constantFrom(
		'key',
		'Key',
		'firstName',
		'lastName',
		'email',
		'phone',
		'department',
		'startDate',
		'endDate',
		'accessLevels',
		'cards',
	),
	text,
);
const hrLists = target(
	'hr lists',
	8,
	fc.array(
		fc.oneof(
			anything,
			fc.array(fc.tuple(column, anything), { maxLength: 6 }).map((all) => Object.fromEntries(all)),
		),
		{ maxLength: 5 },
	),
	async (rows) => {
		const list = await parseHrList(
			rows.map((json, index) => ({ index, json })),
			{
				columnNames: [],
				severalLines: 'merge',
				leaverStatuses: [],
				blankEndDate: 'keep',
				levelsOf: levelList,
			},
			{ now: 1_795_000_000_000, site: { zone: 'Europe/Amsterdam' } },
		);
		const found = list.rows.map(({ key }) => key);
		expect(new Set(found).size === found.length, 'one row for each key');
		expect(list.rows.length + list.problems.length <= rows.length, 'no row is made up');
		for (const { error } of list.problems)
			expect(error.name === 'Net2Error', 'a problem has a reason');
	},
);

const evidence = target(
	'evidence',
	6,
	fc.array(fc.tuple(text, anything, anything, text), { maxLength: 4 }),
	(changes) => {
		const { rows, csv: sheet } = evidenceOf({
			operation: 'user.update',
			outcome: 'updated',
			changed: true,
			verified: true,
			dryRun: false,
			userId: 1,
			key: changes[0]?.[3] ?? null,
			name: changes[0]?.[0] ?? '',
			summary: '',
			changes: [],
			user: null,
			warnings: [],
			undo: null,
			audit: changes.map(([field, from, to, eventId]) => ({
				at: '2026-11-24T09:00:00Z',
				message: '',
				isError: false,
				operator: 'System engineer',
				eventId,
				// Net2 and the parameters give JSON values only.
				changes: [{ field, label: field, from: jsonable(from), to: jsonable(to) }],
			})),
		});
		expect(rows.length === changes.length, 'every change is told');
		for (const row of rows)
			for (const cell of Object.values(row)) expect(!FORMULA.test(cell), 'no cell is a formula');
		for (const separator of [',', ';', '\t'])
			for (const piece of sheet.split(separator).flatMap((part) => part.split(/[\r\n]/)))
				expect(!/^[\s"]*[=+\-@]/.test(piece), 'no cell is a formula under another separator');
		const back: string[][] = parse(sheet, { record_delimiter: '\r\n' });
		expect(back.length === rows.length + 1, 'a sheet has a line for each row');
		for (const [n, row] of rows.entries())
			expect(
				String(back[n + 1]) === wellFormed(String(Object.values(row))),
				'a sheet says the same',
			);
	},
);

/** As it is in a UTF-8 file, which has no half characters. */
function wellFormed(value: string): string {
	return Buffer.from(value).toString();
}

function jsonable(value: unknown): unknown {
	return typeof value === 'bigint' ? String(value) : value;
}

const id = fc.integer({ min: 1, max: 99_999 });
const KEY = deriveMarkerKey('fuzz');
const markers = target(
	'markers',
	6,
	fc.tuple(text, text, fc.uniqueArray(id, { maxLength: 4 }), fc.uniqueArray(id, { maxLength: 3 })),
	([before, after, ruleLevels, temporary]) => {
		const whose = { userId: 7, key: KEY };
		const typed = readMarker(before + after, whose);
		expect(!typed.authentic, 'text from outside is never an authentic marker');
		const plain = containsMarkerOpening(before) ? '' : before;
		const entries = {
			...NO_ENTRIES,
			ruleLevels,
			temporary: temporary.map((levelId) => ({ levelId, until: Date.parse('2026-12-01') })),
		};
		const write = (field: string, next: typeof entries) => {
			const written = writeMarker(field, next, { ...whose, room: 0 });
			expect(written !== 'noRoom', 'a field without a limit has room');
			return written.text;
		};
		const written = write(plain, entries);
		const read = readMarker(written, whose).entries;
		expect(
			String([...read.ruleLevels].sort()) === String([...ruleLevels].sort()) &&
				read.temporary.length === temporary.length,
			'what is stored is read back',
		);
		expect(written.startsWith(plain), 'other text in the field stays');
		expect(
			!readMarker(written, { ...whose, userId: 8 }).authentic,
			'the marker of one user is not authentic for another',
		);
		expect(
			write(written, { ...NO_ENTRIES, ruleLevels: [], temporary: [] }) === plain,
			'the marker goes when nothing is stored',
		);
	},
);

export const TEXTS: Target[] = [
	keys,
	sql,
	fields,
	names,
	dates,
	csv,
	tables,
	levels,
	cards,
	locators,
	hrLists,
	evidence,
	markers,
];
