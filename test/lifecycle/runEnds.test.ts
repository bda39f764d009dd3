import { describe, expect, it } from 'vitest';
import { getUser } from '../../nodes/PaxtonNet2/lifecycle/getUsers';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { isFailure, type Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import {
	all,
	byId,
	byKey,
	failedWith,
	gist,
	joiner,
	leaver,
	LEAVERS,
	levels,
} from './support/params';
import { openSite } from './support/site';
import { NO_LIMITS, sync } from './synchronize/support';

const twelve = Array.from({ length: 12 }, (_, n) => n + 1);

describe('what ends a run early', () => {
	it.each(['id', 'key'] as const)('a refused sign-in, tried once for all; by %s', async (by) => {
		const site = await openSite({ seed: 12, password: 'wrong' });
		const requested = twelve.map((n) => leaver(by === 'id' ? byId(n) : byKey(String(100_000 + n))));
		const results = await all(site, disable, requested);
		expect(results.map(gist)).toEqual(twelve.map(() => 'signInRefused'));
		expect(site.requests()).toEqual(['POST /authorization/tokens']);
	});

	it('a server that is gone midway: what was done is reported, the rest is not attempted', async () => {
		const site = await openSite({ seed: 12 });
		site.before('GET /users/5', 1, () => {
			site.net2.faults([{ match: '*', times: 9_999, fault: 'reset-before' }]);
		});
		const run = { maxUsersInFlight: 1 };
		const results = await all(
			site,
			disable,
			twelve.map((n) => leaver(byId(n))),
			{},
			run,
		);
		expect(results.map(gist)).toEqual([
			...[1, 2, 3, 4].map(() => 'disabled'),
			...[5, 6, 7, 8, 9, 10, 11, 12].map(() => 'unreachable'),
		]);
		expect(failedWith(results[4]).message).not.toContain('Not attempted');
		expect(failedWith(results[4]).attempted).toBeUndefined();
		for (const result of results.slice(5)) {
			expect(failedWith(result).message).toContain('Not attempted');
			expect(failedWith(result).attempted).toBe(false);
		}
		expect(results.slice(5).map((one) => failedWith(one).userId)).toEqual([6, 7, 8, 9, 10, 11, 12]);
		expect(site.requests().filter((one) => /users\/(6|7|8)/.test(one))).toEqual([]);
		expect(results.slice(0, 4).every(warned)).toBe(true);
	});

	it('a server that goes between a write and its read-back: the step is reported as not verified', async () => {
		const site = await openSite();
		site.before('GET /users/1', 2, () => {
			site.net2.faults([{ match: '*', times: 9_999, fault: 'reset-before' }]);
		});
		const [result] = await all(site, disable, [leaver(byId(1))]);
		expect(failedWith(result)).toMatchObject({
			reason: 'unreachable',
			done: ['End Date set to 2026-11-23'],
		});
	});

	it('a cancelled run', async () => {
		const site = await openSite({ seed: 12 });
		const { Net2Error } = await import('../../nodes/PaxtonNet2/net2/errors');
		const stop = new Net2Error('cancelled', 'The run was cancelled.', '');
		site.before('GET /users/3', 1, () => {
			throw stop;
		});
		const requested = twelve.map((n) => leaver(byId(n)));
		const results = await all(site, disable, requested, {}, { maxUsersInFlight: 1 });
		expect(results.map(gist).slice(0, 4)).toEqual([
			'disabled',
			'disabled',
			'cancelled',
			'cancelled',
		]);
		expect(failedWith(results[11]).message).toContain('Not attempted');
	});
});

describe('a run that is stopped', () => {
	it('finishes the user under way, starts no other, and says who was written', async () => {
		const site = await openSite({ seed: 12 });
		const stopping = new AbortController();
		const written: Array<number | null> = [];
		site.before('PUT /users/3', 1, () => stopping.abort());
		const results = await all(
			site,
			disable,
			twelve.map((n) => leaver(byId(n), { leaverDepartment: LEAVERS })),
			{},
			{
				maxUsersInFlight: 1,
				stop: stopping.signal,
				onWritten: ({ userId }) => void written.push(userId),
			},
		);
		expect(results.map(gist)).toEqual([
			...[1, 2, 3].map(() => 'disabled'),
			...[4, 5, 6, 7, 8, 9, 10, 11, 12].map(() => 'cancelled'),
		]);
		expect(site.person(3)).toMatchObject({ canOpen: [], department: 'Terminated Employment' });
		expect(site.person(4).canOpen).not.toEqual([]);
		expect([...new Set(written)]).toEqual([1, 2, 3]);
	});

	it('applies no further difference of a list', async () => {
		const site = await openSite({ seed: 12 });
		const stopping = new AbortController();
		site.before('PUT /users/3', 1, () => stopping.abort());
		const rows = twelve.map((n) => ({ key: String(100_000 + n), endDate: '2026-11-01' }));
		const run = { maxUsersInFlight: 1, stop: stopping.signal };
		await sync(site, rows, { mode: 'apply', limits: NO_LIMITS, run });
		expect(twelve.filter((n) => site.person(n).canOpen.length === 0)).toEqual([1, 2, 3]);
	});
});

describe('what does not end a run', () => {
	it('60 leavers outlive 30 s of 500, and all lose their access', async () => {
		const site = await openSite({ seed: 60 });
		const sixty = Array.from({ length: 60 }, (_, n) => n + 1);
		let backAt = Infinity;
		site.before('PUT /users/20', 1, () => {
			backAt = site.clock.now() + 30_000;
			site.net2.faults([{ match: '*', times: 9_999, fault: '500' }]);
		});
		site.intercept(async (_request, forward) => {
			if (site.clock.now() >= backAt) site.net2.faults([]);
			return await forward();
		});
		const requested = sixty.map((n) => leaver(byId(n), { leaverDepartment: LEAVERS }));
		const results = await all(site, disable, requested, {}, { maxUsersInFlight: 100 });
		expect(backAt).toBeLessThan(site.clock.now());
		expect(results.map(gist)).toEqual(sixty.map(() => 'disabled'));
		expect(sixty.filter((n) => site.person(n).canOpen.length > 0)).toEqual([]);
	});

	it('a right that is missing fails each item that needs it, and no other', async () => {
		const site = await openSite({ operatorRights: ['users', 'querydb'] });
		const results = await all(site, create, [joiner('1'), joiner('2', { department: undefined })]);
		expect(results.map(gist)).toEqual(['notAllowed', 'created']);
		const levelled = await all(site, grant, [levels(byId(1), ['Warehouse'])]);
		expect(levelled.map(gist)).toEqual(['notAllowed']);
	});

	it('a page in place of a person fails that person only', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'GET /api/v1/users/1', fault: 'html', times: 9 }]);
		const results = await all(site, disable, [leaver(byId(1)), leaver(byId(2))]);
		expect(results.map(gist)).toEqual(['badReply', 'disabled']);
		const people = await all(site, getUser, [{ user: byId(1) }, { user: byId(2) }]);
		expect(people.map(isFailure)).toEqual([true, false]);
	});

	it('a level that Net2 refuses fails that person only', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'PUT /api/v1/users/1/doorpermissionset', fault: '503', times: 9 }]);
		const requested = [1, 2].map((id) => levels(byId(id), [id === 1 ? 'id:1' : 'Server room']));
		expect((await all(site, revoke, requested)).map(gist)).toEqual(['unknownOutcome', 'revoked']);
	});
});

function warned(result: Result): boolean {
	return !isFailure(result) && result.warnings.join().includes('end of the run');
}
