import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	changedSince,
	isApproved,
	planIdOf,
	type Basis,
} from '../../../nodes/PaxtonNet2/lifecycle/synchronize/planId';
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
			{ ...moved, department: 'Terminated Employment' },
			{ ...changed, phone: '1', accessLevels: ['Server room'] },
			...rows,
			{ key: 'A-1', firstName: 'New', lastName: 'Person', accessLevels: ['Warehouse'] },
		].filter((row) => row !== gone),
	};
}

/** What somebody may do between the plan and its approval. */
const edits: Array<[string, (site: Site) => void, RegExp]> = [
	[
		'a phone number of somebody the plan leaves alone',
		(site) => site.edit(20, { telephone: '7' }),
		/user 20 \(/,
	],
	['a field that the list does not know', (site) => site.edit(21, { fax: '7' }), /user 21 \(/],
	['a level', (site) => site.edit(22, { accessLevels: [4] }), /user 22 \(/],
	['a department', (site) => site.edit(23, { departmentId: 2 }), /user 23 \(/],
	['an end date', (site) => site.edit(24, { expiryDate: '2027-01-01T00:00:00' }), /user 24 \(/],
	['somebody whom the list does not name', (site) => site.edit(1, { telephone: '7' }), /user 1 \(/],
	[
		'somebody barred by hand',
		(site) => site.edit(4, { expiryDate: '2026-11-01T00:00:00' }),
		/user 4 \(/,
	],
	[
		'somebody new with a key',
		(site) => void site.net2.addUser({ firstName: 'Q', lastName: 'Q', personnelNumber: 'Q-1' }),
		/user \d+ \(Q Q\)/,
	],
	[
		'somebody deleted',
		(site) => site.edit(25, { deleted: true }),
		/the user with key 100025 in Net2 \(gone\)/,
	],
];

test.each(edits)(
	'an approved plan is refused after an edit in Net2: %s',
	async (_, edit, names) => {
		const { site, rows } = await world();
		const { planId } = (await sync(site, rows, SETTINGS)).summary;
		edit(site);
		const before = site.net2.state();
		const { reason, message } = await refusal(site, rows, {
			...SETTINGS,
			mode: 'applyApproved',
			planId,
		});
		expect(reason).toBe('conflict');
		expect(message).toMatch(names);
		expect(message).not.toMatch(/;/);
		expect(site.net2.state()).toEqual(before);
		expect(site.writes()).toEqual([]);
	},
);

const changes: Array<[string, (rows: Row[]) => Row[], RegExp]> = [
	[
		'a value',
		(rows) => rows.map((row) => (row['key'] === '100010' ? { ...row, phone: '2' } : row)),
		/the row of key 100010 in the list/,
	],
	[
		'a level',
		(rows) => rows.map((row) => (row['key'] === '100010' ? { ...row, accessLevels: [] } : row)),
		/the row of key 100010 in the list/,
	],
	[
		'a row less',
		(rows) => rows.slice(0, -1),
		/the row of key A-1 in the list \(gone\)|cannot be told/,
	],
	[
		'a row less, of somebody in Net2',
		(rows) => rows.filter(({ key }) => key !== '100010'),
		/the row of key 100010 in the list \(gone\)/,
	],
	[
		'a row more',
		(rows) => [...rows, { key: 'A-2', lastName: 'More' }],
		/the row of key A-2 in the list/,
	],
	['a bad row', (rows) => [...rows, { key: 'A-3' }], /the row of key A-3 in the list/],
	['a row without a key', (rows) => [...rows, { lastName: 'Keyless' }], /a row without a key/],
];

test.each(changes)(
	'an approved plan is refused after a change of the list: %s',
	async (_, change, names) => {
		const { site, rows } = await world();
		const { planId } = (await sync(site, rows, SETTINGS)).summary;
		const { reason, message } = await refusal(site, change(rows), {
			...SETTINGS,
			mode: 'applyApproved',
			planId,
		});
		expect(reason).toBe('conflict');
		expect(message).toMatch(names);
		expect(site.writes()).toEqual([]);
	},
);

test('other settings are another plan; other brakes are not; a bare hash approves too', async () => {
	const { site, rows } = await world();
	const { planId } = (await sync(site, rows, SETTINGS)).summary;
	const approve = { ...SETTINGS, mode: 'applyApproved', planId } as const;
	expect(await refusal(site, rows, { ...approve, missing: 'ignore' })).toMatchObject({
		reason: 'conflict',
		message: expect.stringContaining('the settings of the node'),
	});
	expect(await refusal(site, rows, { ...approve, planId: '' })).toMatchObject({
		reason: 'badInput',
	});
	expect(await refusal(site, rows, { ...approve, planId: '0'.repeat(64) })).toMatchObject({
		reason: 'conflict',
	});
	expect(site.writes()).toEqual([]);
	const [hash] = planId.split('.');
	const more = { ...NO_LIMITS, maxDisables: 100 };
	const { summary } = await sync(site, rows, { ...approve, planId: hash, limits: more });
	expect(summary).toMatchObject({ changed: true, verified: true });
});

test.each([
	['2026-11-24T22:50:00Z', 'Europe/Amsterdam'],
	['2026-11-24T22:50:00Z', null],
	// Over the end of summer time.
	['2026-10-24T21:50:00Z', 'Europe/Amsterdam'],
])(
	'a plan made at 23:50 (%s, zone %s) and approved at 00:10 applies, in any order of the list',
	async (now, siteZone) => {
		const { site, rows } = await world({ now, siteZone });
		const { planId } = (await sync(site, rows, SETTINGS)).summary;
		site.clock.advance(20 * 60_000);
		const again = await sync(site, [...rows].reverse(), SETTINGS);
		expect(again.summary.planId).toBe(planId);
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

const basesArbitrary = fc.uniqueArray(
	fc.record<Basis>({ id: fc.string(), label: fc.string(), value: fc.jsonValue() }),
	{ selector: ({ id }) => id, minLength: 1, maxLength: 200 },
);

test('the hash heeds values and no order, and the sketch finds what changed', () => {
	fc.assert(
		fc.property(basesArbitrary, fc.nat(), fc.nat(), (bases, n, turn) => {
			const hash = planIdOf(bases);
			const at = turn % bases.length;
			expect(planIdOf([...bases.slice(at), ...bases.slice(0, at)])).toBe(hash);
			const place = n % bases.length;
			const changed = bases.map((basis, m) =>
				m === place ? { ...basis, label: 'this', value: [basis.value, 'changed'] } : basis,
			);
			expect(isApproved(hash, planIdOf(changed))).toBe(false);
			expect(changedSince(hash, changed, [])).toContain('this');
			const less = changed.filter((_, m) => m !== place);
			expect(changedSince(hash, less, [{ id: bases[place]?.id ?? '', label: 'this' }])).toContain(
				'this (gone)',
			);
		}),
	);
});
