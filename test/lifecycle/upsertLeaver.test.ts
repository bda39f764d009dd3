import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { all, byId, done, gist, leaver, LEAVERS, provision, refused } from './support/params';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import { CLEARING, openSite } from './support/site';
import { everybody, takenBack } from './support/undoing';

const ada = { firstName: 'Ada', lastName: 'Lovelace' };

/** What HR says of Ada, with the leaver department that the node is set to. */
const row = (more = {}) => provision('00123', { fields: ada, leaverDepartment: LEAVERS, ...more });

describe('a user in the leaver department', () => {
	it('gets no level, although no department is given either', async () => {
		const site = await openSite(CLEARING);
		await done(site, disable, leaver(byId(1), { leaverDepartment: LEAVERS, removeAccess: 'all' }));
		const before = site.person(1);
		const result = await done(
			site,
			upsert,
			row({ department: undefined, accessLevels: ['Warehouse'] }),
		);
		expect(result).toMatchObject({ outcome: 'unchanged' });
		expect(result.warnings.join()).toMatch(/leaver department/);
		expect(site.person(1)).toEqual(before);
		const listed = row({ department: LEAVERS, accessLevels: ['Warehouse'] });
		expect((await done(site, upsert, listed)).outcome).toBe('unchanged');
		expect(site.person(1)).toEqual(before);
	});
});

describe('enabled: disable with a leaver department', () => {
	it('moves the user there, as disable does, gives nothing, and is reversed', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const params = row({ enabled: 'disable', accessLevels: ['Warehouse'] });
		const dry = await done(site, upsert, params, { dryRun: true });
		const result = await done(site, upsert, params);
		expect(result).toMatchObject({ outcome: 'disabled', verified: true });
		expect(result.changes).toEqual(dry.changes);
		expect(result.warnings.join()).toMatch(/access levels and cards of the item were not given/);
		expect(site.person(1)).toMatchObject({
			department: 'Terminated Employment',
			accessLevels: [1],
			canOpen: [],
		});
		expect(site.writes()[0]).toBe('PUT /users/1');
		const elsewhere = { processState: new ProcessState() };
		expect((await all(site, upsert, [params], {}, elsewhere)).map(gist)).toEqual(['unchanged']);
		await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
	});

	it('makes a new person there, without levels, and says the same when it is repeated', async () => {
		const site = await openSite(CLEARING);
		const params = provision('00900', {
			leaverDepartment: LEAVERS,
			enabled: 'disable',
			accessLevels: ['Warehouse'],
		});
		const result = await done(site, upsert, params);
		expect(result).toMatchObject({ outcome: 'created', verified: true });
		expect(result.warnings.join()).toMatch(/leaver department/);
		expect(site.carriers('00900')).toMatchObject([
			{ department: 'Terminated Employment', accessLevels: [], canOpen: [] },
		]);
		expect((await done(site, upsert, params)).outcome).toBe('unchanged');
		await done(site, upsert, { ...params, enabled: 'enable' });
		expect(site.carriers('00900')).toMatchObject([{ department: 'Sales', accessLevels: [3] }]);
	});

	it('disables although the leaver department was renamed', async () => {
		const site = await openSite();
		const params = row({ enabled: 'disable', leaverDepartment: { by: 'name', name: 'Gone' } });
		expect((await refused(site, upsert, params)).reason).toBe('unknownDepartment');
		expect(site.person(1).canOpen).toEqual([]);
	});
});

describe('enabled: disable is read once more at the end of the run', () => {
	it.each(['on', 'off'] as const)(
		'and a user who was given access meanwhile is disabled once more (querydb %s)',
		async (querydb) => {
			const site = await openSite({ querydb });
			// The other user of the run is written last. By then another writer gives Ada access.
			site.before('PUT /users/2', 1, () => site.edit(1, { expiryDate: null }));
			const [shut, other] = await all(
				site,
				upsert,
				[
					provision('00123', { fields: {}, department: undefined, enabled: 'disable' }),
					provision('123', { fields: { telephone: '1' }, department: undefined }),
				],
				{},
				{ maxUsersInFlight: 1 },
			);
			expect(shut).toMatchObject({
				outcome: 'disabled',
				userId: 1,
				warnings: expect.arrayContaining([expect.stringContaining('disabled the user once more')]),
				undo: expect.objectContaining({ operation: 'user.upsert' }),
			});
			expect(site.person(1).canOpen).toEqual([]);
			expect(other).toMatchObject({ outcome: 'updated' });
		},
	);
});
