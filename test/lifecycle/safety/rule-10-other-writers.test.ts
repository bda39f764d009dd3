import { describe, expect, it } from 'vitest';
import { applyRules } from '../../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { readMarker, writeMarker } from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import {
	NO_ENTRIES,
	type LeftEntry,
	type MarkerEntries,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import { agreeing, NO_LIMITS, sync } from '../synchronize/support';
import {
	all,
	byId,
	byKey,
	done,
	failedWith,
	gist,
	leaver,
	LEAVERS,
	levels,
	opened,
} from '../support/params';
import { MARKER_KEY, openSite, type Site } from '../support/site';
import { addKim, DAY, LEAVE, OPTIONS } from './support';

const NOTES = 13;
const UNTIL = Date.parse('2026-12-01T16:00:00Z');
const LEFT: LeftEntry = {
	endDate: '2026-11-20T00:00:00',
	cause: 'operation',
	departmentId: null,
	levelIds: [],
	temporaryLevelIds: [],
	doors: 0,
};

const notes = (site: Site, id: number): string =>
	site.person(id).customFields.find((field) => field.id === NOTES)?.value ?? '';

const entries = (site: Site, userId: number): MarkerEntries =>
	readMarker(notes(site, userId), { userId, key: MARKER_KEY }).entries;

/** Another process or program writes the field at this request. What it does to the entries is up to it. */
function meanwhile(
	site: Site,
	userId: number,
	{ request, change }: { request: [string, number]; change: (text: string) => string },
): void {
	site.before(...request, () => {
		const others = site.person(userId).customFields.filter(({ id }) => id !== NOTES);
		const value = change(notes(site, userId));
		site.edit(userId, { customFields: [...others, { id: NOTES, value }] });
	});
}

const storing =
	(userId: number, more: Partial<MarkerEntries>) =>
	(text: string): string => {
		const owner = { userId, key: MARKER_KEY };
		const known = readMarker(text, owner).entries;
		const written = writeMarker(text, { ...known, ...more }, { ...owner, room: 0 });
		return written === 'noRoom' ? text : written.text;
	};

const temporary = { temporary: [{ levelId: 4, until: UNTIL }] };
const rules = (id: number, level = 'Warehouse') => ({
	user: byId(id),
	levels: [level],
	exclusive: [],
	markerField: 'Notes',
});

describe('the marker field, when another process writes it between the plan and the write,', () => {
	it('keeps the temporary access that the other one stored while rules are applied', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, applyRules, rules(id));
		// The rules write the field before and after the levels. The other process comes in between.
		const request: [string, number] = [`PUT /users/${id}/doorpermissionset`, 1];
		meanwhile(site, id, { request, change: storing(id, temporary) });
		await done(site, applyRules, rules(id, 'Office hours'));
		expect(entries(site, id)).toMatchObject(temporary);
		site.clock.advance(20 * DAY);
		await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);
		expect(site.person(id).accessLevels).not.toContain(4);
	});

	it('keeps what a person wrote next to the marker', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, applyRules, rules(id));
		const request: [string, number] = [`PUT /users/${id}/doorpermissionset`, 1];
		meanwhile(site, id, { request, change: (text) => `Locker 12 ${text}` });
		await done(site, applyRules, rules(id, 'Office hours'));
		expect(notes(site, id)).toMatch(/^Locker 12 /);
		expect(entries(site, id).ruleLevels).not.toEqual([]);
	});

	it('keeps a leave that a list does not know, and its text', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site);
		await done(
			site,
			grant,
			levels(byId(id), ['Warehouse'], { until: '2026-12-20', markerField: 'Notes' }),
		);
		const rows = agreeing(site.net2).map((row) =>
			row['key'] === '1' ? { ...row, endDate: '2026-12-31' } : row,
		);
		const request: [string, number] = [`GET /users/${id}`, 1];
		site.net2.clearRequests();
		meanwhile(site, id, { request, change: (text) => `Locker 12 ${text}` });
		const options = { mode: 'apply' as const, limits: NO_LIMITS, markerField: 'Notes' };
		expect((await sync(site, rows, options)).failures).toEqual([]);
		expect(notes(site, id)).toMatch(/^Locker 12 /);
		const { left, temporary: until } = entries(site, id);
		expect(left).toMatchObject({ cause: 'list', endDate: '2026-12-31T23:59:00' });
		expect(until).toHaveLength(1);
	});

	it('is not written with an old copy by a list that changes another field', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site, { customFields: [{ id: NOTES, value: 'Bike' }] });
		const rows = agreeing(site.net2).map((row) => ({ ...row, title: 'Engineer' }));
		meanwhile(site, id, {
			request: [`GET /users/${id}`, 1],
			change: storing(id, temporary),
		});
		const outcome = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(outcome.failures).toEqual([]);
		expect(site.person(id).customFields).toContainEqual({ id: 10, value: 'Engineer' });
		expect(entries(site, id)).toMatchObject(temporary);
	});

	it('does not lose the leave of another process to a step that gives access', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, disable, leaver(byId(id), LEAVE));
		const request: [string, number] = [`PUT /users/${id}/departments`, 1];
		site.net2.clearRequests();
		meanwhile(site, id, { request, change: storing(id, { left: LEFT }) });
		const params = opened(byId(id), { markerField: 'Notes', leaverDepartment: LEAVERS });
		const [result] = await all(site, enable, [params]);
		expect(failedWith(result).reason).toBe('conflict');
		expect(entries(site, id).left).toEqual(LEFT);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('never delays the end date of a leaver', async () => {
		const site = await openSite();
		const id = addKim(site, { customFields: [{ id: NOTES, value: 'Bike' }] });
		meanwhile(site, id, {
			request: [`GET /users/${id}`, 1],
			change: storing(id, { ...temporary, left: LEFT }),
		});
		const result = await done(site, disable, leaver(byId(id), LEAVE));
		expect(result).toMatchObject({ outcome: 'disabled', verified: true });
		expect(site.person(id).canOpen).toEqual([]);
		expect(entries(site, id).left).toMatchObject({ cause: 'operation' });
	});

	it('reports a conflict where it came into a field that a list fills', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site);
		const rows = agreeing(site.net2).map((row) =>
			row['key'] === '1' ? { ...row, title: 'Engineer' } : row,
		);
		site.before(`GET /users/${id}`, 1, () => {
			const others = site.person(id).customFields.filter((field) => field.id !== 10);
			const value = storing(id, temporary)('');
			site.edit(id, { customFields: [...others, { id: 10, value }] });
		});
		const outcome = await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(outcome.failures).toMatchObject([{ reason: 'conflict', userId: id }]);
		expect(site.person(id).customFields.find((field) => field.id === 10)?.value).toMatch(/^\[n8n/);
	});

	it('does not take its own plan for the write of another one when it waits for its turn', async () => {
		const site = await openSite();
		// The first write of custom fields in a process goes alone. So the second user waits, and is read once more.
		const requested = ['00123', '123'].map((key) => ({ ...rules(1), user: byKey(key) }));
		const results = await all(site, applyRules, requested, {}, { maxUsersInFlight: 2 });
		expect(results.map(gist)).toEqual(['updated', 'updated']);
		const ids = ['00123', '123'].map((key) => site.carriers(key)[0]?.id ?? 0);
		expect(ids.map((id) => entries(site, id).ruleLevels)).toEqual([[3], [3]]);
	});

	it('costs no request where no other process wrote', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, applyRules, rules(id));
		expect(entries(site, id)).toEqual({ ...NO_ENTRIES, ruleLevels: expect.any(Array) });
		expect(site.writes()).toHaveLength(2);
	});
});
