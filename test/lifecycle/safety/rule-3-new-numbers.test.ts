import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { isFailure } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import { NO_LIMITS, sync } from '../synchronize/support';
import { all, done, failedWith, gist, joiner, provision, refused } from '../support/params';
import { openSite, type Site } from '../support/site';

const TWINS: Array<[string, string]> = [
	['00777', '777'],
	['A77', 'a77'],
];
const NAMED = { fields: { firstName: 'Jo', lastName: 'Iner', 'customField:9': 'jo@example.com' } };
const ROW = { firstName: 'Jo', lastName: 'Iner', email: 'jo@example.com' };

const posts = (site: Site) => site.writes().filter((one) => one === 'POST /users').length;

describe('two new numbers of one run that differ in form only', () => {
	describe.each(TWINS)('%j and %j', (one, two) => {
		it.each([4, 1])('make one user by Create or Update, %j at a time', async (maxUsersInFlight) => {
			const site = await openSite();
			const items = [provision(one, NAMED), provision(two, NAMED)];
			const results = await all(site, upsert, items, {}, { maxUsersInFlight });
			expect(results.map(gist).sort()).toEqual(['created', 'duplicateKey']);
			const failure = failedWith(results.find(isFailure));
			expect(failure.message).toContain('a new user with number "');
			expect(posts(site)).toBe(1);
		});

		it('make one user by Create, and a dry run shows it', async () => {
			const site = await openSite();
			const items = [joiner(one, NAMED), joiner(two, NAMED)];
			const shown = await all(site, create, items, { dryRun: true });
			expect(shown.map(gist).sort()).toEqual(['created', 'duplicateKey']);
			expect(posts(site)).toBe(0);
			const results = await all(site, create, items);
			expect(results.map(gist).sort()).toEqual(['created', 'duplicateKey']);
			expect(posts(site)).toBe(1);
		});

		it.each(['plan', 'apply'] as const)(
			'make no user by a list in either order, mode %s',
			async (mode) => {
				for (const keys of [
					[one, two],
					[two, one],
				]) {
					const site = await openSite();
					const rows = keys.map((key) => ({ key, ...ROW }));
					const { gist: kinds, failures } = await sync(site, rows, { mode, limits: NO_LIMITS });
					expect(kinds).toEqual([]);
					expect(failures.map(({ reason }) => reason)).toEqual(['duplicateKey', 'duplicateKey']);
					expect(failures[0]?.message).toContain(`"${one}", "${two}"`);
					expect(posts(site)).toBe(0);
				}
			},
		);

		it('make one user by two runs at the same time', async () => {
			const site = await openSite();
			const results = await Promise.all([
				all(site, upsert, [provision(one, NAMED)]),
				all(site, upsert, [provision(two, NAMED)]),
			]);
			expect(results.flat().map(gist).sort()).toEqual(['created', 'possibleDuplicate']);
			expect(posts(site)).toBe(1);
		});
	});

	it('make two users one after the other, if the second is said to be another employee', async () => {
		const site = await openSite();
		const { userId } = await done(site, create, joiner('00777', NAMED));
		expect((await refused(site, create, joiner('777', NAMED))).reason).toBe('possibleDuplicate');
		const allowed = { allowDuplicateOf: userId === null ? [] : [userId] };
		expect((await done(site, create, joiner('777', NAMED), allowed)).outcome).toBe('created');
	});

	describe('make two users for employees with different names', () => {
		it.each([
			['first', { firstName: 'Max' }],
			['last', { lastName: 'Other' }],
		])('by Create or Update, %s name', async (_which, name) => {
			const site = await openSite();
			const fields = { ...NAMED.fields, 'customField:9': 'other@example.com', ...name };
			const items = [provision('00777', NAMED), provision('777', { fields })];
			expect((await all(site, upsert, items)).map(gist)).toEqual(['created', 'created']);
		});

		it('by a list', async () => {
			const site = await openSite();
			const max = { firstName: 'Max', lastName: 'Iner', email: 'max@example.com' };
			const rows = [
				{ key: '00777', ...ROW },
				{ key: '777', ...max },
			];
			const { gist: kinds } = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
			expect(kinds).toEqual(['joiner 00777', 'joiner 777']);
			expect(posts(site)).toBe(2);
		});
	});

	it('make one user by a list of which one employee has left', async () => {
		const site = await openSite();
		const rows = [
			{ key: '00777', ...ROW, endDate: '2026-11-01' },
			{ key: '777', ...ROW },
		];
		const { gist: kinds } = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(kinds).toEqual(['joiner 777']);
	});
});

it('equal items for one new number make one user', async () => {
	const site = await openSite();
	const results = await all(site, upsert, [provision('777', NAMED), provision('777', NAMED)]);
	expect(results.map(gist)).toEqual(['created', 'unchanged']);
});
