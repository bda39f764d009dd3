import { describe, expect, it } from 'vitest';
import type { User } from '../../../nodes/PaxtonNet2/net2/model';
import { NO_LIMITS, refusal, sync } from '../synchronize/support';
import { openSite, type Site } from '../support/site';
import { addKim, reply } from './support';

const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };
const APPLY = { mode: 'apply' as const, limits: NO_LIMITS };

describe('a name that differs in its accents only', () => {
	const LINE = { key: '1', firstName: 'José', lastName: 'Núñez' };
	const openWithJose = async () => {
		const site = await openSite();
		const id = addKim(site, { firstName: 'Jose', lastName: 'Nunez', accessLevels: [2] });
		return { site, id };
	};

	it('does not keep a leaver in', async () => {
		const { site, id } = await openWithJose();
		const done = await sync(site, [{ ...LINE, endDate: '2026-11-01' }], APPLY);
		expect(done.one('1').warnings.join()).toContain('differs from the item');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('gives no access', async () => {
		const { site, id } = await openWithJose();
		const line = { ...LINE, accessLevels: ['Server room'] };
		const { failures } = await sync(site, [line], APPLY);
		expect(failures).toMatchObject([{ reason: 'nameMismatch' }]);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('keeps another employee with the number in', async () => {
		const { site, id } = await openWithJose();
		const line = { ...LINE, lastName: 'Núñes', endDate: '2026-11-01' };
		const { failures } = await sync(site, [line], APPLY);
		expect(failures).toMatchObject([{ reason: 'nameMismatch' }]);
		expect(site.person(id).canOpen).not.toEqual([]);
	});
});

describe('SQL refused and deleted users listed', () => {
	it('disables a returned employee whose earlier user was deleted', async () => {
		const site = await openSite({ listInactive: true, querydb: 'off' });
		await site.client.users.delete(addKim(site));
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-11-01' }], APPLY);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('does not report a deleted user as unchanged', async () => {
		const site = await openSite({ listInactive: true, querydb: 'off' });
		await site.client.users.delete(addKim(site));
		const line = { ...KIM, department: 'Sales', accessLevels: ['Server room'] };
		expect((await sync(site, [line], APPLY)).summary.counts.unchanged).toBe(0);
	});
});

describe('a list of users that leaves out those whose end date has passed', () => {
	it('makes no new user for one of them', async () => {
		const site = await openSite();
		site.intercept(async ({ method, path }, forward) => {
			const answer = await forward();
			if (method !== 'GET' || path !== '/users') return answer;
			const users: User[] = JSON.parse(new TextDecoder().decode(answer.body));
			return {
				...reply(200, JSON.stringify(users.filter(({ expiryDate }) => expiryDate === null))),
				headers: answer.headers,
			};
		});
		const id = addKim(site, { expiryDate: '2026-11-20T00:00:00' });
		await sync(site, [KIM], APPLY);
		expect(site.person(id).canOpen).toEqual([]);
		expect(site.carriers('1')).toHaveLength(1);
	});
});

describe('a list of users with two entries for each user', () => {
	const repeatUsers = (site: Site, change: (user: User) => User) => {
		site.intercept(async ({ method, path }, forward) => {
			const answer = await forward();
			if (method !== 'GET' || path !== '/users') return answer;
			const users: User[] = JSON.parse(new TextDecoder().decode(answer.body));
			const text = JSON.stringify([...users, ...users.map(change)]);
			return { ...reply(200, text), headers: answer.headers };
		});
	};

	it.each(['on', 'off'] as const)('disables a leaver, SQL %s', async (querydb) => {
		const site = await openSite({ querydb });
		const id = addKim(site);
		repeatUsers(site, (user) => user);
		await sync(site, [{ ...KIM, endDate: '2026-11-01' }], APPLY);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('is an error if the two differ', async () => {
		const site = await openSite();
		const id = addKim(site);
		repeatUsers(site, (user) => (user.id === id ? { ...user, lastName: 'Other' } : user));
		const { reason, message } = await refusal(site, [KIM], APPLY);
		expect(reason).toBe('badReply');
		expect(message).toContain(`user ${id}`);
	});
});
