import { describe, expect, test } from 'vitest';
import { addDays, isWeekend } from './days';
import { simulateYear, type Year } from './year';

const years = [1, 2, 3].map((seed) => simulateYear({ seed }));

function kinds({ days }: Year): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { events } of days)
		for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return counts;
}

test('the same seed gives the same year, and another seed another', () => {
	expect(simulateYear({ seed: 1 })).toEqual(years[0]);
	expect(simulateYear({ seed: 2 }).days).not.toEqual(years[0]?.days);
});

describe.each(years.map((year, n) => [n + 1, year] as const))('the year of seed %i', (_, year) => {
	const { before, days } = year;

	test('has a list of about 200 employees for each day, each on one line', () => {
		expect(days).toHaveLength(365);
		for (const { list } of days) {
			expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
			expect(list.length).toBeGreaterThan(170);
			expect(list.length).toBeLessThan(240);
		}
	});
	test('begins as Net2 has it', () => {
		expect(days[0]?.list).toEqual(before);
	});
	test('has most kinds of events, on weekdays only', () => {
		expect(kinds(year).size).toBeGreaterThanOrEqual(15);
		for (const { day, events } of days) if (isWeekend(day)) expect(events).toEqual([]);
	});
	test('lets access end with the last day and not before', () => {
		for (const { day, list, duringDay, atEnd } of days)
			for (const { key, endDate, startDate, status } of list) {
				const isPresent = status !== 'Inactive' && startDate <= day;
				expect(duringDay.has(key)).toBe(isPresent && (endDate === '' || endDate >= day));
				expect(atEnd.has(key)).toBe(isPresent && (endDate === '' || endDate > day));
			}
	});
	test('gives access to employees on the list only, and to a former one after a rehire only', () => {
		const rehired = new Set(
			days.flatMap(({ events }) =>
				events.filter(({ kind }) => kind === 'rehire').flatMap(({ numbers }) => numbers),
			),
		);
		const seen = new Set<string>();
		let previous = new Set(before.map(({ key }) => key));
		for (const { list, duringDay } of days) {
			const listed = new Set(list.map(({ key }) => key));
			for (const key of duringDay) expect(listed.has(key)).toBe(true);
			for (const key of previous) if (!listed.has(key)) seen.add(key);
			for (const key of listed)
				if (!previous.has(key) && seen.has(key)) expect(rehired.has(key)).toBe(true);
			previous = listed;
		}
	});
	test('never takes a line from the list while the employee has access', () => {
		for (const [n, { list, duringDay }] of days.entries()) {
			const next = new Set(days[n + 1]?.list.map(({ key }) => key) ?? list.map(({ key }) => key));
			for (const key of duringDay) expect(next.has(key)).toBe(true);
		}
	});
	test('changes each day little enough for the default safety limits', () => {
		let previous = new Map(before.map((line) => [line.key, line]));
		for (const { list } of days) {
			const now = new Map(list.map((line) => [line.key, line]));
			const joiners = list.filter(({ key }) => !previous.has(key));
			const changed = list.filter(({ key, ...line }) => {
				const old = previous.get(key);
				return old !== undefined && JSON.stringify({ key, ...line }) !== JSON.stringify(old);
			});
			const ending = changed.filter(({ key, endDate, status }) => {
				const old = previous.get(key);
				return status === 'Inactive' || (endDate !== '' && endDate !== old?.endDate);
			});
			const added = changed.reduce((sum, line) => {
				const old = previous.get(line.key)?.accessLevels ?? [];
				return sum + line.accessLevels.filter((name) => !old.includes(name)).length;
			}, 0);
			expect(joiners.length).toBeLessThanOrEqual(25);
			expect(changed.length).toBeLessThanOrEqual(30);
			expect(ending.length).toBeLessThanOrEqual(10);
			expect(added).toBeLessThanOrEqual(25);
			previous = now;
		}
	});
});

test('every kind of event happens in one of the years', () => {
	const all = new Set(years.flatMap((year) => [...kinds(year).keys()]));
	expect(all.size).toBe(17);
});

test('a smaller site has a smaller year', () => {
	const { before, days } = simulateYear({ seed: 5, employees: 30, first: '2027-03-01' });
	expect([before.length, days[0]?.day, days[364]?.day]).toEqual([30, '2027-03-01', '2028-02-28']);
	expect(days.flatMap(({ events }) => events).length).toBeLessThan(60);
});

test('a day is a day across a change of clocks and a leap year', () => {
	expect([addDays('2026-03-28', 2), addDays('2028-02-28', 1), isWeekend('2026-11-29')]).toEqual([
		'2026-03-30',
		'2028-02-29',
		true,
	]);
});
