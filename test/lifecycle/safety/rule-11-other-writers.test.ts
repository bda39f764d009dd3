import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';
import { ProcessState } from '../../../nodes/PaxtonNet2/lifecycle/run/processState';
import { undo } from '../../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { agreeing, NO_LIMITS, sync } from '../synchronize/support';
import {
	all,
	byId,
	failedWith,
	gist,
	leaver,
	LEAVERS,
	levels,
	mover,
	named,
	provision,
	succeeded,
} from '../support/params';
import { holdFirstPut } from '../support/holdPut';
import { openSite, type Site } from '../support/site';
import { back } from '../support/undoing';
import { addKim, LEAVE } from './support';

const ONE_BY_ONE = { maxUsersInFlight: 1 };

describe('a process that writes dates that it has read before another process disabled the user', () => {
	it('removes the access again after an update, by the entry that the other process left', async () => {
		const site = await openSite();
		const id = addKim(site);
		const { held, release } = holdFirstPut(site, id);
		const slow = all(site, update, [mover(byId(id), { telephone: '5' })]);
		await held;
		const other = { processState: new ProcessState() };
		await all(site, disable, [leaver(byId(id), LEAVE)], {}, other);
		release();
		const [result] = await slow;
		expect(succeeded(result).warnings.join()).toContain('disabled the user once more');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('removes the access again after a list of movers', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site);
		const rows = agreeing(site.net2).map((row) => ({ ...row, phone: '020 1111' }));
		const { held, release } = holdFirstPut(site, id);
		const slow = sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		await held;
		const other = { processState: new ProcessState() };
		await all(site, disable, [leaver(byId(id), LEAVE)], {}, other);
		release();
		expect((await slow).one('1').warnings.join()).toContain('disabled the user once more');
		expect(site.person(id).canOpen).toEqual([]);
	});
});

