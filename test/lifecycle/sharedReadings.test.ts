import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { USERS_IN_FLIGHT } from '../../nodes/PaxtonNet2/lifecycle/run/batchLookups';
import { all, byKey, gist, leaver, levels } from './support/params';
import { openSite } from './support/site';

/** As many users at a time as the node works on, so that readings are shared. */
const run = { maxUsersInFlight: USERS_IN_FLIGHT };
const HOUR = 3_600_000;
const keys = Array.from({ length: 12 }, (_, n) => String(100_001 + n));

describe('readings for many users', () => {
	it('count no longer for a user that the run has written since', async () => {
		const site = await openSite({ seed: 12 });
		for (const { id } of site.net2.state().users) site.edit(id, { accessLevels: [2] });
		const until = { until: '2026-11-24T17:00', markerField: 'Notes' };
		const forGood = { markerField: 'Notes' };
		// The second grant of each user has to see the end that the first one has just written.
		const results = await all(
			site,
			grant,
			keys.flatMap((key) => [
				levels(byKey(key), ['Server room'], until),
				levels(byKey(key), ['Server room'], forGood),
			]),
			{},
			run,
		);
		expect(results.map(gist).filter((one) => one !== 'granted' && one !== 'unchanged')).toEqual([]);
		site.clock.advance(12 * HOUR);
		const options = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const };
		await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', options);
		for (const { accessLevels } of site.net2.state().users)
			expect([...accessLevels].sort()).toEqual([2, 4]);
	});

	it('that fail leave each user to a reading of its own', async () => {
		const site = await openSite({ seed: 12 });
		site.net2.faults([{ match: 'GET /api/v1/users', fault: '500', every: 1 }]);
		const results = await all(
			site,
			disable,
			keys.map((key) => leaver(byKey(key))),
			{},
			run,
		);
		expect(results.map(gist)).toEqual(keys.map(() => 'disabled'));
	});

	it('serve users who are found by number only, since the list may show users who were deleted', async () => {
		const site = await openSite({ seed: 12, listInactive: true });
		site.edit(12, { expiryDate: '2026-01-01T00:00:00' });
		const gone = await site.client.users.delete(12);
		expect(gone).toBe(true);
		const requested = Array.from({ length: 12 }, (_, n) => leaver({ by: 'id', id: String(n + 1) }));
		const results = await all(site, disable, requested, {}, run);
		expect(results.map(gist)).toEqual([...keys.slice(1).map(() => 'disabled'), 'notFound']);
	});
});
