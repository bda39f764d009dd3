import { expect, test } from 'vitest';
import { LEAVERS } from '../support/params';
import { openSite, type Site } from '../support/site';
import { NO_LIMITS, sync, type Row, type Wanted } from '../synchronize/support';
import { addDays } from './days';
import { DEFAULT_SITE, type HrLine } from './employees';
import { simulateYear, type YearDay } from './year';

/** The list of each morning, as a nightly workflow applies it. It uses the default safety limits. */
const NIGHTLY: Wanted = {
	mode: 'apply',
	reopen: true,
	// The list says that an employee stays by a blank end date.
	blankEndDate: 'remove',
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
	run: { maxUsersInFlight: 8 },
};

const FIRST = '2026-01-01';
const EMPLOYEES = 200;

/** One level for each department, so that a query shows it and a day costs few requests. */
const SITE = {
	...DEFAULT_SITE,
	departments: { ...DEFAULT_SITE.departments, Engineering: ['Server room'] },
};

const rowsOf = (list: HrLine[]): Row[] => list.map((line) => ({ ...line }));
/** Wall time of a site in UTC, so that a day is the same for all. */
const at = (day: string, time: string) => Date.parse(`${day}T${time}Z`);

function goTo(site: Site, day: string, time: string): void {
	site.clock.advance(at(day, time) - site.clock.now());
}

/** Personnel numbers of the users for which some door is open. */
function withAccess(site: Site): string[] {
	return site.net2
		.state()
		.users.filter(({ canOpen }) => canOpen.length > 0)
		.map(({ customFields }) => customFields.find(({ id }) => id === 14)?.value ?? '')
		.sort();
}

/** Why a day may differ from what HR says: what a person has to look at. */
interface Exception {
	number: string;
	/** `blocked`: no access, though HR says so. */
	day: string;
}

async function oneDay(site: Site, { day, list, duringDay, atEnd }: YearDay): Promise<Exception[]> {
	goTo(site, day, '05:00:00');
	const first = await sync(site, rowsOf(list), NIGHTLY);
	expect(first.failures, day).toEqual([]);
	expect(first.summary.blocked, day).toBe(false);
	const blocked = first.differences.filter(({ kind }) => kind === 'blockedByHand');
	const exceptions = blocked.map(({ key }) => ({ number: key ?? '', day }));

	const writes = site.writes().length;
	const second = await sync(site, rowsOf(list), NIGHTLY);
	expect(
		second.differences.filter(({ changed }) => changed),
		day,
	).toEqual([]);
	expect(second.gist, day).toEqual(blocked.map(({ key }) => `blockedByHand ${key ?? ''}`));
	expect(site.writes().length, `writes of the second run of ${day}`).toBe(writes);

	const expected = (numbers: Set<string>) =>
		[...numbers].filter((number) => !exceptions.some((one) => one.number === number)).sort();
	goTo(site, day, '12:00:00');
	expect(withAccess(site), `${day} at noon`).toEqual(expected(duringDay));
	// Net2 counts the last day as a whole, so the day is over at midnight, when others start.
	const next = addDays(day, 1);
	goTo(site, next, '00:00:00');
	const starting = new Set(
		list.filter(({ startDate }) => startDate === next).map(({ key }) => key),
	);
	const stillIn = withAccess(site).filter((number) => !starting.has(number));
	expect(stillIn, `${day} at its end`).toEqual(expected(atEnd));
	site.net2.clearRequests();
	return exceptions;
}

test.each([1])(
	'gives and takes access as HR says on each day of a year of 200 employees (seed %i)',
	async (seed) => {
		const { before, days } = simulateYear({ seed, employees: EMPLOYEES, first: FIRST, site: SITE });
		const site = await openSite({
			seed: 0,
			tz: 'UTC',
			siteZone: 'UTC',
			now: '2025-12-31T05:00:00Z',
		});
		const { departments } = site.net2.world;
		for (const [n, name] of Object.keys(DEFAULT_SITE.departments).entries())
			if (![...departments.values()].some((one) => one.name === name))
				departments.set(900 + n, { id: 900 + n, name });
		const loaded = await sync(site, rowsOf(before), { ...NIGHTLY, limits: NO_LIMITS });
		expect(loaded.failures).toEqual([]);
		const exceptions: Exception[] = [];
		for (const day of days) {
			console.log(day.day);
			exceptions.push(...(await oneDay(site, day)));
		}
		expect(exceptions).toEqual([]);
	},
	3_600_000,
);
