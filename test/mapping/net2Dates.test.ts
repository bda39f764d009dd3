import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	instantOf,
	isEnabled,
	isNoDate,
	isPast,
	sameDay,
	sameEndDate,
	sameInstant,
	storedTimeOf,
} from '../../nodes/PaxtonNet2/mapping/net2Dates';
import { refusal } from './refusal';

const AMSTERDAM = { zone: 'Europe/Amsterdam' };
const SUMMER = { zone: 'UTC+2' };

describe('isNoDate', () => {
	test.each([
		[null, true],
		['', true],
		[' ', true],
		['0001-01-01T00:00:00', true],
		['0001-01-01T00:00:00.0000000Z', true],
		['1899-12-31T23:59:59', true],
		['1900-01-01T00:00:00', false],
		['2026-11-30', false],
	])('%j: %j', (text, expected) => {
		expect(isNoDate(text)).toBe(expected);
	});
});

describe('sameEndDate', () => {
	test.each([
		['2026-12-31T23:59:00', '2026-12-31T23:59:00', true],
		['2026-12-31T23:59:00+01:00', '2026-12-31T23:59:00', true],
		['2026-12-31T22:59:00Z', '2026-12-31T23:59:00', true],
		// Net2 may keep whole days.
		['2026-12-31T00:00:00', '2026-12-31T23:59:00', true],
		['2026-12-31', '2026-12-31T23:59:00', true],
		['2026-12-31T12:00:00', '2026-12-31T23:59:00', false],
		['2026-12-30T23:59:00', '2026-12-31T23:59:00', false],
		['2026-12-30T00:00:00', '2026-12-31T23:59:00', false],
		[null, '2026-12-31T23:59:00', false],
		[null, null, true],
		['0001-01-01T00:00:00', null, true],
		['2026-12-31T23:59:00', null, false],
	])('the end date %j is the desired %j: %j', (current, desired, expected) => {
		expect(sameEndDate(current, desired, AMSTERDAM)).toBe(expected);
	});
});

