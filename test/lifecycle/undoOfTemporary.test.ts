import { describe, expect, it } from 'vitest';
import { applyRules } from '../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke, setLevels } from '../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import type { Success } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { addKim, DAY, OPTIONS } from './safety/support';
import { all, byKey, done, failedWith, leaver, levels, refused } from './support/params';
import { CLEARING, openSite, type Site } from './support/site';
import { back, takenBack } from './support/undoing';

const KIM = byKey('1');
const SERVER = ['Server room'];
const UNTIL = { until: '2026-11-25T17:00', markerField: 'Notes' };

async function siteWithKim() {
	const site = await openSite(CLEARING);
	const id = addKim(site, {
		accessLevels: [2],
		customFields: [{ id: 13, value: 'By the window' }],
	});
	return { site, id, held: () => site.person(id).accessLevels, notes: () => notesOf(site, id) };
}

function notesOf(site: Site, id: number) {
	return site.person(id).customFields.find((field) => field.id === 13)?.value ?? '';
}

async function expire(site: Site, days = 5) {
	site.clock.advance(days * DAY);
	return await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);
}

/** Undone by another process, which knows nothing of later steps. */
async function undoneElsewhere(site: Site, result: Success) {
	const [undone] = await all(site, undo, [back(result)], {}, { processState: new ProcessState() });
	return undone;
}

describe('the undo of a Revoke of a temporary level', () => {
	it.each([
		['names the marker field', { markerField: 'Notes' }],
		['names no marker field', {}],
	])('that %s restores the end of the level as well, before the level', async (_, more) => {
		const { site, id, held, notes } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const before = notes();
		const revoked = await done(site, revoke, levels(KIM, SERVER, more));
		expect(notes()).toBe('By the window');
		site.net2.clearRequests();
		expect(await takenBack(site, revoked)).toMatchObject({ changed: true, verified: true });
		expect(site.writes()).toEqual([`PUT /users/${id}`, `PUT /users/${id}/doorpermissionset`]);
		expect([held(), notes()]).toEqual([[2, 4], before]);
		await expire(site);
		expect(held()).toEqual([2]);
	});

	it('is refused after the end of the level', async () => {
		const { site, held, notes } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const revoked = await done(site, revoke, levels(KIM, SERVER));
		site.clock.advance(2 * DAY);
		site.net2.clearRequests();
		const failure = await refused(site, undo, back(revoked));
		expect(failure).toMatchObject({ reason: 'notAllowed', done: [] });
		expect(failure.message).toContain('Server room');
		expect(site.writes()).toEqual([]);
		expect([held(), notes()]).toEqual([[2], 'By the window']);
	});

	it('gives the other levels with a warning after the end of one of them', async () => {
		const { site, held } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const revoked = await done(site, revoke, levels(KIM, ['Server room', 'Office hours']));
		site.clock.advance(2 * DAY);
		const undone = await takenBack(site, revoked);
		expect(undone.warnings.join()).toContain("'Server room'");
		expect(held()).toEqual([2]);
	});

	it('is refused where the field has no room for the end', async () => {
		const { site, id, held } = await siteWithKim();
		const inField = { ...UNTIL, markerField: 'Car registration' };
		await done(site, grant, levels(KIM, SERVER, inField));
		const revoked = await done(site, revoke, levels(KIM, SERVER, inField));
		site.edit(id, {
			customFields: [
				{ id: 12, value: 'x'.repeat(45) },
				{ id: 14, value: '1' },
			],
		});
		expect((await refused(site, undo, back(revoked))).reason).toBe('badInput');
		expect(held()).toEqual([2]);
	});

	it('leaves no level without an end where the level cannot be written, and is completed later', async () => {
		const { site, id, held, notes } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const revoked = await done(site, revoke, levels(KIM, SERVER));
		const route = `PUT /api/v1/users/${id}/doorpermissionset`;
		site.net2.faults([{ match: route, fault: '503', times: 9 }]);
		await refused(site, undo, back(revoked));
		site.net2.faults([]);
		expect(notes()).toContain('until=4@');
		await takenBack(site, revoked);
		await expire(site);
		expect(held()).toEqual([2]);
	});

	it('of a level by rule leaves it to the rules', async () => {
		const { site, held } = await siteWithKim();
		const rules = (names: string[]) => ({
			user: KIM,
			levels: names,
			exclusive: [],
			markerField: 'Notes',
		});
		await done(site, applyRules, rules(SERVER));
		await takenBack(site, await done(site, revoke, levels(KIM, SERVER)));
		await done(site, applyRules, rules([]));
		expect(held()).toEqual([2]);
	});
});

