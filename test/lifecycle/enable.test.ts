import { describe, expect, it } from 'vitest';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { byId, byKey, done, LEAVERS, named, opened, refused } from './support/params';
import { CLEARING, openSite } from './support/site';

const FRONT_DOOR = 6000001;

describe('enable', () => {
	it('clears a past end, starts today and leaves everything else', async () => {
		const site = await openSite(CLEARING);
		site.edit(2, { expiryDate: '2026-11-01T00:00:00' });
		const before = site.person(2);
		expect(site.net2.canOpen(2, FRONT_DOOR)).toBe(false);
		const result = await done(site, enable, opened(byKey('123')));
		expect(site.person(2)).toEqual({
			...before,
			expiryDate: null,
			activateDate: '2026-11-24T00:00:00',
			canOpen: [6000001, 6000002, 6000003],
		});
		expect(result).toMatchObject({ outcome: 'enabled', verified: true, user: { enabled: true } });
		expect(result.changes.map(({ field }) => field)).toEqual(['activateDate', 'expiryDate']);
	});

	it('leaves an enabled user, and the end date of a contractor', async () => {
		const site = await openSite(CLEARING);
		for (const id of [1, 4])
			expect((await done(site, enable, opened(byId(id)))).outcome).toBe('unchanged');
		expect(site.person(4).expiryDate).toBe('2099-12-31T00:00:00');
		expect(site.writes()).toEqual([]);
	});

	it('keeps the end date of a contractor who gets access early', async () => {
		const site = await openSite(CLEARING);
		site.edit(4, { activateDate: '2027-01-01T00:00:00' });
		const waits = await done(site, enable, opened(byId(4)));
		expect(waits).toMatchObject({ outcome: 'unchanged', user: { enabled: false } });
		expect(waits.warnings.join()).toContain('2027-01-01');
		await done(site, enable, opened(byId(4), { startNow: true }));
		expect(site.person(4)).toMatchObject({
			activateDate: '2026-11-24T00:00:00',
			expiryDate: '2099-12-31T00:00:00',
		});
	});

	it('keeps an end date of today: the person may be in until tonight', async () => {
		const site = await openSite();
		site.edit(1, { expiryDate: '2026-11-24T00:00:00' });
		const result = await done(site, enable, opened(byId(1)));
		expect(result.outcome).toBe('unchanged');
		expect(result.warnings.join()).toContain('today');
		expect(site.person(1)).toMatchObject({
			expiryDate: '2026-11-24T00:00:00',
			activateDate: '2024-01-01T00:00:00',
		});
	});

	it.each(['midnight', 'exact'] as const)(
		'takes dates, once; Net2 keeps an end %s',
		async (expiry) => {
			const site = await openSite({ ...CLEARING, expiry });
			const params = opened(byId(3), { startDate: '2026-12-01', endDate: '2027-03-31' });
			const result = await done(site, enable, params);
			expect(site.person(3)).toMatchObject({
				activateDate: '2026-12-01T00:00:00',
				expiryDate: expiry === 'exact' ? '2027-03-31T23:59:00' : '2027-03-31T00:00:00',
			});
			expect(result.changes).toContainEqual(
				expect.objectContaining({
					field: 'expiryDate',
					from: '2024-06-30T00:00:00+02:00',
					to: '2027-03-31T23:59:00',
				}),
			);
			expect(result.warnings.some((one) => one.includes('the day of the End Date'))).toBe(
				expiry === 'midnight',
			);
			site.net2.clearRequests();
			expect((await done(site, enable, params)).outcome).toBe('unchanged');
			expect(site.writes()).toEqual([]);
		},
	);

	it('refuses an end that has passed, and a date that is ambiguous', async () => {
		const site = await openSite();
		for (const endDate of ['2026-11-23', '03/04/2027'])
			expect((await refused(site, enable, opened(byId(3), { endDate }))).reason).toBe('badInput');
		expect(site.writes()).toEqual([]);
	});

	it('moves a user out of the leaver department before the doors open', async () => {
		const site = await openSite();
		site.edit(1, { departmentId: 3, expiryDate: '2026-01-01T00:00:00' });
		await done(site, enable, opened(byId(1), { leaverDepartment: LEAVERS }));
		expect(site.person(1)).toMatchObject({ departmentId: 0, expiryDate: null });
		expect(site.writes()).toEqual(['PUT /users/1/departments', 'PUT /users/1']);
	});

	it.each(['listed', 'hidden'] as const)(
		'leaves a user in another department, and in None; department 0 is %s',
		async (departmentZero) => {
			const site = await openSite({ departmentZero });
			await done(site, enable, opened(byId(3), { leaverDepartment: LEAVERS }));
			expect(site.person(3).department).toBe("Int'l Trade");
			site.edit(1, { departmentId: 0, expiryDate: '2026-01-01T00:00:00' });
			await done(site, enable, opened(byId(1), { leaverDepartment: LEAVERS }));
			expect(site.person(1)).toMatchObject({ departmentId: 0, expiryDate: null });
		},
	);

	it('opens nothing where the leaver department is missing', async () => {
		const site = await openSite();
		const params = opened(byId(3), { leaverDepartment: named('Gone') });
		expect((await refused(site, enable, params)).reason).toBe('unknownDepartment');
		expect(site.writes()).toEqual([]);
	});

	it('writes nothing in a dry run', async () => {
		const site = await openSite();
		expect(await done(site, enable, opened(byId(3)), { dryRun: true })).toMatchObject({
			outcome: 'enabled',
			changed: false,
			verified: false,
		});
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['an id that nobody has', byId(99), 'notFound'],
		['a key that nobody carries', byKey('555'), 'notFound'],
		['a near miss', byKey('0077001'), 'nearMiss'],
	])('fails for %s', async (_, user, reason) => {
		const site = await openSite();
		expect((await refused(site, enable, opened(user))).reason).toBe(reason);
	});
});
