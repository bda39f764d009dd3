import { describe, expect, it } from 'vitest';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { byId, byKey, done, opened, provision } from './support/params';
import { CLEARING, openSite } from './support/site';
import { everybody, takenBack } from './support/undoing';

/** Nothing but the end date. */
const until = (key: string, endDate: string | undefined, more = {}) =>
	provision(key, { fields: {}, department: undefined, endDate, ...more });

describe('a notice that was withdrawn', () => {
	it.each(['never', ' Never '])('is stated by the end date "%s"', async (word) => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		expect(site.person(4).expiryDate).not.toBeNull();
		const result = await done(site, upsert, until('200', word));
		expect(result).toMatchObject({ outcome: 'updated', verified: true });
		expect(result.changes).toMatchObject([{ field: 'expiryDate', to: null }]);
		expect(site.person(4)).toMatchObject({ expiryDate: null });
		await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
		await done(site, upsert, until('200', word));
		site.net2.clearRequests();
		expect((await done(site, upsert, until('200', word))).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
	});

	it('is not stated by an empty end date, which keeps what there is', async () => {
		const site = await openSite();
		const before = site.person(4);
		expect((await done(site, upsert, until('200', undefined))).outcome).toBe('unchanged');
		expect(site.person(4)).toEqual(before);
	});

	it('gives no access to a user who has left, unless the item enables', async () => {
		const site = await openSite(CLEARING);
		const out = site.person(3);
		const result = await done(site, upsert, until('77001', 'never'));
		expect(result).toMatchObject({ outcome: 'unchanged' });
		expect(result.warnings.join()).toMatch(/is disabled/);
		expect(site.person(3)).toEqual(out);
		const back = await done(site, upsert, until('77001', 'never', { enabled: 'enable' }));
		expect(back).toMatchObject({ outcome: 'enabled', user: { enabled: true, endDate: null } });
	});

	it('does not delay the disabling of a user', async () => {
		const site = await openSite();
		await done(site, upsert, until('00123', 'never', { enabled: 'disable' }));
		expect(site.person(1).canOpen).toEqual([]);
	});

	it('is nothing to a new person, who has no end to withdraw', async () => {
		const site = await openSite();
		const shut = await done(site, upsert, provision('00900', { endDate: 'never' }));
		expect(shut.warnings).toEqual([]);
		expect(site.carriers('00900')).toMatchObject([{ expiryDate: '2026-11-23T00:00:00' }]);
		await done(site, upsert, provision('00901', { endDate: 'never', startDate: '2026-11-24' }));
		expect(site.carriers('00901')).toMatchObject([{ expiryDate: null }]);
	});

	it('may be given to enable and to setLeaveDate', async () => {
		const site = await openSite(CLEARING);
		expect(site.person(4).expiryDate).not.toBeNull();
		expect(await done(site, enable, opened(byId(4), { endDate: 'never' }))).toMatchObject({
			changes: [{ field: 'expiryDate', to: null }],
		});
		site.edit(1, { expiryDate: '2027-01-31T00:00:00' });
		const params = { user: byKey('00123'), date: 'never', withdraw: false };
		expect((await done(site, setLeaveDate, params)).outcome).toBe('updated');
		expect(site.person(1).expiryDate).toBeNull();
	});
});
