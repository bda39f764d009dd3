import { describe, expect, it } from 'vitest';
import { grant, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { all, byId, done, gist, levels, provision, refused } from './support/params';
import { openSite } from './support/site';

const SAYS_NOTHING = {
	match: 'GET /api/v1/serversettings/producttype',
	fault: '500' as const,
	times: 99,
};

describe.each(['keep-last', 'reject'] as const)('a Net2 Lite (%s)', (lite) => {
	it('that says so gets no second level', async () => {
		const site = await openSite({ lite });
		expect((await refused(site, grant, levels(byId(1), ['Warehouse']))).reason).toBe('liteLimit');
		const two = levels(byId(1), ['Warehouse', 'Server room']);
		expect((await refused(site, setLevels, two)).reason).toBe('liteLimit');
		expect(site.writes()).toEqual([]);
	});

	it('is given a first level, and another one in its place', async () => {
		const site = await openSite({ lite });
		await done(site, grant, levels(byId(3), ['Warehouse']));
		await done(site, setLevels, levels(byId(3), ['Server room']));
		expect(site.person(3).accessLevels).toEqual([4]);
		expect((await done(site, grant, levels(byId(3), ['Server room']))).outcome).toBe('unchanged');
	});

	it('is not given two first levels at once', async () => {
		const site = await openSite({ lite });
		const results = await all(site, grant, [
			levels(byId(3), ['Warehouse']),
			levels(byId(3), ['Server room']),
		]);
		expect(results.map(gist)).toEqual(['liteLimit', 'liteLimit']);
		expect(site.person(3).accessLevels).toEqual([]);
	});

	it('that says nothing loses no level', async () => {
		const site = await openSite({ lite });
		site.net2.faults([SAYS_NOTHING]);
		const before = site.person(1);
		const failure = await refused(site, grant, levels(byId(1), ['Warehouse']));
		expect(failure.reason).toBe(lite === 'reject' ? 'badInput' : 'liteLimit');
		expect(site.person(1)).toEqual(before);
		await done(site, setLevels, levels(byId(1), ['Warehouse']));
		expect(site.person(1).accessLevels).toEqual([3]);
	});
});

describe('a Net2 Lite that says nothing, and a new person with two levels', () => {
	it.each(['keep-last', 'reject'] as const)(
		'is reported with the remedy, and what was made is completed by it (%s)',
		async (lite) => {
			const site = await openSite({ lite });
			site.net2.faults([SAYS_NOTHING]);
			const params = provision('00900', { accessLevels: ['Office hours', 'Server room'] });
			const failure = await refused(site, upsert, params);
			expect(failure.reason).toBe(lite === 'reject' ? 'badInput' : 'liteLimit');
			expect(failure.done).toContain('Department Sales');
			if (lite === 'keep-last') expect(failure.message).toMatch(/Net2 Lite.*one level/);
			const one = provision('00900', { accessLevels: ['Office hours'] });
			expect(await done(site, upsert, one)).toMatchObject({ verified: true });
			expect(site.carriers('00900')).toMatchObject([{ accessLevels: [2], canOpen: [] }]);
		},
	);

	it('leaves a level that another writer gave, and does not call that a Lite', async () => {
		const site = await openSite();
		site.before('GET /users/5/doorpermissionset', 1, () => site.edit(5, { accessLevels: [3] }));
		const params = provision('00900', { accessLevels: ['Office hours', 'Server room'] });
		expect((await refused(site, upsert, params)).reason).toBe('notVerified');
		expect(site.carriers('00900')).toMatchObject([{ accessLevels: [3] }]);
	});
});
