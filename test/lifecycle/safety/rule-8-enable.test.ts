import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { all, byId, byKey, done, gist, joiner, leaver, opened, refused } from '../support/params';
import { openSite } from '../support/site';
import { addKim, LEAVE } from './support';

const ended = { expiryDate: '2026-06-01T00:00:00' };

describe('enable with "only"', () => {
	it('any: enables a user that a person disabled', async () => {
		const site = await openSite();
		const id = addKim(site, ended);
		await done(site, enable, opened(byKey('1'), { only: 'any' }));
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it.each(['disabledByNode', 'createdInThisRun'] as const)(
		'%s: leaves a user disabled that a person disabled, with or without a marker field',
		async (only) => {
			const site = await openSite();
			const id = addKim(site, ended);
			for (const more of [{}, { markerField: 'Notes' }]) {
				const failure = await refused(site, enable, opened(byKey('1'), { only, ...more }));
				expect(failure.reason).toBe('notAllowed');
			}
			expect(site.person(id).canOpen).toEqual([]);
			expect(site.writes()).toEqual([]);
		},
	);

	it('disabledByNode: enables users that this node disabled, and not after a person changed the end date', async () => {
		const site = await openSite();
		const id = addKim(site);
		const back = opened(byKey('1'), { only: 'disabledByNode', markerField: 'Notes' });
		await done(site, disable, leaver(byKey('1'), LEAVE));
		await done(site, enable, back);
		expect(site.person(id).canOpen).not.toEqual([]);
		await done(site, disable, leaver(byKey('1'), LEAVE));
		site.edit(id, { expiryDate: '2026-11-01T00:00:00' });
		expect((await refused(site, enable, back)).reason).toBe('notAllowed');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('createdInThisRun: enables users that an earlier step of the execution created, and no other user', async () => {
		const site = await openSite();
		const execution = (executionId: string) => ({ origin: { executionId } });
		const [created] = await all(site, create, [joiner('77')], {}, execution('1'));
		if (created === undefined || 'error' in created) throw new Error('not created');
		const access = opened(byId(created.userId ?? 0), { only: 'createdInThisRun' });
		const later = await all(site, enable, [access], {}, execution('2'));
		expect(later.map(gist)).toEqual(['notAllowed']);
		const same = await all(site, enable, [access], {}, execution('1'));
		expect(same.map(gist)).toEqual(['enabled']);
		const again = await all(site, enable, [access], {}, execution('2'));
		expect(again.map(gist)).toEqual(['unchanged']);
	});
});