describe('instantOf', () => {
	test.each([
		['2026-11-30T23:59:00', '2026-11-30T22:59:00Z'],
		['2026-11-30T23:59:00+02:00', '2026-11-30T21:59:00Z'],
		['2026-11-30T23:59:00.1234567Z', '2026-11-30T23:59:00Z'],
		['2026-11-30', '2026-11-29T23:00:00Z'],
		// The hour that comes twice, and the one that never comes: the earlier reading.
		['2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
		['2026-03-29T02:30:00', '2026-03-29T00:30:00Z'],
	])('%s is %s', (text, expected) => {
		expect(instantOf(text, AMSTERDAM)).toBe(Date.parse(expected));
	});

	it('refuses what is no date as a bad reply', () => {
		expect(refusal(() => instantOf('03/04/2026', AMSTERDAM)).reason).toBe('badReply');
		expect(refusal(() => instantOf('2026-02-30T00:00:00', AMSTERDAM)).reason).toBe('badReply');
	});

	it('is the instant that was written, whatever the offset', () => {
		const instant = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 0, 1) });
		const minutes = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15);
		fc.assert(
			fc.property(instant, minutes, (ms, offset) => {
				const second = Math.floor(ms / 1000) * 1000;
				const wall = new Date(second + offset * 60_000).toISOString().slice(0, 19);
				const size = Math.abs(offset);
				const pad = (n: number) => String(Math.trunc(n)).padStart(2, '0');
				const suffix = `${offset < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
				expect(instantOf(wall + suffix, AMSTERDAM)).toBe(second);
			}),
		);
	});
});

describe('isPast and isEnabled', () => {
	const now = Date.parse('2026-06-15T10:00:00+02:00');
	const enabled = (activateDate: string | null, expiryDate: string | null) =>
		isEnabled({ activateDate, expiryDate }, now, AMSTERDAM);

	test.each([
		[null, null, true],
		['2026-06-15T00:00:00', null, true],
		['2026-06-15T10:00:00', null, true],
		['2026-06-15T10:00:01', null, false],
		['2026-06-15T09:30:00+01:00', null, false],
		[null, '2026-06-15T10:00:00', false],
		[null, '2026-06-15T10:00:01', true],
		[null, '0001-01-01T00:00:00', true],
		['0001-01-01T00:00:00', '2026-06-14T00:00:00', false],
		['2026-07-01T00:00:00', '2026-12-31T23:59:00', false],
	])('start %j, end %j: %j', (activateDate, expiryDate, expected) => {
		expect(enabled(activateDate, expiryDate)).toBe(expected);
	});

	it('never calls "no date" past', () => {
		expect(isPast(null, now, AMSTERDAM)).toBe(false);
		expect(isPast('0001-01-01T00:00:00', now, AMSTERDAM)).toBe(false);
	});

	it('gives no access in the repeated hour: ended at its first pass, started at its second', () => {
		const between = Date.parse('2026-10-25T00:45:00Z');
		const at = (activateDate: string | null, expiryDate: string | null) =>
			isEnabled({ activateDate, expiryDate }, between, AMSTERDAM);
		expect(at(null, '2026-10-25T02:30:00')).toBe(false);
		expect(at('2026-10-25T02:30:00', null)).toBe(false);
	});
});

describe('sameDay and sameInstant', () => {
	test.each([
		['as sent', '2026-11-30T23:59:00', '2026-11-30T23:59:00', AMSTERDAM, true, true],
		[
			'with the site’s offset',
			'2026-11-30T23:59:00',
			'2026-11-30T23:59:00+01:00',
			AMSTERDAM,
			true,
			true,
		],
		['in UTC', '2026-11-30T23:59:00', '2026-11-30T22:59:00Z', AMSTERDAM, true, true],
		['in UTC, over midnight', '2026-11-30T00:30:00', '2026-11-29T23:30:00Z', AMSTERDAM, true, true],
		['cut to midnight', '2026-11-30T23:59:00', '2026-11-30T00:00:00+01:00', AMSTERDAM, true, false],
		['a day off', '2026-11-30T23:59:00', '2026-12-01T00:00:00+01:00', AMSTERDAM, false, false],
		[
			'day and month swapped',
			'2026-03-04T00:00:00',
			'2026-04-03T00:00:00',
			AMSTERDAM,
			false,
			false,
		],
		[
			'a site known by a summer date',
			'2026-11-30T23:59:00',
			'2026-11-30T23:59:00+01:00',
			SUMMER,
			true,
			true,
		],
		[
			'a server in another zone',
			'2026-11-30T23:59:00',
			'2026-11-30T23:59:00-05:00',
			AMSTERDAM,
			true,
			false,
		],
		['two offsets', '2026-11-30T23:59:00+01:00', '2026-11-30T22:59:00Z', AMSTERDAM, true, true],
		[
			'the twice-told hour',
			'2026-10-25T02:30:00',
			'2026-10-25T02:30:00+01:00',
			AMSTERDAM,
			true,
			true,
		],
		['nothing and nothing', null, '0001-01-01T00:00:00', AMSTERDAM, true, true],
		['nothing stored', '2026-11-30T23:59:00', null, AMSTERDAM, false, false],
		['something stored', null, '2026-11-30T23:59:00', AMSTERDAM, false, false],
	])('%s', (_, a, b, site, day, instant) => {
		expect(sameDay(a, b, site)).toBe(day);
		expect(sameInstant(a, b, site)).toBe(instant);
		expect(sameDay(b, a, site)).toBe(day);
		expect(sameInstant(b, a, site)).toBe(instant);
	});
});

describe('storedTimeOf', () => {
	test.each([
		['in summer', '2098-06-30T00:00:00+02:00', '00:00:00'],
		['in winter', '2098-12-31T00:00:00+01:00', '00:00:00'],
		['in UTC', '2098-12-30T23:00:00Z', '00:00:00'],
		['as a day', '2098-12-31', '00:00:00'],
		['in another zone', '2098-12-31T23:59:00-05:00', '23:59:00-05:00'],
	])('a time stored %s', (_, stored, time) => {
		const sent = `${stored.startsWith('2098-06') ? '2098-06-30' : '2098-12-31'}T23:59:00`;
		expect(storedTimeOf(stored, sent, AMSTERDAM)).toBe(time);
	});
});
