import { expect, test } from 'vitest';
import { openSite } from '../support/site';
import { agreeing, NO_LIMITS, refusal, sync, type Row, type Wanted } from './support';

const USERS = 100;

/** A bad list in both modes that write: nothing may be written, and the message must say why. */
async function stopped(
	change: (rows: Row[]) => Row[],
	wanted: Wanted,
	messages: RegExp[],
): Promise<void> {
	const site = await openSite({ seed: USERS });
	const rows = change(agreeing(site.net2));
	const before = site.net2.state();
	const { summary } = await sync(site, rows, wanted);
	expect(summary.blocked).toBe(true);
	for (const mode of ['apply', 'applyApproved'] as const) {
		const { reason, message } = await refusal(site, rows, {
			...wanted,
			mode,
			planId: summary.planId,
		});
		expect(reason).toBe('safetyLimit');
		for (const expected of messages) expect(message).toMatch(expected);
	}
	expect(site.writes()).toEqual([]);
	expect(site.net2.state()).toEqual(before);
}

test('stops a truncated list that disables absent users', async () => {
	await stopped((rows) => rows.slice(0, USERS / 2), { missing: 'disable' }, [
		/50 users would lose access, and the limit is 10\. Nothing was written/,
		/50 users would lose access, and the limit is 2 \(5% of 50\)/,
	]);
});

test.each([
	['no lines', () => []],
	['one empty item, as n8n makes it of an empty file', () => [{}]],
	['lines with blank cells only', (rows: Row[]) => rows.map(() => ({ key: '', email: '  ' }))],
])('stops an empty list: %s', async (_, change) => {
	await stopped(change, { missing: 'disable' }, [
		/The list names 0 employees, but it must name at least 1/,
	]);
});

test('stops a list with a shifted column', async () => {
	const columns = ['key', 'firstName', 'middleName', 'lastName', 'department', 'email', 'title'];
	const shifted = (row: Row): Row =>
		Object.fromEntries(columns.map((column, n) => [column, row[columns[n + 1] ?? ''] ?? '']));
	const full = (rows: Row[]): Row[] =>
		rows.map((row, n) => ({ ...row, email: `someone.${n}@example.com`, title: 'Clerk' }));
	await stopped((rows) => full(rows).map(shifted), {}, [
		/\d+ lines cannot be processed, and the limit is/,
	]);
	await stopped((rows) => full(rows).map(({ key, ...row }) => shifted({ ...row, key })), {}, [
		/lines cannot be processed/,
	]);
	// Only the number is in its place: the departments would become last names.
	await stopped((rows) => full(rows).map((row) => ({ ...shifted(row), key: row['key'] })), {}, [
		/100 lines cannot be processed, and the limit is/,
	]);
});

test('stops a list in which every department is misspelt', async () => {
	await stopped(
		(rows) => rows.map((row) => ({ ...row, department: `${row['department']}s` })),
		{},
		[
			/100 lines cannot be processed, and the limit is 5 \(5% of 100\)/,
			/Net2 has no department named/,
		],
	);
});

const renumbered: Array<[string, (rows: Row[]) => Row[]]> = [
	['new numbers', (rows) => rows.map((row, n) => ({ ...row, key: `E-${n}` }))],
	[
		'without the first digit',
		(rows) => rows.map((row) => ({ ...row, key: `${row['key']}`.slice(1) })),
	],
	['zeros in front', (rows) => rows.map((row) => ({ ...row, key: `00${row['key']}` }))],
	[
		'the number of the next line',
		(rows) => rows.map((row, n) => ({ ...row, key: rows[(n + 1) % USERS]?.['key'] })),
	],
];
test.each(renumbered)('stops a list with other numbers: %s', async (_, change) => {
	await stopped(change, { missing: 'disable' }, [
		/\d+ users seem to have another personnel number, and the limit is/,
	]);
});

test('stops a list with an end date for all, or with far fewer levels', async () => {
	await stopped((rows) => rows.map((row) => ({ ...row, endDate: '2026-11-25' })), {}, [
		/100 users would lose access, and the limit is 10/,
		/100 existing users would change, and the limit is 30 \(30% of 100\)/,
	]);
	await stopped((rows) => rows.map((row) => ({ ...row, accessLevels: ['Server room'] })), {}, [
		/\d+ access levels would be removed, and the limit is 25/,
	]);
});

test.each<[string, Row]>([
	['a number that is none', { key: 12.5, firstName: 'Kim', lastName: 'Person' }],
	['a number that is none, and one name', { key: 12.5, lastName: 'Person' }],
	['a name with an accent', { key: '', firstName: 'Kím', lastName: 'Person' }],
	['swapped names', { key: '', firstName: 'Person', lastName: 'KIM' }],
	['an email alone', { key: '', email: 'kim@example.org' }],
])('disables no absent user that a line without a number may mean: %s', async (_, line) => {
	const site = await openSite();
	const id = site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		accessLevels: [4],
		customFields: [{ id: 9, value: 'kim@example.org' }],
	});
	const other = site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Else',
		personnelNumber: '2',
		accessLevels: [4],
	});
	const staying = agreeing(site.net2).filter(({ key }) => key !== '1' && key !== '2');
	await sync(site, [...staying, line], { mode: 'apply', missing: 'disable', limits: NO_LIMITS });
	expect(site.person(id).canOpen).not.toEqual([]);
	expect(site.person(other).canOpen).toEqual([]);
});

test('disables no absent user that a line with an error may mean', async () => {
	const site = await openSite({ seed: 20 });
	const [first, second, third, ...rows] = agreeing(site.net2);
	const list = [{ ...first, key: '' }, { ...second, key: `0${second?.['key']}` }, ...rows];
	const { gist, failures } = await sync(site, list, {
		mode: 'apply',
		missing: 'disable',
		limits: NO_LIMITS,
	});
	expect(gist).toEqual([
		`orphan ${first?.['key']}`,
		`orphan ${second?.['key']}`,
		`leaver ${third?.['key']}`,
	]);
	expect(failures.map(({ reason }) => reason)).toEqual(['badInput', 'nearMiss']);
});
