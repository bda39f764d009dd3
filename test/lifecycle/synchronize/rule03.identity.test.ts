import { expect, test } from 'vitest';
import { LEAVERS } from '../support/params';
import { openSite, type Site } from '../support/site';
import { agreeing, NO_LIMITS, sync, type Wanted } from './support';

const DAY = 86_400_000;
const REOPEN: Wanted = {
	mode: 'apply',
	reopen: true,
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
	limits: NO_LIMITS,
};

const doors = (site: Site, id: number) => site.person(id).canOpen;

test("gives a new employee with a leaver's number neither the leaver's card nor levels", async () => {
	const site = await openSite();
	const id = site.net2.addUser({
		firstName: 'Anna',
		lastName: 'Jansen',
		personnelNumber: '1',
		department: 'Sales',
		accessLevels: [4],
		cards: ['123456'],
	});
	const line = { key: '1', firstName: 'Anna', lastName: 'Jansen' };
	await sync(site, [{ ...line, endDate: '2026-11-20' }], REOPEN);
	site.clock.advance(200 * DAY);
	const other = { ...line, firstName: 'Piet', startDate: '2027-06-01' };
	const { failures } = await sync(site, [other], REOPEN);
	expect(failures).toMatchObject([{ reason: 'nameMismatch', key: '1' }]);
	expect(failures[0]?.message).not.toContain('Anna');
	expect([site.person(id).firstName, doors(site, id)]).toEqual(['Anna', []]);
});

test('neither disables nor duplicates a managed user whose number was erased in Net2', async () => {
	const site = await openSite({ seed: 60 });
	const rows = agreeing(site.net2);
	await sync(
		site,
		[...rows, { key: '8000', firstName: 'Era', lastName: 'Sed', email: 'era@x.nl' }],
		{
			mode: 'apply',
			markerField: 'Notes',
		},
	);
	const id = site.carriers('8000')[0]?.id ?? 0;
	const without = site.person(id).customFields.filter((field) => field.id !== 14);
	site.edit(id, { customFields: without, accessLevels: [1] });
	const before = site.net2.state();
	const list = [...rows, { key: '8000', firstName: 'Era', lastName: 'Sed', email: 'era@x.nl' }];
	const { failures, gist } = await sync(site, list, {
		mode: 'apply',
		missing: 'disable',
		markerField: 'Notes',
		limits: { maxErrorPercent: 100 },
	});
	expect(failures).toMatchObject([{ reason: 'possibleDuplicate', key: '8000' }]);
	expect(gist).toEqual([`orphan #${id}`]);
	expect(site.net2.state()).toEqual(before);
});

test('finds users by email addresses where these are the personnel numbers', async () => {
	const site = await openSite();
	const id = site.net2.addUser({
		firstName: 'E',
		lastName: 'Mail',
		accessLevels: [1],
		customFields: [{ id: 9, value: 'e@x.nl' }],
	});
	const line = { key: 'e@x.nl', firstName: 'E', lastName: 'Mail', email: 'e@x.nl' };
	const settings: Wanted = { mode: 'apply', correlationField: 'customField:9', limits: NO_LIMITS };
	expect((await sync(site, [line], settings)).gist).toEqual([]);
	await sync(site, [{ ...line, endDate: '2026-11-01' }], settings);
	expect(doors(site, id)).toEqual([]);
});

test.each([
	['a number in nearly the same form', '0001', 'nearMiss'],
	['a namesake without a number', '77', 'possibleDuplicate'],
])(
	'puts a leaver who is in doubt because of %s first, and writes nothing',
	async (_, key, reason) => {
		const site = await openSite();
		const id = site.net2.addUser({
			firstName: 'Kim',
			lastName: 'Person',
			...(reason === 'nearMiss' && { personnelNumber: '1' }),
			accessLevels: [4],
		});
		const joiner = { key: 'N-1', firstName: 'New', lastName: 'Person' };
		const leaver = { key, firstName: 'Kim', lastName: 'Person', endDate: '2026-11-01' };
		const { answers, failures } = await sync(site, [joiner, leaver], {
			mode: 'apply',
			limits: NO_LIMITS,
		});
		expect(failures).toMatchObject([{ reason, key }]);
		expect(answers[0]).toMatchObject({ index: 1, answer: { error: { reason } } });
		expect(doors(site, id)).not.toEqual([]);
	},
);

test('puts a protected leaver, and one whose number two users have, first', async () => {
	const site = await openSite();
	const kim = { firstName: 'Kim', lastName: 'Person', accessLevels: [4] };
	const id = site.net2.addUser({ ...kim, personnelNumber: '1' });
	for (const lastName of ['A', 'B']) site.net2.addUser({ lastName, personnelNumber: '2' });
	const list = [
		{ key: 'N-1', firstName: 'New', lastName: 'Person' },
		{ key: '1', firstName: 'Kim', lastName: 'Person', endDate: '2026-11-01' },
		{ key: '2', lastName: 'A', status: 'inactive' },
	];
	const { gist, one, summary } = await sync(site, list, { protect: [`id:${id}`] }).then(
		(outcome) => ({
			gist: outcome.gist,
			one: outcome.one('1'),
			summary: outcome.summary,
		}),
	);
	expect(gist).toEqual(['leaverStillActive 1', 'duplicateKey 2', 'joiner N-1']);
	expect(one).toMatchObject({ outcome: 'unchanged', steps: [] });
	expect(one.warnings[0]).toContain('is protected');
	expect(summary.counts).toMatchObject({ leaverStillActive: 1, protected: 1, disables: 0 });
});