describe('the undo of a temporary Grant', () => {
	it('removes the level before its end in the marker field, and both for good', async () => {
		const { site, id, held, notes } = await siteWithKim();
		const granted = await done(site, grant, levels(KIM, SERVER, UNTIL));
		site.net2.clearRequests();
		await takenBack(site, granted);
		expect(site.writes()).toEqual([`PUT /users/${id}/doorpermissionset`, `PUT /users/${id}`]);
		expect([held(), notes()]).toEqual([[2], 'By the window']);
		site.edit(id, { accessLevels: [2, 4] });
		await expire(site);
		expect(held()).toEqual([2, 4]);
	});

	it('removes only the end of its own item', async () => {
		const { site, held } = await siteWithKim();
		const [first] = await all(site, grant, [
			levels(KIM, SERVER, UNTIL),
			levels(KIM, ['Warehouse'], UNTIL),
		]);
		if (first === undefined || 'error' in first) throw new Error('It failed.');
		await takenBack(site, first);
		expect(held()).toEqual([2, 3]);
		await expire(site);
		expect(held()).toEqual([2]);
	});

	it('undone again before the end gives the level with its end', async () => {
		const { site, held } = await siteWithKim();
		const undone = await takenBack(site, await done(site, grant, levels(KIM, SERVER, UNTIL)));
		await takenBack(site, undone);
		expect(held()).toEqual([2, 4]);
		await expire(site);
		expect(held()).toEqual([2]);
	});

	it('undone again after the end is refused', async () => {
		const { site, held } = await siteWithKim();
		const undone = await takenBack(site, await done(site, grant, levels(KIM, SERVER, UNTIL)));
		await expire(site);
		expect((await refused(site, undo, back(undone))).reason).toBe('notAllowed');
		await expire(site);
		expect(held()).toEqual([2]);
	});

	it('is refused where another process has made the level permanent', async () => {
		const { site, held } = await siteWithKim();
		const granted = await done(site, grant, levels(KIM, SERVER, UNTIL));
		await done(site, grant, levels(KIM, SERVER));
		expect(failedWith(await undoneElsewhere(site, granted))).toMatchObject({ reason: 'conflict' });
		expect(held()).toEqual([2, 4]);
	});
});

describe('the undo of a step that changes only the end of a level', () => {
	it.each([
		['a longer Grant', grant, { ...UNTIL, until: '2027-11-25T17:00' }, SERVER],
		['a permanent Grant', grant, {}, SERVER],
		['a Set', setLevels, {}, ['Office hours', 'Server room']],
	] as const)('restores the earlier end after %s', async (_, verb, more, names) => {
		const { site, held, notes } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const before = notes();
		const prolonged = await done(site, verb, levels(KIM, [...names], more));
		expect(notes()).not.toBe(before);
		await takenBack(site, prolonged);
		expect([held(), notes()]).toEqual([[2, 4], before]);
		await expire(site);
		expect(held()).toEqual([2]);
	});
});

describe('the undo of a Disable', () => {
	const gone = leaver(KIM, { removeAccess: 'levels' });
	it.each([
		['stores the leave', { markerField: 'Notes' }],
		['stores nothing', {}],
	])('that %s gives no temporary level whose end has passed', async (_, more) => {
		const { site, held } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const left = await done(site, disable, { ...gone, ...more });
		await expire(site, 2);
		const undone = await takenBack(site, left);
		expect(undone.warnings.join()).toContain("'Server room'");
		expect(held()).toEqual([2]);
	});

	it('that left the levels removes a temporary one whose end has passed', async () => {
		const { site, id, held } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const left = await done(site, disable, leaver(KIM));
		site.clock.advance(2 * DAY);
		site.net2.clearRequests();
		await takenBack(site, left);
		expect(site.writes()).toEqual([`PUT /users/${id}/doorpermissionset`, `PUT /users/${id}`]);
		expect(held()).toEqual([2]);
	});
});

describe('the undo of Revoke Expired', () => {
	it('is refused', async () => {
		const { site, held } = await siteWithKim();
		await done(site, grant, levels(KIM, SERVER, UNTIL));
		const [expired] = await expire(site);
		if (expired === undefined || 'error' in expired) throw new Error('It failed.');
		expect((await refused(site, undo, back(expired))).reason).toBe('notAllowed');
		expect(held()).toEqual([2]);
	});
});
