import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { NO_LIMITS, refusal, sync } from '../synchronize/support';
import {
	all,
	byKey,
	done,
	failedWith,
	gist,
	joiner,
	leaver,
	mover,
	provision,
	refused,
	succeeded,
} from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim, OPTIONS, reply } from './support';

const onNotFound = 'report' as const;
const NAME = { fields: { firstName: 'Kim', lastName: 'Person' } };
const ROUTES = { list: '/users', query: '/customquery/querydb' };

/** Net2 answers this route with status 200 and this text. */
function empty(site: Site, of: keyof typeof ROUTES, text: string): void {
	site.intercept(async ({ method, path }, forward) => {
		const answer = await forward();
		if (method !== 'GET' || path !== ROUTES[of]) return answer;
		return { ...reply(200, text), headers: answer.headers };
	});
}

describe.each(['', '[]', 'null'])('a list of users with the reply %j', (text) => {
	it.each(['on', 'off'] as const)(
		'does not show that a number is free, SQL %s',
		async (querydb) => {
			const site = await openSite({ querydb });
			const id = addKim(site, { id: 500 });
			empty(site, 'list', text);
			const [known, unknown] = await all(site, disable, [
				leaver(byKey('1'), { onNotFound }),
				leaver(byKey('2'), { onNotFound }),
			]);
			expect(failedWith(unknown).reason).toBe('badReply');
			if (querydb === 'off') expect(failedWith(known).message).toMatch(/empty list.*user 1\./);
			else expect(succeeded(known).outcome).toBe('disabled');
			expect(site.person(id).canOpen).toHaveLength(querydb === 'off' ? 1 : 0);
		},
	);

	it.each(['on', 'off'] as const)('makes no new user, SQL %s', async (querydb) => {
		const site = await openSite({ querydb, seed: 0 });
		addKim(site, { id: 500 });
		empty(site, 'list', text);
		expect((await refused(site, create, joiner('2'))).message).toContain('at least user 500');
		expect((await refused(site, upsert, provision('3'))).reason).toBe('badReply');
		expect(site.writes()).toEqual([]);
	});

	it('does not show that no temporary access has ended', async () => {
		const site = await openSite();
		addKim(site);
		empty(site, 'list', text);
		const run = revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);
		await expect(run).rejects.toMatchObject({ reason: 'badReply' });
	});

	it.each(['on', 'off'] as const)('ends a run of a list, SQL %s', async (querydb) => {
		const site = await openSite({ querydb });
		addKim(site);
		empty(site, 'list', text);
		const rows = [{ key: '2', firstName: 'Bo', lastName: 'Person' }];
		for (const missing of ['ignore', 'disable'] as const) {
			const { reason } = await refusal(site, rows, { mode: 'apply', missing, limits: NO_LIMITS });
			expect(reason).toBe('badReply');
		}
		expect(site.writes()).toEqual([]);
	});
});

describe.each(['', '[]'])('a query with the reply %j', (text) => {
	it('does not show that a number is free, because the list shows the user', async () => {
		const site = await openSite();
		const id = addKim(site);
		empty(site, 'query', text);
		const result = await done(site, disable, leaver(byKey('1'), { onNotFound }));
		expect(result).toMatchObject({ outcome: 'disabled', userId: id });
		expect(site.person(id).canOpen).toEqual([]);
		const other = await done(site, disable, leaver(byKey('2'), { onNotFound }));
		expect(other).toMatchObject({ outcome: 'notFound', verified: true });
	});

	it('makes no second user and moves no user to another department', async () => {
		const site = await openSite();
		const id = addKim(site);
		empty(site, 'query', text);
		const same = { key: '1', firstName: 'Kim', lastName: 'Person', department: 'Sales' };
		const { summary } = await sync(site, [same], { mode: 'apply', limits: NO_LIMITS });
		expect(summary.counts.unchanged).toBe(1);
		expect((await done(site, upsert, provision('1', NAME))).userId).toBe(id);
		expect(site.carriers('1')).toHaveLength(1);
		expect(site.writes()).toEqual([]);
	});
});

describe('a query that shows some users only', () => {
	it('does not show that a number is free', async () => {
		const site = await openSite({ expiredInSql: 'hidden' });
		const id = addKim(site, { expiryDate: '2026-11-20T00:00:00' });
		const result = await done(site, disable, leaver(byKey('1'), { onNotFound }));
		expect(result).toMatchObject({ userId: id });
		const failure = await refused(site, disable, leaver(byKey('01'), { onNotFound }));
		expect(failure.reason).toBe('nearMiss');
	});

	it('gives way to the own record of the user, with another number', async () => {
		const site = await openSite();
		addKim(site, { personnelNumber: '9' });
		site.intercept(async ({ path }, forward) => {
			const answer = await forward();
			if (path !== '/users') return answer;
			const list = new TextDecoder().decode(answer.body);
			return { ...reply(200, list.replace('"9"', '"1"')), headers: answer.headers };
		});
		expect((await refused(site, update, mover(byKey('1'), { fax: '5' }))).reason).toBe('notFound');
		const second = await refused(site, upsert, provision('1', NAME));
		expect(second.reason).toBe('possibleDuplicate');
		expect(second.message).toMatch(/who has this number.*Run the item again/);
		expect(site.writes()).toEqual([]);
	});
});

describe('a new site without users', () => {
	it.each([
		['on', true],
		['on', false],
		['off', true],
		['off', false],
	] as const)('gets its first user; SQL %s, empty bodies %s', async (querydb, emptyBody) => {
		for (const by of ['create', 'list']) {
			const site = await openSite({ seed: 0, querydb, emptyBody });
			if (by === 'create')
				expect((await done(site, create, joiner('1', NAME))).outcome).toBe('created');
			else {
				const rows = [{ key: '1', firstName: 'Kim', lastName: 'Person' }];
				const { gist: kinds } = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
				expect(kinds).toEqual(['joiner 1']);
			}
			expect(site.carriers('1')).toHaveLength(1);
		}
	});
});

it('a list that cannot be read does not delay a leaver that a query found', async () => {
	const site = await openSite();
	const id = addKim(site);
	site.net2.faults([{ match: 'GET /api/v1/users', fault: '500', times: 99 }]);
	const results = await all(site, disable, [leaver(byKey('1')), leaver(byKey('2'))]);
	expect(results.map(gist)).toEqual(['disabled', 'badReply']);
	expect(site.person(id).canOpen).toEqual([]);
});
