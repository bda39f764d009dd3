import { expect, test } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { all, byKey, leaver, LEAVERS, provision } from '../support/params';
import { openSite } from '../support/site';
import { agreeing, NO_LIMITS, refusal, sync, type Row, type Wanted } from './support';

const DAY = 86_400_000;
const REOPEN: Wanted = {
	mode: 'apply',
	reopen: true,
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
	limits: NO_LIMITS,
};
const LINE = { key: '1', firstName: 'Kim', lastName: 'Person' };

async function withKim() {
	const site = await openSite();
	const id = site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		department: 'Sales',
		accessLevels: [4],
	});
	return { site, id };
}

test('gives no access to a user who was disabled by hand after an upsert had enabled them', async () => {
	const { site, id } = await withKim();
	const leave = {
		markerField: 'Notes',
		leaverDepartment: LEAVERS,
		removeAccess: 'levels' as const,
	};
	await all(site, disable, [leaver(byKey('1'), leave)]);
	site.clock.advance(30 * DAY);
	const again = { fields: {}, accessLevels: ['Office hours'], enabled: 'enable' as const };
	await all(site, upsert, [provision('1', { ...again, leaverDepartment: LEAVERS })]);
	site.clock.advance(60 * DAY);
	site.edit(id, { expiryDate: '2027-02-20T00:00:00' });
	expect((await sync(site, [LINE], REOPEN)).gist).toEqual(['blockedByHand 1']);
	expect(site.person(id).canOpen).toEqual([]);
});

test.each([
	[
		'an end date set by hand after the list disabled the user',
		'2026-11-10T00:00:00',
		'changed after',
	],
	['the end date that the list set', undefined, undefined],
])('looks at the end date before it enables: %s', async (_, expiryDate, why) => {
	const { site, id } = await withKim();
	await sync(site, [{ ...LINE, endDate: '2026-11-20' }], REOPEN);
	if (expiryDate !== undefined) site.edit(id, { expiryDate });
	const { differences } = await sync(site, [LINE], REOPEN);
	if (why === undefined) expect(differences).toMatchObject([{ kind: 'rehire', changed: true }]);
	else expect(differences[0]?.warnings.join()).toContain(why);
	expect(site.person(id).canOpen.length > 0).toBe(why === undefined);
});

test('enables a user whose end date the list set ahead, after it has passed', async () => {
	const { site, id } = await withKim();
	await sync(site, [{ ...LINE, endDate: '2026-11-30' }], REOPEN);
	site.clock.advance(10 * DAY);
	expect(site.person(id).canOpen).toEqual([]);
	const extended = [{ ...LINE, endDate: '2027-05-31' }];
	expect((await sync(site, extended, REOPEN)).gist).toEqual(['rehire 1']);
	expect(site.person(id).canOpen).not.toEqual([]);
	expect((await sync(site, extended, REOPEN)).gist).toEqual([]);
});

test('writes an end date alone where the marker field has no room, and warns', async () => {
	const { site, id } = await withKim();
	const full = 'x'.repeat(99);
	const fields = site.person(id).customFields;
	site.edit(id, { customFields: [...fields, { id: 1, value: full }] });
	const settings: Wanted = { mode: 'apply', markerField: 'customField:1', limits: NO_LIMITS };
	const { failures, one } = await sync(site, [{ ...LINE, endDate: '2027-05-31' }], settings).then(
		(outcome) => ({ failures: outcome.failures, one: outcome.one('1') }),
	);
	expect(failures).toEqual([]);
	expect(one.warnings.join()).toContain('no room');
	expect(site.person(id).expiryDate).toMatch(/^2027-05-31/);
	expect(site.person(id).customFields).toContainEqual({ id: 1, value: full });
});

test('refuses reopen without a marker field before it reads anything', async () => {
	const { site } = await withKim();
	const refused = await refusal(site, [LINE], { mode: 'apply', reopen: true });
	expect(refused.reason).toBe('badInput');
	expect(refused.remedy).toContain("'Marker Field'");
	expect(site.writes()).toEqual([]);
});

test('enables no user by a status, or by an end date of never', async () => {
	const { site, id } = await withKim();
	site.edit(id, { expiryDate: '2026-11-01T00:00:00' });
	for (const change of [{ status: 'active' }, { endDate: 'never' }, { endDate: '9999-12-31' }]) {
		const { gist } = await sync(site, [{ ...LINE, ...change }], REOPEN);
		expect(gist).toEqual(['blockedByHand 1']);
	}
	const blank = await sync(site, [{ ...LINE, endDate: '' }], { ...REOPEN, blankEndDate: 'remove' });
	expect(blank.gist).toEqual(['blockedByHand 1']);
	expect(site.person(id).canOpen).toEqual([]);
});

test.each(['keep', 'remove'] as const)(
	'treats a future end date in Net2 as the setting says where the list has none: %s',
	async (blankEndDate) => {
		const { site, id } = await withKim();
		site.edit(id, { expiryDate: '2027-01-31T00:00:00' });
		await sync(site, [{ ...LINE, endDate: '' }], { ...REOPEN, blankEndDate });
		expect(site.person(id).expiryDate).toBe(blankEndDate === 'keep' ? '2027-01-31T00:00:00' : null);
	},
);

test('counts a leaver by status, and never creates a user for one', async () => {
	const { site, id } = await withKim();
	const list = [
		{ ...LINE, status: 'Inactive' },
		{ key: '2', firstName: 'Out', lastName: 'Already', status: 'Inactive' },
	];
	const { summary } = await sync(site, list, REOPEN);
	expect(summary.counts).toMatchObject({ disables: 1, leaverStillActive: 1, joiner: 0 });
	expect(site.person(id).canOpen).toEqual([]);
	expect(site.carriers('2')).toEqual([]);
});

test('stops the run for a column that may be an end date, and names it', async () => {
	const site = await openSite({ seed: 40 });
	const rows: Row[] = agreeing(site.net2).map(({ endDate: _none, ...row }, n) => ({
		...row,
		'Valid until': n === 0 ? '2026-11-20' : '',
	}));
	const { reason, message, remedy } = await refusal(site, rows, { ...REOPEN, mode: 'plan' });
	expect(reason).toBe('unknownColumn');
	expect(message).toContain("'Valid until'");
	expect(remedy).toContain("'Column Names'");
	const means = (meaning: 'endDate' | 'ignore') => ({
		columnNames: [{ column: 'Valid until', means: meaning }],
	});
	expect((await sync(site, rows, means('endDate'))).gist).toEqual([
		`leaverStillActive ${String(rows[0]?.['key'])}`,
	]);
	const ignored = await sync(site, rows, means('ignore'));
	expect(ignored.gist).toEqual([]);
	expect(ignored.summary.columns.assigned).toEqual([{ column: 'Valid until', means: 'ignore' }]);
});

test('lists the columns that it recognised and ignored', async () => {
	const { site } = await withKim();
	const list = [{ Personeelsnummer: '1', Voornaam: 'Kim', Achternaam: 'Person', Hobby: 'chess' }];
	const { summary } = await sync(site, list);
	expect(summary.columns).toEqual({
		recognised: [
			{ column: 'Personeelsnummer', means: 'key' },
			{ column: 'Voornaam', means: 'firstName' },
			{ column: 'Achternaam', means: 'lastName' },
		],
		assigned: [],
		ignored: ['Hobby'],
	});
});