describe('at the end of a run', () => {
	it('removes a level once more that another program gave back meanwhile', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/doorpermissionset`, 1, () =>
			site.edit(one, { accessLevels: [4] }),
		);
		const requests = [one, two].map((id) => levels(byId(id), ['Server room']));
		const results = await all(site, revoke, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['revoked', 'revoked']);
		expect(succeeded(results[0]).warnings.join()).toContain('was there again');
		expect(site.person(one).accessLevels).toEqual([]);
	});

	it('leaves a leaver without a level that another program gave between plan and write', async () => {
		const site = await openSite();
		const id = addKim(site);
		site.before(`PUT /users/${id}`, 1, () => site.edit(id, { accessLevels: [3, 4] }));
		const [result] = await all(site, disable, [leaver(byId(id), LEAVE)]);
		expect(succeeded(result).warnings.join()).toContain('access level with id 3');
		expect(site.person(id).accessLevels).toEqual([]);
	});

	it('reports a level that another program gave to a user whose levels the item names', async () => {
		const site = await openSite();
		const id = addKim(site);
		site.before(`PUT /users/${id}/departments`, 1, () => site.edit(id, { accessLevels: [3, 4] }));
		const item = provision('1', {
			fields: {},
			accessLevels: ['Office hours'],
			department: named('Engineering'),
		});
		const [result] = await all(site, upsert, [item]);
		expect(failedWith(result)).toMatchObject({
			reason: 'notVerified',
			message: expect.stringContaining('access level with id 3'),
		});
		expect(site.person(id).accessLevels).toEqual([3, 2]);
	});

	it('reports a level that another program gave to a new user after the item had created it', async () => {
		const site = await openSite();
		let isLost = false;
		site.intercept(async (request, forward) => {
			const [, id] = /^\/users\/(\d+)\/doorpermissionset$/.exec(request.path) ?? [];
			if (isLost || id === undefined || request.method !== 'PUT') return await forward();
			isLost = true;
			site.edit(Number(id), { accessLevels: [3] });
			throw new Net2Error('unknownOutcome', 'The reply was lost.', '');
		});
		const item = provision('900', { fields: { lastName: 'Berg' }, accessLevels: ['Office hours'] });
		const [result] = await all(site, upsert, [item]);
		expect(failedWith(result)).toMatchObject({
			reason: 'notVerified',
			message: expect.stringContaining('access level with id 3'),
		});
		expect(site.carriers('900').map(({ accessLevels }) => accessLevels)).toEqual([[3, 2]]);
	});

	it('removes a level that another program gave to a leaver after the write', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/doorpermissionset`, 1, () =>
			site.edit(one, { accessLevels: [2, 3] }),
		);
		const requests = [one, two].map((id) => leaver(byId(id), LEAVE));
		const results = await all(site, disable, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['disabled', 'disabled']);
		expect(succeeded(results[0]).warnings.join()).toContain('was there again');
		expect([one, two].map((id) => site.person(id).accessLevels)).toEqual([[], []]);
	});

	describe('of a leaver who is to have no individual door', () => {
		const DOOR = [{ id: 7, timeZoneId: 1 }];
		const ALL = { ...LEAVE, removeAccess: 'all' as const };

		it('removes a door that another program gave between plan and write', async () => {
			const site = await openSite();
			const id = addKim(site);
			site.before(`PUT /users/${id}`, 1, () => site.edit(id, { individualPermissions: DOOR }));
			const [result] = await all(site, disable, [leaver(byId(id), ALL)]);
			expect(succeeded(result).warnings.join()).toContain('1 individual door');
			expect(site.person(id)).toMatchObject({ accessLevels: [], individualPermissions: [] });
		});

		it('removes a door that another program gave after the write', async () => {
			const site = await openSite();
			const [id, other] = [addKim(site), addKim(site, { personnelNumber: '2' })];
			site.before(`PUT /users/${other}/doorpermissionset`, 1, () =>
				site.edit(id, { accessLevels: [], individualPermissions: DOOR }),
			);
			const requests = [id, other].map((user) => leaver(byId(user), ALL));
			const results = await all(site, disable, requests, {}, ONE_BY_ONE);
			expect(results.map(gist)).toEqual(['disabled', 'disabled']);
			expect(succeeded(results[0]).warnings.join()).toContain('Changed Individual doors');
			expect(site.person(id)).toMatchObject({ accessLevels: [], individualPermissions: [] });
		});

		it('removes a door that another program gave after the write of the only user', async () => {
			const site = await openSite();
			const id = addKim(site);
			site.before(`GET /users/${id}/doorpermissionset`, 4, () =>
				site.edit(id, { individualPermissions: DOOR }),
			);
			const [result] = await all(site, disable, [leaver(byId(id), ALL)]);
			expect(succeeded(result).warnings.join()).toContain('Changed Individual doors');
			expect(site.person(id)).toMatchObject({ accessLevels: [], individualPermissions: [] });
		});

		it('leaves doors alone if only levels are to go', async () => {
			const site = await openSite();
			const id = addKim(site);
			site.before(`PUT /users/${id}`, 1, () => site.edit(id, { individualPermissions: DOOR }));
			const [result] = await all(site, disable, [leaver(byId(id), LEAVE)]);
			expect(succeeded(result).warnings).toEqual([]);
			expect(site.person(id).individualPermissions).toEqual(DOOR);
		});
	});

	it('reports a level that another program removed meanwhile, and does not give it again', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		for (const id of [one, two]) site.edit(id, { accessLevels: [] });
		site.before(`PUT /users/${two}/doorpermissionset`, 1, () =>
			site.edit(one, { accessLevels: [] }),
		);
		const requests = [one, two].map((id) => levels(byId(id), ['Warehouse']));
		const results = await all(site, grant, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'granted']);
		expect(failedWith(results[0]).message).toContain('the access level Warehouse is gone');
		expect(failedWith(results[0]).undo).not.toBeNull();
		expect(site.person(one).accessLevels).toEqual([]);
	});

	it.each([
		['a telephone number', { telephone: '1' }, { telephone: '2' }, 'telephone is "2", not "1"'],
		[
			'a custom field',
			{ 'customField:9': 'a@x.nl' },
			{ customFields: [{ id: 14, value: '1' }] },
			'custom field 9 is "", not "a@x.nl"',
		],
	])('reports %s that another program overwrote meanwhile', async (_, fields, theirs, says) => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}`, 1, () => site.edit(one, theirs));
		const requests = [one, two].map((id) => mover(byId(id), fields));
		const results = await all(site, update, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'updated']);
		expect(failedWith(results[0]).message).toContain(says);
		expect(failedWith(results[0]).undo).not.toBeNull();
	});

	it('reports a department that another program changed meanwhile', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/departments`, 1, () => site.edit(one, { departmentId: 3 }));
		const requests = [one, two].map((id) =>
			mover(byId(id), {}, { department: named('Engineering') }),
		);
		const results = await all(site, update, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'updated']);
		expect(failedWith(results[0]).message).toContain('the department is');
	});
});

