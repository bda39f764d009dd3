import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it, test } from 'vitest';
import {
	hasEnded,
	hasStarted,
	net2End,
	net2Start,
	parseHrDate,
	type DateOrder,
	type HrDate,
} from '../../nodes/PaxtonNet2/mapping/hrDates';
import { orRefusal, refusal } from './refusal';

const AMSTERDAM = { zone: 'Europe/Amsterdam' };
const NEW_YORK = { zone: 'America/New_York' };
const AUCKLAND = { zone: 'Pacific/Auckland' };
const SITES = [AMSTERDAM, NEW_YORK, AUCKLAND];
const EDGES = ['start', 'end'] as const;

const end = (value: unknown, site = AMSTERDAM, dateOrder?: DateOrder) =>
	parseHrDate(value, {
		column: 'end',
		site,
		header: 'Einddatum',
		...(dateOrder !== undefined && { dateOrder }),
	});
const start = (value: unknown, site = AMSTERDAM, dateOrder?: DateOrder) =>
	parseHrDate(value, {
		column: 'start',
		site,
		header: 'Indienst',
		...(dateOrder !== undefined && { dateOrder }),
	});

// The rows of the table in docs/hr-data.md, in its order.
describe('a day of 31 December 2026', () => {
	const forms = [
		'2026-12-31',
		' 2026-12-31\u00a0',
		'2026-12-31\u200b',
		'2026-12-31T00:00:00',
		'2026-12-31 00:00:00',
		'2026-12-31T00:00',
		'2026-12-31T00:00:00Z',
		'2026-12-31T00:00:00.000Z',
		'2026-12-31T00:00:00+01:00',
		'2026-12-31T00:00:00-08:00',
		'2026-12-31 00:00:00+00',
		'2026-12-31T23:59:59',
		'2026-12-31T23:59:59Z',
		'2026-12-31T23:59:59.999Z',
		'2026-12-31T23:59:59+13:00',
		'2026-12-31-08:00',
		'2026-12-31+01:00',
		'2026-12-31Z',
		'20261231',
		'20261231225959.0Z',
		'/Date(1798675200000)/',
		'\\/Date(1798675200000)\\/',
		'/Date(1798675200000+0100)/',
		46387,
		'46387',
		20261231,
		new Date('2026-12-31T00:00:00Z'),
	];
	for (const site of SITES)
		for (const column of EDGES)
			test.each(forms)(`is read from %j as a ${column} at ${site.zone}`, (value) => {
				expect(parseHrDate(value, { column, site })).toEqual({ day: '2026-12-31' });
			});

	test.each([
		['2026-12-30T23:00:00Z', AMSTERDAM],
		['2026-12-31T22:59:59Z', AMSTERDAM],
		['2026-12-30 23:00:00+00', AMSTERDAM],
		['/Date(1798671600000)/', AMSTERDAM],
		['2026-12-31T05:00:00Z', NEW_YORK],
		['2027-01-01T04:59:59Z', NEW_YORK],
		['2026-12-31T06:00:00+01:00', NEW_YORK],
		['20261231060000+0100', NEW_YORK],
		['20261230210000.0-0200', AMSTERDAM],
		['2026-12-30T11:00:00Z', AUCKLAND],
		['2026-12-31T10:59:59.999Z', AUCKLAND],
	])('is read from the instant %s, a midnight of %j', (text, site) => {
		for (const column of EDGES) {
			expect(parseHrDate(text, { column, site })).toEqual({ day: '2026-12-31' });
			const instant = text.startsWith('/') ? 1798671600000 : Date.parse(text.replace(' ', 'T'));
			if (Number.isNaN(instant)) continue;
			expect(parseHrDate(new Date(instant), { column, site })).toEqual({ day: '2026-12-31' });
			const luxon = DateTime.fromMillis(instant, { zone: 'utc' });
			expect(parseHrDate(luxon, { column, site })).toEqual({ day: '2026-12-31' });
		}
	});

	it('is read from a Luxon date at midnight of its own zone, whichever zone that is', () => {
		const luxon = DateTime.fromISO('2026-12-31', { zone: 'Asia/Tokyo' });
		expect(end(luxon, NEW_YORK)).toEqual({ day: '2026-12-31' });
		expect(end(luxon.endOf('day'), NEW_YORK)).toEqual({ day: '2026-12-31' });
	});

	test.each([
		['31-12-2026', 'dayFirst'],
		['31.12.2026', 'dayFirst'],
		['31/12/2026', 'dayFirst'],
		['31/12/2026 00:00', 'dayFirst'],
		['31-12-2026 23:59:59', 'dayFirst'],
		['12/31/2026', 'monthFirst'],
		['12/31/2026 12:00:00 AM', 'monthFirst'],
		['12/31/2026 11:59:59 PM', 'monthFirst'],
	] as const)('is read from %s with the order %s, and refused without', (text, order) => {
		expect(end(text, AMSTERDAM, order)).toEqual({ day: '2026-12-31' });
		expect(start(text, AMSTERDAM, order)).toEqual({ day: '2026-12-31' });
		for (const other of [undefined, 'none'] as const) {
			const error = refusal(() => end(text, AMSTERDAM, other));
			expect(error.reason).toBe('badInput');
			expect(error.message).toContain(`"${text}"`);
			expect(error.message).toContain("'Einddatum'");
			expect(error.explanation).toContain("'Date Order'");
		}
		const wrong = order === 'dayFirst' ? 'monthFirst' : 'dayFirst';
		expect(refusal(() => end(text, AMSTERDAM, wrong)).explanation).toContain("'Date Order'");
	});
});

