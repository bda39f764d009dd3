import { expect, test } from 'vitest';
import { NO_ENTRIES } from '../../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import { writeMarker } from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { MARKER_KEY, openSite, type Site } from '../support/site';
import { agreeing, NO_LIMITS, refusal, sync, type Row } from './support';

/** Twenty users of the emulator, and a list that agrees with them except in what is given. */
async function world(changes: Record<string, Row> = {}) {
	const site = await openSite({ seed: 20 });
	const rows = agreeing(site.net2).map((row) => ({ ...row, ...changes[String(row.key)] }));
	return { site, rows };
}

function without(rows: Row[], ...keys: string[]): Row[] {
	return rows.filter(({ key }) => !keys.includes(String(key)));
}

function idOf(site: Site, key: string): number {
	const [person, second] = site.carriers(key);
	if (person === undefined || second !== undefined) throw new Error(`not one user has ${key}`);
	return person.id;
}

test('writes nothing for a list that agrees with Net2', async () => {
	const { site, rows } = await world();
	const { gist, failures, summary } = await sync(site, rows, { mode: 'apply' });
	expect({ gist, failures }).toEqual({ gist: [], failures: [] });
	expect(summary).toMatchObject({
		changed: false,
		verified: true,
		counts: { unchanged: 20, matched: 20, joiner: 0 },
	});
	expect(site.writes()).toEqual([]);
});

test('reports each kind of difference in the order of the list, with what changes from what to what', async () => {
	const { site, rows } = await world({
		'100002': { department: 'Finance', title: 'Bookkeeper' },
		'100003': { phone: '020 5550100', accessLevels: ['Warehouse'] },
		'100004': { endDate: '2027-01-31' },
		'100005': { endDate: '2026-11-20' },
	});
	site.edit(idOf(site, '100006'), { expiryDate: '2026-10-01T00:00:00' });
	site.net2.addUser({ lastName: 'Twin', personnelNumber: '100007' });
	const joiner = {
		key: '00001',
		firstName: 'New',
		lastName: 'Person',
		department: 'Sales',
		startDate: '2026-12-01',
		accessLevels: 'Office hours, Server room',
	};
	const list = [...without(rows, '100008'), joiner];
	const before = site.net2.state();
	const outcome = await sync(site, list, { missing: 'report' });
	expect(outcome.gist).toEqual([
		'mover 100002',
		'drift 100003',
		'leaver 100004',
		'leaverStillActive 100005',
		'blockedByHand 100006',
		'duplicateKey 100007',
		'joiner 00001',
		'orphan 100008',
	]);
	expect(outcome.one('100002').changes).toContainEqual(
		expect.objectContaining({ field: 'department', to: 'Finance' }),
	);
	expect(outcome.one('100003').changes).toMatchObject([
		{ field: 'telephone', from: null, to: '020 5550100' },
		{ field: 'accessLevels', from: expect.any(String), to: null },
		{ field: 'accessLevels', from: null, to: 'Warehouse' },
	]);
	expect(outcome.one('100004').changes).toMatchObject([
		{ field: 'expiryDate', from: null, to: '2027-01-31T23:59:00' },
	]);
	expect(outcome.one('100005')).toMatchObject({
		outcome: 'disabled',
		changes: [{ field: 'expiryDate', from: null, to: '2026-11-23T00:00:00' }],
	});
	expect(outcome.one('100006')).toMatchObject({ outcome: 'unchanged', steps: [] });
	expect(outcome.one('00001')).toMatchObject({
		outcome: 'created',
		userId: null,
		dryRun: true,
		changed: false,
		verified: false,
		undo: null,
		steps: ['User created', 'Department Sales', expect.stringContaining('Office hours')],
	});
	expect(outcome.one('100008')).toMatchObject({ outcome: 'unchanged', changed: false });
	expect(outcome.answers.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 19, null, null]);
	expect(outcome.summary).toMatchObject({
		mode: 'plan',
		counts: { joiner: 1, mover: 1, drift: 1, leaver: 1, orphan: 1, errors: 1, revokes: 1 },
		names: { orphan: [expect.stringMatching(/^100008 /)], joiner: ['00001 New Person'] },
	});
	expect(site.net2.state()).toEqual(before);
});

test('ignores, reports or disables managed users who are absent from the list', async () => {
	const { site, rows } = await world();
	const list = without(rows, '100008', '100009');
	const visitor = site.net2.addUser({ firstName: 'A', lastName: 'Visitor', accessLevels: [1] });
	const protect = [String(idOf(site, '100009'))];
	expect((await sync(site, list)).gist).toEqual([]);
	const report = await sync(site, list, { missing: 'report', protect });
	expect(report.gist).toEqual(['orphan 100008']);
	expect(report.summary.names.protected).toEqual([expect.stringMatching(/^100009 /)]);

	const { gist, differences } = await sync(site, list, {
		mode: 'apply',
		missing: 'disable',
		protect,
		leaverDepartment: { by: 'name', name: 'Terminated Employment' },
		limits: { maxDisablePercent: 10 },
	});
	expect(gist).toEqual(['leaver 100008']);
	expect(differences).toMatchObject([{ outcome: 'disabled', changed: true, verified: true }]);
	expect(site.person(idOf(site, '100008'))).toMatchObject({
		department: 'Terminated Employment',
		canOpen: [],
	});
	expect(site.person(idOf(site, '100009')).canOpen.length).toBeGreaterThan(0);
	expect(site.person(visitor).canOpen.length).toBeGreaterThan(0);
});

