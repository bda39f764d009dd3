import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it, test } from 'vitest';
import { startToday } from '../../nodes/PaxtonNet2/mapping/net2Dates';
import { parseEnd, parseStart } from '../../nodes/PaxtonNet2/mapping/siteTime';
import { orRefusal, refusal } from './refusal';

const AMSTERDAM = { zone: 'Europe/Amsterdam' };
const NEW_YORK = { zone: 'America/New_York' };
const CAIRO = { zone: 'Africa/Cairo' };
const LISTED = [AMSTERDAM, NEW_YORK, CAIRO, { zone: 'UTC+5:30' }, { zone: 'Pacific/Apia' }];

describe('parseStart and parseEnd', () => {
	test.each([
		['2026-11-30', '2026-11-30T00:00:00', '2026-11-30T23:59:00'],
		['2028-02-29', '2028-02-29T00:00:00', '2028-02-29T23:59:00'],
		[' 2026-11-30T17:00 ', '2026-11-30T17:00:00', '2026-11-30T17:00:00'],
		['2026-11-30 17:00:05.123', '2026-11-30T17:00:05', '2026-11-30T17:00:05'],
		['2026-11-30T00:00:00', '2026-11-30T00:00:00', '2026-11-30T00:00:00'],
		['2026-11-30T17:00:00Z', '2026-11-30T18:00:00', '2026-11-30T18:00:00'],
		['2026-07-30T23:30:00.000Z', '2026-07-31T01:30:00', '2026-07-31T01:30:00'],
		['2026-11-30T17:00:00-0500', '2026-11-30T23:00:00', '2026-11-30T23:00:00'],
	])('%j at Amsterdam: start %j, end %j', (input, start, end) => {
		expect(parseStart(input, AMSTERDAM)).toBe(start);
		expect(parseEnd(input, AMSTERDAM)).toBe(end);
	});

	test.each([
		'30/11/2026',
		'30-11-2026',
		'11/30/26',
		'30.11.2026',
		'2026/11/30',
		'20261130',
		'30 nov 2026',
		'Mon Nov 30 2026 00:00:00 GMT+0100',
		'2026-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-11-31T10:00:00Z',
		'2026-11-30T24:00',
		'2026-11-30T10:60',
		'2026-11-30T10:00+99:00',
		'2026-11-30T',
		'2026-W48-1',
		'1899-12-31',
		'2201-01-01',
		'0001-01-01T00:00:00',
		'tomorrow',
		'46356',
		'',
	])('refuses %j and says how to write a date', (input) => {
		for (const parse of [parseStart, parseEnd]) {
			const error = refusal(() => parse(input, AMSTERDAM));
			expect(error.reason).toBe('badInput');
			expect(error.explanation).toContain('2026-11-30');
			if (input !== '') expect(error.message).toContain(input);
		}
	});

	it('refuses a year that only the conversion takes out of bounds', () => {
		expect(refusal(() => parseEnd('1900-01-01T00:00:00Z', NEW_YORK)).reason).toBe('badInput');
	});

	it('refuses numbers, which may be seconds, milliseconds or Excel days', () => {
		// An expression can return what the types forbid.
		const call = () => Reflect.apply(parseEnd, undefined, [46356, AMSTERDAM]);
		expect(refusal(call).message).toContain('46356');
	});

	it('answers or refuses whatever text it is given', () => {
		const dateish = fc.string({
			unit: fc.constantFrom('0', '1', '2', '9', '-', ':', 'T', 'Z', '+'),
		});
		fc.assert(
			fc.property(fc.oneof(dateish, fc.string()), fc.constantFrom(...LISTED), (text, site) => {
				orRefusal(() => parseStart(text, site));
				orRefusal(() => parseEnd(text, site));
			}),
		);
	});

	it('reads back what it writes, in every zone', () => {
		const instant = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 11, 31) });
		fc.assert(
			fc.property(instant, fc.constantFrom(...LISTED), (ms, site) => {
				const written = parseEnd(new Date(ms).toISOString(), site);
				expect(written).toBe(
					DateTime.fromMillis(ms, { zone: site.zone })
						.toISO({ includeOffset: false })
						?.slice(0, 19),
				);
				expect(parseEnd(written, site)).toBe(written);
				expect(parseStart(written, site)).toBe(written);
			}),
		);
	});

	it('keeps the day of every date, and never gives an end before its start', () => {
		const day = fc.date({
			min: new Date('1900-01-01'),
			max: new Date('2200-12-31'),
			noInvalidDate: true,
		});
		// Samoa left out a whole day in 2011, so there no time of that day can be kept.
		const sites = LISTED.filter(({ zone }) => zone !== 'Pacific/Apia');
		fc.assert(
			fc.property(day, fc.constantFrom(...sites), (date, site) => {
				const text = date.toISOString().slice(0, 10);
				const start = parseStart(text, site);
				const end = parseEnd(text, site);
				expect(start.slice(0, 10)).toBe(text);
				expect(end).toBe(`${text}T23:59:00`);
				expect(start < end).toBe(true);
			}),
		);
	});
});

describe('daylight saving', () => {
	test.each([
		['skipped in Amsterdam', '2026-03-29T02:30:00', AMSTERDAM, '03:30:00', '01:30:00'],
		['skipped in New York', '2026-03-08T02:00:00', NEW_YORK, '03:00:00', '01:00:00'],
		['just before the skip', '2026-03-29T01:59:59', AMSTERDAM, '01:59:59', '01:59:59'],
		['just after the skip', '2026-03-29T03:00:00', AMSTERDAM, '03:00:00', '03:00:00'],
		['twice in Amsterdam', '2026-10-25T02:30:00', AMSTERDAM, '02:30:00', '02:30:00'],
		['twice in New York', '2026-11-01T01:30:00', NEW_YORK, '01:30:00', '01:30:00'],
		['by offset, first pass', '2026-10-25T00:30:00Z', AMSTERDAM, '02:30:00', '02:30:00'],
		['by offset, second pass', '2026-10-25T01:30:00Z', AMSTERDAM, '02:30:00', '02:30:00'],
	])('%s', (_, input, site, start, end) => {
		expect(parseStart(input, site).slice(11)).toBe(start);
		expect(parseEnd(input, site).slice(11)).toBe(end);
	});

	it('starts at the first minute of a day whose midnight is skipped', () => {
		expect(parseStart('2026-04-24', CAIRO)).toBe('2026-04-24T01:00:00');
		expect(startToday({ now: Date.parse('2026-04-24T09:00:00Z'), site: CAIRO })).toBe(
			'2026-04-24T01:00:00',
		);
	});
});

test.each([
	['31/12/2026', 'is not written as year-month-day'],
	['2026-02-30', 'does not exist'],
	['2026-11-30T25:00', 'time'],
])('says what is wrong with %s', (text, words) => {
	for (const read of [parseStart, parseEnd]) {
		const { message } = refusal(() => read(text, AMSTERDAM));
		expect(message).toContain(text);
		expect(message).toContain(words);
	}
});
