import { describe, expect, it } from 'vitest';
import { create, disable, grant } from '../../nodes/PaxtonNet2/lifecycle';
import {
	all,
	byId,
	byKey,
	failedWith,
	gist,
	joiner,
	leaver,
	LEAVERS,
	levels,
	named,
} from './support/asks';
import { openSite, type Site } from './support/site';

const hundred = Array.from({ length: 100 }, (_, n) => n);

function countOf(results: string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const one of results) counts[one] = (counts[one] ?? 0) + 1;
	return counts;
}

function reads(site: Site): number {
	return site.requests().filter((one) => one.startsWith('GET ')).length;
}

describe('requests, counted at the stand-in', () => {
	const joiners = hundred.map((n) => joiner(`J-${n}`));

	it('100 new people cost two writes and two readings each, and little else', async () => {
		const site = await openSite();
		const results = await all(site, create, joiners);
		expect(countOf(results.map(gist))).toEqual({ created: 100 });
		expect(site.writes()).toHaveLength(200);
		expect(site.requests().length).toBeLessThanOrEqual(100 * (2 + 2) + 10);
		expect(site.requests().filter((one) => one.includes('/authorization/'))).toHaveLength(1);

		site.net2.clearRequests();
		const again = await all(site, create, joiners);
		expect(countOf(again.map(gist))).toEqual({ correlated: 100 });
		expect(site.writes()).toEqual([]);
		expect(site.requests().length).toBeLessThanOrEqual(10);
	});

	it('a level for 100 people by key costs one reading, one write and one proof each', async () => {
		const site = await openSite({ seed: 100 });
		const requested = hundred.map((n) => levels(byKey(String(100_001 + n)), ['Server room']));
		for (const n of hundred) site.edit(n + 1, { accessLevels: [2] });
		const results = await all(site, grant, requested);
		expect(countOf(results.map(gist))).toEqual({ granted: 100 });
		expect(site.requests().length).toBeLessThanOrEqual(100 * 3 + 5);
		site.net2.clearRequests();
		expect(countOf((await all(site, grant, requested)).map(gist))).toEqual({ unchanged: 100 });
		expect(site.writes()).toEqual([]);
	});

	it('nobody is read retryIdempotent who is as asked', async () => {
		const site = await openSite({ seed: 100 });
		const requested = hundred.map((n) => leaver(byId(n + 1)));
		await all(site, disable, requested);
		site.net2.clearRequests();
		expect(countOf((await all(site, disable, requested)).map(gist))).toEqual({ unchanged: 100 });
		expect(reads(site)).toBeLessThanOrEqual(100 + 5);
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['a near miss', leaver(byKey('0100007')), 'nearMiss'],
		['a key that is empty', leaver(byKey('')), 'badInput'],
		[
			'a leaver department that is missing',
			leaver(byId(7), { leaverDepartment: named('Gone') }),
			'unknownDepartment',
		],
	])(
		'200 leavers with %s among them: 199 are cut off, all 200 are told',
		async (_, bad, reason) => {
			const site = await openSite({ seed: 200 });
			const requested = Array.from({ length: 200 }, (__, n) =>
				n === 6 ? bad : leaver(byKey(String(100_001 + n)), { leaverDepartment: LEAVERS }),
			);
			const results = await all(site, disable, requested);
			expect(results).toHaveLength(200);
			expect(countOf(results.map(gist))).toEqual({ disabled: 199, [reason]: 1 });
			expect(failedWith(results[6]).reason).toBe(reason);
			const open = site.net2.state().users.filter(({ canOpen }) => canOpen.length > 0);
			// The one without a department is cut off all the same.
			expect(open.map(({ id }) => id)).toEqual(reason === 'unknownDepartment' ? [] : [7]);
		},
	);
});
