import { expect, test } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { all, byId, leaver } from '../support/params';
import { CLEARING, openSite, type Site } from '../support/site';
import { agreeing, NO_LIMITS, sync, type Row, type Wanted } from './support';

const LEAVERS = { by: 'name', name: 'Terminated Employment' } as const;
const APPLY: Wanted = { mode: 'apply', limits: NO_LIMITS, markerField: 'Notes' };

const DAY = 86_400_000;

function noteOf(site: Site): string {
	return site.person(1).customFields.find(({ id }) => id === 13)?.value ?? '';
}

/** One user who is on the list as active, with a new phone number, department and level. */
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
])('reports a user who was disabled by hand, and changes nothing: %s', async (_, disabled) => {
	const { site, rows } = await onTheList();
	site.edit(1, disabled);
	const before = site.person(1);
	for (const reopen of [false, true]) {
		const { differences, summary } = await sync(site, rows, { ...APPLY, reopen });
		expect(differences).toMatchObject([
			{ kind: 'blockedByHand', key: '00123', userId: 1, outcome: 'unchanged', changed: false },
		]);
		expect(differences[0]?.changes.map(({ field }) => field)).toContain('telephone');
		expect(differences[0]?.warnings.join()).toContain('This node did not disable the user');
		expect(summary.counts.blockedByHand).toBe(1);
	}
	expect(site.person(1)).toEqual(before);
	expect(before.canOpen).toEqual([]);
	expect(site.writes()).toEqual([]);
});

/** The list itself says that the employee has left. */
async function leftByList(site: Site, rows: Row[]): Promise<void> {
	const ended = rows.map((row) => ({ ...row, endDate: '2026-11-20' }));
	await sync(site, ended, { ...APPLY, leaverDepartment: LEAVERS });
	expect(site.person(1)).toMatchObject({ department: LEAVERS.name, canOpen: [] });
}

test('enables a user that the list disabled only with reopen, and writes what the list says', async () => {
	const { site, rows } = await onTheList();
	await leftByList(site, rows);
	const gone = site.person(1);
	const blocked = await sync(site, rows, { ...APPLY, leaverDepartment: LEAVERS });
	expect(blocked.gist).toEqual(['blockedByHand 00123']);
	expect(blocked.differences[0]?.warnings.join()).toContain(
		"switch on 'Re-Enable Returning Users'",
	);
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
	expect(noteOf(site)).toMatch(/^\[n8n2 list \S+\]$/);
	expect((await sync(site, rows, { ...APPLY, reopen: true })).gist).toEqual([]);

	// Disabled by hand after the rehire: no entry says that this node did it.
	site.edit(1, { expiryDate: '2026-11-20T00:00:00' });
	expect((await sync(site, rows, { ...APPLY, reopen: true })).gist).toEqual([
		'blockedByHand 00123',
	]);
});

test('gives back the department and levels from before the leave where the list names none', async () => {
	const { site, rows } = await onTheList();
	const silent = rows.map(({ department: _d, accessLevels: _l, phone: _p, ...row }) => row);
	const before = site.person(1);
	await leftByList(site, silent);
	await sync(site, silent, { ...APPLY, leaverDepartment: LEAVERS, reopen: true });
	const { department, accessLevels, canOpen } = before;
	expect(site.person(1)).toMatchObject({ department, accessLevels, canOpen });
});

test('does not reverse what an operation did, unless the employee starts after the leave', async () => {
	const { site, rows } = await onTheList();
	await all(site, disable, [leaver(byId(1), { markerField: 'Notes' })]);
	const settings: Wanted = { ...APPLY, reopen: true };
	const blocked = await sync(site, rows, settings);
	expect(blocked.gist).toEqual(['blockedByHand 00123']);
	expect(blocked.differences[0]?.warnings.join()).toContain('by a decision of a person');
	const again = rows.map((row) => ({ ...row, startDate: '2026-12-01' }));
	expect((await sync(site, again, settings)).gist).toEqual(['rehire 00123']);
	site.clock.advance(10 * DAY);
	expect(site.person(1).canOpen).not.toEqual([]);
});

test('gives no access to a leaver that the list puts into the leaver department', async () => {
	const { site, rows } = await onTheList();
	await leftByList(site, rows);
	const gone = site.person(1);
	const listed = rows.map((row) => ({ ...row, department: LEAVERS.name }));
	for (const run of [1, 2]) {
		const result = await sync(site, listed, { ...APPLY, leaverDepartment: LEAVERS, reopen: true });
		expect(result.gist, `run ${run}`).toEqual(['blockedByHand 00123']);
		expect(result.differences[0]?.warnings.join()).toContain('into the leaver department');
	}
	expect(site.person(1)).toEqual(gone);
});

test.each(['Sales', 'Terminated Employment'])(
	'reports a line without an end date that moves a user from %s to the leaver department',
	async (from) => {
		const { site, rows } = await onTheList();
		site.edit(1, { departmentId: from === 'Sales' ? 1 : 3 });
		const listed = rows.map((row) => ({ ...row, department: LEAVERS.name }));
		for (const run of [1, 2]) {
			const { failures, gist } = await sync(site, listed, { ...APPLY, leaverDepartment: LEAVERS });
			expect([gist, failures.length], `run ${run}`).toEqual([[], 1]);
			expect(failures[0]?.message).toContain('without an end date');
		}
	},
);

test('gives no access because of a marker entry that this node did not write, and leaves it there', async () => {
	const { site, rows } = await onTheList();
	const fields = site.person(1).customFields;
	site.edit(1, {
		expiryDate: '2026-11-20T00:00:00',
		customFields: [...fields, { id: 13, value: '[n8n2 left=20261120L/2/1/0 AAAAAAAAAAAAAA]' }],
	});
	const before = site.person(1);
	const { gist } = await sync(site, rows, { ...APPLY, reopen: true });
	expect(gist).toEqual(['blockedByHand 00123']);
	expect(site.person(1)).toEqual(before);
});

test('brings forward the start of a user who has not started yet', async () => {
	const { site, rows } = await onTheList();
	site.edit(1, { activateDate: '2026-12-15T00:00:00' });
	const list = rows.map((row) => ({ ...row, startDate: '2026-11-24' }));
	expect((await sync(site, list, APPLY)).gist).toEqual(['mover 00123']);
	expect(site.person(1).canOpen).toEqual([6000002]);
});

test('does not prolong the access of a user who is disabled between the reading and the write', async () => {
	const { site, rows } = await onTheList();
	const list = rows.map((row) => ({ ...row, endDate: '2027-06-30' }));
	site.before('GET /users/1', 1, () => site.edit(1, { expiryDate: '2026-11-20T00:00:00' }));
	const { failures } = await sync(site, list, APPLY);
	expect(failures).toMatchObject([{ reason: 'conflict', key: '00123' }]);
	expect(site.person(1)).toMatchObject({ canOpen: [] });
	expect(site.person(1).expiryDate).toMatch(/^2026-11-20/);
});

test('reports a user that a person put into the leaver department, and gives no level', async () => {
	const { site, rows } = await onTheList();
	site.edit(1, { departmentId: 3 });
	expect(site.person(1)).toMatchObject({ department: 'Terminated Employment' });
	const before = site.person(1);
	const silent = rows.map(({ department: _none, ...row }) => row);
	const result = await sync(site, silent, { ...APPLY, leaverDepartment: LEAVERS });
	expect(result.gist).toEqual(['blockedByHand 00123']);
	expect(result.differences[0]?.warnings.join()).not.toContain('disabled in Net2');
	expect(site.person(1)).toEqual(before);
	expect(site.writes()).toEqual([]);
});
