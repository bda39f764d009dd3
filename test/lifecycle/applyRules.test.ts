import { describe, expect, it } from 'vitest';
import { applyRules } from '../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import type { RulesParams } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { all, byId, byKey, done, gist, refused } from './support/params';
import { CLEARING, openSite, type SiteOptions } from './support/site';

async function siteWithSomebody(options: SiteOptions = {}) {
	const site = await openSite({ ...CLEARING, ...options });
	const id = site.net2.addUser({ lastName: 'Ruled', personnelNumber: '900', accessLevels: [2] });
	const rule = (levels: RulesParams['levels'], more: Partial<RulesParams> = {}): RulesParams => ({
		user: byId(id),
		levels,
		exclusive: [],
		markerField: 'Notes',
		...more,
	});
	return { site, id, rule, held: () => site.person(id).accessLevels };
}

describe('levels by rules', () => {
	it('come and go with the rules, and levels given by hand stay', async () => {
		const { site, rule, held } = await siteWithSomebody();
		expect(await done(site, applyRules, rule(['Warehouse', 'Server room']))).toMatchObject({
			outcome: 'updated',
			verified: true,
		});
		expect(held()).toEqual([2, 3, 4]);
		await done(site, applyRules, rule(['Server room']));
		expect(held()).toEqual([2, 4]);
		await done(site, applyRules, rule([]));
		expect(held()).toEqual([2]);
		const writes = site.writes().length;
		expect(await done(site, applyRules, rule([]))).toMatchObject({ outcome: 'unchanged' });
		expect(site.writes()).toHaveLength(writes);
	});

	it('warn if it is not known which users are deleted', async () => {
		const { site, rule } = await siteWithSomebody({ querydb: 'off' });
		const result = await done(site, applyRules, rule(['Warehouse'], { user: byKey('900') }));
		expect(result.warnings.join()).toContain('refused the SQL route');
	});

	it('are those of all contracts of a person together', async () => {
		const { site, rule, held } = await siteWithSomebody();
		const results = await all(site, applyRules, [rule(['Warehouse']), rule(['Server room'])]);
		expect(results.map(gist)).toEqual(['updated', 'unchanged']);
		expect(held()).toEqual([2, 3, 4]);
	});

	it('are left alone where one contract cannot be resolved', async () => {
		const { site, rule, held } = await siteWithSomebody();
		await done(site, applyRules, rule(['Warehouse']));
		const unknown = new Net2Error('unknownDepartment', 'No row.', 'Add one.');
		const results = await all(site, applyRules, [rule(['Server room']), rule(unknown)]);
		expect(results.map(gist)).toEqual(['unknownDepartment', 'unknownDepartment']);
		expect(held()).toEqual([2, 3]);
	});

	it('know levels that allow no other level, and exceptions', async () => {
		const { site, rule, held } = await siteWithSomebody();
		const exclusive = ['Server room'];
		await done(site, applyRules, rule(['Warehouse', 'Server room'], { exclusive }));
		expect(held()).toEqual([2, 4]);
		await done(site, applyRules, rule(['Warehouse', 'Server room', '!Server room']));
		expect(held()).toEqual([2, 3]);
		const both = rule(['Warehouse', 'Server room'], { exclusive: ['Warehouse', 'Server room'] });
		expect(await refused(site, applyRules, both)).toMatchObject({ reason: 'conflict' });
	});

	it.each(['500', 'timeout', 'reset-before', 'html'] as const)(
		'are neither forgotten nor called done where the read meets %s',
		async (fault) => {
			const { site, id, rule, held } = await siteWithSomebody({ timeoutMs: 300 });
			await done(site, applyRules, rule(['Warehouse']));
			site.net2.faults([{ match: `GET /api/v1/users/${id}/doorpermissionset`, fault, times: 99 }]);
			await refused(site, applyRules, rule(['Server room']));
			site.net2.faults([]);
			await done(site, applyRules, rule(['Server room']));
			expect(held()).toEqual([2, 4]);
		},
	);

	it('are an error for a user who no longer exists', async () => {
		const { site, rule } = await siteWithSomebody();
		const params = rule(['Warehouse'], { user: byId(99_999) });
		expect(await refused(site, applyRules, params)).toMatchObject({ reason: 'notFound' });
	});

	it.each(['reset-before', 'reset-after', '500'] as const)(
		'are completed by the next run after %s at any write',
		async (fault) => {
			for (const nth of [1, 2, 3]) {
				const { site, rule, held } = await siteWithSomebody();
				await done(site, applyRules, rule(['Warehouse']));
				site.net2.faults([{ match: 'PUT *', nth, times: 2, fault }]);
				await all(site, applyRules, [rule(['Server room'])]);
				site.net2.faults([]);
				await all(site, applyRules, [rule(['Server room'])]);
				expect(held()).toEqual([2, 4]);
				await done(site, applyRules, rule([]));
				expect(held()).toEqual([2]);
			}
		},
	);
});
