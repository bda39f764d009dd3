import { describe, expect, it } from 'vitest';
import { deleteUser } from '../../nodes/PaxtonNet2/lifecycle/operations/deleteUser';
import type { DeleteParams, Lookup } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { all, byId, byKey, done, gist, refused } from './support/params';
import { openSite } from './support/site';

function goodbye(user: Lookup, more: Partial<DeleteParams> = {}): DeleteParams {
	return { user, force: false, onNotFound: 'error', ...more };
}

describe('delete', () => {
	it('deletes a disabled user, and checks it', async () => {
		const site = await openSite();
		const result = await done(site, deleteUser, goodbye(byKey('77001')));
		expect(result).toMatchObject({ outcome: 'deleted', changed: true, verified: true, undo: null });
		expect(result.warnings.join()).toContain('cannot be undone');
		expect(site.person(3).deleted).toBe(true);
	});

	it('refuses an enabled user, unless forced', async () => {
		const site = await openSite();
		expect((await refused(site, deleteUser, goodbye(byId(1)))).reason).toBe('protected');
		expect(site.writes()).toEqual([]);
		expect((await done(site, deleteUser, goodbye(byId(1), { force: true }))).outcome).toBe(
			'deleted',
		);
	});

	it.each(['2026-11-24T00:00:00', '2026-11-24T23:59:00', '2027-01-31T00:00:00'])(
		'refuses a user whose doors open until %s, unless forced',
		async (expiryDate) => {
			const site = await openSite();
			site.edit(1, { expiryDate });
			expect(site.person(1).canOpen).not.toEqual([]);
			expect((await refused(site, deleteUser, goodbye(byId(1)))).reason).toBe('protected');
			expect(site.person(1).deleted).toBe(false);
		},
	);

	it('reports a user who no longer exists by id as done', async () => {
		const site = await openSite();
		for (const id of [3, 3, 99]) await done(site, deleteUser, goodbye(byId(id)));
		expect(await done(site, deleteUser, goodbye(byId(3)))).toMatchObject({
			outcome: 'notFound',
			changed: false,
		});
		expect(site.writes()).toEqual(['DELETE /users/3']);
	});

	it('fails for a key that no user has, unless a report is enough, and for a near miss', async () => {
		const site = await openSite();
		expect((await refused(site, deleteUser, goodbye(byKey('555')))).reason).toBe('notFound');
		const report = { onNotFound: 'report' as const };
		expect((await done(site, deleteUser, goodbye(byKey('555'), report))).outcome).toBe('notFound');
		const near = await refused(site, deleteUser, goodbye(byKey('077001'), report));
		expect(near.reason).toBe('nearMiss');
		expect(site.writes()).toEqual([]);
	});

	it('writes nothing in a dry run', async () => {
		const site = await openSite();
		expect(await done(site, deleteUser, goodbye(byId(3)), { dryRun: true })).toMatchObject({
			outcome: 'deleted',
			changed: false,
			verified: false,
		});
		expect(site.person(3).deleted).toBe(false);
	});

	it('deletes once for equal items', async () => {
		const site = await openSite();
		const results = await all(site, deleteUser, [goodbye(byId(3)), goodbye(byKey('77001'))]);
		expect(results.map(gist)).toEqual(['deleted', 'unchanged']);
		expect(site.writes()).toEqual(['DELETE /users/3']);
	});

	it.each(['reset-before', 'reset-after', '500', 'timeout'] as const)(
		'is done all the same after a lost reply (%s)',
		async (fault) => {
			const site = await openSite({ timeoutMs: 1_000 });
			site.net2.faults([{ match: 'DELETE /api/v1/users/3', fault }]);
			expect(await done(site, deleteUser, goodbye(byId(3)))).toMatchObject({
				outcome: 'deleted',
				verified: true,
			});
			expect(site.person(3).deleted).toBe(true);
		},
	);

	it('does not claim a deletion that never came about', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'DELETE /api/v1/users/3', fault: '500', times: 9 }]);
		expect((await refused(site, deleteUser, goodbye(byId(3)))).reason).toBe('unknownOutcome');
		expect(site.writes()).toHaveLength(2);
	});
});
