import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { all, byId, done, gist, leaver, LEAVERS, opened } from './support/params';
import { CLEARING, openSite, type SiteOptions } from './support/site';
import { everybody, takenBack } from './support/undoing';

const NOTES = 'Notes';

async function siteWithSomebody(options: SiteOptions = {}) {
	const site = await openSite({ ...CLEARING, ...options });
	const id = site.net2.addUser({
		firstName: 'Re',
		lastName: 'Hire',
		personnelNumber: '00700',
		department: 'Sales',
		accessLevels: [2, 4],
		customFields: [{ id: 13, value: 'Sits by the window' }],
	});
	return { site, id, person: () => site.person(id) };
}

describe('a leaver who comes back', () => {
	it('has department and levels again, and the note next to the marker is as it was', async () => {
		const { site, id, person } = await siteWithSomebody();
		const before = person();
		const gone = leaver(byId(id), {
			removeAccess: 'levels',
			leaverDepartment: LEAVERS,
			markerField: NOTES,
		});
		expect(await done(site, disable, gone)).toMatchObject({ outcome: 'disabled', verified: true });
		expect(person()).toMatchObject({
			department: 'Terminated Employment',
			accessLevels: [],
			canOpen: [],
		});
		expect(person()?.customFields).toContainEqual({
			id: 13,
			value: expect.stringMatching(
				/^Sits by the window \[n8n2 left=20261123O\/1\/2\+4 [\w-]{14}\]$/,
			),
		});
		expect(await done(site, disable, gone)).toMatchObject({ outcome: 'unchanged' });

		const back = opened(byId(id), { leaverDepartment: LEAVERS, markerField: NOTES });
		expect(await done(site, enable, back)).toMatchObject({ outcome: 'enabled', verified: true });
		expect(person()).toMatchObject({
			department: before?.department,
			accessLevels: before?.accessLevels,
			canOpen: before?.canOpen,
		});
		expect(person()?.customFields).toContainEqual({ id: 13, value: 'Sits by the window' });
		expect(await done(site, enable, back)).toMatchObject({ outcome: 'unchanged' });
	});

	it('is remembered before anything is taken: the marker is written and read first', async () => {
		const { site, id } = await siteWithSomebody();
		site.net2.clearRequests();
		await done(site, disable, leaver(byId(id), { removeAccess: 'levels', markerField: NOTES }));
		const calls = site.requests();
		const written = calls.indexOf(`PUT /users/${id}`);
		const taken = calls.indexOf(`PUT /users/${id}/doorpermissionset`);
		expect(written).toBeGreaterThan(-1);
		expect(taken).toBeGreaterThan(written);
		expect(calls.slice(written, taken)).toContain(`GET /users/${id}`);
	});

	it('loses access, department and levels although the marker field has no room, with a warning', async () => {
		const { site, id, person } = await siteWithSomebody();
		const params = leaver(byId(id), {
			removeAccess: 'levels',
			leaverDepartment: LEAVERS,
			markerField: 'Car registration',
		});
		site.edit(id, { customFields: [{ id: 12, value: 'x'.repeat(45) }] });
		const before = everybody(site);
		const result = await done(site, disable, params);
		expect(result).toMatchObject({ outcome: 'disabled', verified: true });
		expect(result.warnings.join()).toMatch(/'Car registration' has no room/);
		expect(person()).toMatchObject({
			canOpen: [],
			accessLevels: [],
			department: 'Terminated Employment',
		});
		await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
	});

	it('loses access although the marker was changed by hand, which is ignored with a warning', async () => {
		const { site, id, person } = await siteWithSomebody();
		site.edit(id, {
			customFields: [{ id: 13, value: '[n8n2 left=20261120L/1/1 AAAAAAAAAAAAAA]' }],
		});
		const params = leaver(byId(id), { removeAccess: 'levels', markerField: NOTES });
		const result = await done(site, disable, params);
		expect(result.warnings.join()).toContain('an entry that this node did not write');
		expect(person()).toMatchObject({ canOpen: [], accessLevels: [] });
		await done(site, enable, opened(byId(id), { markerField: NOTES }));
		expect(person().accessLevels).toEqual([2, 4]);
	});

	it('keeps what was given by hand meanwhile, and stays where a person moved the user', async () => {
		const { site, id, person } = await siteWithSomebody();
		const params = leaver(byId(id), {
			removeAccess: 'levels',
			leaverDepartment: LEAVERS,
			markerField: NOTES,
		});
		await all(site, disable, [params]);
		site.edit(id, { accessLevels: [3], departmentId: 2 });
		const back = opened(byId(id), { leaverDepartment: LEAVERS, markerField: NOTES });
		expect((await all(site, enable, [back])).map(gist)).toEqual(['enabled']);
		expect(person()?.accessLevels.sort()).toEqual([2, 3, 4]);
		expect(person()?.department).toBe('Engineering');
	});
});
