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
