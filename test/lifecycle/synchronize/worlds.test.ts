import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disable, upsert } from '../../../nodes/PaxtonNet2/lifecycle';
import type { ItemResult } from '../../../nodes/PaxtonNet2/lifecycle/synchronize/answers';
import type { DisableParams, UpsertParams } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import { isFailure } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import type { NewPerson } from '../../../emulator';
import { all } from '../support/params';
import { CLEARING, openSite, type Site, type SiteOptions } from '../support/site';
import { everybody, takenBack } from '../support/undoing';
import { endState, NO_LIMITS, sync, type Row, type Wanted } from './support';

const DEPARTMENTS = ['Sales', 'Engineering', 'Terminated Employment', ''];
const LEVELS = ['All hours, all doors', 'Office hours', 'Warehouse', 'Server room'];
const DATES: [string, ...string[]] = [
	'',
	'2026-10-01',
	'2026-11-23',
	'2026-11-24',
	'2026-11-25',
	'2027-06-30',
];
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const RUNS = 40;

const name = mostly('Ada', 'Bo', 'Chloé', "D'Arcy", 'Łukasz');
/** Mostly the first one, so that most people are on both sides and differ in a few things. */
function mostly<T>(usual: T, ...others: T[]) {
	return fc.oneof(
		{ weight: 3, arbitrary: fc.constant(usual) },
		{ weight: 1, arbitrary: fc.constantFrom(...others) },
	);
}
const date = mostly(...DATES);
const levelNames = fc.subarray(LEVELS, { maxLength: 3 });

/** Names go by the key, so that no row is taken for somebody else's, save where that is rolled. */
const person = fc.record({
	key: fc.constantFrom(...KEYS, '', 'gone'),
	firstName: name,
	telephone: fc.constantFrom(null, '', '1', '2'),
	email: mostly('', 'a@example.com', 'b@example.com'),
	department: fc.constantFrom(...DEPARTMENTS),
	levels: fc.subarray([1, 2, 3, 4], { maxLength: 3 }),
	doors: fc.boolean(),
	start: fc.constantFrom('2024-01-01', '2026-12-01'),
	end: date,
	marker: fc.constantFrom(
		'',
		'[n8n1]',
		'[n8n1 left=2026-11-01/2/2+4/0]',
		'[n8n1 until=4@2026-12-01T00:00:00]',
	),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

const row = fc.record({
	key: fc.constantFrom(...KEYS, ''),
	firstName: name,
	phone: fc.constantFrom('', '1', '2'),
	email: mostly('', 'a@example.com', 'a@example.com', 'b@example.com', 'shifted'),
	title: fc.constantFrom('', 'Clerk'),
	department: mostly('Sales', ...DEPARTMENTS, ...DEPARTMENTS, 'Unknown'),
	startDate: mostly('', '2024-05-01', '2026-11-20', '2026-12-15'),
	endDate: date,
	accessLevels: levelNames,
});

const wish = fc.record({
	missing: fc.constantFrom('ignore' as const, 'report' as const, 'disable' as const),
	reopen: fc.boolean(),
	markerField: fc.constantFrom(undefined, 'Notes'),
	leaver: fc.boolean(),
});

/** Mostly one of each key, as it should be. */
function mixed<T extends { key: string }>(one: fc.Arbitrary<T>) {
	return fc.oneof(
		{
			weight: 4,
			arbitrary: fc.uniqueArray(one, { selector: ({ key }) => key, minLength: 3, maxLength: 8 }),
		},
		{ weight: 1, arbitrary: fc.array(one, { maxLength: 7 }) },
	);
}

const world = fc.record({
	people: mixed(person),
	rows: mixed(row),
	wish,
});

function settle(site: Site, people: Person[]): void {
	site.net2.reset(0);
	for (const {
		key,
		firstName,
		telephone,
		email,
		department,
		levels,
		doors,
		start,
		end,
		marker,
	} of people) {
		const user: NewPerson = {
			firstName,
			lastName: `Nr ${key}`,
			telephone,
			activateDate: `${start}T00:00:00`,
			expiryDate: end === '' ? null : `${end}T00:00:00`,
			accessLevels: levels,
			individualPermissions: doors ? [{ id: 6000001, timezoneId: 1 }] : [],
			customFields: [
				{ id: 9, value: email },
				{ id: 13, value: marker },
				{ id: 14, value: key },
			].filter(({ value }) => value !== ''),
			...(department !== '' && { department }),
		};
		site.net2.addUser(user);
	}
}

function settingsOf({
	missing,
	reopen,
	markerField,
	leaver,
}: typeof wish extends fc.Arbitrary<infer T> ? T : never): Wanted {
	return {
		missing,
		reopen,
		...(markerField !== undefined && { markerField }),
		...(leaver && { leaverDepartment: { by: 'name', name: 'Terminated Employment' } }),
		limits: NO_LIMITS,
	};
}

/** One item of a plan, carried out by itself, as a workflow would after somebody approved it. */
async function carryOut(site: Site, { action, key }: ItemResult): Promise<void> {
	if (action === null) return;
	const { operation, ...params } = JSON.parse(JSON.stringify(action));
	const results =
		operation === 'user.upsert'
			? await all<UpsertParams, object>(site, upsert, [params], { verifyName: false })
			: await all<DisableParams, object>(site, disable, [params]);
	expect(results.filter(isFailure), `${operation} ${key ?? ''}`).toEqual([]);
}

const worlds: Array<[string, SiteOptions]> = [
	['as Net2 is thought to be', {}],
	['where everything that is left out is cleared', { ...CLEARING, expiry: 'exact' }],
	['without SQL', { querydb: 'off' }],
];

test.each(worlds)(
	'a plan, its items carried out one by one in any order, is what apply does: %s',
	async (_, options) => {
		const site = await openSite({ seed: 0, ...options });
		await fc.assert(
			fc.asyncProperty(
				world,
				fc.func(fc.nat()),
				async ({ people, rows, wish: wished }, orderOf) => {
					const list: Row[] = rows.map((one) => ({ ...one, lastName: `Nr ${one.key}` }));
					const settings = settingsOf(wished);
					settle(site, people);
					const before = site.net2.state();
					const plan = await sync(site, list, settings);
					expect(site.net2.state()).toEqual(before);
					const inSomeOrder = [...plan.differences].sort(
						(a, b) => orderOf(a.key, a.userId) - orderOf(b.key, b.userId),
					);
					for (const difference of inSomeOrder) await carryOut(site, difference);
					const oneByOne = endState(site.net2);

					settle(site, people);
					const start = everybody(site);
					const applied = await sync(site, list, { ...settings, mode: 'apply' });
					expect(endState(site.net2)).toEqual(oneByOne);
					expect(applied.gist).toEqual(plan.gist);
					expect(applied.failures.map(({ reason }) => reason)).toEqual(
						plan.failures.map(({ reason }) => reason),
					);
					expect(applied.summary.done.failed).toBe(undefined);

					// A second run finds nothing more to write.
					const writes = site.writes().length;
					const again = await sync(site, list, { ...settings, mode: 'apply' });
					expect(again.differences.filter(({ changed }) => changed)).toEqual([]);
					expect(again.summary.counts.changes + again.summary.counts.joiner).toBe(0);
					expect(site.writes()).toHaveLength(writes);

					// And everything can be taken back, the last first.
					for (const told of [...applied.differences].reverse())
						if (told.undo !== null) await takenBack(site, told);
					expect(everybody(site)).toEqual(start);
				},
			),
			{ numRuns: RUNS },
		);
	},
	300_000,
);
