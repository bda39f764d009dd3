import { describe, expect, it } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import type { FaultName } from '../../emulator';
import {
	all,
	byId,
	done,
	gist,
	joiner,
	leaver,
	LEAVERS,
	named,
	provision,
	refused,
	succeeded,
} from './support/params';
import { CLEARING, openSite } from './support/site';
import { everybody, takenBack } from './support/undoing';

/** A joiner of today with everything. */
const whole = (key = '00900', more = {}) =>
	provision(key, {
		accessLevels: ['Office hours', 'Server room'],
		startDate: '2026-11-24',
		fields: { firstName: 'Jo', lastName: 'Iner', 'customField:9': 'jo@example.com' },
		...more,
	});

describe('upsert, no user has the key', () => {
	it('makes a whole person by three writes and three readings, access last', async () => {
		const site = await openSite();
		const result = await done(site, upsert, whole());
		const [person] = site.carriers('00900');
		expect(person).toMatchObject({
			department: 'Sales',
			accessLevels: [2, 4],
			activateDate: '2026-11-24T00:00:00',
			expiryDate: null,
			canOpen: [6000001, 6000003],
		});
		expect(result).toMatchObject({
			outcome: 'created',
			changed: true,
			verified: true,
			userId: person?.id,
			user: { enabled: true, department: { name: 'Sales' } },
		});
		const id = person?.id ?? 0;
		expect(site.writes()).toEqual([
			'POST /users',
			`PUT /users/${id}/departments`,
			`PUT /users/${id}/doorpermissionset`,
		]);
		const readings = site.requests().filter((one) => one.startsWith(`GET /users/${id}`));
		expect(readings.sort()).toEqual([
			`GET /users/${id}`,
			// The department is read back by a query that it shares with others.
			`GET /users/${id}/doorpermissionset`,
		]);
		site.net2.clearRequests();
		expect(await done(site, upsert, whole())).toMatchObject({
			outcome: 'unchanged',
			changed: false,
			verified: true,
		});
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['no dates', {}, false, '2026-11-23T00:00:00'],
		['an end date only', { endDate: '2027-01-31' }, false, '2026-11-23T00:00:00'],
		['an end date that has passed', { endDate: '2026-10-31' }, false, '2026-10-31T00:00:00'],
		['a start date', { startDate: '2026-11-24' }, true, null],
		['both dates', { startDate: '2026-11-01', endDate: '2027-01-31' }, true, '2027-01-31T00:00:00'],
		['a start that lies ahead', { startDate: '2026-12-01' }, false, null],
		['enabled: enable', { enabled: 'enable' }, true, null],
		[
			'enabled: disable',
			{ enabled: 'disable', startDate: '2026-11-01' },
			false,
			'2026-11-23T00:00:00',
		],
	] as const)('with %s', async (_, more, enabled, expiryDate) => {
		const site = await openSite();
		const params = provision('00900', { accessLevels: ['Office hours'], ...more });
		const result = await done(site, upsert, params);
		expect(result.user?.enabled).toBe(enabled);
		const [person] = site.carriers('00900');
		expect(person?.expiryDate).toBe(expiryDate);
		expect(person?.canOpen).toEqual(enabled ? [6000001] : []);
		site.net2.clearRequests();
		expect((await done(site, upsert, params)).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
	});

	it('refuses an end that lies before the start, or that has passed and is to open', async () => {
		const site = await openSite();
		const odd = { startDate: '2027-01-31', endDate: '2026-12-01' };
		expect((await refused(site, upsert, whole('00900', odd))).reason).toBe('badInput');
		const past = { enabled: 'enable' as const, startDate: undefined, endDate: '2026-01-31' };
		expect((await refused(site, upsert, whole('00900', past))).reason).toBe('badInput');
		expect(site.writes()).toEqual([]);
	});

	it('writes nothing in a dry run, and says what it would do', async () => {
		const site = await openSite();
		const result = await done(site, upsert, whole(), { dryRun: true });
		expect(result).toMatchObject({
			outcome: 'created',
			changed: false,
			verified: false,
			userId: null,
			undo: null,
		});
		expect(result.changes.map(({ field }) => field)).toEqual(
			expect.arrayContaining(['lastName', 'activateDate', 'department', 'accessLevels']),
		);
		expect(site.writes()).toEqual([]);
		const real = await done(site, upsert, whole());
		expect(real.changes).toEqual(result.changes);
	});

	it.each([
		['an unknown department', { department: named('Basement') }, 'unknownDepartment'],
		['an unknown level', { accessLevels: ['Basement'] }, 'unknownLevel'],
		['no name', { fields: {} }, 'badInput'],
		['an empty list of levels', { accessLevels: [] }, 'badInput'],
		['another key in its field', { fields: { lastName: 'X', 'customField:14': '1' } }, 'badInput'],
		['an unknown field', { fields: { lastName: 'X', 'customField:99': '1' } }, 'unknownField'],
	])('is refused with %s before anything is written', async (_, more, reason) => {
		const site = await openSite();
		expect((await refused(site, upsert, whole('00900', more))).reason).toBe(reason);
		expect(site.writes()).toEqual([]);
	});

	it('stops for a number that is nearly that of a user, unless that user is named as another one', async () => {
		const site = await openSite();
		expect((await refused(site, upsert, whole('0077001'))).reason).toBe('possibleDuplicate');
		expect(site.writes()).toEqual([]);
		expect(await done(site, upsert, whole('0077001'), { allowDuplicateOf: [3] })).toMatchObject({
			outcome: 'created',
			userId: 5,
		});
	});
});

describe('upsert, a user has the key', () => {
	const ada = { firstName: 'Ada', lastName: 'Lovelace' };

	it('writes only what differs, and keeps everything else, in one PUT a place', async () => {
		const site = await openSite(CLEARING);
		const before = site.person(2);
		const result = await done(
			site,
			upsert,
			provision('123', {
				fields: {
					firstName: 'Grace',
					lastName: 'Hopper',
					telephone: '020 2222',
					'customField:9': 'grace@example.com',
				},
				accessLevels: ['Office hours', 'Warehouse'],
				endDate: '2027-01-31',
			}),
		);
		expect(site.person(2)).toEqual({
			...before,
			telephone: '020 2222',
			customFields: [{ id: 9, value: 'grace@example.com' }, ...before.customFields],
			departmentId: 1,
			department: 'Sales',
			accessLevels: [2, 3],
			accessLevelNames: ['Office hours', 'Warehouse'],
			expiryDate: '2027-01-31T00:00:00',
			canOpen: [6000001, 6000002],
		});
		expect(result).toMatchObject({ outcome: 'updated', verified: true });
		expect(site.writes()).toEqual([
			// The record comes first, since its new End Date takes access away, though not yet.
			// The second one writes back what this server cleared (safety rule 2, docs/safety-rules.md).
			'PUT /users/2',
			'PUT /users/2',
			'PUT /users/2/departments',
			'PUT /users/2/doorpermissionset',
		]);
	});

	it('says what it would do in a dry run', async () => {
		const site = await openSite();
		const params = provision('123', { fields: { telephone: '1' }, accessLevels: ['Warehouse'] });
		const dry = await done(site, upsert, params, { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'updated', changed: false, verified: false, userId: 2 });
		expect(site.writes()).toEqual([]);
		expect((await done(site, upsert, params)).changes).toEqual(dry.changes);
	});

	it('refuses another last name, several users, and a key that only a deleted user has', async () => {
		const site = await openSite();
		expect((await refused(site, upsert, provision('00123'))).reason).toBe('nameMismatch');
		expect(await done(site, upsert, provision('00123'), { verifyName: false })).toMatchObject({
			outcome: 'updated',
		});
		site.net2.addUser({ lastName: 'Iner', personnelNumber: '00123' });
		expect((await refused(site, upsert, provision('00123'))).reason).toBe('ambiguous');
		site.edit(4, { deleted: true });
		expect((await refused(site, upsert, provision('200'))).reason).toBe('ambiguous');
		expect(await done(site, upsert, provision('200'), { ignoreDeleted: true })).toMatchObject({
			outcome: 'created',
		});
	});

	it('a name given as a whole loses the prefix that it has no more', async () => {
		const site = await openSite();
		site.edit(1, { middleName: 'van den' });
		const params = provision('00123', {
			fields: {},
			names: { middleName: '', lastName: 'Lovelace' },
		});
		await done(site, upsert, { ...params, department: undefined });
		expect(site.person(1)).toMatchObject({
			middleName: '',
			lastName: 'Lovelace',
			firstName: 'Ada',
		});
		const married = { ...params, names: { middleName: '', lastName: 'Byron' } };
		expect((await done(site, upsert, married)).warnings.join()).toMatch(/differs from the item/);
		const other = { ...params, names: { firstName: 'Eva', middleName: '', lastName: 'Stone' } };
		expect((await refused(site, upsert, other)).reason).toBe('nameMismatch');
	});

	it.each([
		['keep, nobody is opened', '77001', { endDate: '2027-01-31' }, 'unchanged', false],
		['keep, nor by a start', '77001', { startDate: '2026-11-01' }, 'unchanged', false],
		['enable opens', '77001', { enabled: 'enable' }, 'enabled', true],
		['enable until', '77001', { enabled: 'enable', endDate: '2027-01-31' }, 'enabled', true],
		['enable leaves an open person', '00123', { enabled: 'enable' }, 'unchanged', true],
		[
			'a new end for an open person is an update',
			'00123',
			{ enabled: 'enable', endDate: '2027-01-31' },
			'updated',
			true,
		],
		['disable shuts', '00123', { enabled: 'disable' }, 'disabled', false],
		['disable leaves an earlier end', '77001', { enabled: 'disable' }, 'unchanged', false],
		[
			'disable needs no good dates',
			'00123',
			{ enabled: 'disable', startDate: '2027-01-01', endDate: '2026-01-01' },
			'disabled',
			false,
		],
		['keep, the end may come earlier', '200', { endDate: '2026-12-31' }, 'updated', true],
		['keep, the end may be past', '200', { endDate: '2026-10-31' }, 'updated', false],
	] as const)('%s', async (_, key, more, outcome, enabled) => {
		const site = await openSite(CLEARING);
		const params = provision(key, { department: undefined, fields: {}, ...more });
		const result = await done(site, upsert, params);
		expect(result).toMatchObject({ outcome, verified: true, user: { enabled } });
		site.net2.clearRequests();
		expect((await done(site, upsert, params)).changed).toBe(false);
		expect(site.writes()).toEqual([]);
	});

	it('keep gives a future user access earlier, and puts off a last day', async () => {
		const site = await openSite();
		const early = provision('00123', {
			department: undefined,
			fields: {},
			startDate: '2026-11-24',
		});
		site.edit(1, { activateDate: '2026-12-01T00:00:00' });
		expect(await done(site, upsert, early)).toMatchObject({ user: { enabled: true } });
		site.edit(1, { expiryDate: '2026-11-24T00:00:00' });
		const later = { ...early, endDate: '2027-01-31' };
		expect(await done(site, upsert, later)).toMatchObject({ outcome: 'updated' });
		expect(site.person(1).expiryDate).toBe('2027-01-31T00:00:00');
	});

	it('blocks first and opens last', async () => {
		const site = await openSite();
		const more = { fields: ada, accessLevels: ['Warehouse'] };
		await done(
			site,
			upsert,
			provision('00123', { ...more, enabled: 'disable', department: named('Engineering') }),
		);
		expect(site.writes()[0]).toBe('PUT /users/1');
		site.net2.clearRequests();
		await done(
			site,
			upsert,
			provision('00123', { fields: ada, accessLevels: ['Office hours'], enabled: 'enable' }),
		);
		expect(site.writes().at(-1)).toBe('PUT /users/1');
	});

	it('disable does not wait for the name of a department or level', async () => {
		const site = await openSite();
		for (const more of [{ department: named('Gone') }, { accessLevels: ['Gone'] }]) {
			site.edit(1, { expiryDate: null });
			const params = provision('00123', { fields: ada, enabled: 'disable', ...more });
			const failure = await refused(site, upsert, params);
			expect(failure.reason).toMatch(/^unknown/);
			expect(failure.done.join()).toMatch(/End Date set to/);
			expect(site.person(1).canOpen).toEqual([]);
		}
	});

	it('leaves a user in the leaver department there, without levels, unless enabled', async () => {
		const site = await openSite(CLEARING);
		const before = await done(
			site,
			disable,
			leaver(byId(1), { leaverDepartment: LEAVERS, removeAccess: 'levels' }),
		);
		expect(before.outcome).toBe('disabled');
		const params = provision('00123', {
			fields: { ...ada, telephone: '1' },
			accessLevels: ['Warehouse'],
			leaverDepartment: LEAVERS,
		});
		const kept = await done(site, upsert, params);
		expect(kept).toMatchObject({ outcome: 'updated', changes: [{ field: 'telephone' }] });
		expect(kept.warnings.join()).toMatch(/leaver department/);
		expect(site.person(1)).toMatchObject({ department: 'Terminated Employment', accessLevels: [] });
		const out = await done(site, upsert, { ...params, enabled: 'enable' });
		expect(out.outcome).toBe('enabled');
		expect(site.person(1)).toMatchObject({
			department: 'Sales',
			accessLevels: [3],
			canOpen: [6000002],
		});
	});

	it('moves a user out of the leaver department although no other is given', async () => {
		const site = await openSite();
		await done(site, disable, leaver(byId(1), { leaverDepartment: LEAVERS }));
		const params = provision('00123', {
			fields: ada,
			department: undefined,
			leaverDepartment: LEAVERS,
			enabled: 'enable',
		});
		await done(site, upsert, params);
		expect(site.person(1)).toMatchObject({ departmentId: 0 });
		expect(site.person(1).canOpen).not.toEqual([]);
	});

	it('acts once for equal items, whatever event they are for, and not at all for differing ones', async () => {
		const site = await openSite();
		const requested = [
			whole(),
			whole(),
			whole('00901'),
			whole('00901', { startDate: '2026-12-01' }),
		];
		const results = await all(site, upsert, requested);
		expect(results.map(gist)).toEqual(['created', 'unchanged', 'duplicateKey', 'duplicateKey']);
		expect(site.carriers('00900')).toHaveLength(1);
		expect(site.carriers('00901')).toEqual([]);
		const run = site.run('user.upsert');
		const events = ['e1', 'e2'].map((eventId, index) => ({
			index,
			params: whole('00902'),
			options: { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const, eventId },
		}));
		const result = (await upsert(run, events)).map((one) => succeeded(one));
		expect(result.map(gist)).toEqual(['created', 'unchanged']);
		expect(result.map(({ audit }) => audit[0]?.eventId)).toEqual(['e1', 'e2']);
	});
});

describe('upsert completes a half-made user', () => {
	const result = async (site: Awaited<ReturnType<typeof openSite>>) => {
		await done(site, upsert, whole());
		const [person, ...others] = site.carriers('00900').filter(({ deleted }) => !deleted);
		expect(others).toEqual([]);
		expect(person).toMatchObject({
			lastName: 'Iner',
			department: 'Sales',
			canOpen: [6000001, 6000003],
		});
		expect(person?.accessLevels.toSorted()).toEqual([2, 4]);
		site.net2.clearRequests();
		expect((await done(site, upsert, whole())).outcome).toBe('unchanged');
	};

	it.each(['POST /users', 'PUT /users/*/departments', 'PUT /users/*/doorpermissionset'])(
		'because %s failed for good',
		async (route) => {
			const site = await openSite(CLEARING);
			site.net2.faults([{ match: route.replace(' ', ' /api/v1'), fault: '503', times: 9 }]);
			const failure = await refused(site, upsert, whole());
			expect(site.carriers('00900').flatMap(({ canOpen }) => canOpen)).toEqual([]);
			site.net2.faults([]);
			if (failure.undo !== null) {
				await takenBack(site, failure);
				expect(site.carriers('00900')).toMatchObject([{ deleted: true }]);
				await done(site, upsert, whole(), { ignoreDeleted: true });
			}
			await result(site);
		},
	);

	it.each(['GET /users/5', 'GET /users/5/departments', 'GET /users/5/doorpermissionset'])(
		'because %s failed when it was read back',
		async (route) => {
			// Without SQL each is read by itself.
			const site = await openSite({ ...CLEARING, querydb: 'off' });
			site.net2.faults([{ match: route.replace(' ', ' /api/v1'), fault: '503', times: 999 }]);
			const failure = await refused(site, upsert, whole());
			expect(failure.done).toHaveLength(3);
			site.net2.faults([]);
			await result(site);
		},
	);

	it.each([
		['bare', {}],
		['in the department', { department: 'Sales' }],
		['with a level', { accessLevels: [4] }],
		['in another department', { department: 'Engineering', accessLevels: [1] }],
	])('by hand, %s', async (_, more) => {
		const site = await openSite(CLEARING);
		site.net2.addUser({ firstName: 'Jo', lastName: 'Iner', personnelNumber: '00900', ...more });
		await result(site);
	});

	it('by create, once it is to be enabled', async () => {
		const site = await openSite(CLEARING);
		await done(site, create, joiner('00900', { department: undefined }));
		const kept = await done(site, upsert, provision('00900', { accessLevels: ['Warehouse'] }));
		expect(kept.outcome).toBe('updated');
		expect(site.carriers('00900')).toMatchObject([{ accessLevels: [3], canOpen: [] }]);
		const opened = await done(site, upsert, whole('00900', { enabled: 'enable' }));
		expect(opened.outcome).toBe('enabled');
		await result(site);
	});
});

describe('upsert survives a lost reply', () => {
	const WRITTEN: FaultName[] = ['reset-after', 'truncate', 'timeout-after'];
	const routes = ['POST /users', 'PUT /users/5/departments', 'PUT /users/5/doorpermissionset'];
	it.each(routes.flatMap((route) => WRITTEN.map((fault) => [route, fault] as const)))(
		'to %s of a new person (%s)',
		async (route, fault) => {
			const site = await openSite({ timeoutMs: 1_000 });
			site.net2.faults([{ match: route.replace(' ', ' /api/v1'), fault }]);
			expect(await done(site, upsert, whole())).toMatchObject({
				outcome: 'created',
				verified: true,
			});
			expect(site.carriers('00900')).toHaveLength(1);
			expect(site.carriers('00900')).toMatchObject([{ accessLevels: [2, 4], department: 'Sales' }]);
		},
	);

	it.each(['', '/departments', '/doorpermissionset'])(
		'to a PUT %s of an existing user, written or not',
		async (part) => {
			for (const fault of ['reset-after', 'reset-before'] as const) {
				const site = await openSite(CLEARING);
				site.net2.faults([{ match: `PUT /api/v1/users/2${part}`, fault }]);
				const params = provision('123', {
					fields: { telephone: '1' },
					accessLevels: ['Warehouse'],
				});
				const before = everybody(site);
				const result = await done(site, upsert, params);
				expect(result).toMatchObject({ outcome: 'updated', verified: true });
				expect(site.person(2)).toMatchObject({
					accessLevels: [3],
					telephone: '1',
					departmentId: 1,
				});
				await takenBack(site, result);
				expect(everybody(site)).toEqual(before);
			}
		},
	);
});

describe('upsert on a Lite', () => {
	it.each(['keep-last', 'reject'] as const)(
		'%s keeps one level, and requests no second',
		async (lite) => {
			const site = await openSite({ lite });
			expect(
				await done(site, upsert, whole('00900', { accessLevels: ['Office hours'] })),
			).toMatchObject({
				outcome: 'created',
			});
			const failure = await refused(site, upsert, whole());
			expect(['liteLimit', 'notVerified', 'badInput']).toContain(failure.reason);
			expect(site.carriers('00900')).toMatchObject([{ accessLevels: [2] }]);
		},
	);
});
