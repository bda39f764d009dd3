import { expect, test } from 'vitest';
import { CLEARING, openSite } from '../support/site';
import { agreeing, NO_LIMITS, sync } from './support';

test.each(['on', 'off'] as const)(
	'a leaver who is let in while the others of the list are written is told; SQL %s',
	async (querydb) => {
		const site = await openSite({ seed: 'small', ...CLEARING, querydb });
		const rows = agreeing(site.net2).map((row) => {
			if (row['key'] === '00123') return { ...row, phone: '1' };
			return row['key'] === '123' ? { ...row, endDate: '2025-05-31' } : row;
		});
		const leaver = site.carriers('123')[0]?.id ?? 0;
		site.before('PUT /users/1', 1, () => site.edit(leaver, { expiryDate: null }));
		const told = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(told.failures).toMatchObject([{ reason: 'conflict', key: '123', userId: leaver }]);
		expect(told.failures[0]?.undo).not.toBeNull();
		expect(told.one('00123')).toMatchObject({ outcome: 'updated', verified: true });
	},
);

test('the leavers of a list are read once more by one query, at its end', async () => {
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
