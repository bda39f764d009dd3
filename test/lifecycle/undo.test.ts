import { describe, expect, it } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import { setLost } from '../../nodes/PaxtonNet2/lifecycle/cards/changeCard';
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
import { CLEARING, openSite, type Site } from './support/site';
import { back, everybody, takenBack } from './support/undoing';

const everything = leaver(byId(2), {
	leaverDepartment: LEAVERS,
	removeAccess: 'all',
	cards: 'lost',
	clearPin: true,
});

/** The emulator keeps it next to what it returns about a user. */
const PHOTO: object = { image: 'x' };

describe('undo', () => {
	it('gives a leaver back what was taken, the end date last', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const result = await done(site, disable, everything);
		expect(site.person(2)).toMatchObject({ canOpen: [], pin: '' });
		site.net2.clearRequests();
		const item = await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
		expect(item).toMatchObject({ outcome: 'updated', changed: true, verified: true, userId: 2 });
		expect(item.undo).toMatchObject({ operation: 'user.undo', userId: 2 });
		expect(site.writes()).toEqual([
			'PUT /users/2/tokens/1',
			'PUT /users/2/doorpermissionset',
			'PUT /users/2/departments',
			'PUT /users/2',
		]);
		expect(JSON.stringify(item)).not.toContain('0042');
		expect(item.changes).toContainEqual(
			expect.objectContaining({ field: 'pin', from: 'cleared', to: 'set' }),
		);
	});

	it('is itself reversed, and that again', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const result = await done(site, disable, everything);
		const gone = everybody(site);
		const first = await takenBack(site, result);
		const second = await takenBack(site, first);
		expect(everybody(site)).toEqual(gone);
		const third = await takenBack(site, second);
		expect(everybody(site)).toEqual(before);
		expect(await done(site, undo, back(third))).toMatchObject({ outcome: 'updated' });
	});

	it('deletes a user that an earlier step created, and no other', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const result = await done(site, create, joiner('00900'));
		const item = await takenBack(site, result);
		expect(item).toMatchObject({ outcome: 'deleted', verified: true, undo: null });
		expect(item.warnings.join()).toMatch(/cannot be undone/);
		expect(everybody(site)).toEqual(before);
		expect((await refused(site, undo, back(result))).reason).toBe('notFound');
		expect(await done(site, create, joiner('00900'), { ignoreDeleted: true })).toMatchObject({
			outcome: 'created',
		});
	});

	it('deletes no user if that is not allowed', async () => {
		const site = await openSite();
		const result = await done(site, create, joiner('00900'));
		const failure = await refused(site, undo, back(result, { mayDelete: false }));
		expect(failure.reason).toBe('notAllowed');
		expect(site.carriers('00900')).toMatchObject([{ deleted: false }]);
	});

	it('leaves alone what other writers did', async () => {
		const site = await openSite(CLEARING);
		const granted = await done(site, grant, levels(byId(4), ['Server room']));
		await done(site, grant, levels(byId(4), ['Office hours']));
		await done(site, update, mover(byId(4), { telephone: '020 4444' }));
		await takenBack(site, granted);
		expect(site.person(4)).toMatchObject({ accessLevels: [2, 3], telephone: '020 4444' });
	});

	it('reverses each of several items for one user by itself, newest first', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const results = await all(site, grant, [
			levels(byId(4), ['Office hours']),
			levels(byId(4), ['Server room']),
		]);
		const requested = results.map((one) => back(succeeded(one))).reverse();
		const result = await all(site, undo, requested);
		expect(result.map(gist)).toEqual(['updated', 'updated']);
		expect(everybody(site)).toEqual(before);
	});

	it('acts once for equal items of a run', async () => {
		const site = await openSite();
		const result = await done(site, grant, levels(byId(4), ['Server room']));
		const item = await all(site, undo, [back(result), back(result)]);
		expect(item.map(gist)).toEqual(['updated', 'unchanged']);
	});

	it('writes nothing in a dry run, and says what it would do', async () => {
		const site = await openSite();
		const result = await done(site, disable, everything);
		const made = await done(site, create, joiner('00900'));
		site.net2.clearRequests();
		const dry = await done(site, undo, back(result), { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'updated', changed: false, verified: false, undo: null });
		expect(dry.changes.map(({ field }) => field)).toEqual(
			expect.arrayContaining(['department', 'accessLevels', 'expiryDate', 'pin']),
		);
		expect(await done(site, undo, back(made), { dryRun: true })).toMatchObject({
			outcome: 'deleted',
			changed: false,
			verified: false,
		});
		expect(site.writes()).toEqual([]);
	});

	it('reverses what a failed step had done before it failed', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		site.net2.faults([{ match: 'PUT /api/v1/users/2/doorpermissionset', fault: '503', times: 9 }]);
		const failure = await refused(site, disable, everything);
		site.net2.faults([]);
		expect(failure.undo).toMatchObject({ operation: 'user.disable', userId: 2 });
		await takenBack(site, failure);
		expect(everybody(site)).toEqual(before);
	});

	it.each([
		'PUT /users/2/tokens/1',
		'PUT /users/2/doorpermissionset',
		'PUT /users/2/departments',
		'PUT /users/2',
	])('interrupted at %s is finished by a second attempt', async (route) => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const result = await done(site, disable, everything);
		const match = route.replace(' ', ' /api/v1');
		site.net2.faults([{ match, fault: '503', times: 9 }]);
		await refused(site, undo, back(result));
		site.net2.faults([]);
		await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
	});

	it.each(['reset-before', 'reset-after', 'truncate'] as const)(
		'survives a lost reply to any of its writes (%s)',
		async (fault) => {
			const site = await openSite(CLEARING);
			const before = everybody(site);
			let leave = await done(site, disable, everything);
			for (const part of ['', '/departments', '/doorpermissionset', '/tokens/1']) {
				site.net2.faults([{ match: `PUT /api/v1/users/2${part}`, fault }]);
				const undone = await takenBack(site, leave);
				expect(everybody(site)).toEqual(before);
				leave = await takenBack(site, undone);
			}
		},
	);

	it('of a user who is blocked by the time zone of the server deletes that user too', async () => {
		const site = await openSite({
			...CLEARING,
			now: '2026-11-24T23:30:00Z',
			tz: 'America/New_York',
		});
		const before = everybody(site);
		const result = await done(site, create, joiner('00900'));
		await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
	});

	it('does not give a second level to a user on a Lite', async () => {
		const site = await openSite({ lite: 'keep-last' });
		site.edit(1, { accessLevels: [1] });
		const result = await done(site, revoke, levels(byId(1), ['All hours, all doors']));
		site.edit(1, { accessLevels: [3] });
		expect((await refused(site, undo, back(result))).reason).toBe('liteLimit');
		expect(site.person(1).accessLevels).toEqual([3]);
	});
});

