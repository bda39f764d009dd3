import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { agreeing, NO_LIMITS, sync, type Row } from '../synchronize/support';
import { byKey, done, leaver, LEAVERS, provision } from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim, DAY, LEAVE } from './support';

const REOPEN = {
	mode: 'apply' as const,
	reopen: true,
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
	limits: NO_LIMITS,
};
const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };

function withAccess(site: Site): number {
	return site.net2.state().users.filter(({ canOpen }) => canOpen.length > 0).length;
}

describe('a list gives access again', () => {
	it('to no user when it has lost its end dates, since that is more than the limit', async () => {
		const site = await openSite({ seed: 120 });
		const rows: Row[] = agreeing(site.net2);
		const before = withAccess(site);
		for (const row of rows.slice(0, 25)) row['endDate'] = '2026-11-20';
		await sync(site, rows, REOPEN);
		expect(withAccess(site)).toBe(before - 25);
		site.clock.advance(DAY);
		const lost = rows.map(({ endDate: _lost, ...row }) => row);
		await sync(site, lost, { ...REOPEN, limits: {} }).catch(() => null);
		expect(withAccess(site)).toBe(before - 25);
	});

	it('to no user that a person disabled after this node had given access again', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, disable, leaver(byKey('1'), LEAVE));
		site.clock.advance(30 * DAY);
		await done(
			site,
			upsert,
			provision('1', {
				fields: {},
				accessLevels: ['Office hours'],
				enabled: 'enable',
				leaverDepartment: LEAVERS,
			}),
		);
		site.clock.advance(60 * DAY);
		site.edit(id, { expiryDate: '2027-02-20T00:00:00' });
		const outcome = await sync(site, [KIM], REOPEN);
		expect(outcome.gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('to no user that an operation disabled, until HR gives a start date after that', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, disable, leaver(byKey('1'), LEAVE));
		site.clock.advance(30 * DAY);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
		await sync(site, [{ ...KIM, startDate: '2026-12-20' }], REOPEN);
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it('to no user whose number was given to another employee', async () => {
		const site = await openSite();
		const id = addKim(site, { firstName: 'Anna', lastName: 'Jansen', cards: ['123456'] });
		const anna = { key: '1', firstName: 'Anna', lastName: 'Jansen', endDate: '2026-11-20' };
		await sync(site, [anna], REOPEN);
		expect(site.person(id).canOpen).toEqual([]);
		site.clock.advance(200 * DAY);
		const piet = { key: '1', firstName: 'Piet', lastName: 'Jansen', startDate: '2027-06-01' };
		await sync(site, [piet], REOPEN);
		expect(site.person(id)).toMatchObject({ firstName: 'Anna', canOpen: [] });
	});
});

describe('a list whose line contradicts itself about a leave', () => {
	it('says so, in the summary if nothing else is to be done', async () => {
		const site = await openSite();
		addKim(site);
		const line = { ...KIM, status: 'active', employmentStatus: 'terminated' };
		const { summary, gist } = await sync(site, [line], REOPEN);
		expect(gist).toEqual([]);
		expect(summary.warnings.join()).toMatch(/Line 2: .*'employmentStatus'.*'status'/);
	});
});
