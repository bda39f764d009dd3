import { expect, test } from 'vitest';
import { all, leaver, byId } from '../support/params';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle';
import { CLEARING, openSite } from '../support/site';
import { agreeing, NO_LIMITS, sync, type Row, type Wanted } from './support';

const LEAVERS = { by: 'name', name: 'Terminated Employment' } as const;
const APPLY: Wanted = { mode: 'apply', limits: NO_LIMITS, markerField: 'Notes' };

/** One person who is on the list as active, with a new phone number, department and level. */
async function onTheList() {
	const site = await openSite({ seed: 'small', ...CLEARING });
	const rows: Row[] = agreeing(site.net2)
		.filter(({ key }) => key === '00123')
		.map((row) => ({ ...row, phone: '1', department: 'Engineering', accessLevels: ['Warehouse'] }));
	return { site, rows };
}

test.each([
	['by an end date', { expiryDate: '2026-11-20T00:00:00' }],
	['by an end date long ago', { expiryDate: '2020-01-01T00:00:00' }],
])('somebody barred by hand stays barred, whole, and is told: %s', async (_, barred) => {
	const { site, rows } = await onTheList();
	site.edit(1, barred);
	const before = site.person(1);
	for (const reopen of [false, true]) {
		const { differences, summary } = await sync(site, rows, { ...APPLY, reopen });
		expect(differences).toMatchObject([
			{ kind: 'blockedByHand', key: '00123', userId: 1, outcome: 'unchanged', changed: false },
		]);
		expect(differences[0]?.changes.map(({ field }) => field)).toContain('telephone');
		expect(differences[0]?.warnings.join()).toContain('barred them by hand');
		expect(summary.counts.blockedByHand).toBe(1);
	}
	expect(site.person(1)).toEqual(before);
	expect(before.canOpen).toEqual([]);
	expect(site.writes()).toEqual([]);
});

test('who was disabled by this node comes back with reopen only, and gets what the list says', async () => {
	const { site, rows } = await onTheList();
	await all(site, disable, [
		leaver(byId(1), { leaverDepartment: LEAVERS, markerField: 'Notes', removeAccess: 'levels' }),
	]);
	const gone = site.person(1);
	const told = await sync(site, rows, { ...APPLY, leaverDepartment: LEAVERS });
	expect(told.gist).toEqual(['blockedByHand 00123']);
	expect(told.differences[0]?.warnings.join()).toContain('switch on Reopen');
	expect(site.person(1)).toEqual(gone);

	const back = await sync(site, rows, { ...APPLY, leaverDepartment: LEAVERS, reopen: true });
	expect(back.failures).toEqual([]);
	expect(back.differences).toMatchObject([
		{ kind: 'rehire', outcome: 'enabled', changed: true, verified: true },
	]);
	expect(site.person(1)).toMatchObject({
		department: 'Engineering',
		accessLevels: [3],
		telephone: '1',
		expiryDate: null,
	});
	expect(site.person(1).canOpen).toEqual([6000002]);
	expect(site.person(1).customFields).toContainEqual({ id: 13, value: '[n8n1]' });
	expect((await sync(site, rows, { ...APPLY, reopen: true })).gist).toEqual([]);

	// Barred by hand after the rehire: the marker says no longer that it was us.
	site.edit(1, { expiryDate: '2026-11-20T00:00:00' });
	expect((await sync(site, rows, { ...APPLY, reopen: true })).gist).toEqual([
		'blockedByHand 00123',
	]);
});

test('where the list is silent, a rehire gets back the department and levels they had', async () => {
	const { site, rows } = await onTheList();
	const before = site.person(1);
	await all(site, disable, [
		leaver(byId(1), { leaverDepartment: LEAVERS, markerField: 'Notes', removeAccess: 'levels' }),
	]);
	const silent = rows.map(({ department: _d, accessLevels: _l, phone: _p, ...row }) => row);
	await sync(site, silent, { ...APPLY, leaverDepartment: LEAVERS, reopen: true });
	const { department, accessLevels, canOpen } = before;
	expect(site.person(1)).toMatchObject({ department, accessLevels, canOpen });
});

test.each([
	['with the end date that they got', {}],
	['though somebody took their end date back', { expiryDate: null }],
])('a list that names the leaver department lets nobody in again, %s', async (_, edit) => {
	const { site, rows } = await onTheList();
	await all(site, disable, [
		leaver(byId(1), { leaverDepartment: LEAVERS, markerField: 'Notes', removeAccess: 'levels' }),
	]);
	site.edit(1, edit);
	const gone = site.person(1);
	const listed = rows.map((row) => ({ ...row, department: LEAVERS.name }));
	for (const run of [1, 2]) {
		const told = await sync(site, listed, { ...APPLY, leaverDepartment: LEAVERS, reopen: true });
		expect(told.gist, `run ${run}`).toEqual(['blockedByHand 00123']);
		expect(told.differences[0]?.warnings.join()).toContain('department where leavers are');
	}
	expect(site.person(1)).toEqual(gone);
	expect(gone.canOpen).toEqual([]);
});

test('a marker that somebody altered opens nobody, and is not written over', async () => {
	const { site, rows } = await onTheList();
	const fields = site.person(1).customFields;
	site.edit(1, {
		expiryDate: '2026-11-20T00:00:00',
		customFields: [...fields, { id: 13, value: '[n8n9 left=never]' }],
	});
	const before = site.person(1);
	const { gist } = await sync(site, rows, { ...APPLY, reopen: true });
	expect(gist).toEqual(['blockedByHand 00123']);
	expect(site.person(1)).toEqual(before);
});

test('somebody who waits for a start is not barred: it may come earlier', async () => {
	const { site, rows } = await onTheList();
	site.edit(1, { activateDate: '2026-12-15T00:00:00' });
	const list = rows.map((row) => ({ ...row, startDate: '2026-11-24' }));
	expect((await sync(site, list, APPLY)).gist).toEqual(['mover 00123']);
	expect(site.person(1).canOpen).toEqual([6000002]);
});

test('somebody barred between the reading and the writing stays barred', async () => {
	const { site, rows } = await onTheList();
	const list = rows.map((row) => ({ ...row, endDate: '2027-06-30' }));
	site.before('GET /users/1', 1, () => site.edit(1, { expiryDate: '2026-11-20T00:00:00' }));
	const { differences } = await sync(site, list, APPLY);
	expect(differences[0]?.warnings.join()).toContain('disabled');
	expect(site.person(1)).toMatchObject({ canOpen: [] });
	expect(site.person(1).expiryDate).toMatch(/^2026-11-20/);
});

test('whoever was put into the leaver department is given no level by a list, and is told', async () => {
	const { site, rows } = await onTheList();
	site.edit(1, { departmentId: 3 });
	expect(site.person(1)).toMatchObject({ department: 'Terminated Employment' });
	const before = site.person(1);
	const silent = rows.map(({ department: _none, ...row }) => row);
	const told = await sync(site, silent, { ...APPLY, leaverDepartment: LEAVERS });
	expect(told.gist).toEqual(['blockedByHand 00123']);
	expect(site.person(1)).toEqual(before);
	expect(site.writes()).toEqual([]);
});
