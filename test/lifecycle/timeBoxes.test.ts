import { describe, expect, it } from 'vitest';
import { grant } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { all, byId, done, gist, levels, refused } from './support/params';
import { CLEARING, openSite, type Site } from './support/site';

const OPTIONS = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' } as const;
const HOUR = 3_600_000;

async function siteWithSomebody() {
	const site = await openSite(CLEARING);
	const id = site.net2.addUser({ lastName: 'Weekend', personnelNumber: '800', accessLevels: [2] });
	return { site, id };
}

const boxed = (id: number, names: string[], until = '2026-11-24T17:00') =>
	levels(byId(id), names, { until, markerField: 'Notes' });

async function expired(site: Site) {
	return await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);
}

describe('a level with temporary access', () => {
	it('is remembered before it is granted, and taken when its time has come, and nothing else is', async () => {
		const { site, id } = await siteWithSomebody();
		expect(await done(site, grant, boxed(id, ['Server room']))).toMatchObject({
			outcome: 'granted',
			verified: true,
		});
		expect(site.writes()).toEqual([`PUT /users/${id}`, `PUT /users/${id}/doorpermissionset`]);
		expect(site.person(id).accessLevels).toEqual([2, 4]);
		expect(await expired(site)).toEqual([]);

		site.clock.advance(8 * HOUR);
		expect((await expired(site)).map(gist)).toEqual(['revoked']);
		expect(site.person(id).accessLevels).toEqual([2]);
		expect(site.person(id).customFields).toContainEqual({ id: 13, value: '' });
		expect(await expired(site)).toEqual([]);
	});

	it('does not make a permanent level end', async () => {
		const { site, id } = await siteWithSomebody();
		const result = await done(site, grant, boxed(id, ['Office hours']));
		expect(result).toMatchObject({
			outcome: 'unchanged',
			warnings: [expect.stringContaining('permanently')],
		});
		site.clock.advance(8 * HOUR);
		expect(await expired(site)).toEqual([]);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('can be prolonged', async () => {
		const { site, id } = await siteWithSomebody();
		await done(site, grant, boxed(id, ['Server room']));
		await done(site, grant, boxed(id, ['Server room'], '2026-11-25T17:00'));
		site.clock.advance(8 * HOUR);
		expect(await expired(site)).toEqual([]);
		expect(site.person(id).accessLevels).toEqual([2, 4]);
	});

	it('is refused without a marker field, and where its end has passed', async () => {
		const { site, id } = await siteWithSomebody();
		const nowhere = levels(byId(id), ['Server room'], { until: '2026-11-24T17:00' });
		expect(await refused(site, grant, nowhere)).toMatchObject({ reason: 'badInput' });
		const past = boxed(id, ['Server room'], '2026-11-23T17:00');
		expect(await refused(site, grant, past)).toMatchObject({ reason: 'badInput' });
		expect(site.writes()).toEqual([]);
	});

	it('works next to permanent grants in one run, each item with its own result', async () => {
		const { site, id } = await siteWithSomebody();
		const forGood = levels(byId(id), ['Warehouse']);
		const results = await all(site, grant, [boxed(id, ['Server room']), forGood]);
		expect(results.map(gist)).toEqual(['granted', 'granted']);
		expect(results[1]).toMatchObject({ changes: [{ to: 'Warehouse' }] });
		site.clock.advance(8 * HOUR);
		await expired(site);
		expect(site.person(id).accessLevels).toEqual([2, 3]);
	});

	it.each(['reset-before', 'reset-after', '500'] as const)(
		'ends in the next run where taking it away meets %s',
		async (fault) => {
			const { site, id } = await siteWithSomebody();
			await done(site, grant, boxed(id, ['Server room']));
			site.clock.advance(8 * HOUR);
			site.net2.faults([{ match: `PUT /api/v1/users/${id}/doorpermissionset`, fault, times: 2 }]);
			await expired(site);
			site.net2.faults([]);
			await expired(site);
			expect(site.person(id).accessLevels).toEqual([2]);
			expect(await expired(site)).toEqual([]);
		},
	);

	it('is reported if the marker was changed by hand', async () => {
		const { site, id } = await siteWithSomebody();
		site.edit(id, { customFields: [{ id: 13, value: '[n8n2 until=4@soon]' }] });
		expect((await expired(site)).map(gist)).toEqual(['conflict']);
	});
});
