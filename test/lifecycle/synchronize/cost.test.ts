import { expect, test } from 'vitest';
import { openSite, type SiteOptions } from '../support/site';
import { agreeing, NO_LIMITS, sync } from './support';

/** People with a key, of all that a list may have; users are made in one go, since thousands are wanted. */
async function crowd(count: number, several: number, options: SiteOptions = {}) {
	const site = await openSite({ seed: count, ...options });
	const users = [...site.net2.world.users.values()];
	for (const user of users) user.accessLevels = [1 + (user.id % 4)];
	for (const user of users.slice(0, several)) {
		if (user.id % 2 === 0) user.accessLevels = [2, 4];
		else user.individualPermissions = [{ id: 6000001, timezoneId: 1 }];
		site.net2.world.touch(user.id);
	}
	for (const user of users) site.net2.world.touch(user.id);
	return { site, rows: agreeing(site.net2) };
}

test('10,000 people of whom none differs: no write, and at most 60 requests', async () => {
	const { site, rows } = await crowd(10_000, 0);
	expect(rows).toHaveLength(10_000);
	const { gist, failures, summary } = await sync(site, rows, { mode: 'apply', missing: 'disable' });
	expect({ gist, failures }).toEqual({ gist: [], failures: [] });
	expect(summary.counts).toMatchObject({ unchanged: 10_000, matched: 10_000 });
	expect(site.writes()).toEqual([]);
	const requests = site.requests();
	expect(requests.length).toBeLessThanOrEqual(60);
}, 120_000);

test('each person with several levels or single doors costs one request more, and nobody else', async () => {
	const cost = async (several: number) => {
		const { site, rows } = await crowd(200, several);
		const { gist, summary } = await sync(site, rows, { mode: 'apply' });
		expect(gist).toEqual([]);
		expect(summary.names.individualDoors ?? []).toHaveLength(Math.ceil(several / 2));
		expect(site.writes()).toEqual([]);
		return site.requests();
	};
	const [none, some] = [await cost(0), await cost(40)];
	const levels = (requests: string[]) =>
		requests.filter((one) => one.endsWith('/doorpermissionset')).length;
	expect(levels(none)).toBe(0);
	expect(levels(some)).toBe(40);
	// Two levels for one person lead to the question whether this is a Lite.
	expect(some.length - none.length).toBeLessThanOrEqual(41);
});

test('where SQL is refused: one request a person for levels, one a department, and it is said', async () => {
	const { site, rows } = await crowd(200, 40, { querydb: 'off' });
	const { gist, summary } = await sync(site, rows, { mode: 'apply' });
	expect(gist).toEqual([]);
	expect(summary.warnings.join()).toContain('refused the SQL route');
	const levels = site.requests().filter((one) => one.endsWith('/doorpermissionset'));
	const departments = site.requests().filter((one) => /departments\/\d+\/users/.test(one));
	expect([levels.length, departments.length]).toEqual([200, 6]);
	expect(site.requests().length).toBeLessThanOrEqual(200 + 6 + 12);
	expect(site.writes()).toEqual([]);
});

test("a list without levels asks for nobody's, SQL or not", async () => {
	for (const querydb of ['on', 'off'] as const) {
		const { site, rows } = await crowd(100, 20, { querydb });
		const list = rows.map(({ accessLevels: _none, ...row }) => row);
		expect((await sync(site, list, { mode: 'apply' })).gist).toEqual([]);
		expect(site.requests().filter((one) => one.endsWith('/doorpermissionset'))).toEqual([]);
	}
});

test('1,000 people with 3% changes: exactly the writes that are needed, each read before and after', async () => {
	const { site, rows } = await crowd(1_000, 0);
	const list = rows.map((row, n) => {
		if (n < 10) return { ...row, phone: '020 5550100' };
		if (n < 15) return { ...row, department: 'Terminated Employment' };
		if (n < 20) return { ...row, accessLevels: ['Office hours', 'Server room'] };
		if (n < 25) return { ...row, endDate: '2026-11-20' };
		return row;
	});
	for (let n = 0; n < 5; n += 1)
		list.push({
			key: `N-${n}`,
			firstName: 'New',
			lastName: `Person ${n}`,
			department: 'Sales',
			accessLevels: ['Warehouse'],
		});
	const unchanged = site.net2.state().users.slice(25);
	const { summary, failures, differences } = await sync(site, list, { mode: 'apply' });
	expect(failures).toEqual([]);
	expect(differences.every(({ verified }) => verified)).toBe(true);
	expect(summary.done).toEqual({ updated: 20, disabled: 5, created: 5 });
	const count = (pattern: RegExp) => site.requests().filter((one) => pattern.test(one)).length;
	expect({
		records: count(/^PUT \/users\/\d+$/),
		departments: count(/^PUT .*\/departments$/),
		levels: count(/^PUT .*\/doorpermissionset$/),
		created: count(/^POST \/users$/),
		all: site.writes().length,
	}).toEqual({ records: 15, departments: 10, levels: 10, created: 5, all: 40 });
	// One read before each change of what is there, one after; a new person is read after only. The record of the ten
	// who only move or get levels is looked at once, for who has been shut out meanwhile. Departments after a write are
	// told by a query for many people.
	expect({
		records: count(/^GET \/users\/\d+$/),
		departments: count(/^GET .*\/departments$/),
		levels: count(/^GET .*\/doorpermissionset$/),
	}).toEqual({ records: 2 * 15 + 10 + 5, departments: 5 + 1, levels: 2 * 5 + 5 });
	const after = new Map(site.net2.state().users.map((person) => [person.id, person]));
	expect(unchanged.map(({ id }) => after.get(id))).toEqual(unchanged);

	site.net2.clearRequests();
	expect((await sync(site, list, { mode: 'apply', limits: NO_LIMITS })).gist).toEqual([]);
	expect(site.writes()).toEqual([]);
}, 60_000);
