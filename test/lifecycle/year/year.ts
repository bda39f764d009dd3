import { addDays, daysOfYear, isWeekend } from './days';
import {
	DEFAULT_SITE,
	lineOf,
	mustHaveAccess,
	newEmployee,
	type Employee,
	type HrLine,
	type Site,
} from './employees';
import { applyEvent, type HrState, type YearEvent, type YearEventKind } from './events';
import { SeededRandom } from './random';

/** One day of the year: what HR sends in the morning, and for which users the doors must be open. */
export interface YearDay {
	day: string;
	list: HrLine[];
	/** Personnel numbers of those who must have access at noon, when the list has been applied; all others must not. */
	duringDay: Set<string>;
	/** Personnel numbers of those who must still have access when the day is over. */
	atEnd: Set<string>;
	events: YearEvent[];
}

export interface Year {
	/** The list on the eve of the first day, which Net2 has already: the same columns. */
	before: HrLine[];
	days: YearDay[];
}

/** How often each event happens in a normal year with 200 employees. */
const PER_YEAR: Record<YearEventKind, number> = {
	joiner: 40,
	namesake: 1,
	lateJoiner: 4,
	mover: 40,
	reorganisation: 1,
	marriage: 8,
	correction: 10,
	leaveOfAbsence: 6,
	return: 6,
	leaver: 24,
	earlierLeave: 3,
	withdrawnLeave: 2,
	lateLeaver: 3,
	dismissal: 3,
	extension: 18,
	lateExtension: 3,
	rehire: 4,
};

/** How many start together in September. */
const AUTUMN_JOINERS = 8;

/**
 * A normal year at a site, day by day, the same for the same seed. HR works on weekdays, and its list comes every day.
 * Events are spread at random over the year, except that several employees join together in September.
 */
export function simulateYear({
	seed,
	employees = 200,
	first = '2026-01-01',
	site = DEFAULT_SITE,
}: {
	seed: number;
	employees?: number;
	first?: string;
	site?: Site;
}): Year {
	const random = new SeededRandom(seed);
	const state = startOf(first, employees, random, site);
	const before = listOf(state);
	const days = daysOfYear(first);
	const calendar = calendarOf(days, employees / 200, random);
	return { before, days: days.map((day) => oneDay(day, calendar.get(day) ?? [], state)) };
}

function oneDay(day: string, kinds: YearEventKind[], state: HrState): YearDay {
	for (const { number, vanishes } of [...state.employees.values()])
		if (vanishes !== null && vanishes <= day) state.employees.delete(number);
	const events = kinds.flatMap((kind) => applyEvent(kind, day, state) ?? []);
	for (const employee of state.employees.values()) state.former.set(employee.number, employee);
	const all = [...state.employees.values()];
	const numbersAt = (moment: 'during' | 'end') =>
		new Set(
			all.filter((employee) => mustHaveAccess(employee, day, moment)).map(({ number }) => number),
		);
	return {
		day,
		list: listOf(state),
		duringDay: numbersAt('during'),
		atEnd: numbersAt('end'),
		events,
	};
}

function listOf({ employees, site }: HrState): HrLine[] {
	return [...employees.values()].map((employee) => lineOf(employee, site));
}

function startOf(first: string, count: number, random: SeededRandom, site: Site): HrState {
	const employees = new Map<string, Employee>();
	for (let sequence = 101; sequence <= 100 + count; sequence += 1) {
		const startDate = addDays(first, -random.between(30, 3_000));
		const employee = newEmployee(sequence, startDate, random, site);
		// Contracts that are running end some time after the first day.
		const endDate =
			employee.contract === 'temporary' ? addDays(first, random.between(5, 200)) : null;
		const vanishes = endDate === null ? null : addDays(endDate, 30);
		employees.set(employee.number, { ...employee, endDate, vanishes });
	}
	return { employees, former: new Map(employees), sequence: 100 + count, random, site };
}

/** Which events happen on which day. The first week is quiet, so that a first run shows nothing to do. */
function calendarOf(
	days: string[],
	size: number,
	random: SeededRandom,
): Map<string, YearEventKind[]> {
	const weekdays = days.slice(7).filter((day) => !isWeekend(day));
	const calendar = new Map<string, YearEventKind[]>();
	const add = (day: string, kind: YearEventKind) => {
		calendar.set(day, [...(calendar.get(day) ?? []), kind]);
	};
	for (const kind of kindsOfYear())
		for (let n = 0; n < Math.ceil(PER_YEAR[kind] * size); n += 1) add(random.pick(weekdays), kind);
	const autumn = weekdays.find((day) => day.slice(5) >= '09-01') ?? weekdays[0];
	if (autumn !== undefined)
		for (let n = 0; n < AUTUMN_JOINERS * size; n += 1) add(autumn, 'joiner');
	return calendar;
}

function kindsOfYear(): YearEventKind[] {
	return Object.keys(PER_YEAR).filter((kind): kind is YearEventKind => kind in PER_YEAR);
}
