import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { NO_LIMITS, sync } from '../synchronize/support';
import { byKey, done, joiner, leaver, provision, refused } from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim } from './support';

const HIDDEN = { expiredInList: 'hidden', querydb: 'off' } as const;
const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };
const ENDED = { expiryDate: '2026-11-20T00:00:00' };

const readings = (site: Site) =>
	site.requests().filter((one) => /^GET \/users\/\d+$/.test(one)).length;

describe('a number of a user that neither the list nor SQL shows', () => {
	it.each([
		['the newest user', []],
		['a user in a gap', ['2', '3']],
	])('is not given a second time by a list: %s', async (_, later) => {
		const site = await openSite(HIDDEN);
		const id = addKim(site, ENDED);
		for (const personnelNumber of later) addKim(site, { personnelNumber });
		const { gist } = await sync(site, [KIM], { mode: 'apply', limits: NO_LIMITS });
		expect(gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
		expect(site.carriers('1')).toHaveLength(1);
	});

	it('is found by an upsert that enables, and by a create', async () => {
		const site = await openSite(HIDDEN);
		const id = addKim(site, ENDED);
		const fields = { firstName: 'Kim', lastName: 'Person' };
		expect((await done(site, create, joiner('1', { fields }))).userId).toBe(id);
		expect((await done(site, upsert, provision('1', { fields }))).userId).toBe(id);
		expect(site.carriers('1')).toHaveLength(1);
	});

	it('lets the node create no user if too many ids are missing', async () => {
		const site = await openSite(HIDDEN);
		addKim(site, { id: 5_000 });
		expect((await refused(site, create, joiner('9'))).reason).toBe('notAllowed');
		expect((await refused(site, create, joiner('9'), { dryRun: true })).reason).toBe('notAllowed');
		expect(site.writes()).toEqual([]);
	});
});

describe('a plan of a list with a new employee', () => {
	const newcomer = { key: '9', firstName: 'New', lastName: 'One' };
	const warningsOf = async (site: Site, row: Record<string, string>) =>
		(await sync(site, [row], { limits: NO_LIMITS })).summary.warnings.join();

	it('says that no user would be created, where too many ids are missing', async () => {
		const site = await openSite(HIDDEN);
		addKim(site, { id: 5_000 });
		expect(await warningsOf(site, newcomer)).toContain('will not create new users');
		expect(await warningsOf(site, { ...KIM, phone: '5' })).not.toContain('will not create');
	});

	it('says nothing of the kind where each missing id was read', async () => {
		const site = await openSite(HIDDEN);
		addKim(site);
		expect(await warningsOf(site, newcomer)).not.toContain('will not create');
	});
});

describe.each(['reset-before', 'timeout', 'truncate'] as const)(
	'a query that breaks off (%s), and a list that leaves out users',
	(fault) => {
		const openBroken = async () => {
			const site = await openSite({ expiredInList: 'hidden', timeoutMs: 300 });
			const id = addKim(site, ENDED);
			addKim(site, { id: 5_000, personnelNumber: '5000', firstName: 'Big' });
			site.net2.faults([{ match: 'GET /api/v1/customquery/querydb', fault, times: 9_999 }]);
			return { site, id };
		};

		it('make no second user by Create or Update, where too many ids are missing', async () => {
			const { site } = await openBroken();
			const fields = { firstName: 'Kim', lastName: 'Person' };
			const failure = await refused(site, upsert, provision('1', { fields }));
			expect(failure.reason).toBe('notAllowed');
			expect(site.carriers('1')).toHaveLength(1);
		});

		it('make no second user by a list, where too many ids are missing', async () => {
			const { site } = await openBroken();
			const rows = [KIM, { key: '5000', firstName: 'Big', lastName: 'Person' }];
			const { failures } = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
			expect(failures.map(({ reason }) => reason)).toEqual(['notAllowed']);
			expect(site.carriers('1')).toHaveLength(1);
		});
	},
);

describe('a user that neither the list nor SQL shows', () => {
	it('counts for a number that differs in form only', async () => {
		const site = await openSite(HIDDEN);
		const id = addKim(site, ENDED);
		const failure = await refused(site, create, joiner('001'));
		expect(failure.reason).toBe('possibleDuplicate');
		expect(failure.message).toContain(`user ${id}`);
		const leaves = leaver(byKey('001'), { onNotFound: 'report' });
		expect((await refused(site, disable, leaves)).reason).toBe('nearMiss');
	});

	it('counts for a name, if the user has no number', async () => {
		const site = await openSite(HIDDEN);
		const id = site.net2.addUser({ firstName: 'Kim', lastName: 'Person', ...ENDED });
		const fields = { firstName: 'Kim', lastName: 'Person' };
		const failure = await refused(site, create, joiner('1', { fields }));
		expect(failure.reason).toBe('possibleDuplicate');
		expect(failure.message).toContain(`user ${id}`);
	});
});

describe('a new user where SQL is refused', () => {
	it('costs a reading of each missing id, once for a run', async () => {
		const site = await openSite({ querydb: 'off', seed: 30 });
		for (const { id } of site.net2.state().users) site.edit(id, { expiryDate: null });
		const rows = [1, 2, 3].map((n) => ({ key: `N${n}`, firstName: 'New', lastName: `No ${n}` }));
		expect((await sync(site, rows, { limits: NO_LIMITS })).failures).toEqual([]);
		expect(readings(site)).toBe(20);
	});

	it('costs no such reading if the list shows a user whose End Date has passed', async () => {
		const site = await openSite({ querydb: 'off', seed: 30 });
		addKim(site, ENDED);
		const row = { key: 'N1', firstName: 'New', lastName: 'No 1' };
		expect((await sync(site, [row], { limits: NO_LIMITS })).failures).toEqual([]);
		expect(readings(site)).toBe(0);
	});
});
