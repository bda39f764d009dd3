import { expect, test } from 'vitest';
import { LEAVERS } from '../support/params';
import { openSite, type Site } from '../support/site';
import { agreeing, NO_LIMITS, refusal, sync, type Row, type Wanted } from './support';

const DAY = 86_400_000;
const REOPEN: Wanted = {
	mode: 'apply',
	reopen: true,
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
};

const withAccess = (site: Site) =>
	site.net2.state().users.filter(({ canOpen }) => canOpen.length > 0).length;

test('enables no 25 leavers because the list lost its end dates', async () => {
	const site = await openSite({ seed: 120 });
	const rows = agreeing(site.net2);
	const ended = rows.map((row, n) => (n < 25 ? { ...row, endDate: '2026-11-20' } : row));
	await sync(site, ended, { ...REOPEN, limits: NO_LIMITS });
	site.clock.advance(DAY);
	const lost: Row[] = rows.map(({ endDate: _none, ...row }) => row);
	const refused = await refusal(site, lost, REOPEN);
	expect(refused.reason).toBe('safetyLimit');
	expect(refused.message).toContain('25 users would get access again, and the limit is 5');
	expect(withAccess(site)).toBe(95);
});

test('creates no 300 users of another site by default', async () => {
	const site = await openSite({ seed: 60 });
	const others = Array.from({ length: 300 }, (_, n) => ({
		key: `B${n}`,
		firstName: `O${n}`,
		lastName: `S${n}`,
		accessLevels: ['All hours, all doors'],
	}));
	const refused = await refusal(site, [...agreeing(site.net2), ...others], { mode: 'apply' });
	expect(refused.message).toContain('300 new users would be created, and the limit is 25');
	expect(withAccess(site)).toBe(60);
});

test('counts a start date in the future as losing access', async () => {
	const site = await openSite({ seed: 100 });
	const rows = agreeing(site.net2).map((row, n) =>
		n < 28 ? { ...row, startDate: '2027-01-01' } : row,
	);
	const { summary, differences } = await sync(site, rows);
	expect(summary.counts.disables).toBe(28);
	expect(differences[0]).toMatchObject({ kind: 'leaver', reason: 'startDate' });
	expect((await refusal(site, rows, { mode: 'apply' })).reason).toBe('safetyLimit');
	expect(withAccess(site)).toBe(100);
});

test('stops levels for many existing users, and levels of new users only by the number of users', async () => {
	const site = await openSite({ seed: 60 });
	const rows: Row[] = agreeing(site.net2).map((row) => ({
		...row,
		accessLevels: ['Office hours', 'Server room', 'Warehouse', 'All hours, all doors'],
	}));
	const refused = await refusal(site, rows, { mode: 'apply' });
	expect(refused.message).toContain(
		'existing users would get more access levels, and the limit is 12',
	);
	expect(site.writes()).toEqual([]);
});

/** 60 users, two of whose employees have left, and 30 joiners, who exceed a limit. */
async function tooManyJoiners() {
	const site = await openSite({ seed: 60 });
	const rows: Row[] = agreeing(site.net2).map((row, n) =>
		n < 2 ? { ...row, endDate: '2026-11-20' } : n === 2 ? { ...row, phone: '1' } : row,
	);
	const joiners = Array.from({ length: 30 }, (_, n) => ({ key: `N${n}`, lastName: `New ${n}` }));
	return { site, rows, joiners };
}

