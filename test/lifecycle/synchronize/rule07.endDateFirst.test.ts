import { expect, test } from 'vitest';
import { LEAVERS } from '../support/params';
import { openSite, type Site } from '../support/site';
import { NO_LIMITS, sync, type Row, type Wanted } from './support';

const APPLY: Wanted = { mode: 'apply', limits: NO_LIMITS };
const LINE = { key: '1', firstName: 'Kim', lastName: 'Person' };

function addKim(site: Site): number {
	return site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		department: 'Sales',
		accessLevels: [4],
	});
}

const wrongCells: Array<[string, Row]> = [
	['department', { department: 'Ex-employees' }],
	['phone', { phone: '-' }],
	['level', { accessLevels: ['Gone'] }],
	['email', { email: 'none' }],
	['start date', { startDate: '31-12-2020' }],
	['object in the title', { title: { name: 'Clerk' } }],
	['lost characters in the name', { middleName: 'v\uFFFDn' }],
];

test.each(wrongCells)('disables a leaver whose line has a wrong %s', async (_, change) => {
	const site = await openSite();
	const id = addKim(site);
	const line = { ...LINE, endDate: '2026-11-01', ...change };
	const { failures, gist } = await sync(site, [line], APPLY);
	expect([failures, gist]).toEqual([[], ['leaverStillActive 1']]);
	expect(site.person(id).canOpen).toEqual([]);
	expect((await sync(site, [line], APPLY)).gist).toEqual([]);
});

const lines: Array<[string, Row[]]> = [
	['two contracts that have ended', [{ endDate: '2026-06-30' }, { endDate: '2026-10-31' }]],
	['an end date and a status', [{ endDate: '2026-06-30' }, { status: 'inactive' }]],
	[
		'two lines of which one is wrong',
		[{ endDate: '2026-06-30' }, { endDate: '2026-10-31', phone: '-' }],
	],
];

test.each(lines)('disables a leaver with %s', async (_, changes) => {
	const site = await openSite();
	const id = addKim(site);
	const list = changes.map((change) => ({ ...LINE, ...change }));
	await sync(site, list, APPLY);
	expect(site.person(id).canOpen).toEqual([]);
});

test('disables no user if one line continues', async () => {
	const site = await openSite();
	const id = addKim(site);
	const list = [
		{ ...LINE, endDate: '2026-11-24' },
		{ ...LINE, startDate: '2026-11-25', endDate: '2027-11-24' },
	];
	const { failures } = await sync(site, list, APPLY);
	expect(failures.map(({ reason }) => reason)).toEqual(['duplicateKey', 'duplicateKey']);
	const merged = await sync(site, list, { ...APPLY, severalLines: 'merge' });
	expect(merged.failures).toEqual([]);
	site.clock.advance(30 * 86_400_000);
	expect(site.person(id).canOpen).not.toEqual([]);
});

test.each([
	['endDate', { endDate: '2026-11-23' }],
	['overdue', { endDate: '2026-10-31' }],
	['status', { status: 'uit dienst' }],
])('says why a leaver loses access: %s', async (reason, change) => {
	const site = await openSite();
	addKim(site);
	const { one } = { one: (await sync(site, [{ ...LINE, ...change }])).one('1') };
	expect(one).toMatchObject({ kind: 'leaverStillActive', reason });
});

test('does not disable in the night before the last day where the date has a time of midnight', async () => {
	const site = await openSite({ now: '2026-11-24T00:30:00Z' });
	const id = addKim(site);
	for (const endDate of ['2026-11-24T00:00:00', '2026-11-24T23:59:59Z', 46_350]) {
		await sync(site, [{ ...LINE, endDate }], APPLY);
		expect(site.person(id).canOpen, String(endDate)).not.toEqual([]);
	}
	site.clock.advance(24 * 3_600_000);
	expect(site.person(id).canOpen).toEqual([]);
});

test('reports a move into the leaver department without an end date, in each run', async () => {
	const site = await openSite();
	const id = addKim(site);
	const list = [{ ...LINE, department: 'Terminated Employment' }];
	for (const run of [1, 2]) {
		const { failures } = await sync(site, list, { ...APPLY, leaverDepartment: LEAVERS });
		expect(failures, `run ${run}`).toMatchObject([{ reason: 'badInput', key: '1' }]);
		expect(failures[0]?.message).toContain('without an end date');
	}
	expect(site.person(id).department).toBe('Sales');
});

test.each([true, false])(
	'disables a leaver next to an employee whose levels Net2 cannot show (leavers first: %s)',
	async (leaversFirst) => {
		const site = await openSite({ timeoutMs: 300 });
		const id = addKim(site);
		const broken = site.net2.addUser({
			firstName: 'Lee',
			lastName: 'Person',
			personnelNumber: '50',
			accessLevels: [2, 3],
		});
		const match = `GET /api/v1/users/${broken}/doorpermissionset`;
		site.net2.faults([{ match, fault: '500', times: 999 }]);
		const lines = [
			{ key: '50', firstName: 'Lee', lastName: 'Person', accessLevels: ['Warehouse'] },
			{ ...LINE, endDate: '2026-11-01' },
		];
		const { failures, gist } = await sync(site, lines, { ...APPLY, leaversFirst });
		expect(gist).toEqual(['leaverStillActive 1']);
		expect(failures.map(({ key, reason }) => [key, reason])).toEqual([['50', 'badReply']]);
		expect(site.person(id).canOpen).toEqual([]);
	},
);
