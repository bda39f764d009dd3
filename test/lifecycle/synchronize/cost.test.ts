import { expect, test } from 'vitest';
import { openSite, type SiteOptions } from '../support/site';
import { agreeing, NO_LIMITS, sync } from './support';

/** Users with a number, made in one go, since thousands are wanted. */
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

test('reads 10,000 users who all agree with at most 60 requests and no write', async () => {
	const { site, rows } = await crowd(10_000, 0);
	expect(rows).toHaveLength(10_000);
	const { gist, failures, summary } = await sync(site, rows, { mode: 'apply', missing: 'disable' });
	expect({ gist, failures }).toEqual({ gist: [], failures: [] });
	expect(summary.counts).toMatchObject({ unchanged: 10_000, matched: 10_000 });
	expect(site.writes()).toEqual([]);
	const requests = site.requests();
	expect(requests.length).toBeLessThanOrEqual(60);
});

test('reads one more request for each user with several levels or individual doors, and for no other', async () => {
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
	// Two levels for one user make the node find out whether this is a Net2 Lite.
	expect(some.length - none.length).toBeLessThanOrEqual(41);
});

test('reads levels by user and departments one by one where SQL is refused, and warns', async () => {
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

test('reads no levels for a list without levels, with or without SQL', async () => {
	for (const querydb of ['on', 'off'] as const) {
		const { site, rows } = await crowd(100, 20, { querydb });
		const list = rows.map(({ accessLevels: _none, ...row }) => row);
		expect((await sync(site, list, { mode: 'apply' })).gist).toEqual([]);
		expect(site.requests().filter((one) => one.endsWith('/doorpermissionset'))).toEqual([]);
	}
});

test('writes only what differs for 1,000 users with 3% changes, each read before and after', async () => {
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
	// One reading before each change of an existing part and at most one after it. A list confirms the records of many users.
	// A query confirms departments and single levels. Several levels are read by themselves.
	expect(count(/^GET \/users\/\d+$/)).toBeGreaterThanOrEqual(15);
	expect(count(/^GET \/users\/\d+$/)).toBeLessThanOrEqual(2 * 15 + 5);
	expect(count(/^GET .*\/departments$/)).toBeLessThanOrEqual(1);
	expect(count(/^GET .*\/doorpermissionset$/)).toBe(2 * 5);
	const after = new Map(site.net2.state().users.map((person) => [person.id, person]));
	expect(unchanged.map(({ id }) => after.get(id))).toEqual(unchanged);

	site.net2.clearRequests();
	expect((await sync(site, list, { mode: 'apply', limits: NO_LIMITS })).gist).toEqual([]);
	expect(site.writes()).toEqual([]);
}, 60_000);
