import { describe, expect, it } from 'vitest';
import { grant, revoke, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { all, byId, byKey, done, gist, levels, refused, succeeded } from './support/params';
import { CLEARING, openSite } from './support/site';

describe('grant', () => {
	it('adds a level, and keeps the others and the individual doors', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(2);
		const result = await done(site, grant, levels(byKey('123'), ['Warehouse']));
		expect(site.person(2)).toEqual({
			...before,
			accessLevels: [2, 4, 3],
			accessLevelNames: ['Office hours', 'Server room', 'Warehouse'],
		});
		expect(result).toMatchObject({
			outcome: 'granted',
			changed: true,
			verified: true,
			changes: [{ field: 'accessLevels', from: null, to: 'Warehouse' }],
		});
		expect(site.writes()).toEqual(['PUT /users/2/doorpermissionset']);
	});

	it('writes nothing if the user has the level', async () => {
		const site = await openSite();
		const result = await done(site, grant, levels(byId(2), ['Server room', 'id:2']));
		expect(result).toMatchObject({ outcome: 'unchanged', changed: false, verified: true });
		expect(site.writes()).toEqual([]);
	});

	it('adds to the level that means none', async () => {
		const site = await openSite();
		site.edit(1, { accessLevels: [0] });
		await done(site, grant, levels(byId(1), ['Warehouse']));
		expect(site.person(1).accessLevels).toEqual([3]);
	});

	it('makes one write of all grants for one user, and each item reports its own', async () => {
		const site = await openSite();
		const results = await all(site, grant, [
			levels(byId(4), ['Office hours']),
			levels(byKey('200'), ['Server room']),
			levels(byId(4), ['Basement']),
			levels(byId(4), ['Warehouse']),
			levels(byId(4), ['Office hours']),
			levels(byId(1), ['Warehouse']),
		]);
		expect(results.map(gist)).toEqual([
			'granted',
			'granted',
			'unknownLevel',
			'unchanged',
			'unchanged',
			'granted',
		]);
		expect(succeeded(results[0]).changes).toMatchObject([{ to: 'Office hours' }]);
		expect(succeeded(results[1]).changes).toMatchObject([{ to: 'Server room' }]);
		expect(site.person(4).accessLevels).toEqual([3, 2, 4]);
		expect(site.writes().sort()).toEqual([
			'PUT /users/1/doorpermissionset',
			'PUT /users/4/doorpermissionset',
		]);
	});

	it.each([
		['unknown', ['Basement'], 'unknownLevel'],
		['the one that opens nothing', ['No access'], 'unknownLevel'],
		['the one that opens nothing, by id', ['id:0'], 'unknownLevel'],
		['not named at all', [], 'badInput'],
	])('fails for a level that is %s', async (_, names, reason) => {
		const site = await openSite();
		expect((await refused(site, grant, levels(byId(1), names))).reason).toBe(reason);
		expect(site.writes()).toEqual([]);
	});

	it('requires an id if two levels have one name', async () => {
		const site = await openSite();
		site.net2.world.levels.set(9, { id: 9, name: 'Warehouse', detailRows: [] });
		const failure = await refused(site, grant, levels(byId(1), ['Warehouse']));
		expect(failure.message).toMatch(/3, 9.*id:3/);
		await done(site, grant, levels(byId(1), ['id:9']));
		expect(site.person(1).accessLevels).toEqual([1, 9]);
	});

	it('writes nothing in a dry run', async () => {
		const site = await openSite();
		const result = await done(site, grant, levels(byId(1), ['Warehouse']), { dryRun: true });
		expect(result).toMatchObject({
			outcome: 'granted',
			changed: false,
			verified: false,
			changes: [{ to: 'Warehouse' }],
		});
		expect(site.writes()).toEqual([]);
		const user = { by: 'wouldBe' as const, key: '00900' };
		const later = await done(site, grant, levels(user, ['Warehouse']), { dryRun: true });
		expect(later).toMatchObject({ outcome: 'granted', userId: null, verified: false });
	});

	it.each([
		['an id that nobody has', byId(99), 'notFound'],
		['a key that nobody carries', byKey('555'), 'notFound'],
		['a near miss', byKey('0077001'), 'nearMiss'],
	])('fails for %s', async (_, user, reason) => {
		const site = await openSite();
		const [first, second] = await all(site, grant, [
			levels(user, ['Warehouse']),
			levels(user, ['Office hours']),
		]);
		expect([first, second].map((one) => one && gist(one))).toEqual([reason, reason]);
	});

	it('does not take an outage for a Net2 without levels', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'GET /api/v1/accesslevels', fault: '500', times: 99 }]);
		expect((await refused(site, grant, levels(byId(1), ['Warehouse']))).reason).toBe('badReply');
	});
});

