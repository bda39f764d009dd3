import { expect, test } from 'vitest';
import { overAt } from '../../nodes/PaxtonNet2/mapping/net2Dates';
import {
	laterBy,
	readSince,
	readUntil,
	serverSecond,
	wallClock,
	zonedTime,
} from '../../nodes/PaxtonNet2/mapping/siteTime';

const AMSTERDAM = { zone: 'Europe/Amsterdam' };

test.each([
	['2026-11-24T09:00:00.017', '2026-11-24T09:00:00.017+01:00'],
	['2026-07-24T09:00:00', '2026-07-24T09:00:00.000+02:00'],
	['2026-11-24T09:00:00.017+05:00', '2026-11-24T09:00:00.017+05:00'],
	['2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z'],
])('an event at %s is shown at %s', (time, expected) => {
	expect(zonedTime(time, AMSTERDAM)).toBe(expected);
});

test('the server is queried in its own wall time, to the second', () => {
	expect(serverSecond(Date.parse('2026-11-24T09:00:00.999Z'), AMSTERDAM)).toBe(
		'2026-11-24T10:00:00',
	);
	expect(laterBy('2026-10-25T02:30:00', 3_600_000)).toBe('2026-10-25T03:30:00');
	expect(readSince('2026-11-24', AMSTERDAM)).toBe('2026-11-24T00:00:00');
	expect(readSince('2026-11-24T09:00:00Z', AMSTERDAM)).toBe('2026-11-24T10:00:00');
});

test('until a day ends with that day, until a time with its second', () => {
	expect(readUntil('2026-11-24', AMSTERDAM)).toBe('2026-11-25T00:00:00');
	expect(readUntil('2026-11-24T09:00:00', AMSTERDAM)).toBe('2026-11-24T09:00:01');
});

test.each([
	[null, null],
	['2026-11-24T00:00:00', '2026-11-24T23:00:00Z'],
	['2026-11-24', '2026-11-24T23:00:00Z'],
	['2026-11-24T00:00:00+01:00', '2026-11-24T23:00:00Z'],
	['2026-11-24T17:00:00', '2026-11-24T16:00:00Z'],
])('an end of %s is over for certain at %s', (end, over) => {
	expect(overAt(end, AMSTERDAM)).toBe(over === null ? null : Date.parse(over));
});

test('an event is read in the wall time of the server, whatever offset it has', () => {
	const wall = wallClock(AMSTERDAM);
	const times = [
		['2026-11-24T09:00:00.017', '2026-11-24T09:00:00'],
		['2026-11-24T09:00:30+01:00', '2026-11-24T09:00:30'],
		['2026-11-24T09:00:00Z', '2026-11-24T10:00:00'],
		// The second of the same minute is computed with what is known of the first.
		['2026-11-24T09:00:59.999Z', '2026-11-24T10:00:59'],
		['2026-07-24T09:00:00-05:00', '2026-07-24T16:00:00'],
	];
	for (const [time = '', expected] of times) expect(wall(time)).toBe(expected);
});

test('a clock that changed within a quarter of an hour, before 1980, is read exactly', () => {
	const monrovia = { zone: 'Africa/Monrovia' };
	const second = (time: string) => serverSecond(Date.parse(time), monrovia);
	expect(second('1972-01-07T00:44:00Z')).toBe('1972-01-06T23:59:30');
	expect(second('1972-01-07T00:44:45Z')).toBe('1972-01-07T00:44:45');
});