describe('undo of a card', () => {
	it.each([true, false])('that was marked lost: %s', async (isLost) => {
		const site = await openSite();
		const [card] = site.person(2).cards;
		for (const one of site.net2.world.cardsOf(2)) one.isLost = !isLost;
		const before = everybody(site);
		const params = { user: byId(2), card: { by: 'id' as const, id: card?.id ?? 0 }, isLost };
		const [result] = await all(site, setLost, [params]);
		expect(everybody(site)).not.toEqual(before);
		const item = await takenBack(site, succeeded(result));
		expect(everybody(site)).toEqual(before);
		await takenBack(site, item);
		expect(site.person(2).cards).toMatchObject([{ isLost }]);
	});
});

describe('undo refuses', () => {
	const edits: Array<[what: string, edit: (site: Site) => void, says: RegExp]> = [
		['end date', (site) => site.edit(2, { expiryDate: null }), /expiryDate is empty now/],
		['department', (site) => site.edit(2, { departmentId: 1 }), /department is Sales now/],
		['level that came back', (site) => site.edit(2, { accessLevels: [4] }), /Server room is there/],
		['PIN', (site) => site.edit(2, { pin: '1234' }), /the PIN is another one/],
		[
			'door that came back',
			(site) => site.edit(2, { individualPermissions: [{ id: 6000002, timezoneId: 1 }] }),
			/individual doors/,
		],
		[
			'card that went',
			(site) => {
				for (const card of site.net2.world.cardsOf(2)) site.net2.world.cards.delete(card.id);
			},
			/cards are gone/,
		],
	];

	it.each(edits)('after an edit of the %s, and writes nothing', async (_, edit, says) => {
		const site = await openSite();
		const result = await done(site, disable, everything);
		edit(site);
		site.net2.clearRequests();
		const failure = await refused(site, undo, back(result));
		expect(failure.reason).toBe('conflict');
		expect(failure.message).toMatch(says);
		expect(failure.message).not.toContain('1234');
		expect(site.writes()).toEqual([]);
	});

	const sinceMade: Array<[what: string, edit: (site: Site, id: number) => void]> = [
		['telephone', (site, id) => site.edit(id, { telephone: '020 1' })],
		[
			'custom field',
			(site, id) =>
				site.edit(id, {
					customFields: [
						{ id: 14, value: '00900' },
						{ id: 9, value: 'x' },
					],
				}),
		],
		['flag', (site, id) => site.edit(id, { isAlarmUser: true })],
		['department', (site, id) => site.edit(id, { departmentId: 2 })],
		['level', (site, id) => site.edit(id, { accessLevels: [1] })],
		['door', (site, id) => site.edit(id, { individualPermissions: [{ id: 6000002 }] })],
		['photo', (site, id) => site.edit(id, PHOTO)],
		['start date', (site, id) => site.edit(id, { activateDate: '2025-01-01T00:00:00' })],
		[
			'card',
			(site, userId) => {
				site.net2.world.addCard({ userId, tokenType: 'ProxCard', tokenValue: '77', isLost: false });
			},
		],
	];
	it.each(sinceMade)('to delete a user whose %s has changed since', async (_, edit) => {
		const site = await openSite();
		const result = await done(site, create, joiner('00900'));
		edit(site, result.userId ?? 0);
		const failure = await refused(site, undo, back(result));
		expect(failure).toMatchObject({ reason: 'conflict', done: [] });
		expect(site.carriers('00900')).toMatchObject([{ deleted: false }]);
	});

	it('what is reversed already', async () => {
		const site = await openSite();
		const result = await done(site, disable, everything);
		await takenBack(site, result);
		const failure = await refused(site, undo, back(result));
		expect(failure).toMatchObject({ reason: 'conflict', done: [] });
		expect(failure.message).toMatch(/was used before/);
		const elsewhere = { processState: new ProcessState() };
		const [other] = await all(site, undo, [back(result)], {}, elsewhere);
		expect(failedWith(other).message).toMatch(/as it was before that operation already/);
	});

	it('an undo that was forged, altered, or made for another user or server', async () => {
		const site = await openSite();
		const ours = back(await done(site, grant, levels(byId(4), ['Server room'])));
		const { sealed } = ours.undo;
		const other = await openSite({ password: 'net2' });
		const foreign = back(await done(other, grant, levels(byId(4), ['Server room'])));
		const middle = Math.floor(sealed.length / 2);
		const altered = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
		const session = await site.client.sealer.seal('session', 'whatever');
		const noRecord = await site.client.sealer.seal('undo', '{"userId":4}');
		const noJson = await site.client.sealer.seal('undo', 'no JSON');
		site.net2.clearRequests();
		for (const params of [
			{ undo: { userId: 4, sealed: altered } },
			{ undo: { userId: 4, sealed: '' } },
			{ undo: { userId: 4, sealed: 'v1.a.b.c' } },
			{ undo: { userId: 4, sealed: session } },
			{ undo: { userId: 4, sealed: noRecord } },
			{ undo: { userId: 4, sealed: noJson } },
			{ undo: { userId: 3, sealed } },
			foreign,
		]) {
			const failure = await refused(site, undo, params);
			expect(failure.reason).toBe('badInput');
			expect(failure.message).toMatch(/cannot open this 'undo'/);
		}
		expect(site.writes()).toEqual([]);
		expect(await done(site, undo, ours)).toMatchObject({ outcome: 'updated' });
	});

	it('where the department or a level from before is gone from Net2', async () => {
		const site = await openSite();
		const result = await done(site, disable, everything);
		const levelless = await done(site, revoke, levels(byId(1), ['id:1']));
		site.net2.world.departments.delete(2);
		site.net2.world.levels.delete(1);
		site.net2.clearRequests();
		expect((await refused(site, undo, back(result))).reason).toBe('unknownDepartment');
		expect((await refused(site, undo, back(levelless))).reason).toBe('conflict');
		expect(site.writes()).toEqual([]);
	});

	it('for a user who was deleted', async () => {
		const site = await openSite();
		const result = await done(site, disable, everything);
		site.edit(2, { deleted: true });
		expect((await refused(site, undo, back(result))).reason).toBe('notFound');
	});
});