describe('a leaver whose item failed', () => {
	const openedBeforeTheEnd = async (open: (site: Site, one: number) => void) => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.net2.faults([{ match: `PUT /api/v1/users/${one}/departments`, fault: '503', times: 9 }]);
		site.before(`PUT /users/${two}`, 1, () => open(site, one));
		const requests = [one, two].map((id) => leaver(byId(id), { leaverDepartment: LEAVERS }));
		const results = await all(site, disable, requests, {}, ONE_BY_ONE);
		return { site, one, error: failedWith(results[0]), other: results[1] };
	};

	it('is disabled once more if another program has given access since, and stays a failure', async () => {
		const { site, one, error, other } = await openedBeforeTheEnd((at, id) =>
			at.edit(id, { expiryDate: null }),
		);
		expect(site.person(one).canOpen).toEqual([]);
		expect(error.reason).toBe('unknownOutcome');
		expect(error.message).toContain('this was done and checked: End Date set');
		expect(error.message).toContain('The node disabled the user once more.');
		expect(error.undo).not.toBeNull();
		expect(error.audit?.map(({ message }) => message)).toEqual(error.done);
		expect(error.done).toHaveLength(2);
		expect(other).toMatchObject({ outcome: 'disabled', warnings: [] });
	});

	it('says nothing of the end of the run if no other program gave access', async () => {
		const { site, one, error } = await openedBeforeTheEnd(() => undefined);
		expect(site.person(one).canOpen).toEqual([]);
		expect(error.message).not.toContain('end of the run');
	});

	it('says that there is access if the second try fails, too', async () => {
		const { site, one, error } = await openedBeforeTheEnd((at, id) => {
			at.edit(id, { expiryDate: null });
			at.net2.faults([{ match: `PUT /api/v1/users/${id}`, fault: '503', times: 9 }]);
		});
		expect(site.person(one).canOpen).not.toEqual([]);
		expect(error.reason).toBe('unknownOutcome');
		expect(error.message).toContain('at the end of the run the End Date is none again');
	});

	it('of a list is disabled once more', async () => {
		const site = await openSite({ seed: 'small' });
		const rows = agreeing(site.net2).map((row) => {
			if (row['key'] === '00123') return { ...row, phone: '1' };
			return row['key'] === '123' ? { ...row, endDate: '2025-05-31' } : row;
		});
		const id = site.carriers('123')[0]?.id ?? 0;
		site.net2.faults([{ match: `PUT /api/v1/users/${id}/departments`, fault: '503', times: 9 }]);
		site.before('PUT /users/1', 1, () => site.edit(id, { expiryDate: null }));
		const result = await sync(site, rows, {
			mode: 'apply',
			limits: NO_LIMITS,
			leaverDepartment: LEAVERS,
		});
		expect(result.failures.map(({ message }) => message).join()).toContain('once more');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('has no access at the end if another program also changed the department', async () => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		site.before(`PUT /users/${two}/departments`, 1, () =>
			site.edit(one, { departmentId: 2, expiryDate: null }),
		);
		const requests = [one, two].map((id) => leaver(byId(id), { leaverDepartment: LEAVERS }));
		const results = await all(site, disable, requests, {}, ONE_BY_ONE);
		expect(results.map(gist)).toEqual(['conflict', 'disabled']);
		expect(failedWith(results[0]).message).toContain('disabled the user once more');
		expect(site.person(one).canOpen).toEqual([]);
	});
});

describe('an undo', () => {
	const undone = async (theirs: (site: Site, one: number) => void) => {
		const site = await openSite();
		const [one, two] = [addKim(site), addKim(site, { personnelNumber: '2' })];
		const requests = [one, two].map((id) => mover(byId(id), { telephone: '1' }, { department }));
		const changed = (await all(site, update, requests)).map(succeeded);
		site.before(`PUT /users/${two}`, 1, () => theirs(site, one));
		const results = await all(
			site,
			undo,
			changed.map((result) => back(result)),
			{},
			ONE_BY_ONE,
		);
		return { site, one, results };
	};
	const department = named('Engineering');

	it.each([
		['record', { telephone: '2' }, 'telephone is "2", not ""'],
		['department', { departmentId: 4 }, 'the department is'],
	])('reports a %s that another program overwrote meanwhile', async (_, theirs, says) => {
		const { site, one, results } = await undone((at, id) => at.edit(id, theirs));
		expect(results.map(gist)).toEqual(['conflict', 'updated']);
		expect(failedWith(results[0]).message).toContain(says);
		expect(failedWith(results[0]).undo).not.toBeNull();
		expect(site.person(one)).toMatchObject(theirs);
	});

	it('is a success if no other program wrote', async () => {
		const { results } = await undone(() => undefined);
		expect(results.map(gist)).toEqual(['updated', 'updated']);
	});

	it('gives access back that a person had given after an earlier leave', async () => {
		const site = await openSite();
		const id = addKim(site);
		await all(site, disable, [leaver(byId(id), { markerField: 'Notes' })]);
		site.edit(id, { expiryDate: null });
		const [left] = await all(site, disable, [leaver(byId(id), { markerField: 'Notes' })]);
		const [result] = await all(site, undo, [back(succeeded(left))]);
		expect(succeeded(result)).toMatchObject({ outcome: 'updated', warnings: [] });
		expect(site.person(id).canOpen).not.toEqual([]);
	});
});
