import { describe, expect, it } from 'vitest';
import { profileFor } from '../../../emulator';
import { deleteUser } from '../../../nodes/PaxtonNet2/lifecycle/operations/deleteUser';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { all, byId, byKey, done, leaver, levels, refused } from '../support/params';
import { openSite, type Site, type SiteOptions } from '../support/site';
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

describe('at a server that returns times in UTC', () => {
	const AMSTERDAM = 'Europe/Amsterdam';
	const LEAVE_DATE = { user: byId(1), date: '2026-12-31', withdraw: false };
	const open = async (zoneForm: 'Z' | '+00:00', more: SiteOptions = {}) =>
		await openSite({ zoneForm, tz: AMSTERDAM, ...more });
	const profiled = (site: Site) => ({ siteProfile: profileFor(site.net2.config(), 1_900) });

	it.each(['Z', '+00:00'] as const)(
		'a leaver on the last day is out at once (%s)',
		async (zoneForm) => {
			const site = await open(zoneForm);
			site.edit(1, { expiryDate: '2026-11-24T00:00:00' });
			expect(site.person(1).canOpen).not.toEqual([]);
			await done(site, disable, leaver(byId(1)));
			expect(site.person(1)).toMatchObject({ expiryDate: '2026-11-23T00:00:00', canOpen: [] });
		},
	);

	it.each([
		['America/Los_Angeles', '2026-11-24T03:00:00Z'],
		[AMSTERDAM, '2026-11-24T13:00:00Z'],
		['Pacific/Auckland', '2026-11-24T23:30:00Z'],
	])(
		'a leaver in %s is out at once, also without a zone in the credential, at %s',
		async (tz, now) => {
			for (const zoneForm of ['Z', '+00:00', 'none'] as const)
				for (const workflowZone of ['Asia/Tokyo', 'America/New_York']) {
					const site = await openSite({ zoneForm, tz, now, siteZone: null, workflowZone });
					const today = now.slice(0, 10);
					site.edit(1, { expiryDate: `${today}T00:00:00` });
					// The proof may fail, since the zone is wrong. The doors are closed all the same.
					await all(site, disable, [leaver(byId(1))]);
					expect(site.person(1).canOpen).toEqual([]);
				}
		},
	);

	it.each([true, false])(
		'a leave date is verified without a zone in the credential (site profile: %s)',
		async (hasProfile) => {
			const site = await open('Z', { siteZone: null });
			const more = hasProfile ? profiled(site) : {};
			const [result] = await all(site, setLeaveDate, [LEAVE_DATE], {}, more);
			expect(result).toMatchObject({ outcome: 'updated', verified: true });
			expect(site.person(1).expiryDate).toBe('2026-12-31T00:00:00');
			expect((await done(site, setLeaveDate, LEAVE_DATE)).outcome).toBe('unchanged');
		},
	);

	it.each([true, false])(
		'an error says what helps if only the zone of the credential can (site profile: %s)',
		async (hasProfile) => {
			for (const [zoneForm, workflowZone] of [
				['+00:00', AMSTERDAM],
				['Z', 'America/New_York'],
			] as const) {
				const site = await open(zoneForm, { siteZone: null, workflowZone });
				const more = hasProfile ? profiled(site) : {};
				const [result] = await all(site, setLeaveDate, [LEAVE_DATE], {}, more);
				expect(result).toMatchObject({
					error: {
						reason: 'notVerified',
						message: expect.stringContaining("Set 'Time Zone' in the credential"),
					},
				});
			}
		},
	);

	it('an End Date that comes one day earlier is written, since it is not the same', async () => {
		for (const zoneForm of ['Z', '+00:00'] as const) {
			const site = await open(zoneForm);
			await done(site, setLeaveDate, LEAVE_DATE);
			await done(site, setLeaveDate, { ...LEAVE_DATE, date: '2026-12-30' });
			expect(site.person(1).expiryDate).toBe('2026-12-30T00:00:00');
		}
	});

	it.each(['Z', '+00:00'] as const)(
		'a user on the last day is not deleted without force (%s)',
		async (zoneForm) => {
			const site = await open(zoneForm);
			addKim(site, { expiryDate: '2026-11-24T00:00:00' });
			const params = { user: byKey('1'), force: false, onNotFound: 'error' as const };
			expect((await refused(site, deleteUser, params)).reason).toBe('protected');
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