test('takes only users that the list manages as absent, and marks those to which it writes', async () => {
	const { site, rows } = await world({ '100002': { phone: '1' } });
	const joiner = { key: 'A-1', firstName: 'New', lastName: 'Person', department: 'Sales' };
	const settings = { mode: 'apply', markerField: 'Notes', limits: NO_LIMITS } as const;
	await sync(site, [...rows, joiner], settings);
	const notes = (key: string) =>
		site.carriers(key)[0]?.customFields.find(({ id }) => id === 13)?.value;
	const mark = expect.stringMatching(/^\[n8n2 list \S+\]$/);
	expect([notes('100002'), notes('A-1'), notes('100003')]).toEqual([mark, mark, undefined]);
	site.net2.clearRequests();
	expect((await sync(site, [...rows, joiner], settings)).gist).toEqual([]);
	expect(site.writes()).toEqual([]);

	const less = without(rows, '100002', '100003');
	const { gist, differences } = await sync(site, less, { ...settings, missing: 'disable' });
	expect(gist).toEqual(['leaver 100002', 'orphan 100003', 'leaver A-1']);
	expect(differences[1]).toMatchObject({ outcome: 'unchanged', changed: false });
	expect(differences[1]?.warnings[1]).toContain('No list manages this user');
	expect((await sync(site, less, { ...settings, missing: 'disable' })).gist).toEqual([
		'orphan 100003',
	]);
});

test('reports protected users and departments, and writes nothing to them', async () => {
	const { site, rows } = await world();
	const changed = rows.map((row) => ({ ...row, phone: '020 1' }));
	const protect = [`id:${idOf(site, '100001')}`, 'Finance'];
	const { summary, gist } = await sync(site, changed, {
		mode: 'apply',
		protect,
		limits: NO_LIMITS,
	});
	const finance = site.net2.state().users.filter(({ department }) => department === 'Finance');
	expect(summary.counts.protected).toBe(finance.length + 1);
	expect(gist).toHaveLength(20 - finance.length - 1);
	expect(finance.every(({ telephone }) => telephone !== '020 1')).toBe(true);
	expect(await refusal(site, rows, { protect: ['Finanze'] })).toMatchObject({
		reason: 'unknownDepartment',
	});
});

test('keeps individual doors and temporary levels, and warns about the doors', async () => {
	const { site, rows } = await world({ '100001': { accessLevels: ['Warehouse'] } });
	const doors = [{ id: 6000001, timezoneId: 1 }];
	const id = idOf(site, '100001');
	const temporary = { levelId: 4, until: Date.parse('2026-12-24T16:00:00Z') };
	const marker = writeMarker(
		'Keep me',
		{ ...NO_ENTRIES, temporary: [temporary] },
		{ userId: id, key: MARKER_KEY, room: 0 },
	);
	site.edit(id, {
		accessLevels: [2, 4],
		individualPermissions: doors,
		customFields: [
			{ id: 13, value: marker === 'noRoom' ? '' : marker.text },
			{ id: 14, value: '100001' },
		],
	});
	const plan = await sync(site, rows, { mode: 'apply', markerField: 'Notes' });
	expect(plan.one('100001').changes.filter(({ field }) => field === 'accessLevels')).toMatchObject([
		{ field: 'accessLevels', from: 'Office hours', to: null },
		{ field: 'accessLevels', from: null, to: 'Warehouse' },
	]);
	expect(plan.one('100001').warnings.join()).toContain('1 individual door,');
	expect(plan.summary.names.individualDoors).toEqual([expect.stringMatching(/^100001 .*: 1$/)]);
	expect(site.person(idOf(site, '100001'))).toMatchObject({
		accessLevels: expect.toSatisfy((ids: number[]) => [...ids].sort().join() === '3,4'),
		individualPermissions: doors,
	});
});

