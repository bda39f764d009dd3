import { describe, expect, it } from 'vitest';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke, setLevels } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { undo } from '../../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { NO_LIMITS, sync } from '../synchronize/support';
import {
	all,
	byId,
	byKey,
	done,
	failedWith,
	joiner,
	leaver,
	LEAVERS,
	levels,
	opened,
	provision,
	refused,
	succeeded,
} from '../support/params';
import { openSite, type Site } from '../support/site';
import { back, takenBack } from '../support/undoing';
import { ProcessState } from '../../../nodes/PaxtonNet2/lifecycle/run/processState';
import { addKim, DAY, LEAVE, reply } from './support';

describe('an undo gives no access after the leave date', () => {
	it('of a leave date that was set and has passed', async () => {
		const site = await openSite();
		const id = addKim(site);
		const params = { user: byKey('1'), date: '2026-11-26', withdraw: false };
		const set = await done(site, setLeaveDate, params);
		site.clock.advance(4 * DAY);
		expect((await refused(site, undo, back(set))).reason).toBe('notAllowed');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('of an upsert that named an end that has passed', async () => {
		const site = await openSite();
		const id = addKim(site);
		const ended = await done(site, upsert, provision('1', { fields: {}, endDate: '2026-11-20' }));
		expect(site.person(id).canOpen).toEqual([]);
		expect((await refused(site, undo, back(ended))).reason).toBe('notAllowed');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('of an upsert that disabled the user and named an end that has passed', async () => {
		const site = await openSite();
		const id = addKim(site);
		const item = { fields: {}, endDate: '2026-11-20', enabled: 'disable' as const };
		const ended = await done(site, upsert, provision('1', item));
		expect((await refused(site, undo, back(ended))).reason).toBe('notAllowed');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it.each([
		['the end date of HR has passed', { endDate: '2026-11-20' }, 'notAllowed', 0],
		['HR names no end date', { status: 'terminated' }, 'enabled', 1],
	])('of a list that disabled the user, if %s', async (_, line, expected, doors) => {
		const site = await openSite();
		const id = addKim(site);
		const row = { key: '1', firstName: 'Kim', lastName: 'Person', ...line };
		const outcome = await sync(site, [row], { mode: 'apply', limits: NO_LIMITS });
		expect(site.person(id).canOpen).toEqual([]);
		const [result] = await all(site, undo, [back(outcome.one('1'))]);
		const reason = result === undefined || !('error' in result) ? 'enabled' : result.error.reason;
		expect([reason, site.person(id).canOpen.length]).toEqual([expected, doors]);
	});

	it('of levels removed from a user whose own end date has passed', async () => {
		const site = await openSite();
		const id = addKim(site, { expiryDate: '2026-11-26T00:00:00' });
		const revoked = await done(site, revoke, levels(byKey('1'), ['Server room']));
		site.clock.advance(4 * DAY);
		expect((await refused(site, undo, back(revoked))).reason).toBe('notAllowed');
		expect(site.person(id).accessLevels).toEqual([]);
	});

	it('though it disables a user again who was enabled by mistake, with the levels of before', async () => {
		const site = await openSite();
		const id = addKim(site, { expiryDate: '2026-06-01T00:00:00' });
		const enabled = await done(
			site,
			upsert,
			provision('1', { fields: {}, enabled: 'enable', accessLevels: ['Warehouse'] }),
		);
		expect(site.person(id).canOpen).not.toEqual([]);
		await takenBack(site, enabled);
		expect(site.person(id)).toMatchObject({ canOpen: [], accessLevels: [4] });
	});

	it('though it gives a leaver who was disabled at once the access of before', async () => {
		const site = await openSite();
		const id = addKim(site);
		const left = await done(site, disable, leaver(byKey('1'), LEAVE));
		site.clock.advance(2 * DAY);
		await takenBack(site, left);
		expect(site.person(id)).toMatchObject({ accessLevels: [4], expiryDate: null });
		expect(site.person(id).canOpen).not.toEqual([]);
	});
});

describe('an undo is refused', () => {
	it('after a week', async () => {
		const site = await openSite();
		addKim(site);
		const left = await done(site, disable, leaver(byKey('1')));
		site.clock.advance(8 * DAY);
		const failure = await refused(site, undo, back(left));
		expect(failure).toMatchObject({ reason: 'notAllowed', done: [] });
		expect(failure.message).toContain('8 days old');
	});

	it('when a later operation found everything as it should be', async () => {
		const site = await openSite();
		const id = addKim(site);
		const left = await done(site, disable, leaver(byKey('1')));
		expect((await done(site, disable, leaver(byKey('1')))).outcome).toBe('unchanged');
		const failure = await refused(site, undo, back(left));
		expect(failure.reason).toBe('conflict');
		expect(failure.message).toContain('A later operation relied on');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('when the user was enabled and disabled again since', async () => {
		const site = await openSite();
		const id = addKim(site);
		const first = await done(site, disable, leaver(byKey('1')));
		await done(site, enable, opened(byKey('1')));
		await done(site, disable, leaver(byKey('1')));
		expect((await refused(site, undo, back(first))).reason).toBe('conflict');
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('of a removed level when a later set wanted it gone', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2, 4] });
		const revoked = await done(site, revoke, levels(byKey('1'), ['Server room']));
		expect((await done(site, setLevels, levels(byKey('1'), ['Office hours']))).outcome).toBe(
			'unchanged',
		);
		expect((await refused(site, undo, back(revoked))).reason).toBe('conflict');
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('for another user who has the id, by number or by name', async () => {
		const site = await openSite();
		const id = addKim(site);
		const left = await done(site, disable, leaver(byId(id)));
		site.edit(id, { customFields: [{ id: 14, value: '2' }] });
		expect((await refused(site, undo, back(left))).message).toContain('another user now');
		site.edit(id, { customFields: [{ id: 14, value: '1' }], firstName: 'Piet' });
		const failure = await refused(site, undo, back(left));
		expect(failure.reason).toBe('conflict');
		expect(failure.message).not.toMatch(/Piet|Kim/);
		expect(site.person(id).canOpen).toEqual([]);
		site.edit(id, { firstName: 'Kim', lastName: 'Berg' });
		expect((await takenBack(site, left)).outcome).toBe('updated');
	});

	it('a second time, and in reverse order it is not', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		const granted = await done(site, grant, levels(byKey('1'), ['Server room']));
		const left = await done(site, disable, leaver(byKey('1'), { removeAccess: 'levels' }));
		await takenBack(site, left);
		expect((await refused(site, undo, back(left))).message).toContain('was used before');
		await takenBack(site, granted);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('of a creation that a later item relied on', async () => {
		const site = await openSite();
		const created = await done(site, create, joiner('77'));
		expect((await all(site, upsert, [provision('77')]))[0]).toMatchObject({ outcome: 'unchanged' });
		expect((await refused(site, undo, back(created))).reason).toBe('conflict');
		expect(site.carriers('77')).toMatchObject([{ deleted: false }]);
	});

	it('not because of a dry run', async () => {
		const site = await openSite();
		addKim(site);
		const left = await done(site, disable, leaver(byKey('1')));
		await done(site, disable, leaver(byKey('1')), { dryRun: true });
		await done(site, undo, back(left), { dryRun: true });
		expect((await takenBack(site, left)).outcome).toBe('updated');
	});
});

describe('in another process, an undo of a leave', () => {
	const GONE = { leaverDepartment: LEAVERS, removeAccess: 'all' as const, cards: 'lost' as const };
	const CARDS = { cards: ['111', '222'] };
	const elsewhere = async (site: Site, result: Parameters<typeof back>[0]) =>
		(await all(site, undo, [back(result)], {}, { processState: new ProcessState() }))[0];
	const rehire = async (site: Site) =>
		await done(
			site,
			upsert,
			provision('1', {
				fields: {},
				accessLevels: ['Office hours'],
				enabled: 'enable',
				leaverDepartment: LEAVERS,
			}),
		);

	it.each([
		['a rehire by an operation', rehire],
		[
			'a rehire by hand',
			async (site: Site) => {
				const [kim] = site.carriers('1');
				site.edit(kim?.id ?? 0, { expiryDate: null, accessLevels: [2] });
			},
		],
	])('gives nothing after %s', async (_, comesBack) => {
		const site = await openSite();
		const id = addKim(site, CARDS);
		const left = await done(site, disable, leaver(byKey('1'), GONE));
		site.clock.advance(2 * DAY);
		await comesBack(site);
		const before = site.person(id);
		site.net2.clearRequests();
		const failure = failedWith(await elsewhere(site, left));
		expect(failure).toMatchObject({ reason: 'conflict', done: [] });
		expect(failure.message).toMatch(/expiryDate is empty now/);
		expect(site.person(id)).toEqual(before);
		expect(site.writes()).toEqual([]);
	});

	it('gives nothing after a rehire if the End Date had passed before the leave was completed', async () => {
		const site = await openSite();
		const id = addKim(site, { ...CARDS, expiryDate: '2026-11-20T00:00:00' });
		const { leaverDepartment: _stays, ...more } = GONE;
		const left = await done(site, disable, leaver(byKey('1'), more));
		site.clock.advance(2 * DAY);
		await rehire(site);
		const before = site.person(id);
		const failure = failedWith(await elsewhere(site, left));
		expect(failure).toMatchObject({ reason: 'notAllowed', done: [] });
		expect(failure.message).toMatch(/has been given access since/);
		expect(site.person(id)).toEqual(before);
	});

	const writes = (id: number) => [
		`/users/${id}/tokens/`,
		`/users/${id}/doorpermissionset`,
		`/users/${id}/departments`,
		`/users/${id}`,
	];
	const interrupted = async (site: Site, left: Parameters<typeof back>[0], at: string) => {
		let cards = 0;
		site.intercept(async (request, forward) => {
			const { method, path } = request;
			const meets = method === 'PUT' && (at.endsWith('/') ? path.startsWith(at) : path === at);
			if (path.includes('/tokens/')) cards += 1;
			return meets && (!at.endsWith('/') || cards > 1) ? reply(403) : await forward();
		});
		failedWith((await all(site, undo, [back(left)]))[0]);
		site.intercept(async (_request, forward) => await forward());
	};

	it.each([0, 1, 2, 3])('goes on where it was interrupted; write %s', async (place) => {
		const site = await openSite();
		const id = addKim(site, CARDS);
		const before = site.person(id);
		const left = await done(site, disable, leaver(byKey('1'), GONE));
		await interrupted(site, left, writes(id)[place] ?? '');
		expect(site.person(id)).not.toEqual(before);
		succeeded(await elsewhere(site, left));
		expect(site.person(id)).toEqual(before);
	});

	it.each([0, 1, 2])(
		'that was interrupted gives nothing after a rehire; write %s',
		async (place) => {
			const site = await openSite();
			const id = addKim(site, CARDS);
			const left = await done(site, disable, leaver(byKey('1'), GONE));
			await interrupted(site, left, writes(id)[place] ?? '');
			await rehire(site);
			const now = site.person(id);
			expect(failedWith(await elsewhere(site, left)).reason).toBe('conflict');
			expect(site.person(id)).toEqual(now);
		},
	);
});