describe('both orders', () => {
	it('swaps day and month, and takes one digit', () => {
		expect(start('01/05/2022', AMSTERDAM, 'dayFirst')).toEqual({ day: '2022-05-01' });
		expect(start('01/05/2022', AMSTERDAM, 'monthFirst')).toEqual({ day: '2022-01-05' });
		expect(start('1-5-2022', AMSTERDAM, 'dayFirst')).toEqual({ day: '2022-05-01' });
	});
});

describe('no end', () => {
	test.each([
		'2099-01-01',
		'2099-12-31',
		'2099-12-31T00:00:00Z',
		'2098-12-31T23:00:00Z',
		'2199-01-01',
		'2199-12-31T12:00:00',
		'2200-06-30',
		'2999-12-31',
		'9999-12-31',
		'99991231',
		'9999-12-31T23:59:59.9999999',
		'/Date(253402214400000)/',
		72686,
		2958465,
		new Date('9999-12-31T00:00:00Z'),
	])('is what %j means as an end, and it is an error as a start', (value) => {
		expect(end(value)).toEqual({ never: true });
		const error = refusal(() => start(value));
		expect(error.reason).toBe('badInput');
		expect(error.message).toContain("'Indienst'");
		expect(error.remedy).not.toBe('');
	});

	test.each(['never', ' Never ', 'NEVER'])('is what the word %j means', (word) => {
		expect(end(word)).toEqual({ never: true });
		expect(refusal(() => start(word)).reason).toBe('badInput');
	});

	test.each(['2098-12-31', '2099-01-02', '2099-12-30', '2100-01-01', '2198-12-31'])(
		'is not what %s means',
		(day) => {
			expect(end(day)).toEqual({ day });
			expect(start(day)).toEqual({ day });
		},
	);
});

describe('blank', () => {
	test.each([
		null,
		undefined,
		'',
		'  ',
		'\u200b',
		'0000-00-00',
		'0000-00-00 00:00:00',
		'0001-01-01',
		'0001-01-01T00:00:00Z',
		'0001-01-01T00:00:00.0000000',
		'00000000',
		'00010101',
		'/Date(-62135596800000)/',
		new Date('0001-01-01T00:00:00Z'),
	])('is what %j means', (value) => {
		for (const site of SITES) {
			expect(end(value, site)).toEqual({ blank: true });
			expect(start(value, site)).toEqual({ blank: true });
		}
	});
});

describe('the zero of a computer system', () => {
	test.each([
		'1899-12-30',
		'1899-12-31T00:00:00',
		'1900-01-01',
		'1970-01-01T00:00:00Z',
		'1970-12-31',
		'19700101',
		'/Date(0)/',
		20000,
		new Date(0),
	])('as an end, %j is an error and no reason to disable', (value) => {
		const error = refusal(() => end(value));
		expect(error.reason).toBe('badInput');
		expect(error.message).toContain("'Einddatum'");
		expect(error.remedy).not.toBe('');
	});

	it('does not reach 1971', () => {
		expect(end('1971-01-01')).toEqual({ day: '1971-01-01' });
	});

	it('as a start, is a day from 1900 on', () => {
		expect(start('1900-01-01')).toEqual({ day: '1900-01-01' });
		expect(start('1969-05-01')).toEqual({ day: '1969-05-01' });
		expect(refusal(() => start('1899-12-30')).reason).toBe('badInput');
	});
});