test('removes a future end date where the list says never, and enables no user by it', async () => {
	const { site, rows } = await world({
		'100002': { endDate: 'never' },
		'100003': { endDate: 'never' },
		'100004': { endDate: 'Never' },
		'100005': { endDate: '' },
	});
	site.edit(idOf(site, '100002'), { expiryDate: '2027-01-31T00:00:00' });
	site.edit(idOf(site, '100004'), { expiryDate: '2026-10-01T00:00:00' });
	site.edit(idOf(site, '100005'), { expiryDate: '2027-01-31T00:00:00' });
	const { gist, summary, differences } = await sync(site, rows, { mode: 'apply' });
	expect(gist).toEqual(['drift 100002', 'blockedByHand 100004']);
	expect(differences[0]).toMatchObject({ changes: [{ field: 'expiryDate', to: null }] });
	expect(summary.counts.disables).toBe(0);
	expect(site.person(idOf(site, '100002')).expiryDate).toBeNull();
	expect(site.person(idOf(site, '100004')).expiryDate).toBe('2026-10-01T00:00:00');
	expect(site.person(idOf(site, '100005')).expiryDate).toBe('2027-01-31T00:00:00');
	expect((await sync(site, rows, { mode: 'apply' })).gist).toEqual(['blockedByHand 100004']);
});

test('names the HR event of each line in the audit, else the one of the node', async () => {
	const { site, rows } = await world({
		'100002': { phone: '1', eventId: 'hr-2' },
		'100003': { phone: '1' },
		'100004': { endDate: '2026-11-20', eventId: 4711 },
		'100005': { department: 'Gone', eventId: 'hr-5' },
	});
	const options = { eventId: 'nightly' };
	const eventsOf = ({ audit }: { audit?: Array<{ eventId?: string }> }) => [
		...new Set(audit?.map(({ eventId }) => eventId)),
	];
	const plan = await sync(site, rows, { options });
	expect(plan.differences.map(eventsOf)).toEqual([['hr-2'], ['nightly'], ['4711']]);
	const unevented = rows.map(({ eventId: _none, ...row }: Row) => row);
	// Another event with the same content is no reason to refuse what was approved.
	expect((await sync(site, unevented, { options })).summary.planId).toBe(plan.summary.planId);
	const settings = { mode: 'apply', options, limits: NO_LIMITS } as const;
	const done = await sync(site, rows, settings);
	expect(done.differences.map(eventsOf)).toEqual([['hr-2'], ['nightly'], ['4711']]);
});

test('reports its progress while it runs, and names no user', async () => {
	const { site, rows } = await world({
		'100002': { phone: '1' },
		'100003': { phone: '1' },
		'100004': { endDate: '2026-11-20' },
		'100005': { department: 'Gone' },
	});
	const progress: Array<[string, number]> = [];
	const onProgress = (message: string) => progress.push([message, site.writes().length]);
	await sync(site, rows, { mode: 'apply', limits: NO_LIMITS, onProgress });
	expect(progress).toEqual([
		['Compared: 3 differences, 1 line with an error.', 0],
		['Disabling 1 user.', 0],
		['Writing 2 other users.', 1],
	]);
});

test('a line without any name changes its user, whose name comes from Net2, and creates no user', async () => {
	const site = await openSite();
	const id = site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		department: 'Sales',
		accessLevels: [4],
	});
	const before = site.net2.state().users.length;
	const list = [
		{ key: '1', department: 'Engineering' },
		{ key: 'N-1', department: 'Engineering' },
	];
	const answer = await sync(site, list, { mode: 'apply', limits: NO_LIMITS });
	const { failures } = answer;
	expect(answer.one('1')).toMatchObject({ kind: 'mover', name: 'Kim Person', verified: true });
	expect(site.person(id)).toMatchObject({ department: 'Engineering', lastName: 'Person' });
	expect(failures).toMatchObject([{ reason: 'badInput', key: 'N-1' }]);
	expect(failures[0]?.message).toMatch(/name/);
	expect(site.net2.state().users).toHaveLength(before);
});

test.each([
	['title', 'personnel numbers', 'Baker', { titleField: 'customField:14' }],
	[
		'email',
		'marker',
		'baker@example.com',
		{ emailField: 'customField:13', markerField: 'customField:13' },
	],
])('never writes the %s into the field of the %s', async (column, _other, value, fields) => {
	const { site, rows } = await world();
	const list = rows.map((row) => ({ ...row, [column]: value }));
	const { failures } = await sync(site, list, { mode: 'apply', limits: NO_LIMITS, ...fields });
	expect(failures.map(({ reason }) => reason)).toEqual(rows.map(() => 'badInput'));
	expect(failures[0]?.message).toContain('is the field of the personnel number or of the marker');
	expect(site.writes()).toEqual([]);
});

test('says in the summary how many are only reported, in the singular and in the plural', async () => {
	const { site, rows } = await world();
	site.edit(idOf(site, '100006'), { expiryDate: '2026-10-01T00:00:00' });
	const without9 = without(rows, '100009');
	const one = await sync(site, without9, { missing: 'report' });
	expect(one.summary.summary).toContain('1 user is on the list and stays disabled.');
	expect(one.summary.summary).toContain('1 user is not on the list.');
	site.edit(idOf(site, '100007'), { expiryDate: '2026-10-01T00:00:00' });
	const two = await sync(site, without(without9, '100010'), { missing: 'report' });
	expect(two.summary.summary).toContain('2 users are on the list and stay disabled.');
	expect(two.summary.summary).toContain('2 users are not on the list.');
});
