import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it, test } from 'vitest';
import {
	leaverNow,
	offsetOf,
	offsetSeen,
	siteOf,
	startToday,
} from '../../nodes/PaxtonNet2/mapping/net2Dates';
import { refusal } from './refusal';

const AMSTERDAM = { zone: 'Europe/Amsterdam' };
const NEW_YORK = { zone: 'America/New_York' };
const LISTED = [
	AMSTERDAM,
	NEW_YORK,
	{ zone: 'Africa/Cairo' },
	{ zone: 'UTC+5:30' },
	{ zone: 'Pacific/Apia' },
];

describe('siteOf', () => {
	const seen = [
		'2026-01-01T00:00:00-05:00',
		'2026-07-01T00:00:00-04:00',
		null,
		'0001-01-01T00:00:00Z',
	];
	test.each([
		['Europe/Amsterdam', seen, 'Asia/Tokyo', 'Europe/Amsterdam'],
		['+05:30', seen, 'Asia/Tokyo', 'UTC+5:30'],
		[null, seen, 'Asia/Tokyo', 'UTC-4'],
		[' ', ['2026-01-01T00:00:00+00:00'], 'Asia/Tokyo', 'UTC'],
		// A time in UTC says nothing about the zone of the server.
		[null, ['2026-01-01T00:00:00Z'], 'Asia/Tokyo', 'Asia/Tokyo'],
		[null, ['2026-01-01T00:00:00Z', '2025-07-01T00:00:00-04:00'], 'Asia/Tokyo', 'UTC-4'],
		[null, ['2026-01-01T00:00:00', null, 'x'], 'Asia/Tokyo', 'Asia/Tokyo'],
	])('zone %j, dates %j, workflow %j: %j', (siteZone, seenDates, workflowZone, zone) => {
		expect(siteOf({ siteZone, seenDates, workflowZone })).toEqual({ zone });
	});

	test.each(['Amsterdam', 'local', 'system', 'Europe/Nowhere', '+99:00'])(
		'refuses %j',
		(siteZone) => {
			const error = refusal(() => siteOf({ siteZone, seenDates: [], workflowZone: 'UTC' }));
			expect(error.reason).toBe('badInput');
			expect(error.message).toContain(siteZone);
		},
	);

	it('gives the offset of the newest date, whatever the order', () => {
		expect(offsetSeen(['2026-07-01T00:00:00+02:00', '2026-01-01T00:00:00+01:00'])).toBe('UTC+2');
		expect(offsetSeen([])).toBeNull();
		const site = { zone: 'Europe/Amsterdam' };
		expect(offsetOf(site, ['2026-07-01T00:00:00+09:00', null])).toBe('UTC+2');
		expect(offsetOf(site, [null, '2026-07-01T00:00:00'])).toBeNull();
	});
});

describe('leaverNow', () => {
	const at = (now: string, site: { zone: string }, offset: string | null, serverNow?: string) =>
		leaverNow({
			now: Date.parse(now),
			site,
			serverOffset: offset,
			serverNow: serverNow === undefined ? null : Date.parse(serverNow),
		});

	test.each([
		[
			'01:00 in Amsterdam, site in New York',
			'2026-06-15T01:00+02:00',
			NEW_YORK,
			null,
			'2026-06-13',
		],
		[
			'01:00 in New York, site in Amsterdam',
			'2026-06-15T01:00-04:00',
			AMSTERDAM,
			null,
			'2026-06-14',
		],
		[
			'the server a day behind the site',
			'2026-06-15T01:00+02:00',
			AMSTERDAM,
			'UTC-4',
			'2026-06-13',
		],
		[
			'the site a day behind the server',
			'2026-06-15T01:00+02:00',
			NEW_YORK,
			'+02:00',
			'2026-06-13',
		],
		[
			'01:00 in the night of the skip, Amsterdam',
			'2026-03-29T01:00+01:00',
			AMSTERDAM,
			null,
			'2026-03-28',
		],
		[
			'01:00 after the night of the skip',
			'2026-03-30T01:00+02:00',
			AMSTERDAM,
			'UTC+1',
			'2026-03-29',
		],
		[
			'01:00 in the long night, Amsterdam',
			'2026-10-25T01:00+02:00',
			AMSTERDAM,
			'UTC+2',
			'2026-10-24',
		],
		['01:00 after the long night', '2026-10-26T01:00+01:00', AMSTERDAM, 'UTC+2', '2026-10-25'],
		[
			'01:00 in New York, night of the skip',
			'2026-03-08T01:00-05:00',
			NEW_YORK,
			null,
			'2026-03-07',
		],
		['01:00 Amsterdam, New York changes', '2026-03-08T06:00Z', NEW_YORK, null, '2026-03-07'],
		['first 01:00 in New York, long night', '2026-11-01T01:00-04:00', NEW_YORK, null, '2026-10-31'],
		[
			'second 01:00 in New York, long night',
			'2026-11-01T01:00-05:00',
			NEW_YORK,
			null,
			'2026-10-31',
		],
		['New Year', '2026-01-01T00:30+01:00', AMSTERDAM, null, '2025-12-31'],
	])('%s', (_, now, site, offset, day) => {
		expect(at(now, site, offset)).toBe(`${day}T00:00:00`);
	});

	it('goes by the server’s own clock where that runs behind', () => {
		const written = at('2026-06-15T12:00Z', AMSTERDAM, 'UTC+2', '2026-06-13T12:00Z');
		expect(written).toBe('2026-06-12T00:00:00');
	});

	it('is at least a day old at the site and at the server', () => {
		const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });
		const offset = fc.constantFrom('UTC-12', 'UTC-5', 'UTC', 'UTC+5:30', 'UTC+14');
		fc.assert(
			fc.property(instant, fc.constantFrom(...LISTED), offset, (now, site, serverOffset) => {
				const written = leaverNow({ now, site, serverOffset, serverNow: null });
				expect(written).toMatch(/T00:00:00$/);
				for (const zone of [site.zone, serverOffset]) {
					const today = DateTime.fromMillis(now, { zone }).toISODate();
					expect(written.slice(0, 10) < (today ?? '')).toBe(true);
				}
			}),
		);
	});
});

describe('startToday', () => {
	test.each([
		['2026-06-15T01:00+02:00', NEW_YORK, '2026-06-14T00:00:00'],
		['2026-06-15T01:00-04:00', AMSTERDAM, '2026-06-15T00:00:00'],
		['2026-03-29T12:00Z', AMSTERDAM, '2026-03-29T00:00:00'],
	])('%s at %j: %s', (now, site, expected) => {
		expect(startToday({ now: Date.parse(now), site })).toBe(expected);
	});
});
