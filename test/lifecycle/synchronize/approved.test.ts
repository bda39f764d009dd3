import { expect, test } from 'vitest';
import { openSite, type Site, type SiteOptions } from '../support/site';
import { agreeing, endState, NO_LIMITS, refusal, sync, type Row, type Wanted } from './support';

const PEOPLE = 30;
const SETTINGS: Wanted = { missing: 'disable', limits: NO_LIMITS };

/** A list with something of each kind. */
async function world(options: SiteOptions = {}): Promise<{ site: Site; rows: Row[] }> {
	const site = await openSite({ seed: PEOPLE, ...options });
	const [gone, ended, moved, changed, ...rows] = agreeing(site.net2);
	return {
		site,
		rows: [
			{ ...ended, endDate: '2026-10-20' },
			{ ...moved, title: 'Mover' },
			{ ...changed, phone: '1', accessLevels: ['Server room'] },
			...rows,
			{ key: 'A-1', firstName: 'New', lastName: 'Person', accessLevels: ['Warehouse'] },
		].filter((row) => row !== gone),
	};
}

/** What an operator may do between the plan and its approval. */
const edits: Array<[string, (site: Site) => void]> = [
	[
		'a phone number of a user whom the plan leaves alone',
		(site) => site.edit(20, { telephone: '7' }),
	],
	['a field that the list does not know', (site) => site.edit(21, { fax: '7' })],
	['a level', (site) => site.edit(22, { accessLevels: [4] })],
	['a department', (site) => site.edit(23, { departmentId: 2 })],
	['an end date', (site) => site.edit(24, { expiryDate: '2027-01-01T00:00:00' })],
	['a user whom the list does not name', (site) => site.edit(1, { telephone: '7' })],
	['a user disabled by hand', (site) => site.edit(4, { expiryDate: '2026-11-01T00:00:00' })],
	[
		'a new user with a number',
		(site) => void site.net2.addUser({ firstName: 'Q', lastName: 'Q', personnelNumber: 'Q-1' }),
	],
	['a deleted user', (site) => site.edit(25, { deleted: true })],
];

test.each(edits)('refuses an approved plan after an edit in Net2: %s', async (_, edit) => {
	const { site, rows } = await world();
	const { planId } = (await sync(site, rows, SETTINGS)).summary;
	edit(site);
	const before = site.net2.state();
	const refused = await refusal(site, rows, { ...SETTINGS, mode: 'applyApproved', planId });
	expect(refused).toMatchObject({ reason: 'conflict' });
	expect(refused.message).toContain('Net2 has changed since this plan was made');
	expect(site.net2.state()).toEqual(before);
	expect(site.writes()).toEqual([]);
});

const changes: Array<[string, (rows: Row[]) => Row[]]> = [
	[
		'a value',
		(rows) => rows.map((row) => (row['key'] === '100010' ? { ...row, phone: '2' } : row)),
	],
	[
		'a start date',
		(rows) =>
			rows.map((row) => (row['key'] === '100010' ? { ...row, startDate: '2020-01-01' } : row)),
	],
	[
		'a level',
		(rows) => rows.map((row) => (row['key'] === '100010' ? { ...row, accessLevels: [] } : row)),
	],
	['one line less', (rows) => rows.slice(0, -1)],
	['one line less, of a user in Net2', (rows) => rows.filter(({ key }) => key !== '100010')],
	['one line more', (rows) => [...rows, { key: 'A-2', lastName: 'More' }]],
	['a bad line', (rows) => [...rows, { key: 'A-3' }]],
	['a line without a number', (rows) => [...rows, { lastName: 'Keyless' }]],
];

test.each(changes)('refuses an approved plan after a change of the list: %s', async (_, change) => {
	const { site, rows } = await world();
	const { planId } = (await sync(site, rows, SETTINGS)).summary;
	const wanted: Wanted = { ...SETTINGS, mode: 'applyApproved', planId };
	expect(await refusal(site, change(rows), wanted)).toMatchObject({ reason: 'conflict' });
	expect(site.writes()).toEqual([]);
});

test('takes other settings as another plan, and other safety limits as the same one', async () => {
	const { site, rows } = await world();
	const { planId } = (await sync(site, rows, SETTINGS)).summary;
	const approve = { ...SETTINGS, mode: 'applyApproved', planId } as const;
	const others: Wanted[] = [
		{ missing: 'ignore' },
		{ blankEndDate: 'remove' },
		{ columnNames: [{ column: 'title', means: 'ignore' }] },
		{ planId: '2026-11-24-0000-0000-0000' },
	];
	for (const other of others)
		expect(await refusal(site, rows, { ...approve, ...other })).toMatchObject({
			reason: 'conflict',
		});
	expect(await refusal(site, rows, { ...approve, planId: '' })).toMatchObject({
		reason: 'badInput',
	});
	expect(site.writes()).toEqual([]);
	const limits = { ...NO_LIMITS, maxDisables: 100 };
	const { summary } = await sync(site, rows, { ...approve, limits });
	expect(summary).toMatchObject({ changed: true, verified: true });
});

test.each([
	['2026-11-24T22:50:00Z', 'Europe/Amsterdam'],
	['2026-11-24T22:50:00Z', null],
	// Over the end of summer time.
	['2026-10-24T21:50:00Z', 'Europe/Amsterdam'],
])(
	'applies a plan made at 23:50 (%s, zone %s) and approved at 00:10, in any order of the list',
	async (now, siteZone) => {
		const { site, rows } = await world({ now, siteZone });
		const { planId } = (await sync(site, rows, SETTINGS)).summary;
		site.clock.advance(20 * 60_000);
		const { summary, failures } = await sync(site, [...rows].reverse(), {
			...SETTINGS,
			mode: 'applyApproved',
			planId,
		});
		expect(failures).toEqual([]);
		expect(summary).toMatchObject({ changed: true, verified: true });
		expect(summary.done).toEqual({ created: 1, disabled: 2, updated: 2 });
		const settled = await sync(site, rows, SETTINGS);
		expect(settled.gist).toEqual([]);
		const state = endState(site.net2);
		await sync(site, rows, { ...SETTINGS, mode: 'apply' });
		expect(endState(site.net2)).toEqual(state);
	},
);

test('names the approver in the summary and in each audit entry', async () => {
	const { site, rows } = await world();
	const { planId } = (await sync(site, rows, SETTINGS)).summary;
	const approvedBy = 'manager@example.com';
	const wanted: Wanted = { ...SETTINGS, mode: 'applyApproved', planId, approvedBy };
	const { summary, differences } = await sync(site, rows, wanted);
	expect(summary.approvedBy).toBe(approvedBy);
	const entries = differences.flatMap(({ audit }) => audit);
	expect(entries.length).toBeGreaterThan(3);
	for (const entry of entries) expect(entry).toMatchObject({ approvedBy });
});
