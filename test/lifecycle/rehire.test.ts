import { describe, expect, it } from 'vitest';
import { disable, enable } from '../../nodes/PaxtonNet2/lifecycle';
import { all, byId, done, gist, leaver, LEAVERS, opened, refused } from './support/asks';
import { CLEARING, openSite, type SiteOptions } from './support/site';

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
	it('has department and levels again, and the note beside the marker is as it was', async () => {
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
			value: 'Sits by the window [n8n1 left=2026-11-24/1/2+4/0]',
		});
		expect(await done(site, disable, gone)).toMatchObject({ outcome: 'unchanged' });

		const back = opened(byId(id), { leaverDepartment: LEAVERS, markerField: NOTES });
		expect(await done(site, enable, back)).toMatchObject({ outcome: 'enabled', verified: true });
		expect(person()).toMatchObject({
			department: before?.department,
			accessLevels: before?.accessLevels,
			canOpen: before?.canOpen,
		});
		expect(person()?.customFields).toContainEqual({ id: 13, value: 'Sits by the window [n8n1]' });
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

	it('is cut off although there is no room to remember, and nothing else is taken', async () => {
		const { site, id, person } = await siteWithSomebody();
		const params = leaver(byId(id), {
			removeAccess: 'levels',
			leaverDepartment: LEAVERS,
			markerField: 'Car registration',
		});
		site.edit(id, { customFields: [{ id: 12, value: 'x'.repeat(45) }] });
		const error = await refused(site, disable, params);
		expect(error).toMatchObject({
			reason: 'badInput',
			done: [expect.stringContaining('End date')],
		});
		expect(error.message).toContain('Notes');
		expect(person()).toMatchObject({ canOpen: [], accessLevels: [2, 4], department: 'Sales' });
	});

	it('is cut off although the marker was altered by hand', async () => {
		const { site, id, person } = await siteWithSomebody();
		site.edit(id, { customFields: [{ id: 13, value: '[n8n1 left=yesterday]' }] });
		const params = leaver(byId(id), { removeAccess: 'levels', markerField: NOTES });
		expect(await refused(site, disable, params)).toMatchObject({ reason: 'conflict' });
		expect(person()).toMatchObject({ canOpen: [], accessLevels: [2, 4] });
	});

	it('keeps what they were given by hand while away, and stays where somebody put them', async () => {
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
