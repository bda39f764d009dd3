import { expect, test } from 'vitest';
import { accessEnd, accessStart } from '../../nodes/PaxtonNet2/planReport/access';
import { dateText } from '../../nodes/PaxtonNet2/planReport/dates';
import { isPowerful } from '../../nodes/PaxtonNet2/planReport/powerfulLevels';
import { endDate, entry, NOW } from './fixtures';

test('says that access ends now when the end date has passed at the site', () => {
	expect(accessEnd(entry({ changes: endDate('2026-11-29T00:00:00') }), NOW)).toEqual({
		when: 'now',
		endDate: '2026-11-29T00:00:00',
	});
});

test('says that access ends on a date when the end date lies ahead, also on the same day', () => {
	for (const date of ['2026-11-30T23:59:00', '2026-12-31T23:59:00'])
		expect(accessEnd(entry({ changes: endDate(date) }), NOW)).toEqual({
			when: 'date',
			endDate: date,
		});
});

test('says that access pauses when only the start date moves ahead', () => {
	const changes = [{ field: 'activateDate', from: null, to: '2026-12-05T00:00:00' }];
	expect(accessEnd(entry({ changes }), NOW)).toEqual({
		when: 'untilStart',
		startDate: '2026-12-05T00:00:00',
	});
});

test('says that the end date stays when no date is written', () => {
	expect(accessEnd(entry(), NOW)).toEqual({ when: 'before' });
});

test('takes a year below 1900 for no date', () => {
	expect(accessEnd(entry({ changes: endDate('0001-01-01T00:00:00') }), NOW).when).toBe('before');
});

test.each([
	['2026-12-05T00:00:00', null, 'date'],
	['2026-11-30T00:00:00', null, 'now'],
	['2026-11-30T00:00:00', '2026-11-29T00:00:00', 'none'],
	[null, '2027-01-31T23:59:00', 'now'],
])('says when access begins for start %s and end %s', (start, end, when) => {
	const changes = [
		{ field: 'activateDate', from: null, to: start },
		{ field: 'expiryDate', from: null, to: end },
	];
	expect(accessStart(entry({ changes }), NOW).when).toBe(when);
});

test.each([
	['2026-11-30T23:59:00', 'end', '30 November 2026', '30 november 2026'],
	['2026-11-30T00:00:00', 'end', '30 November 2026, 00:00', '30 november 2026, 00:00'],
	['2026-12-05T00:00:00', 'start', '5 December 2026', '5 december 2026'],
	['2026-12-05T17:00:00', 'end', '5 December 2026, 17:00', '5 december 2026, 17:00'],
] as const)('writes the date %s as an %s in words', (date, edge, english, dutch) => {
	expect(dateText(date, 'en-GB', edge)).toBe(english);
	expect(dateText(date, 'nl-NL', edge)).toBe(dutch);
});

test.each([
	'All hours, all doors',
	'ALL DOORS',
	'Master key holders',
	'Server room',
	'Server_rooms',
	'24/7',
	'IT administrators',
	'Alle deuren',
	'Serverruimte',
	'Alle Türen',
])('marks the access level %s as powerful', (name) => {
	expect(isPowerful(name)).toBe(true);
});

test.each(['Office hours', 'Warehouse', 'Working hours', 'Canteen', 'Reception', 'Observers'])(
	'does not mark the access level %s as powerful',
	(name) => {
		expect(isPowerful(name)).toBe(false);
	},
);