describe('an instant', () => {
	test.each([
		['2026-12-31T17:00:00', AMSTERDAM, '2026-12-31T16:00:00Z'],
		['2026-12-31T17:00:00', NEW_YORK, '2026-12-31T22:00:00Z'],
		['2026-12-31 17:00', AUCKLAND, '2026-12-31T04:00:00Z'],
		['2026-12-31T17:00:00Z', NEW_YORK, '2026-12-31T17:00:00Z'],
		['2026-12-31T22:59:59Z', NEW_YORK, '2026-12-31T22:59:59Z'],
		['2026-12-31T23:59:00Z', AMSTERDAM, '2026-12-31T23:59:00Z'],
		['2026-12-31T00:00:01', AMSTERDAM, '2026-12-30T23:00:01Z'],
		['20261231120000.0Z', AMSTERDAM, '2026-12-31T12:00:00Z'],
		['/Date(1798718400000)/', AMSTERDAM, '2026-12-31T12:00:00Z'],
		[46387.5, AMSTERDAM, '2026-12-31T11:00:00Z'],
		['46387,75', AMSTERDAM, '2026-12-31T17:00:00Z'],
		[new Date('2026-12-31T16:30:00Z'), AMSTERDAM, '2026-12-31T16:30:00Z'],
	])('is read from %j at %j', (value, site, instant) => {
		for (const column of EDGES)
			expect(parseHrDate(value, { column, site })).toEqual({ instant: Date.parse(instant) });
	});

	it('goes to Net2 as the wall time of the site', () => {
		const instant = { instant: Date.parse('2026-12-31T17:00:00Z') };
		expect(net2End(instant, AMSTERDAM)).toBe('2026-12-31T18:00:00');
		expect(net2Start(instant, NEW_YORK)).toBe('2026-12-31T12:00:00');
	});
});

