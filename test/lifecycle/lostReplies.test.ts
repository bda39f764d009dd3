import { describe, expect, it } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { postUser } from '../../nodes/PaxtonNet2/lifecycle/apply/createUser';
import type { CreateUser } from '../../nodes/PaxtonNet2/lifecycle/plan/userPlan';
import type { FaultName } from '../../emulator';
import {
	all,
	byId,
	done,
	gist,
	joiner,
	leaver,
	LEAVERS,
	levels,
	mover,
	named,
	opened,
	refused,
} from './support/params';
import { CLEARING, openSite } from './support/site';

/** Net2 processed the request, and the reply was lost. */
const WRITTEN: FaultName[] = ['reset-after', 'timeout-after', 'truncate'];
const NOT_WRITTEN: FaultName[] = ['reset-before', 'timeout', '500', 'html'];

const retry = { timeoutMs: 1_000 };

describe('a lost reply to the POST of a person', () => {
	it.each(WRITTEN)('that was written (%s): the one person is found and finished', async (fault) => {
		const site = await openSite(retry);
		site.net2.faults([{ match: 'POST /api/v1/users', fault }]);
		expect(await done(site, create, joiner('00900'))).toMatchObject({
			outcome: 'created',
			verified: true,
			userId: 5,
		});
		expect(site.carriers('00900')).toMatchObject([{ department: 'Sales', canOpen: [] }]);
		expect(site.writes().filter((one) => one === 'POST /users')).toHaveLength(1);
	});

	it.each(WRITTEN)('is survived without SQL too (%s)', async (fault) => {
		const site = await openSite({ ...retry, querydb: 'off' });
		site.net2.faults([{ match: 'POST /api/v1/users', fault }]);
		expect(await done(site, create, joiner('00900'))).toMatchObject({ userId: 5 });
		expect(site.carriers('00900')).toHaveLength(1);
	});

	it('that was written and answered by a 500 is found too', async () => {
		const site = await openSite();
		site.failAfter('POST /users');
		expect(await done(site, create, joiner('00900'))).toMatchObject({ userId: 5, verified: true });
		expect(site.carriers('00900')).toHaveLength(1);
	});

	it('and no answer to the look for it: another run that had found no user looks before it posts', async () => {
		const site = await openSite(retry);
		const operation: CreateUser = {
			type: 'createUser',
			body: { lastName: 'X', customFields: [{ id: 14, value: '00900' }] },
			number: { value: '00900', fieldId: 14 },
			staysDisabled: true,
			message: 'User created',
			changes: [],
		};
		const post = async () => await postUser(site.run('user.create'), operation, []);
		await site.client.departments.list();
		site.net2.faults([
			{ match: 'POST /api/v1/users', fault: 'truncate' },
			{ match: 'GET *', fault: 'truncate', times: 99 },
		]);
		await expect(post()).rejects.toMatchObject({ reason: 'unreachable' });
		site.net2.faults([]);
		site.clock.advance(60_000);
		await expect(post()).rejects.toMatchObject({ reason: 'conflict' });
		expect(site.carriers('00900')).toHaveLength(1);
	});

	it.each(NOT_WRITTEN)(
		'that was not written (%s): unknown, and the rerun makes the one person',
		async (fault) => {
			const site = await openSite(retry);
			site.net2.faults([{ match: 'POST /api/v1/users', fault }]);
			const failure = await refused(site, create, joiner('00900'));
			expect(failure).toMatchObject({ reason: 'unknownOutcome', userId: null, done: [] });
			expect(site.writes()).toEqual(['POST /users']);
			expect((await done(site, create, joiner('00900'))).outcome).toBe('created');
			expect(site.carriers('00900')).toHaveLength(1);
		},
	);

	it('that shows two people afterwards names both, and posts no more', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'POST /api/v1/users', fault: 'reset-after' }]);
		site.before('POST /users', 1, () => {
			site.net2.addUser({ lastName: 'Racer', personnelNumber: '00900' });
		});
		const failure = await refused(site, create, joiner('00900'));
		expect(failure.reason).toBe('ambiguous');
		expect(failure.message).toContain('user 5, user 6');
		expect(site.writes()).toEqual(['POST /users']);
	});

	it('does not take a deleted user for the one that was posted', async () => {
		const site = await openSite();
		site.net2.addUser({ lastName: 'Gone', personnelNumber: '00900', deleted: true });
		site.net2.faults([{ match: 'POST /api/v1/users', fault: '500' }]);
		const failure = await refused(site, create, joiner('00900'), { ignoreDeleted: true });
		expect(failure).toMatchObject({ reason: 'unknownOutcome', userId: null });
	});
});

