import { expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { byId, done, leaver } from './support/params';
import { openSite } from './support/site';

/** Found by chaos: Net2 took the doors away and kept the levels, and the reply was lost. */
it('reverses what the first of two writes did, too', async () => {
	const site = await openSite({ clearLevels: 'zero' });
	const grace = site.person(2);
	site.net2.faults([{ match: 'PUT /api/v1/users/2/doorpermissionset', fault: 'reset-after' }]);
	const out = await done(site, disable, leaver(byId(2), { removeAccess: 'all' }));
	expect(site.person(2)).toMatchObject({ accessLevels: [0], individualPermissions: [] });
	expect(out.changes).toContainEqual(
		expect.objectContaining({ field: 'individualPermissions', from: 1, to: 0 }),
	);

	if (out.undo === null) throw new Error('There is no undo.');
	await done(site, undo, { undo: out.undo });
	const { accessLevels, individualPermissions, expiryDate } = site.person(2);
	expect({ accessLevels, individualPermissions, expiryDate }).toEqual({
		accessLevels: grace.accessLevels,
		individualPermissions: grace.individualPermissions,
		expiryDate: grace.expiryDate,
	});
});
