import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { all, byId, byKey, done, gist, leaver, LEAVERS, named, refused } from './support/params';
import { CLEARING, openSite } from './support/site';
import { everybody, takenBack } from './support/undoing';

const YESTERDAY = '2026-11-23T00:00:00';

describe('disable', () => {
	it.each([
		['inclusive', 'midnight'],
		['inclusive', 'exact'],
		['exclusive', 'midnight'],
		['exclusive', 'exact'],
	] as const)('blocks every door at once; last day %s, end %s', async (expiryDay, expiry) => {
		const site = await openSite({ ...CLEARING, expiryDay, expiry });
		for (const [id, key] of [
			[1, '00123'],
			[2, '123'],
			[4, '200'],
		] as const) {
			const before = site.person(id);
			expect(before.canOpen).not.toEqual([]);
			const result = await done(site, disable, leaver(byKey(key), { leaverDepartment: LEAVERS }));
			expect(site.person(id)).toEqual({
				...before,
				expiryDate: YESTERDAY,
				departmentId: 3,
				department: 'Terminated Employment',
				canOpen: [],
			});
			expect(result).toMatchObject({
				outcome: 'disabled',
				changed: true,
				verified: true,
				user: { enabled: false, department: { name: 'Terminated Employment' } },
			});
			// This server clears flags that a PUT does not name, and the node writes them back.
			for (const warning of result.warnings) expect(warning).toContain('wrote the value back');
			expect(result.changes).toContainEqual(
				expect.objectContaining({
					field: 'expiryDate',
					from: id === 4 ? '2099-12-31T00:00:00+01:00' : null,
					to: YESTERDAY,
				}),
			);
		}
	});

	it('blocks the doors of a user whose last day is today', async () => {
		const site = await openSite({ expiryDay: 'inclusive' });
		site.edit(1, { expiryDate: '2026-11-24T00:00:00' });
		expect(site.person(1).canOpen).not.toEqual([]);
		expect((await done(site, disable, leaver(byId(1)))).outcome).toBe('disabled');
		expect(site.person(1)).toMatchObject({ expiryDate: YESTERDAY, canOpen: [] });
	});

	it.each(['2024-06-30T00:00:00', '2026-11-23T00:00:00', '2026-11-23T23:59:00'])(
		'keeps the leave date %s, which is before today',
		async (expiryDate) => {
			const site = await openSite({ expiry: 'exact' });
			site.edit(3, { expiryDate });
			const result = await done(site, disable, leaver(byKey('77001')));
			expect(result).toMatchObject({ outcome: 'unchanged', verified: true, changes: [] });
			expect(site.person(3).expiryDate).toBe(expiryDate);
			expect(site.writes()).toEqual([]);
		},
	);

	it('keeps the leave date when it is run again on another day', async () => {
		const site = await openSite(CLEARING);
		const params = leaver(byKey('00123'), { leaverDepartment: LEAVERS, removeAccess: 'all' });
		await done(site, disable, params);
		site.clock.advance(30 * 24 * 3_600_000);
		site.net2.clearRequests();
		expect((await done(site, disable, params)).outcome).toBe('unchanged');
		expect(site.person(1).expiryDate).toBe(YESTERDAY);
		expect(site.writes()).toEqual([]);
	});

	it('writes the end date first', async () => {
		const site = await openSite();
		const params = leaver(byId(2), {
			leaverDepartment: LEAVERS,
			removeAccess: 'all',
			cards: 'lost',
			clearPin: true,
		});
		await done(site, disable, params);
		expect(site.writes()).toEqual([
			'PUT /users/2',
			'PUT /users/2/departments',
			'PUT /users/2/doorpermissionset',
			'PUT /users/2/tokens/1',
		]);
	});

	it.each(['keep', 'levels', 'all'] as const)('removes access: %s', async (removeAccess) => {
		const site = await openSite(CLEARING);
		const { individualPermissions } = site.person(2);
		const result = await done(site, disable, leaver(byId(2), { removeAccess }));
		expect(site.person(2).accessLevels).toEqual(removeAccess === 'keep' ? [2, 4] : []);
		expect(site.person(2).individualPermissions).toEqual(
			removeAccess === 'all' ? [] : individualPermissions,
		);
		expect(result.changes.some(({ field }) => field === 'accessLevels')).toBe(
			removeAccess !== 'keep',
		);
	});

	it('marks cards lost and clears the PIN, showing neither', async () => {
		const site = await openSite();
		const result = await done(site, disable, leaver(byId(2), { cards: 'lost', clearPin: true }));
		expect(site.person(2)).toMatchObject({
			pin: '',
			cards: [{ tokenValue: '10000002', tokenType: 'Keyfob', isLost: true }],
		});
		expect(JSON.stringify(result)).not.toMatch(/10000002|0042/);
	});

	it('writes nothing in a dry run', async () => {
		const site = await openSite();
		const params = leaver(byId(2), {
			leaverDepartment: LEAVERS,
			removeAccess: 'all',
			cards: 'lost',
		});
		const result = await done(site, disable, params, { dryRun: true });
		expect(result).toMatchObject({ outcome: 'disabled', changed: false, verified: false });
		expect(result.changes.map(({ field }) => field)).toEqual([
			'expiryDate',
			'department',
			'accessLevels',
			'accessLevels',
			'individualPermissions',
			'card …02',
		]);
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['is missing', named('Uitdienst')],
		['stands twice', named('Sales')],
		['is an id that is not there', { by: 'id' as const, id: '77' }],
	])(
		'sets the end date and removes levels although the leaver department %s, and says so',
		async (_, leaverDepartment) => {
			const site = await openSite();
			site.net2.world.departments.set(90, { id: 90, name: 'Sales' });
			const params = leaver(byKey('00123'), { leaverDepartment, removeAccess: 'levels' });
			const failure = await refused(site, disable, params);
			expect(failure).toMatchObject({ reason: 'unknownDepartment', userId: 1, key: '00123' });
			expect(failure.done.join()).toContain('End Date set to 2026-11-23');
			expect(failure.message).toContain('this was done and checked: End Date set to 2026-11-23');
			expect(site.person(1)).toMatchObject({
				expiryDate: YESTERDAY,
				accessLevels: [],
				canOpen: [],
			});
			expect(site.requests().slice(-3).join()).toContain('GET /users/1');
		},
	);

	it('removes levels and department although the marker field is missing, and reports the loss', async () => {
		const site = await openSite();
		const before = everybody(site);
		const params = leaver(byId(2), {
			leaverDepartment: LEAVERS,
			removeAccess: 'all',
			markerField: 'customField:77',
		});
		const failure = await refused(site, disable, params);
		expect(failure.reason).toBe('unknownField');
		expect(failure.message).toContain('this was done and checked: End Date set to 2026-11-23');
		expect(site.person(2)).toMatchObject({
			canOpen: [],
			accessLevels: [],
			individualPermissions: [],
			department: 'Terminated Employment',
		});
		await takenBack(site, failure);
		expect(everybody(site)).toEqual(before);
	});

	it('sets end date and department although the levels cannot be read, and reports that', async () => {
		const site = await openSite();
		site.net2.faults([
			{ match: 'GET /api/v1/users/2/doorpermissionset', fault: 'html', times: 99 },
		]);
		const params = leaver(byId(2), {
			leaverDepartment: LEAVERS,
			removeAccess: 'all',
			markerField: 'Notes',
		});
		const failure = await refused(site, disable, params);
		expect(failure.reason).toBe('badReply');
		expect(failure.message).toContain('this was done and checked: End Date set to 2026-11-23');
		expect(site.person(2)).toMatchObject({
			canOpen: [],
			accessLevels: [2, 4],
			department: 'Terminated Employment',
		});
	});

	it('reports every step that failed', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'PUT /api/v1/users/1/doorpermissionset', fault: '500', times: 9 }]);
		const params = leaver(byId(1), { leaverDepartment: named('Uitdienst'), removeAccess: 'all' });
		const { message } = await refused(site, disable, params);
		expect(message).toContain('Uitdienst');
		expect(message).toContain('doorpermissionset');
		expect(site.person(1).canOpen).toEqual([]);
	});

	it('reports a user who no longer exists by id as done', async () => {
		const site = await openSite();
		site.edit(1, { deleted: true });
		for (const id of [1, 99])
			expect(await done(site, disable, leaver(byId(id)))).toMatchObject({
				outcome: 'notFound',
				changed: false,
				verified: true,
				userId: id,
			});
		expect(site.writes()).toEqual([]);
	});

	it('fails for a key that no user has, unless a report is enough', async () => {
		const site = await openSite();
		expect((await refused(site, disable, leaver(byKey('555')))).reason).toBe('notFound');
		const reported = leaver(byKey('555'), { onNotFound: 'report' });
		expect(await done(site, disable, reported)).toMatchObject({
			outcome: 'notFound',
			userId: null,
		});
	});

	it.each([
		['report', 'error'],
		['error', 'report'],
	] as const)(
		'fails for both items of a number that no user has if one demands it: %s, %s',
		async (first, second) => {
			const site = await openSite();
			const results = await all(
				site,
				disable,
				[first, second].map((onNotFound) => leaver(byKey('555'), { onNotFound })),
			);
			expect(results).toMatchObject([
				{ error: { reason: 'notFound' } },
				{ error: { reason: 'notFound' } },
			]);
		},
	);

	it.each(['error', 'report'] as const)(
		'is stopped by a near miss; not found: %s',
		async (onNotFound) => {
			const site = await openSite();
			site.edit(2, { customFields: [] });
			site.edit(4, { customFields: [{ id: 14, value: 'a-17' }] });
			for (const [key, who] of [
				['123', 'user 1 ("00123")'],
				['0123', 'user 1 ("00123")'],
				['A-17', 'user 4 ("a-17")'],
			] as const) {
				const failure = await refused(site, disable, leaver(byKey(key), { onNotFound }));
				expect(failure.reason).toBe('nearMiss');
				expect(failure.message).toContain(who);
				expect(failure.message).not.toMatch(/Lovelace|Żółć/);
			}
			expect(site.writes()).toEqual([]);
		},
	);

	it('never takes 00123 for 123', async () => {
		const site = await openSite();
		await done(site, disable, leaver(byKey('123')));
		expect(site.person(1).canOpen).not.toEqual([]);
		expect(site.person(2).canOpen).toEqual([]);
	});

	it('finds a key that Net2 keeps with blanks around it', async () => {
		const site = await openSite();
		site.edit(1, { customFields: [{ id: 14, value: ' 555 ' }] });
		expect(await done(site, disable, leaver(byKey('555')))).toMatchObject({ userId: 1 });
	});

	it('disables no user if several have the key', async () => {
		const site = await openSite();
		site.net2.addUser({ lastName: 'Twin', personnelNumber: '123' });
		expect((await refused(site, disable, leaver(byKey('123')))).reason).toBe('ambiguous');
		expect(site.writes()).toEqual([]);
	});

	it('acts once for each user, and removes what any of the items for that user names', async () => {
		const site = await openSite();
		const results = await all(site, disable, [
			leaver(byId(1)),
			leaver(byKey('00123')),
			leaver(byId(2)),
			leaver(byKey('123'), { clearPin: true }),
		]);
		expect(results.map(gist)).toEqual(['disabled', 'unchanged', 'disabled', 'unchanged']);
		expect(site.writes()).toEqual(['PUT /users/1', 'PUT /users/2']);
		expect(site.person(2)).toMatchObject({ pin: '', canOpen: [] });
	});
});