test('disables leavers within their own limits before a limit stops the rest, if set so', async () => {
	const { site, rows, joiners } = await tooManyJoiners();
	const list = [...rows, ...joiners];
	expect((await refusal(site, list, { mode: 'apply' })).reason).toBe('safetyLimit');
	expect(withAccess(site)).toBe(60);
	const planned = await sync(site, list, { leaversFirst: true });
	expect(planned.summary).toMatchObject({ leaversOnly: true, blocked: true, done: {} });
	expect(planned.differences.at(-1)).toMatchObject({ kind: 'joiner', changed: false });
	const { summary, differences } = await sync(site, list, { mode: 'apply', leaversFirst: true });
	expect(withAccess(site)).toBe(58);
	expect(summary).toMatchObject({ leaversOnly: true, blocked: true, done: { disabled: 2 } });
	const [leaver] = differences;
	const joiner = differences.at(-1);
	expect(leaver).toMatchObject({ kind: 'leaverStillActive', changed: true, verified: true });
	expect(joiner).toMatchObject({ kind: 'joiner', changed: false });
	expect(joiner?.warnings[0]).toContain('a safety limit stopped the rest');
	expect(site.net2.state().users).toHaveLength(60);
});

test.each<[string, Partial<Wanted>, (rows: Row[]) => Row[]]>([
	['too many leavers', {}, (rows) => rows.map((row) => ({ ...row, endDate: '2026-11-20' }))],
	['a list of another site', { limits: { minMatchPercent: 90 } }, (rows) => rows.slice(0, 40)],
	[
		'other numbers',
		{ limits: { maxKeyChangePercent: 0, maxErrorPercent: 100 } },
		(rows) => rows.map((row, n) => (n > 50 ? { ...row, key: `0${String(row['key'])}` } : row)),
	],
])('disables no leaver first if the run stopped because of %s', async (_, wanted, change) => {
	const { site, rows, joiners } = await tooManyJoiners();
	const list = [...change(rows), ...joiners];
	const refused = await refusal(site, list, { mode: 'apply', leaversFirst: true, ...wanted });
	expect(refused.reason).toBe('safetyLimit');
	expect(withAccess(site)).toBe(60);
});

test('disables no absent user before a limit stops the rest', async () => {
	const { site, rows, joiners } = await tooManyJoiners();
	const list = [...rows.slice(0, -1), ...joiners];
	const settings: Wanted = { mode: 'apply', leaversFirst: true, missing: 'disable' };
	const { summary } = await sync(site, list, settings);
	expect(summary.done).toEqual({ disabled: 2 });
	expect(withAccess(site)).toBe(58);
});

test('has no absent users on a list of changed employees, however short it is', async () => {
	const site = await openSite({ seed: 60 });
	const [first] = agreeing(site.net2);
	const list = [{ ...first, phone: '1' }];
	const settings: Wanted = { missing: 'disable', limits: { maxChangePercent: 100 } };
	expect((await sync(site, list, settings)).summary.blocked).toBe(true);
	const { summary, gist } = await sync(site, list, { ...settings, listKind: 'changes' });
	expect([gist, summary.blocked]).toEqual([[`drift ${String(first?.['key'])}`], false]);
});

test('takes only users in the scope of the list as absent, and compares with them only', async () => {
	const site = await openSite({ seed: 60 });
	const rows = agreeing(site.net2);
	const sales = rows.filter(({ department }) => department === 'Sales');
	const { summary, gist } = await sync(site, sales.slice(1), {
		missing: 'disable',
		scope: ['Sales'],
		limits: { maxDisablePercent: 100 },
	});
	expect(gist).toEqual([`leaver ${String(sales[0]?.['key'])}`]);
	expect(summary.counts).toMatchObject({ numbered: sales.length, disables: 1 });
	expect(summary.blocked).toBe(false);
});

test('warns about a protected id that no user has', async () => {
	const site = await openSite({ seed: 3 });
	const { summary } = await sync(site, agreeing(site.net2), { protect: ['id:99999'] });
	expect(summary.warnings.join()).toContain('user 99999');
});

test('reports a new employee without a department', async () => {
	const site = await openSite({ seed: 3 });
	const rows = [...agreeing(site.net2), { key: 'N-1', lastName: 'New', department: '' }];
	const outcome = await sync(site, rows);
	expect(outcome.one('N-1').warnings.join()).toContain('no department');
});
