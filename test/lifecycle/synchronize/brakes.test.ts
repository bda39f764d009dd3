import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	trippedBrakes,
	type Counted,
} from '../../../nodes/PaxtonNet2/lifecycle/synchronize/brakes';
import {
	DEFAULT_BRAKES,
	type Brakes,
} from '../../../nodes/PaxtonNet2/lifecycle/synchronize/settings';
import { openSite } from '../support/site';
import { agreeing, NO_BRAKES, refusal, sync, type Row, type Wanted } from './support';

const PEOPLE = 100;

/** A bad list in both modes that write: nothing may be written, and the message must say why. */
async function held(
	change: (rows: Row[]) => Row[],
	wanted: Wanted,
	messages: RegExp[],
): Promise<void> {
	const site = await openSite({ seed: PEOPLE });
	const rows = change(agreeing(site.net2));
	const before = site.net2.state();
	const { summary } = await sync(site, rows, wanted);
	expect(summary.braked).toBe(true);
	for (const mode of ['apply', 'applyApproved'] as const) {
		const { reason, message } = await refusal(site, rows, {
			...wanted,
			mode,
			planHash: summary.planHash,
		});
		expect(reason).toBe('safetyLimit');
		for (const expected of messages) expect(message).toMatch(expected);
	}
	expect(site.writes()).toEqual([]);
	expect(site.net2.state()).toEqual(before);
}

test('a truncated list, with missing: disable', async () => {
	await held((rows) => rows.slice(0, PEOPLE / 2), { missing: 'disable' }, [
		/maxDisables 10: 50: people would lose their access, 40 too many/,
		/maxDisablePercent 5% \(2\): 50 of 50 on record \(100%\).*48 too many/,
	]);
});

test.each([
	['no rows', () => []],
	['one empty item, as n8n makes it of an empty file', () => [{}]],
	['rows with blank cells only', (rows: Row[]) => rows.map(() => ({ key: '', email: '  ' }))],
])('an empty list: %s', async (_, change) => {
	await held(change, { missing: 'disable' }, [/minListSize 1: the list names 0 people, 1 too few/]);
});

test('a list with a shifted column', async () => {
	const columns = ['key', 'firstName', 'middleName', 'lastName', 'department', 'email', 'title'];
	const shifted = (row: Row): Row =>
		Object.fromEntries(columns.map((column, n) => [column, row[columns[n + 1] ?? ''] ?? '']));
	const full = (rows: Row[]): Row[] =>
		rows.map((row, n) => ({ ...row, email: `someone.${n}@example.com`, title: 'Clerk' }));
	await held((rows) => full(rows).map(shifted), {}, [/maxErrorPercent 5% \(\d+\): \d+ of \d+/]);
	await held((rows) => full(rows).map(({ key, ...row }) => shifted({ ...row, key })), {}, [
		/maxErrorPercent/,
	]);
	// Only the key is left where it was: it would put everybody's department into their last name.
	await held((rows) => full(rows).map((row) => ({ ...shifted(row), key: row['key'] })), {}, [
		/maxErrorPercent 5% \(\d+\): 100 of \d+/,
	]);
});

test('a list in which every department is misspelt', async () => {
	await held((rows) => rows.map((row) => ({ ...row, department: `${row['department']}s` })), {}, [
		/maxErrorPercent 5% \(5\): 100 of 100 on record \(100%\): rows cannot be carried out, 95 too many/,
		/Net2 has no department named/,
	]);
});

const renumbered: Array<[string, (rows: Row[]) => Row[]]> = [
	['new numbers', (rows) => rows.map((row, n) => ({ ...row, key: `E-${n}` }))],
	[
		'without the first digit',
		(rows) => rows.map((row) => ({ ...row, key: `${row['key']}`.slice(1) })),
	],
	['zeros in front', (rows) => rows.map((row) => ({ ...row, key: `00${row['key']}` }))],
	[
		'everybody has the number of the next',
		(rows) => rows.map((row, n) => ({ ...row, key: rows[(n + 1) % PEOPLE]?.['key'] })),
	],
];
test.each(renumbered)('a list with renumbered keys: %s', async (_, change) => {
	await held(change, { missing: 'disable' }, [
		/maxKeyChangePercent 1% \(\d\): \d+ of \d+ on record/,
	]);
});