describe('every write can be reversed', () => {
	const person = byId(2);
	const verb = (name: string, run: (site: Site) => ReturnType<typeof done>) => {
		it(name, async () => {
			const site = await openSite(CLEARING);
			const before = everybody(site);
			const result = await run(site);
			expect(everybody(site)).not.toEqual(before);
			await takenBack(site, result);
			expect(everybody(site)).toEqual(before);
		});
	};
	verb('disable', async (site) => await done(site, disable, everything));
	verb(
		'enable',
		async (site) => await done(site, enable, opened(byId(3), { endDate: '2027-01-31' })),
	);
	verb('grant', async (site) => await done(site, grant, levels(person, ['Warehouse'])));
	verb(
		'revoke',
		async (site) => await done(site, revoke, levels(person, ['Office hours', 'Server room'])),
	);
	verb('set', async (site) => await done(site, setLevels, levels(person, ['Warehouse'])));
	verb(
		'set to nothing',
		async (site) => await done(site, setLevels, levels(person, [], { allowEmpty: true })),
	);
	verb(
		'setLeaveDate',
		async (site) =>
			await done(site, setLeaveDate, { user: person, date: '2027-01-31', withdraw: false }),
	);
	verb(
		'withdraw',
		async (site) => await done(site, setLeaveDate, { user: byId(4), withdraw: true }),
	);
	verb(
		'update',
		async (site) =>
			await done(
				site,
				update,
				mover(
					person,
					{
						telephone: '1',
						pin: '4711',
						isAlarmUser: false,
						'customField:9': 'g@example.com',
						'customField:10': 'x',
					},
					{ department: named('Sales') },
				),
			),
	);
	verb(
		'upsert of somebody',
		async (site) =>
			await done(
				site,
				upsert,
				provision('123', {
					accessLevels: ['Warehouse'],
					department: named('Sales'),
					endDate: '2027-01-31',
					fields: { firstName: 'Grace', lastName: 'Brewster', 'customField:9': 'g@x' },
				}),
			),
	);
	verb(
		'upsert of a new person',
		async (site) =>
			await done(
				site,
				upsert,
				provision('00900', { accessLevels: ['Warehouse', 'Server room'], startDate: '2026-12-01' }),
			),
	);
});