/** Two users with the same first name, whose numbers the list has swapped. */
async function swappedNumbers() {
	const site = await openSite();
	const person = (lastName: string, personnelNumber: string, level: number) =>
		site.net2.addUser({ firstName: 'Jan', lastName, personnelNumber, accessLevels: [level] });
	const [berg, vries] = [person('Berg', '3', 1), person('Vries', '6', 4)];
	const rows = [
		{ key: '3', firstName: 'Jan', lastName: 'Vries' },
		{ key: '6', firstName: 'Jan', lastName: 'Berg' },
	] as const;
	return { site, berg, vries, rows };
}

test('changes neither of two users with the same first name whose numbers a list has swapped', async () => {
	const { site, rows, berg, vries } = await swappedNumbers();
	const both = () => [berg, vries].map((id) => site.person(id));
	const before = both();
	const list = rows.map((row) => ({ ...row, accessLevels: ['Office hours'] }));
	const settings: Wanted = { mode: 'apply', missing: 'disable', limits: NO_LIMITS };
	const { failures, gist } = await sync(site, list, settings);
	expect(failures.map(({ reason, key }) => [reason, key])).toEqual([
		['nameMismatch', '3'],
		['nameMismatch', '6'],
	]);
	expect(failures[0]?.message).toMatch(/User \d+ has .* may be swapped/);
	expect(failures[0]?.message).not.toMatch(/Jan|Berg|Vries/);
	expect(gist).not.toContain('leaver 3');
	expect(gist).not.toContain('leaver 6');
	expect(both()).toEqual(before);
});

test('ends access by number though the last name is that of another user', async () => {
	const { site, berg, vries, rows } = await swappedNumbers();
	const list = [{ ...rows[0], endDate: '2026-11-01' }, rows[1]];
	await sync(site, list, { mode: 'apply', limits: NO_LIMITS });
	expect(doors(site, berg)).toEqual([]);
	expect(doors(site, vries)).not.toEqual([]);
});

test('applies swapped numbers if names are not to be compared', async () => {
	const { site, berg, rows } = await swappedNumbers();
	await sync(site, [...rows], { mode: 'apply', limits: NO_LIMITS, options: { verifyName: false } });
	expect(site.person(berg).lastName).toBe('Vries');
});

test.each([
	['without an email address in Net2', {}, 'ambiguous'],
	['with another email address in Net2', { customFields: [{ id: 9, value: 'p@x.nl' }] }, null],
	[
		'with the same email address in Net2',
		{ customFields: [{ id: 9, value: 'K@x.nl' }] },
		'ambiguous',
	],
])('an unknown number for the name of a user %s', async (_, more, reason) => {
	const site = await openSite();
	const id = site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		accessLevels: [4],
		...more,
	});
	const line = { key: '2', firstName: 'Kim', lastName: 'Person', email: 'k@x.nl' };
	const { failures } = await sync(site, [line], { mode: 'apply', limits: NO_LIMITS });
	expect(failures.map((failure) => failure.reason)).toEqual(reason === null ? [] : [reason]);
	expect(site.carriers('2')).toHaveLength(reason === null ? 1 : 0);
	expect(doors(site, id)).not.toEqual([]);
});

test('an unknown number makes a new user where the namesake is on the list under the own number', async () => {
	const site = await openSite();
	const kim = { firstName: 'Kim', lastName: 'Person' };
	site.net2.addUser({ ...kim, personnelNumber: '1', accessLevels: [4] });
	const list = [
		{ key: '2', ...kim },
		{ key: '1', ...kim },
	];
	const { failures } = await sync(site, list, { mode: 'apply', limits: NO_LIMITS });
	expect(failures).toEqual([]);
	expect(site.carriers('2')).toHaveLength(1);
});

test('stops a list with new numbers for users without an email address, also among namesakes', async () => {
	const site = await openSite();
	for (let n = 1; n <= 40; n++)
		site.net2.addUser({
			firstName: n % 2 === 0 ? 'Kim' : `First ${n}`,
			lastName: n % 2 === 0 ? 'Person' : `Last ${n}`,
			personnelNumber: String(n),
			accessLevels: [4],
		});
	const before = site.net2.state();
	const rows = agreeing(site.net2).map((row, n) => ({ ...row, key: `E-${n}` }));
	await expect(sync(site, rows, { mode: 'apply', missing: 'disable' })).rejects.toThrow(
		/\d+ users seem to have another personnel number/,
	);
	expect(site.net2.state()).toEqual(before);
});