test('an end date for everybody, or far fewer levels, are held too', async () => {
	await held((rows) => rows.map((row) => ({ ...row, endDate: '2026-11-25' })), {}, [
		/maxDisables 10: 100/,
		/maxChangePercent 30% \(30\): 100 of 100 on record \(100%\): people would be changed, 70 too many/,
	]);
	await held((rows) => rows.map((row) => ({ ...row, accessLevels: ['Server room'] })), {}, [
		/maxRevokes 25: \d+: access levels would be taken away, \d+ too many/,
	]);
});

test('missing people are not written to where the list may mean them after all', async () => {
	const site = await openSite({ seed: 20 });
	const [first, second, third, ...rows] = agreeing(site.net2);
	const list = [{ ...first, key: '' }, { ...second, key: `0${second?.['key']}` }, ...rows];
	const { gist, failures } = await sync(site, list, {
		mode: 'apply',
		missing: 'disable',
		brakes: NO_BRAKES,
	});
	expect(gist).toEqual([
		`orphan ${first?.['key']}`,
		`orphan ${second?.['key']}`,
		`leaver ${third?.['key']}`,
	]);
	expect(failures.map(({ reason }) => reason)).toEqual(['badInput', 'nearMiss']);
});

const counts = fc.record<Counted>({
	listSize: fc.nat(1000),
	matched: fc.nat(1000),
	disables: fc.nat(1000),
	deletes: fc.nat(5),
	revokes: fc.nat(1000),
	errors: fc.nat(1000),
	changes: fc.nat(1000),
	keyChanges: fc.nat(1000),
});
const percents = fc.nat(100);
const limits = fc.record<Brakes>({
	maxDisables: fc.nat(1000),
	maxDisablePercent: percents,
	maxDeletes: fc.nat(5),
	maxRevokes: fc.nat(1000),
	maxErrorPercent: percents,
	maxChangePercent: percents,
	maxKeyChangePercent: percents,
	minListSize: fc.nat(1000),
});

test('a brake lets through what is within it and nothing else, and 0 means none', () => {
	fc.assert(
		fc.property(limits, counts, (brakes, counted) => {
			const tripped = new Set(trippedBrakes(brakes, counted).map(({ brake }) => brake));
			const { matched } = counted;
			expect(tripped.has('minListSize')).toBe(counted.listSize < brakes.minListSize);
			expect(tripped.has('maxDisables')).toBe(counted.disables > brakes.maxDisables);
			expect(tripped.has('maxDeletes')).toBe(counted.deletes > brakes.maxDeletes);
			expect(tripped.has('maxRevokes')).toBe(counted.revokes > brakes.maxRevokes);
			for (const [brake, found] of [
				['maxDisablePercent', counted.disables],
				['maxErrorPercent', counted.errors],
				['maxChangePercent', counted.changes],
				['maxKeyChangePercent', counted.keyChanges],
			] as const)
				expect(tripped.has(brake)).toBe(
					brakes[brake] < 100 && 100 * found > brakes[brake] * matched,
				);
		}),
	);
	const one = { ...DEFAULT_BRAKES, maxDisables: 0, maxDisablePercent: 0, maxRevokes: 0 };
	const counted = { listSize: 1, matched: 1000, disables: 1, deletes: 1, revokes: 1 };
	expect(
		trippedBrakes(one, { ...counted, errors: 0, changes: 0, keyChanges: 0 }).map(
			({ brake }) => brake,
		),
	).toEqual(['maxDisables', 'maxDisablePercent', 'maxDeletes', 'maxRevokes']);
});