describe('a lost reply to a PUT', () => {
	const faults = [...WRITTEN, ...NOT_WRITTEN.filter((fault) => fault !== 'html')];

	it.each(faults)('is settled by looking, whichever step it hits (%s)', async (fault) => {
		const site = await openSite({ ...CLEARING, ...retry });
		site.net2.faults(
			['users/2', 'users/2/departments', 'users/2/doorpermissionset', 'users/2/tokens/1'].map(
				(path) => ({ match: `PUT /api/v1/${path}`, fault }),
			),
		);
		const params = leaver(byId(2), {
			leaverDepartment: LEAVERS,
			removeAccess: 'all',
			cards: 'lost',
		});
		const result = await done(site, disable, params);
		expect(result).toMatchObject({ outcome: 'disabled', verified: true });
		expect(site.person(2)).toMatchObject({
			expiryDate: '2026-11-23T00:00:00',
			department: 'Terminated Employment',
			accessLevels: [],
			individualPermissions: [],
			pin: '0042',
			isAlarmUser: true,
			cards: [{ isLost: true }],
		});
		const put = site.writes().filter((one) => one === 'PUT /users/2');
		// One more writes back what this server cleared (safety rule 2, docs/safety-rules.md).
		expect(put).toHaveLength(WRITTEN.includes(fault) ? 2 : 3);
	});

	it('answered by a 500 after the write is not written again', async () => {
		const site = await openSite(CLEARING);
		site.failAfter('PUT /users/1');
		site.failAfter('PUT /users/1/doorpermissionset');
		const params = leaver(byId(1), { removeAccess: 'all' });
		expect(await done(site, disable, params)).toMatchObject({
			outcome: 'disabled',
			verified: true,
		});
		expect(site.person(1)).toMatchObject({ canOpen: [], accessLevels: [], fax: null });
		expect(site.writes()).toEqual(['PUT /users/1', 'PUT /users/1/doorpermissionset']);
	});

	it.each(faults)('of a department finishes a joiner (%s)', async (fault) => {
		const site = await openSite(retry);
		site.net2.faults([{ match: 'PUT /api/v1/users/*/departments', fault }]);
		expect(await done(site, create, joiner('00900'))).toMatchObject({ verified: true });
		expect(site.carriers('00900')).toMatchObject([{ department: 'Sales' }]);
	});

	it('that stays lost is unknown, and a rerun completes it', async () => {
		const site = await openSite(CLEARING);
		const cases = [
			['users/1', async () => await all(site, update, [mover(byId(1), { fax: '9' })])],
			['users/3', async () => await all(site, enable, [opened(byId(3))])],
			[
				'users/1/doorpermissionset',
				async () => await all(site, grant, [levels(byId(1), ['Warehouse'])]),
			],
			[
				'users/2/doorpermissionset',
				async () => await all(site, revoke, [levels(byId(2), ['Server room'])]),
			],
		] as const;
		for (const [path, act] of cases) {
			const before = site.net2.state().users;
			site.net2.faults([{ match: `PUT /api/v1/${path}`, fault: '500', times: 2 }]);
			expect((await act()).map(gist)).toEqual(['unknownOutcome']);
			expect(site.net2.state().users).toEqual(before);
			const [again] = await act();
			expect(again && gist(again)).toMatch(/updated|enabled|granted|revoked/);
		}
	});

	it('that hits the second step of a mover reports the first', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'PUT /api/v1/users/1/departments', fault: '500', times: 2 }]);
		const params = mover(byId(1), { fax: '9' }, { department: named('Engineering') });
		const failure = await refused(site, update, params);
		expect(failure).toMatchObject({ reason: 'unknownOutcome', done: ['Changed fax'] });
		const rerun = await done(site, update, params);
		expect(rerun.changes).toMatchObject([
			{ field: 'department', from: 'Sales', to: 'Engineering' },
		]);
	});
});

describe('a reading that fails', () => {
	it('after the writes is no success, and the steps are reported', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'GET /api/v1/users/1', nth: 2, times: 9, fault: 'html' }]);
		const failure = await refused(site, disable, leaver(byId(1)));
		expect(failure).toMatchObject({ reason: 'badReply', done: ['End Date set to 2026-11-23'] });
		expect(site.person(1).canOpen).toEqual([]);
	});

	it('once more at the end of the run is a warning', async () => {
		const site = await openSite();
		site.net2.faults([
			{ match: 'GET /api/v1/customquery/querydb', times: 9, fault: '500' },
			{ match: 'GET /api/v1/users', times: 9, fault: '500' },
		]);
		const result = await done(site, disable, leaver(byId(1)));
		expect(result).toMatchObject({ outcome: 'disabled', verified: true });
		expect(result.warnings.join()).toContain('end of the run');
	});
});

describe('a read-back that fails', () => {
	it('waits for the others, so that nothing is written after the item has been reported', async () => {
		const site = await openSite({ clearLevels: 'zero', querydb: 'off' });
		let release: () => void = () => undefined;
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		const events: string[] = [];
		const permissions = 'doorpermissionset';
		site.intercept(async ({ method, path }, forward) => {
			const wrote = site.writes().some((one) => one.endsWith(permissions));
			if (method === 'GET' && path.endsWith('departments') && wrote) {
				events.push('department refused');
				return { status: 403, headers: {}, body: new Uint8Array() };
			}
			if (method === 'GET' && path.endsWith(permissions) && wrote) await released;
			const reply = await forward();
			if (method === 'PUT' && path.endsWith(permissions)) events.push('levels written');
			return reply;
		});
		const item = leaver(byId(4), { removeAccess: 'levels', leaverDepartment: LEAVERS });
		const results = all(site, disable, [item]).then(() => events.push('reported'));
		await expect.poll(() => events).toContain('department refused');
		// Without the wait, the item would be reported within these turns.
		for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
		release();
		await results;
		expect(events).toEqual(['levels written', 'department refused', 'levels written', 'reported']);
	});
});
