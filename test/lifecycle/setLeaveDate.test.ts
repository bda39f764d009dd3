import { describe, expect, it } from 'vitest';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { byId, byKey, done, refused } from './support/params';
import { CLEARING, openSite } from './support/site';

const on = (id: number, date: string) => ({ user: byId(id), date, withdraw: false });
const withdrawn = (id: number) => ({ user: byId(id), withdraw: true });

describe('setLeaveDate', () => {
	it.each([
		['midnight', '2026-12-31T00:00:00', true],
		['exact', '2026-12-31T23:59:00', false],
	] as const)(
		'writes the last working day, once; an end is kept %s',
		async (expiry, kept, warned) => {
			const site = await openSite({ ...CLEARING, expiry });
			const before = site.person(2);
			const result = await done(site, setLeaveDate, on(2, '2026-12-31'));
			expect(site.person(2)).toEqual({ ...before, expiryDate: kept });
			expect(result).toMatchObject({ outcome: 'updated', verified: true });
			expect(result.changes).toMatchObject([
				{ field: 'expiryDate', from: null, to: '2026-12-31T23:59:00' },
			]);
			const others = result.warnings.filter((text) => !text.includes('wrote the value back'));
			expect(others.length > 0).toBe(warned);
			site.net2.clearRequests();
			expect((await done(site, setLeaveDate, on(2, '2026-12-31'))).outcome).toBe('unchanged');
			expect(site.writes()).toEqual([]);
		},
	);

	it.each(['inclusive', 'exclusive'] as const)(
		'gives access on the last working day if Net2 says so: %s',
		async (expiryDay) => {
			const site = await openSite({ expiry: 'exact', expiryDay });
			await done(site, setLeaveDate, on(1, '2026-12-31'));
			expect(site.net2.canOpen(1, 6000001, new Date('2026-12-31T16:00:00Z'))).toBe(true);
			expect(site.net2.canOpen(1, 6000001, new Date('2026-12-31T23:00:00Z'))).toBe(false);
		},
	);

	it('can be run again on the last day itself, and move it', async () => {
		const site = await openSite();
		await done(site, setLeaveDate, on(1, '2026-11-24'));
		expect((await done(site, setLeaveDate, on(1, '2026-11-24'))).outcome).toBe('unchanged');
		await done(site, setLeaveDate, on(1, '2026-11-30'));
		expect(site.person(1).expiryDate).toBe('2026-11-30T00:00:00');
	});

	it('never enables a user who has left', async () => {
		const site = await openSite();
		expect((await refused(site, setLeaveDate, on(3, '2027-01-31'))).reason).toBe('notAllowed');
		expect((await refused(site, setLeaveDate, withdrawn(3))).reason).toBe('notAllowed');
		expect(site.writes()).toEqual([]);
	});

	it.each(['2026-11-23', '31/12/2026', '2026-02-30', ''])('refuses the date "%s"', async (date) => {
		const site = await openSite();
		expect((await refused(site, setLeaveDate, on(1, date))).reason).toBe('badInput');
		expect(site.writes()).toEqual([]);
	});

	it('removes a date in the future, and nothing if there is none', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(4);
		expect((await done(site, setLeaveDate, withdrawn(4))).outcome).toBe('updated');
		expect(site.person(4)).toEqual({ ...before, expiryDate: null });
		expect((await done(site, setLeaveDate, withdrawn(4))).outcome).toBe('unchanged');
	});

	it('writes nothing in a dry run, and fails for a user who does not exist', async () => {
		const site = await openSite();
		const dry = await done(site, setLeaveDate, on(1, '2026-12-31'), { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'updated', changed: false, verified: false });
		const nobody = { user: byKey('555'), date: '2026-12-31', withdraw: false };
		expect((await refused(site, setLeaveDate, nobody)).reason).toBe('notFound');
		expect((await refused(site, setLeaveDate, on(99, '2026-12-31'))).reason).toBe('notFound');
		expect(site.writes()).toEqual([]);
	});
});
