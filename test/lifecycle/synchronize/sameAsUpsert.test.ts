import fc from 'fast-check';
import { expect, test } from 'vitest';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import type { UpsertParams } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import { type Result, isFailure } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import { all, LEAVERS, named } from '../support/params';
import { CLEARING, openSite, type Site, type SiteOptions } from '../support/site';
import { endState, NO_LIMITS, sync, type Row, type Wanted } from './support';

const DEPARTMENTS = ['Sales', 'Engineering', 'Finance'];
const LEVELS = ['All hours, all doors', 'Office hours', 'Warehouse', 'Server room'];
const KEYS = ['1', '2', '3', '4', '5', '6'];
const RUNS = 40;

/** Mostly the first one, so that most users are on both sides and differ in a few things. */
function mostly<T>(usual: T, ...others: T[]) {
	return fc.oneof(
		{ weight: 3, arbitrary: fc.constant(usual) },
		{ weight: 1, arbitrary: fc.constantFrom(...others) },
	);
}

const name = mostly('Ada', 'Bo', 'Łukasz');

const user = fc.record({
	key: fc.constantFrom(...KEYS),
	firstName: name,
	telephone: fc.constantFrom(null, '1', '2'),
	hasEmail: fc.boolean(),
	department: fc.constantFrom(...DEPARTMENTS, ''),
	levels: fc.subarray([1, 2, 3, 4], { maxLength: 3 }),
	doors: fc.boolean(),
	start: fc.constantFrom('2024-01-01', '2026-12-01'),
	end: mostly('', '2026-11-24', '2026-12-31', '2027-06-30'),
});
type User = typeof user extends fc.Arbitrary<infer T> ? T : never;

/** Each line gives a start date. Without one, a list gives access to a new user, and an upsert does not. */
const line = fc.record({
	key: fc.constantFrom(...KEYS, '7', '8'),
	firstName: name,
	phone: fc.constantFrom('', '1', '2'),
	hasEmail: fc.boolean(),
	title: fc.constantFrom('', 'Clerk'),
	department: mostly('Sales', 'Engineering', '', 'Unknown'),
	startDate: mostly('2024-05-01', '2026-11-20', '2026-12-15'),
	endDate: mostly('', '2026-11-01', '2026-11-24', '2026-11-25', '2027-06-30', 'never'),
	accessLevels: fc.subarray(LEVELS, { maxLength: 3 }),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const byKey = { selector: ({ key }: { key: string }) => key, minLength: 2, maxLength: 6 };
const world = fc.record({
	users: fc.uniqueArray(user, byKey),
	lines: fc.uniqueArray(line, byKey),
	leaver: fc.boolean(),
});

const emailOf = ({ key, hasEmail }: { key: string; hasEmail: boolean }) =>
	hasEmail ? `${key}@example.com` : '';

function settle(site: Site, users: User[]): void {
	site.net2.reset(0);
	for (const {
		key,
		firstName,
		telephone,
		hasEmail,
		department,
		levels,
		doors,
		start,
		end,
	} of users)
		site.net2.addUser({
			firstName,
			lastName: `Nr ${key}`,
			telephone,
			activateDate: `${start}T00:00:00`,
			expiryDate: end === '' ? null : `${end}T00:00:00`,
			accessLevels: levels,
			individualPermissions: doors ? [{ id: 6000001, timezoneId: 1 }] : [],
			customFields: [
				{ id: 9, value: emailOf({ key, hasEmail }) },
				{ id: 14, value: key },
			].filter(({ value }) => value !== ''),
			...(department !== '' && { department }),
		});
}

const hasLeft = ({ endDate }: Line) => endDate === '2026-11-01';

/** The same desired state as an item of `user: upsert`. */
function paramsOf(one: Line, leaver: boolean): UpsertParams {
	const { key, firstName, phone, title, department, startDate, endDate } = one;
	const common = { key, ...(leaver && { leaverDepartment: LEAVERS }) };
	if (hasLeft(one)) return { ...common, fields: {}, enabled: 'disable' };
	return {
		...common,
		fields: {
			firstName,
			lastName: `Nr ${key}`,
			telephone: phone,
			'customField:9': emailOf(one),
			'customField:10': title,
		},
		enabled: 'keep',
		startDate,
		endDate,
		...(department !== '' && { department: named(department) }),
		...(one.accessLevels.length > 0 && { accessLevels: one.accessLevels }),
	};
}

/** What each user would get, in one text; nothing for a user who stays as it is. */
const changesOf = (results: object[]) =>
	results.flatMap((result) =>
		'changes' in result && Array.isArray(result.changes) && result.changes.length > 0
			? [JSON.stringify([Reflect.get(result, 'key'), result.changes])]
			: [],
	);

const worlds: Array<[string, SiteOptions]> = [
	['as Net2 is thought to be', {}],
	['where a PUT loses what it leaves out', { ...CLEARING, expiry: 'exact' }],
	['without SQL', { querydb: 'off' }],
];

test.each(worlds)(
	'plans and writes the same for a line as upsert does for an item: %s',
	async (_, options) => {
		const site = await openSite({ seed: 0, ...options });
		await fc.assert(
			fc.asyncProperty(world, async ({ users, lines, leaver }) => {
				const present = new Set(users.map(({ key }) => key));
				// A list has nothing to do for a leaver who has no user.
				const usable = lines.filter((one) => present.has(one.key) || !hasLeft(one));
				const list: Row[] = usable.map(({ hasEmail, ...one }) => ({
					...one,
					email: emailOf({ ...one, hasEmail }),
					lastName: `Nr ${one.key}`,
				}));
				const items = usable.map((one) => paramsOf(one, leaver));
				const settings: Wanted = {
					...(leaver && { leaverDepartment: LEAVERS }),
					limits: NO_LIMITS,
				};
				settle(site, users);
				const before = site.net2.state();
				const plan = await sync(site, list, settings);
				const dry = await all<UpsertParams, Result>(site, upsert, items, { dryRun: true });
				expect(site.net2.state()).toEqual(before);
				expect(changesOf(plan.differences)).toEqual(changesOf(dry));

				const done = await all<UpsertParams, Result>(site, upsert, items);
				const byUpsert = endState(site.net2);
				settle(site, users);
				const applied = await sync(site, list, { ...settings, mode: 'apply' });
				expect(endState(site.net2)).toEqual(byUpsert);
				// Which of two errors is reported may differ.
				expect(applied.failures.map(({ key }) => key).sort()).toEqual(
					done.flatMap((one) => (isFailure(one) ? [one.error.key] : [])).sort(),
				);

				const writes = site.writes().length;
				const again = await sync(site, list, { ...settings, mode: 'apply' });
				expect(again.differences.filter(({ changed }) => changed)).toEqual([]);
				expect(site.writes()).toHaveLength(writes);
			}),
			{ numRuns: RUNS },
		);
	},
	300_000,
);