describe('a change of clocks', () => {
	test.each([
		// Midnight of the day on which the clock changes, and of the day after it.
		['2026-03-28T23:00:00Z', AMSTERDAM, '2026-03-29'],
		['2026-03-29T22:00:00Z', AMSTERDAM, '2026-03-30'],
		['2026-10-24T22:00:00Z', AMSTERDAM, '2026-10-25'],
		['2026-10-25T22:59:59Z', AMSTERDAM, '2026-10-25'],
		['2026-03-08T05:00:00Z', NEW_YORK, '2026-03-08'],
		['2026-11-02T04:59:59Z', NEW_YORK, '2026-11-01'],
		['2026-04-04T11:00:00Z', AUCKLAND, '2026-04-05'],
		['2026-09-26T12:00:00Z', AUCKLAND, '2026-09-27'],
	])('midnight %s at %j is %s', (text, site, day) => {
		expect(end(text, site)).toEqual({ day });
		expect(start(new Date(text), site)).toEqual({ day });
	});

	test.each([
		// A time that the clock skips: a start moves later, an end earlier.
		['2026-03-29T02:30:00', '2026-03-29T01:30:00Z', '2026-03-29T00:30:00Z'],
		// A time that it shows twice: a start takes the second, an end the first.
		['2026-10-25T02:30:00', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00Z'],
	])('%s never gives more access', (text, later, earlier) => {
		expect(start(text)).toEqual({ instant: Date.parse(later) });
		expect(end(text)).toEqual({ instant: Date.parse(earlier) });
	});

	it('starts at the first time of a day whose midnight is skipped', () => {
		const cairo = { zone: 'Africa/Cairo' };
		expect(net2Start({ day: '2026-04-24' }, cairo)).toBe('2026-04-24T01:00:00');
		expect(net2End({ day: '2026-04-24' }, cairo)).toBe('2026-04-24T23:59:00');
	});
});

describe('values of a PostgreSQL view', () => {
	// The Postgres node gives text from version 2.7 on, ISO text for times from 2.1 on, and JavaScript dates before.
	const localMidnight = (iso: string, zone: string) => DateTime.fromISO(iso, { zone }).toJSDate();

	for (const site of SITES) {
		test.each([
			['DATE as text', '2026-12-31'],
			['DATE as a JavaScript date in the zone of the site', localMidnight('2026-12-31', site.zone)],
			['DATE as a JavaScript date in UTC', localMidnight('2026-12-31', 'utc')],
			['TIMESTAMP as text', '2026-12-31 00:00:00'],
			['TIMESTAMP as the end of the day', '2026-12-31 23:59:59.999'],
			['TIMESTAMP as ISO text in UTC', '2026-12-31T00:00:00.000Z'],
			['TIMESTAMP as a JavaScript date', localMidnight('2026-12-31T00:00:00', site.zone)],
			['TIMESTAMPTZ as text', '2026-12-31 00:00:00+01'],
			['TIMESTAMPTZ as ISO text', localMidnight('2026-12-31', site.zone).toISOString()],
			['TIMESTAMPTZ as a JavaScript date', localMidnight('2026-12-31T23:59:59', site.zone)],
		])(`read %s at ${site.zone}`, (_, value) => {
			expect(end(value, site)).toEqual({ day: '2026-12-31' });
			expect(start(value, site)).toEqual({ day: '2026-12-31' });
		});
	}
});

describe('anything else', () => {
	test.each([
		'tomorrow',
		'31-12-26',
		'2026/12/31',
		'31 dec 2026',
		'2026-12-31T25:00:00',
		'2026-02-30',
		'2026-13-01',
		'20261331',
		'2026-W53-4',
		'123',
		'00123',
		123,
		0,
		-1,
		19_999,
		80_001,
		1_798_675_200,
		1_798_675_200_000,
		Number.NaN,
		true,
		{},
		[],
		['2026-12-31'],
		new Date(Number.NaN),
		DateTime.invalid('test'),
		{ isLuxonDateTime: true },
		10n,
	])('is refused with the column and a remedy: %s', (value) => {
		for (const order of ['none', 'dayFirst', 'monthFirst'] as const) {
			const error = refusal(() => end(value, AMSTERDAM, order));
			expect(error.reason).toBe('badInput');
			expect(error.message).toContain("'Einddatum'");
			expect(error.remedy).toContain('2026-12-31');
		}
	});

	it('names the wrong encoding when characters were lost', () => {
		expect(refusal(() => end('31\uFFFD12\uFFFD2026')).explanation).toContain('encoding');
	});

	it('is a date or a refusal, whatever the value', () => {
		const dateish = fc.string({
			unit: fc.constantFrom('0', '1', '2', '9', '-', '/', '.', ':', 'T', 'Z', '+', ' '),
		});
		fc.assert(
			fc.property(
				fc.oneof(dateish, fc.string(), fc.anything(), fc.double(), fc.date()),
				fc.constantFrom(...SITES),
				fc.constantFrom(...EDGES),
				fc.constantFrom('none' as const, 'dayFirst' as const, 'monthFirst' as const),
				(value, site, column, dateOrder) => {
					orRefusal(() => parseHrDate(value, { column, site, dateOrder }));
				},
			),
		);
	});
});

describe('every day', () => {
	const days = fc
		.integer({ min: 0, max: 36_000 })
		.map((n) => DateTime.fromISO('1971-01-01', { zone: 'utc' }).plus({ days: n }));

	it('is the same from a spreadsheet as from a calendar', () => {
		fc.assert(
			fc.property(days, fc.constantFrom(...SITES), (date, site) => {
				const serial = date.diff(DateTime.fromISO('1899-12-30', { zone: 'utc' }), 'days').days;
				fc.pre(date.year < 2099);
				expect(end(serial, site)).toEqual({ day: date.toISODate() });
				expect(end(String(serial), site)).toEqual({ day: date.toISODate() });
				// 23:59:59 as a spreadsheet stores it.
				expect(end(serial + 86_399 / 86_400, site)).toEqual({ day: date.toISODate() });
			}),
		);
	});

	it('has times to the second in a spreadsheet, of which the last digits are rounding errors', () => {
		for (let second = 1; second < 86_399; second += 97) {
			const midnight = Date.parse('2026-12-30T23:00:00Z');
			expect(end(46_387 + second / 86_400)).toEqual({ instant: midnight + second * 1_000 });
		}
	});

	it('is the same however a system writes its first and last second', () => {
		fc.assert(
			fc.property(days, fc.constantFrom(...SITES), (date, { zone }) => {
				fc.pre(date.year < 2099);
				const day = date.toISODate() ?? '';
				const first = DateTime.fromISO(day, { zone });
				const forms: unknown[] = [
					day,
					day.replaceAll('-', ''),
					`${day}T23:59:59Z`,
					first.toISO(),
					first.toUTC().toISO(),
					first.endOf('day').toUTC().toISO(),
					first.toJSDate(),
					first,
					`/Date(${date.toMillis()})/`,
				];
				for (const form of forms) expect(end(form, { zone })).toEqual({ day });
			}),
		);
	});

	it('is open from its start to 23:59 of the last day', () => {
		const site = AMSTERDAM;
		const last: HrDate = { day: '2026-12-31' };
		expect(net2Start({ day: '2026-12-31' }, site)).toBe('2026-12-31T00:00:00');
		expect(net2End({ day: '2026-12-31' }, site)).toBe('2026-12-31T23:59:00');
		expect(hasEnded(last, Date.parse('2026-12-31T20:00:00Z'), site)).toBe(false);
		expect(hasEnded(last, Date.parse('2026-12-31T23:00:00Z'), site)).toBe(true);
		expect(hasStarted(last, Date.parse('2026-12-30T22:59:59Z'), site)).toBe(false);
		expect(hasStarted(last, Date.parse('2026-12-30T23:00:00Z'), site)).toBe(true);
		expect(hasEnded({ never: true }, Date.now(), site)).toBe(false);
		expect(hasEnded({ blank: true }, Date.now(), site)).toBe(false);
		expect(hasStarted({ blank: true }, Date.now(), site)).toBe(true);
	});
});

test('a cell without a header is named as our column', () => {
	for (const [column, name] of [
		['start', 'startDate'],
		['end', 'endDate'],
	] as const)
		expect(refusal(() => parseHrDate('soon', { column, site: AMSTERDAM })).message).toContain(name);
});
