import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { reply } from './safety/support';
import { byId, done, leaver, LEAVERS, refused } from './support/params';
import { openSite } from './support/site';
import { essence } from './support/undoing';

/** Found by chaos: a web page came in the place of the reply, and Net2 had done nothing. */
describe('an undo whose write Net2 accepts and does not do', () => {
	it.each(['tokens/1', 'doorpermissionset', 'departments', ''])(
		'can be run again: PUT of %s',
		async (part) => {
			const site = await openSite();
			const before = essence(site.person(2));
			const leave = leaver(byId(2), {
				leaverDepartment: LEAVERS,
				removeAccess: 'all',
				cards: 'lost',
			});
			const out = await done(site, disable, leave);
			let isLost = false;
			site.intercept(async (request, forward) => {
				const path = `/users/2${part === '' ? '' : `/${part}`}`;
				if (isLost || request.method !== 'PUT' || request.path !== path) return await forward();
				isLost = true;
				return reply(200, '<html></html>');
			});
			if (out.undo === null) throw new Error('There is no undo.');
			await refused(site, undo, { undo: out.undo });
			expect(isLost).toBe(true);
			await done(site, undo, { undo: out.undo });
			expect(essence(site.person(2))).toEqual(before);
		},
	);
});

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
