import { expect, test } from 'vitest';
import { openSite, type Site, type SiteOptions } from '../support/site';
import { agreeing, NO_LIMITS, sync, type Wanted } from './support';

const APPLY: Wanted = { mode: 'apply', limits: NO_LIMITS };
const LINE = { key: '1', firstName: 'Kim', lastName: 'Person' };

function addKim(site: Site, more: { expiryDate?: string } = {}): number {
	return site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		department: 'Sales',
		accessLevels: [4],
		...more,
	});
}

const LISTED: SiteOptions = { listInactive: true, querydb: 'off' };

test('disables a leaver who came back after a deletion, where Net2 lists deleted users', async () => {
	const site = await openSite(LISTED);
	await site.client.users.delete(addKim(site));
	const id = addKim(site);
	await sync(site, [{ ...LINE, endDate: '2026-11-01' }], APPLY);
	expect(site.person(id).canOpen).toEqual([]);
});

test.each([
	['levels', { accessLevels: ['Server room'] }],
	['a phone number', { phone: '1' }],
])('reports an employee who was deleted in Net2, where the list says %s', async (_, change) => {
	const site = await openSite(LISTED);
	await site.client.users.delete(addKim(site));
	const { gist, failures, summary } = await sync(site, [{ ...LINE, ...change }], APPLY);
	expect([gist, failures]).toEqual([['blockedByHand 1'], []]);
	expect(summary.counts).toMatchObject({ unchanged: 0, changes: 0, errors: 0 });
});

test('exceeds no limit because of deleted users, and warns once', async () => {
	for (const options of [LISTED, {}]) {
		const site = await openSite({ ...options, seed: 30 });
		const rows = agreeing(site.net2);
		for (const { id } of site.net2.state().users.slice(0, 20)) await site.client.users.delete(id);
		const left = rows.slice(20);
		const settings: Wanted = { mode: 'apply', missing: 'disable' };
		const { gist, failures, summary } = await sync(site, left, settings);
		expect([gist, failures, summary.blocked]).toEqual([[], [], false]);
		expect(summary.names.absentDeleted).toHaveLength(20);
		expect(summary.warnings).toHaveLength(options === LISTED ? 1 : 0);
		const listed = await sync(
			site,
			rows.map((row) => ({ ...row, phone: '1' })),
			{
				mode: 'plan',
			},
		);
		expect(listed.summary.counts).toMatchObject({ blockedByHand: 20, errors: 0, keyChanges: 0 });
	}
});

test('has nothing to do for a leaver who was deleted in Net2', async () => {
	const site = await openSite();
	await site.client.users.delete(addKim(site));
	const { gist, failures } = await sync(site, [{ ...LINE, endDate: '2026-11-01' }], APPLY);
	expect([gist, failures]).toEqual([[], []]);
});

test('enables no user that Net2 leaves out of its list because the end date has passed', async () => {
	const site = await openSite({ expiredInList: 'hidden' });
	const id = addKim(site, { expiryDate: '2026-11-20T00:00:00' });
	const { gist } = await sync(site, [LINE], APPLY);
	expect(gist).toEqual(['blockedByHand 1']);
	expect(site.person(id).canOpen).toEqual([]);
	expect(site.carriers('1')).toHaveLength(1);
});
