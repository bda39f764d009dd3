import { describe, expect, it } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import type { Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import {
	all,
	byId,
	done,
	failedWith,
	gist,
	joiner,
	leaver,
	LEAVERS,
	levels,
	mover,
	named,
	opened,
	provision,
	refused,
	succeeded,
} from './support/params';
import { openSite } from './support/site';
import { NO_LIMITS, sync } from './synchronize/support';

describe('another client writes between our write and our reading back', () => {
	it('the end date is gone again: not verified, and the run disables the user at its end', async () => {
		const site = await openSite();
		site.before('GET /users/1', 2, () => site.edit(1, { expiryDate: null }));
		const failure = await refused(site, disable, leaver(byId(1), { leaverDepartment: LEAVERS }));
		expect(failure).toMatchObject({ reason: 'notVerified', userId: 1 });
		expect(failure.message).toContain('expiryDate is none');
		expect(failure.message).toContain('disabled the user once more');
		expect(failure.done).toHaveLength(3);
		expect(site.person(1).canOpen).toEqual([]);
		expect((await done(site, disable, leaver(byId(1)))).outcome).toBe('unchanged');
	});

	it.each(['on', 'off'] as const)(
		'the end date is gone at the end of the run: the user is disabled once more; SQL %s',
		async (querydb) => {
			const site = await openSite({ querydb });
			site.before('GET /users/2', 2, () => site.edit(1, { expiryDate: null }));
			const results = await all(
				site,
				disable,
				[leaver(byId(1)), leaver(byId(2))],
				{},
				{ maxUsersInFlight: 1 },
			);
			expect(results.map(gist)).toEqual(['disabled', 'disabled']);
			expect(succeeded(results[0]).warnings.join()).toContain('disabled the user once more');
			expect(site.person(1).canOpen).toEqual([]);
		},
	);

	it('the end date is gone again after the second try: a conflict for each item of that user', async () => {
		const site = await openSite();
		await done(site, disable, leaver(byId(2)));
		const reopen = (id: number) => () => site.edit(id, { expiryDate: null });
		site.before('GET /users/2', 1, reopen(1));
		site.before('GET /customquery/querydb', 1, reopen(2));
		// Planned, read back, planned again, read back again; then the other program is faster.
		site.before('GET /users/1', 5, reopen(1));
		const requested = [leaver(byId(1)), leaver(byId(1)), leaver(byId(2))];
		const results = await all(site, disable, requested, {}, { maxUsersInFlight: 1 });
		expect(results.map(gist)).toEqual(['conflict', 'conflict', 'disabled']);
		expect(results[2]).toMatchObject({
			changed: true,
			changes: [{ field: 'expiryDate', from: null }],
			undo: { userId: 2 },
		});
		expect(site.person(2).canOpen).toEqual([]);
	});

	it.each([
		['a name', { lastName: 'Byron' }],
		['the PIN', { pin: '1' }],
		['a flag', { isAlarmUser: true }],
	])('%s that the change did not name stays as the other client wrote it', async (_, meddling) => {
		const site = await openSite();
		site.edit(1, { pin: '0815' });
		site.before('GET /users/1', 2, () => site.edit(1, meddling));
		const result = await done(site, update, mover(byId(1), { fax: '9' }));
		expect(result).toMatchObject({ outcome: 'updated', changes: [{ field: 'fax' }] });
		expect(site.person(1)).toMatchObject({ ...meddling, fax: '9' });
	});

	it('the start is another one: a conflict, because it decides about access', async () => {
		const site = await openSite();
		site.edit(1, { pin: '0815' });
		site.before('GET /users/1', 2, () => site.edit(1, { activateDate: '2026-01-01T00:00:00' }));
		const failure = await refused(site, update, mover(byId(1), { fax: '9' }));
		expect(failure).toMatchObject({ reason: 'conflict', done: ['Changed fax'] });
		expect(failure.message).not.toContain('0815');
	});

	it('the department is another one: not verified', async () => {
		const site = await openSite();
		const params = mover(byId(1), {}, { department: named('Engineering') });
		site.before('GET /customquery/querydb', 2, () => site.edit(1, { departmentId: 4 }));
		const failure = await refused(site, update, params);
		expect(failure.reason).toBe('notVerified');
		expect(failure.message).toContain("Int'l Trade");
	});

	it('the department is another one only by SQL: the word of REST counts', async () => {
		const site = await openSite();
		const params = mover(byId(1), {}, { department: named('Engineering') });
		site.before('GET /customquery/querydb', 2, () => site.edit(1, { departmentId: 4 }));
		site.before('GET /users/1/departments', 1, () => site.edit(1, { departmentId: 2 }));
		expect(await done(site, update, params)).toMatchObject({ outcome: 'updated', verified: true });
	});

	it.each<[string, 'on' | 'off']>([
		['refused', 'off'],
		['failing', 'on'],
	])('the department is another one, and SQL is %s: not verified', async (_, querydb) => {
		const site = await openSite({ querydb });
		site.net2.faults([{ match: 'GET /api/v1/customquery/querydb', fault: '500', times: 99 }]);
		const params = mover(byId(1), {}, { department: named('Engineering') });
		site.before('GET /users/1/departments', 2, () => site.edit(1, { departmentId: 4 }));
		const failure = await refused(site, update, params);
		expect(failure.reason).toBe('notVerified');
		expect(failure.message).toContain("Int'l Trade");
	});

	it('the mover is deleted: no success, though SQL still names the department', async () => {
		const site = await openSite();
		const params = mover(byId(1), {}, { department: named('Engineering') });
		site.before('GET /customquery/querydb', 2, () => site.edit(1, { deleted: true }));
		expect((await refused(site, update, params)).reason).toBe('notVerified');
	});

	it('levels or individual doors are others: not verified', async () => {
		const site = await openSite();
		site.before('GET /users/1/doorpermissionset', 2, () => site.edit(1, { accessLevels: [3] }));
		const granted = await refused(site, grant, levels(byId(1), ['Office hours']));
		expect(granted).toMatchObject({ reason: 'notVerified', done: ['Office hours granted'] });
		expect(site.person(1).accessLevels).toEqual([3]);
		site.before('GET /users/2/doorpermissionset', 2, () =>
			site.edit(2, { individualPermissions: [] }),
		);
		expect((await refused(site, revoke, levels(byId(2), ['Server room']))).reason).toBe(
			'notVerified',
		);
		site.before('GET /users/4/doorpermissionset', 2, () => site.edit(4, { accessLevels: [2, 3] }));
		expect(
			(await refused(site, setLevels, levels(byId(4), ['Warehouse', 'Server room']))).reason,
		).toBe('notVerified');
	});

	it.each(['on', 'off'] as const)(
		'a level is given while the last one is removed: the given one stays, and nothing is verified; SQL %s',
		async (querydb) => {
			const site = await openSite({ querydb });
			// The other program had read the user before the removal, so it restores the level as well.
			site.before('GET /users/1/doorpermissionset', 2, () =>
				site.edit(1, { accessLevels: [1, 4] }),
			);
			const failure = await refused(site, revoke, levels(byId(1), ['All hours, all doors']));
			expect(failure.reason).toBe('notVerified');
			expect(site.person(1).accessLevels).toEqual([1, 4]);
		},
	);

	it('the only level is removed while another is given: it is not given back', async () => {
		const site = await openSite();
		site.before('GET /users/1/doorpermissionset', 2, () => site.edit(1, { accessLevels: [3] }));
		const failure = await refused(site, grant, levels(byId(1), ['Warehouse']));
		expect(failure).toMatchObject({ reason: 'notVerified', done: ['Warehouse granted'] });
		expect(site.person(1).accessLevels).toEqual([3]);
	});

	it('a level that is to stay is removed after the plan of another level: not verified', async () => {
		const site = await openSite();
		// A second user lets the levels be read by one query, before the reading for the write.
		site.before('GET /users/1/doorpermissionset', 1, () => site.edit(1, { accessLevels: [] }));
		const [result] = await all(
			site,
			upsert,
			['00123', '123'].map((key) =>
				provision(key, { fields: {}, accessLevels: ['All hours, all doors', 'Warehouse'] }),
			),
			{},
			{ maxUsersInFlight: 1 },
		);
		const failure = failedWith(result);
		expect(failure.reason).toBe('notVerified');
		expect(failure.message).toContain('All hours, all doors has gone since the change was planned');
		expect(site.person(1).accessLevels).toEqual([3]);
	});

	it('a level that is to stay is removed after the plan of a list: the removals happen, not verified', async () => {
		const site = await openSite();
		site.edit(1, { accessLevels: [1, 3] });
		site.before('GET /users/1/doorpermissionset', 2, () => site.edit(1, { accessLevels: [3] }));
		const rows = [{ key: '00123', accessLevels: 'All hours, all doors' }];
		const result = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(result.failures.map(({ reason }) => reason)).toEqual(['notVerified']);
		expect(site.person(1).accessLevels).toEqual([]);
	});

	it('a new user is changed at once: not verified', async () => {
		const site = await openSite();
		site.before('GET /users/5', 1, () => site.edit(5, { expiryDate: null }));
		const failure = await refused(site, create, joiner('00900'));
		expect(failure).toMatchObject({ reason: 'notVerified', userId: 5 });
	});

	it('the person is deleted: no success', async () => {
		const site = await openSite();
		site.before('GET /users/1', 2, () => site.edit(1, { deleted: true }));
		expect((await refused(site, enable, opened(byId(1), { endDate: '2027-01-31' }))).reason).toBe(
			'notVerified',
		);
		site.before('PUT /users/2', 1, () => site.edit(2, { deleted: true }));
		expect((await refused(site, update, mover(byId(2), { fax: '9' }))).reason).toBe('notFound');
	});
});

describe('two runs at once', () => {
	it('make one person of one new key within a process', async () => {
		const site = await openSite();
		const results = await Promise.all(
			[1, 2].map(async () => await all(site, create, [joiner('00900')])),
		);
		expect(results.flat().map(gist).sort()).toEqual(['conflict', 'created']);
		expect(site.carriers('00900')).toHaveLength(1);
		expect((await done(site, create, joiner('00900'))).outcome).toBe('correlated');
	});

	it('of two processes: the second user of a number gets no department, level or card', async () => {
		const site = await openSite();
		const create = async (processState: ProcessState) => {
			const item = provision('00900', {
				accessLevels: ['Warehouse'],
				cards: [
					{ tokenType: 'ProxCard', value: String(processState === first ? 20000001 : 20000002) },
				],
			});
			return await all(site, upsert, [item], {}, { processState });
		};
		const [first, second] = [new ProcessState(), new ProcessState()];
		let others: Result[] | undefined;
		// The other process is done with its user between the look-up of this one and its POST.
		site.intercept(async (request, forward) => {
			if (request.method === 'POST' && request.path === '/users' && others === undefined) {
				others = [];
				others = await create(first);
			}
			return await forward();
		});
		const failure = failedWith((await create(second))[0]);
		expect(others?.map(gist)).toEqual(['created']);
		expect(failure).toMatchObject({ reason: 'duplicateKey', userId: 6 });
		expect(failure.message).toContain('created user 5 with personnel number "00900"');
		expect(failure.message).toContain('User 6, which this run created, has no access');
		expect(site.person(6)).toMatchObject({ accessLevels: [], cards: [], departmentId: 0 });
		expect(site.person(5)).toMatchObject({ accessLevels: [3], department: 'Sales' });
		expect(site.person(5).cards).toHaveLength(1);
	});

	it('may create a user again who was deleted meanwhile', async () => {
		const site = await openSite();
		await done(site, create, joiner('00900'));
		site.edit(5, { deleted: true });
		const again = await done(site, create, joiner('00900'), { ignoreDeleted: true });
		expect(again).toMatchObject({ outcome: 'created', userId: 6 });
	});

	it('lose nothing of one another within a process', async () => {
		const site = await openSite();
		const names = ['Office hours', 'Warehouse', 'Server room'];
		await Promise.all([
			...names.map(async (name) => await done(site, grant, levels(byId(1), [name]))),
			done(site, update, mover(byId(1), { fax: '9' })),
			done(site, update, mover(byId(1), { extension: '7' })),
		]);
		expect(site.person(1)).toMatchObject({ fax: '9', extension: '7' });
		expect([...site.person(1).accessLevels].sort()).toEqual([1, 2, 3, 4]);
	});
});
