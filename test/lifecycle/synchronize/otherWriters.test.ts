import { expect, test } from 'vitest';
import { CLEARING, openSite } from '../support/site';
import { agreeing, NO_LIMITS, sync } from './support';

test.each(['on', 'off'] as const)(
	'disables a leaver once more who gets access while other users are written (SQL %s)',
	async (querydb) => {
		const site = await openSite({ seed: 'small', ...CLEARING, querydb });
		const rows = agreeing(site.net2).map((row) => {
			if (row['key'] === '00123') return { ...row, phone: '1' };
			return row['key'] === '123' ? { ...row, endDate: '2025-05-31' } : row;
		});
		const leaver = site.carriers('123')[0]?.id ?? 0;
		site.before('PUT /users/1', 1, () => site.edit(leaver, { expiryDate: null }));
		const result = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(result.failures).toEqual([]);
		expect(result.one('123')).toMatchObject({ outcome: 'disabled', verified: true });
		expect(result.one('123').warnings.join()).toContain('disabled the user once more');
		expect(site.person(leaver).canOpen).toEqual([]);
		expect(result.one('00123')).toMatchObject({ outcome: 'updated', verified: true });
	},
);

test('reads the leavers of a list once more by one query when the run has settled', async () => {
	const site = await openSite({ seed: 'small', ...CLEARING });
	const rows = agreeing(site.net2).map((row) => {
		if (row['key'] === '00123') return { ...row, phone: '1' };
		return row['key'] === '123' ? { ...row, endDate: '2025-05-31' } : row;
	});
	await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
	const requests = site.requests();
	const afterWrites = requests.slice(requests.lastIndexOf('PUT /users/1') + 1);
	expect(afterWrites.filter((one) => one.includes('querydb'))).toHaveLength(1);
});
