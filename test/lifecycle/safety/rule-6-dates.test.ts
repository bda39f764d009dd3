import { describe, expect, it } from 'vitest';
import { deleteUser } from '../../../nodes/PaxtonNet2/lifecycle/operations/deleteUser';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { byKey, done, levels, refused } from '../support/params';
import { openSite } from '../support/site';
import { addKim, OPTIONS } from './support';

describe('on the last day', () => {
	it('a result says that the user is enabled, as the doors do', async () => {
		const site = await openSite();
		const id = addKim(site);
		const params = { user: byKey('1'), date: '2026-11-24', withdraw: false };
		const result = await done(site, setLeaveDate, params);
		expect(result.user?.enabled).toBe(true);
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it.each(['2026-11-24T00:00:00', '2026-11-24T23:59:00'])(
		'a user with End Date %s is not deleted without force',
		async (expiryDate) => {
			const site = await openSite();
			const id = addKim(site, { expiryDate });
			const params = { user: byKey('1'), force: false, onNotFound: 'error' as const };
			expect((await refused(site, deleteUser, params)).reason).toBe('protected');
			expect(site.person(id).deleted).toBe(false);
			await done(site, deleteUser, { ...params, force: true });
			expect(site.person(id).deleted).toBe(true);
		},
	);
});

describe('temporary access', () => {
	it.each([
		['2026-12-01T16:00:00Z', '2026-12-01T16:05:00Z', null],
		['2026-12-01T17:00:00+01:00', '2026-12-01T16:05:00Z', null],
		['2026-12-01T16:00:00Z', '2026-12-01T16:05:00Z', 'Asia/Tokyo'],
		['2026-12-01T17:00', '2026-12-01T16:05:00Z', 'Europe/Amsterdam'],
	])('until %s is over at %s; zone of the credential: %s', async (until, over, siteZone) => {
		const site = await openSite({
			tz: 'America/New_York',
			siteZone,
			workflowZone: 'Europe/Amsterdam',
		});
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], { until, markerField: 'Notes' }));
		const expired = async () =>
			await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);
		site.clock.advance(Date.parse(over) - 10 * 60_000 - site.clock.now());
		await expired();
		expect(site.person(id).accessLevels).toEqual([2, 4]);
		site.clock.advance(10 * 60_000);
		await expired();
		expect(site.person(id).accessLevels).toEqual([2]);
	});
});