describe('revoke', () => {
	it('takes a level, and keeps the others and the individual doors', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(2);
		const result = await done(site, revoke, levels(byKey('123'), ['id:4']));
		expect(site.person(2)).toMatchObject({
			accessLevels: [2],
			individualPermissions: before.individualPermissions,
			pin: '0042',
		});
		expect(result).toMatchObject({
			outcome: 'revoked',
			verified: true,
			changes: [{ field: 'accessLevels', from: 'Server room', to: null }],
		});
	});

	it.each(['empty', 'zero', 'either'] as const)(
		'takes the last level; what clears all is %s',
		async (clearLevels) => {
			const site = await openSite({ ...CLEARING, clearLevels });
			const [first, second] = await all(site, revoke, [
				levels(byId(2), ['Office hours']),
				levels(byId(2), ['Server room']),
			]);
			expect([first, second]).toMatchObject([{ outcome: 'revoked' }, { outcome: 'revoked' }]);
			expect(site.person(2).accessLevels.filter((id) => id !== 0)).toEqual([]);
			expect(site.person(2).individualPermissions).toHaveLength(1);
			expect((await done(site, revoke, levels(byId(2), ['Server room']))).outcome).toBe(
				'unchanged',
			);
		},
	);

	it('writes nothing if the user does not have the level, nor in a dry run', async () => {
		const site = await openSite();
		expect((await done(site, revoke, levels(byId(1), ['Warehouse']))).outcome).toBe('unchanged');
		const dry = await done(site, revoke, levels(byId(2), ['Server room']), { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'revoked', changed: false, verified: false });
		expect(site.writes()).toEqual([]);
	});

	it('reports a user who no longer exists by id as done', async () => {
		const site = await openSite();
		site.edit(1, { deleted: true });
		expect(await done(site, revoke, levels(byId(1), ['Warehouse']))).toMatchObject({
			outcome: 'notFound',
			changed: false,
		});
	});

	it('fails for a key that no user has, unless a report is enough, and for a near miss', async () => {
		const site = await openSite();
		const onNotFound = 'report';
		expect((await refused(site, revoke, levels(byKey('555'), ['Warehouse']))).reason).toBe(
			'notFound',
		);
		expect(
			await done(site, revoke, levels(byKey('555'), ['Warehouse'], { onNotFound })),
		).toMatchObject({ outcome: 'notFound' });
		expect(
			(await refused(site, revoke, levels(byKey('077001'), ['Warehouse'], { onNotFound }))).reason,
		).toBe('nearMiss');
	});
});

describe('set', () => {
	it('makes it exactly these, keeping individual doors', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(2);
		const result = await done(site, setLevels, levels(byKey('123'), ['Server room', 'Warehouse']));
		expect(site.person(2)).toMatchObject({
			accessLevels: [4, 3],
			individualPermissions: before.individualPermissions,
		});
		expect(result).toMatchObject({ outcome: 'updated', verified: true });
		expect(result.changes).toMatchObject([
			{ field: 'accessLevels', from: 'Office hours', to: null },
			{ field: 'accessLevels', from: null, to: 'Warehouse' },
		]);
		const again = await done(site, setLevels, levels(byId(2), ['Warehouse', 'Server room']));
		expect(again.outcome).toBe('unchanged');
	});

	it.each(['empty', 'zero', 'either'] as const)(
		'clears all only where that is meant; what clears is %s',
		async (clearLevels) => {
			const site = await openSite({ clearLevels });
			expect((await refused(site, setLevels, levels(byId(2), []))).reason).toBe('badInput');
			expect(site.writes()).toEqual([]);
			const result = await done(site, setLevels, levels(byId(2), [], { allowEmpty: true }));
			expect(result).toMatchObject({ outcome: 'updated', verified: true });
			expect(site.person(2).accessLevels.filter((id) => id !== 0)).toEqual([]);
		},
	);

	it('refuses items that differ for one person, and an unknown level as a whole', async () => {
		const site = await openSite();
		const results = await all(site, setLevels, [
			levels(byId(1), ['Warehouse']),
			levels(byKey('00123'), ['Office hours']),
			levels(byId(2), ['Warehouse', 'Basement']),
		]);
		expect(results.map(gist)).toEqual(['duplicateKey', 'duplicateKey', 'unknownLevel']);
		expect(site.writes()).toEqual([]);
	});

	it('writes nothing in a dry run, and fails for a user who does not exist', async () => {
		const site = await openSite();
		const dry = await done(site, setLevels, levels(byId(1), ['Warehouse']), { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'updated', changed: false, verified: false });
		expect((await refused(site, setLevels, levels(byId(99), ['Warehouse']))).reason).toBe(
			'notFound',
		);
		expect(site.writes()).toEqual([]);
	});
});
