import * as fc from 'fast-check';

/** Texts that mean something to some layer beneath: SQL, addresses, CSV, spreadsheets, templates, prototypes. */
const PIECES = [
	"'",
	"''",
	"';--",
	"' OR 1=1 --",
	'"',
	'""',
	';',
	',',
	'\t',
	'\r\n',
	'\0',
	'\u2028',
	'\uFEFF',
	'\u200B',
	'\uD800',
	'%',
	'_',
	'[',
	']',
	'!',
	'../',
	'/',
	'?',
	'#',
	'%2e%2e%2f',
	'=HYPERLINK("x")',
	'@SUM(1)',
	'+1',
	'-1',
	'{{ $json }}',
	'${x}',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'<script>',
	'[n8n1 rules=1+2]',
	'[n8n9]',
	'id:1',
	'0x1F',
	'00123',
	'1e9',
	'NaN',
	'null',
	'2026-02-29',
	'2026-11-24T09:00:00Z',
	'31/12/2026',
	'Ł',
	'e\u0301',
	'🙂',
	'ﬁ',
	'１２３',
	'a'.repeat(300),
];

/** Anything that could be in a cell. */
export const text = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((all) => all.join('')),
	},
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
	{ weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.string({ maxLength: 10 }), fc.constantFrom(...PIECES), fc.string({ maxLength: 10 }))
			.map((all) => all.join('')),
	},
	{
		weight: 1,
		arbitrary: fc.string({
			unit: fc.constantFrom(' ', '0', '"', "'", ',', '(', 'a', '\n'),
			maxLength: 2_000,
		}),
	},
);

export const number = fc.oneof(
	fc.integer(),
	fc.double(),
	fc.maxSafeInteger(),
	fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 2 ** 53, 1e21, 0.1, -1),
);

/** Objects out of JSON.parse, so that `__proto__` is a member of its own. */
export const object = fc
	.array(fc.tuple(text, fc.oneof(text, number, fc.constant(null), fc.boolean())), { maxLength: 4 })
	.map((entries) => {
		const members = entries.map(
			([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
		);
		const parsed: unknown = JSON.parse(`{${members.join(',')}}`);
		return parsed;
	});

/** Whatever an expression may come to. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 5, arbitrary: text },
	{ weight: 2, arbitrary: number },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, null, true, false, 10n, [], {}) },
	{ weight: 2, arbitrary: object },
	{ weight: 1, arbitrary: fc.array(fc.oneof(text, number, object), { maxLength: 4 }) },
);

/** Dates as people and systems write them, most of them wrong. */
export const date = fc.oneof(
	{ weight: 2, arbitrary: text },
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				fc.integer({ min: 0, max: 10_000 }),
				fc.integer({ min: 0, max: 13 }),
				fc.integer({ min: 0, max: 32 }),
				fc.constantFrom(
					'',
					'T00:00:00',
					'T02:30:00',
					' 23:59',
					'T24:00:00',
					'T12:00:00.123456789',
					'T9:00',
				),
				fc.constantFrom('', 'Z', '+01:00', '-1200', '+14', '+99:99', ' UTC'),
			)
			.map(([year, month, day, time, zone]) => {
				const two = (part: number) => String(part).padStart(2, '0');
				return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${time}${zone}`;
			}),
	},
);

export const zone = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'Europe/Amsterdam',
			'UTC',
			'Asia/Kathmandu',
			'Pacific/Apia',
			'+05:30',
			'America/St_Johns',
		),
	},
	{ weight: 1, arbitrary: text },
);
