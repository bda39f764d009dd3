import { describe, expect, it } from 'vitest';
import { applyRules } from '../../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { create } from '../../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, setLevels } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import {
	all,
	byId,
	byKey,
	done,
	joiner,
	leaver,
	LEAVERS,
	levels,
	mover,
	named,
	opened,
	provision,
	refused,
} from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim, DAY, LEAVE, OPTIONS } from './support';

const NOTES = 'Notes';
const back = opened(byKey('1'), { markerField: NOTES, leaverDepartment: LEAVERS });
const until = { until: '2026-12-01T17:00', markerField: NOTES };

async function expire(site: Site, days = 20) {
	site.clock.advance(days * DAY);
	return await revokeExpired(site.run('accessLevel.revokeExpired'), NOTES, OPTIONS);
}

describe('a second leave', () => {
	it('does not bring back what the first one removed', async () => {
		const site = await openSite();
		const id = addKim(site, { department: 'Engineering' });
		await done(site, disable, leaver(byKey('1'), LEAVE));
		site.clock.advance(300 * DAY);
		await done(
			site,
			upsert,
			provision('1', {
				fields: {},
				department: named('Sales'),
				accessLevels: ['Office hours'],
				enabled: 'enable',
				leaverDepartment: LEAVERS,
			}),
		);
		await done(site, disable, leaver(byKey('1'), LEAVE));
		await done(site, enable, back);
		expect(site.person(id)).toMatchObject({ accessLevels: [2], department: 'Sales' });
	});
});

describe('a leave that was over', () => {
	it('gives nothing back after a later leave that the node did not make, with a warning', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, disable, leaver(byKey('1'), LEAVE));
		site.clock.advance(100 * DAY);
		site.edit(id, { expiryDate: null, accessLevels: [2], departmentId: 1 });
		site.clock.advance(100 * DAY);
		site.edit(id, { expiryDate: '2027-05-01T00:00:00' });
		site.clock.advance(60 * DAY);
		const result = await done(site, enable, back);
		expect(site.person(id).accessLevels).toEqual([2]);
		expect(result.warnings.join()).toMatch(/earlier leave/);
	});
});

describe('temporary access', () => {
	it.each([
		['names the marker field', { markerField: NOTES }],
		['names no marker field', {}],
	])('becomes permanent by a grant without an end that %s', async (_, more) => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], until));
		await done(site, grant, levels(byKey('1'), ['Server room'], more));
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([2, 4]);
	});

	it('becomes permanent by a set of levels that names it', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], until));
		await done(site, setLevels, levels(byKey('1'), ['Server room'], { markerField: NOTES }));
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([4]);
	});

	it('is not shortened by a shorter grant, with a warning', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], { ...until, until: '2027-01-31' }));
		const result = await done(site, grant, levels(byKey('1'), ['Server room'], until));
		expect(result.warnings.join()).toContain('keeps it until then');
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([2, 4]);
		await expire(site, 60);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('is never restored by a rehire', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], until));
		await done(site, disable, leaver(byKey('1'), LEAVE));
		await done(site, enable, back);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it.each([
		['names the marker field', back],
		['names no marker field', opened(byKey('1'))],
	])(
		'that ended during a leave goes before access is given by an Enable that %s',
		async (_, params) => {
			const site = await openSite();
			const id = addKim(site, { accessLevels: [2] });
			await done(site, grant, levels(byKey('1'), ['Server room'], until));
			await done(site, disable, leaver(byKey('1')));
			site.clock.advance(20 * DAY);
			site.net2.clearRequests();
			const result = await done(site, enable, params);
			expect(site.person(id).accessLevels).toEqual([2]);
			expect(site.writes()).toEqual([`PUT /users/${id}/doorpermissionset`, `PUT /users/${id}`]);
			expect(result.warnings.join()).toMatch(/temporary access.*ended/);
			expect(await expire(site, 0)).toEqual([]);
		},
	);

	it('that runs on after a leave stays temporary', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], until));
		await done(site, disable, leaver(byKey('1')));
		await done(site, enable, back);
		expect(site.person(id).accessLevels).toEqual([2, 4]);
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('stays known when an item would write over the marker field', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await done(site, grant, levels(byKey('1'), ['Server room'], until));
		const params = mover(byKey('1'), { 'customField:13': 'Parking permit 7' });
		const failure = await refused(site, update, params);
		expect(failure.reason).toBe('badInput');
		expect(failure.message).toContain('customField:13');
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([2]);
	});
});

describe('an ordinary value with the opening of a marker', () => {
	const forged = '[n8n2 left=20261129L/2/1+2+3 AAAAAAAAAAAAAA]';

	it.each(['customField:13', 'customField:9', 'telephone', 'lastName'])(
		'is refused in %s',
		async (field) => {
			const site = await openSite();
			addKim(site);
			const fields = { firstName: 'Jo', lastName: 'Iner', [field]: forged };
			expect((await refused(site, update, mover(byKey('1'), fields))).reason).toBe('badInput');
			expect((await refused(site, create, joiner('2', { fields }))).reason).toBe('badInput');
			expect((await refused(site, upsert, provision('1', { fields }))).reason).toBe('badInput');
			expect(site.writes()).toEqual([]);
		},
	);

	it('gives a returning user nothing where it was typed into Net2', async () => {
		const site = await openSite();
		const id = addKim(site, {
			expiryDate: '2026-06-01T00:00:00',
			accessLevels: [],
			customFields: [{ id: 13, value: forged }],
		});
		const result = await done(site, enable, opened(byId(id), { markerField: NOTES }));
		expect(site.person(id).accessLevels).toEqual([]);
		expect(result.warnings.join()).toContain('did not write');
	});

	it('gives nothing where the marker of another user was copied', async () => {
		const site = await openSite();
		addKim(site, { accessLevels: [1, 2, 3] });
		await done(site, disable, leaver(byKey('1'), LEAVE));
		const copied = site.carriers('1')[0]?.customFields.find(({ id }) => id === 13)?.value ?? '';
		expect(copied).toContain('[n8n2 left=');
		const id = addKim(site, {
			personnelNumber: '2',
			expiryDate: '2026-11-23T00:00:00',
			accessLevels: [],
			customFields: [{ id: 13, value: copied }],
		});
		await done(site, enable, opened(byId(id), { markerField: NOTES }));
		expect(site.person(id).accessLevels).toEqual([]);
	});
});

describe('the marker field of a leaver', () => {
	it('loses the entry whenever the user gets access again', async () => {
		const entry = (site: Site, id: number) =>
			site.person(id).customFields.find((field) => field.id === 13)?.value ?? '';
		for (const reopen of [
			async (site: Site) => await all(site, enable, [opened(byKey('1'))]),
			async (site: Site) =>
				await all(site, upsert, [provision('1', { fields: {}, enabled: 'enable' })]),
		]) {
			const site = await openSite();
			const id = addKim(site);
			await done(site, disable, leaver(byKey('1'), LEAVE));
			expect(entry(site, id)).toContain('left=');
			await reopen(site);
			expect(entry(site, id)).not.toContain('left=');
		}
	});

	it('is not written by rules that change nothing', async () => {
		const site = await openSite();
		addKim(site);
		const params = { user: byKey('1'), levels: [], exclusive: [], markerField: NOTES };
		expect((await done(site, applyRules, params)).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
	});
});
