import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { deriveMarkerKey, readMarker } from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { NO_LIMITS, sync } from '../synchronize/support';
import {
	all,
	byKey,
	done,
	leaver,
	LEAVERS,
	levels,
	opened,
	provision,
	succeeded,
} from '../support/params';
import { MARKER_KEY, openSite, type Site } from '../support/site';
import { addKim, DAY, LEAVE } from './support';

const REOPEN = {
	mode: 'apply' as const,
	reopen: true,
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
	limits: NO_LIMITS,
};
const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };
/** A list that makes Kim a leaver. The node then sets midnight of the day before today, as 'disable' does. */
const LEFT = { ...KIM, status: 'Terminated' };
const NOTES = 13;
const MEMO = 12;

function left(site: Site, userId: number, fieldId = NOTES) {
	const text = site.person(userId).customFields.find(({ id }) => id === fieldId)?.value ?? null;
	return readMarker(text, { userId, key: MARKER_KEY }).entries.left;
}

const on = (date: string, markerField?: string) => ({
	user: byKey('1'),
	date,
	withdraw: false,
	markerField,
});

describe('a leave date that an operation sets', () => {
	it('is stored with its end date and its cause', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		expect(left(site, id)).toMatchObject({ endDate: '2026-12-31T23:59:00', cause: 'operation' });
		site.net2.clearRequests();
		expect((await done(site, setLeaveDate, on('2026-12-31', 'Notes'))).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
	});

	it('stays with the old text of the field, and goes with the date in one PUT', async () => {
		const site = await openSite();
		const id = addKim(site, { customFields: [{ id: NOTES, value: 'Parking permit 7' }] });
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		const text = site.person(id).customFields.find((field) => field.id === NOTES)?.value;
		expect(text).toMatch(/^Parking permit 7 \[n8n2 left=20261231T2359O/);
		expect(site.writes()).toEqual([`PUT /users/${id}`]);
	});

	it('is written without the entry if the field has no room, with a warning', async () => {
		const site = await openSite();
		const id = addKim(site, { customFields: [{ id: MEMO, value: 'x'.repeat(45) }] });
		const result = await done(site, setLeaveDate, on('2026-12-31', `customField:${MEMO}`));
		expect(site.person(id).expiryDate).toMatch(/^2026-12-31/);
		expect(result.warnings.join()).toContain('has no room');
	});

	it('keeps a list from giving access again, until HR gives a start date after it', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		site.clock.advance(60 * DAY);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
		await sync(site, [{ ...KIM, startDate: '2027-01-10' }], REOPEN);
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it.each(['Notes', undefined])(
		'makes the end date of a list a decision of a person, with the marker field %s',
		async (markerField) => {
			const site = await openSite();
			const id = addKim(site);
			await sync(site, [{ ...KIM, endDate: '2026-12-31' }], REOPEN);
			expect(left(site, id)?.cause).toBe('list');
			await done(site, setLeaveDate, on('2026-12-31', markerField));
			expect(left(site, id)?.cause).toBe('operation');
			site.clock.advance(60 * DAY);
			expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
			expect(site.person(id).canOpen).toEqual([]);
		},
	);

	it('is forgotten when it is withdrawn', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		await done(site, setLeaveDate, { user: byKey('1'), withdraw: true });
		expect(site.person(id).expiryDate).toBeNull();
		expect(left(site, id)).toBeNull();
	});
});

describe('a list that would give access again to a user that an operation disabled', () => {
	it.each([
		['without a marker field', leaver(byKey('1'))],
		['with the marker field', leaver(byKey('1'), LEAVE)],
		['with another marker field', leaver(byKey('1'), { ...LEAVE, markerField: 'customField:12' })],
		['without a marker field, and levels removed', leaver(byKey('1'), { removeAccess: 'all' })],
	])('does not, though the list had set the same End Date: %s', async (_, params) => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [LEFT], REOPEN);
		const { expiryDate } = site.person(id);
		expect(left(site, id)?.cause).toBe('list');
		await done(site, disable, params);
		expect(site.person(id).expiryDate).toBe(expiryDate);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it.each([
		['without a marker field', leaver(byKey('1'))],
		['with the marker field', leaver(byKey('1'), LEAVE)],
		['with another marker field', leaver(byKey('1'), { ...LEAVE, markerField: 'customField:12' })],
	])(
		'does not, though a person gave access by hand and the day is the same: %s',
		async (_, params) => {
			const site = await openSite();
			const id = addKim(site);
			await sync(site, [LEFT], REOPEN);
			const { expiryDate } = site.person(id);
			site.edit(id, { expiryDate: null });
			await done(site, disable, params);
			expect(site.person(id).expiryDate).toBe(expiryDate);
			expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
			expect(site.person(id).canOpen).toEqual([]);
		},
	);

	it('does not, though the field has no room for the entry of the new leave', async () => {
		const site = await openSite();
		const room = [{ id: MEMO, value: 'Bike 7' }];
		const id = addKim(site, { department: 'Engineering', customFields: room });
		const list = { ...REOPEN, markerField: 'customField:12' };
		await sync(site, [LEFT], list);
		const { expiryDate } = site.person(id);
		expect(left(site, id, MEMO)?.cause).toBe('list');
		site.edit(id, { expiryDate: null, departmentId: 2, accessLevels: [1, 2, 3, 4, 5, 6] });
		const params = leaver(byKey('1'), { ...LEAVE, markerField: 'customField:12' });
		const result = await done(site, disable, params);
		expect(result.warnings.join()).toContain('has no room');
		expect(site.person(id).expiryDate).toBe(expiryDate);
		expect((await sync(site, [KIM], list)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('does not on another day either', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [LEFT], REOPEN);
		site.edit(id, { expiryDate: null });
		site.clock.advance(10 * DAY);
		await done(site, disable, leaver(byKey('1')));
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('does so by a start date after the leave', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [LEFT], REOPEN);
		await done(site, disable, leaver(byKey('1')));
		site.clock.advance(30 * DAY);
		await sync(site, [{ ...KIM, startDate: '2026-12-20' }], REOPEN);
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it('keeps what the list stored for a rehire', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [LEFT], REOPEN);
		await done(site, disable, leaver(byKey('1')));
		await done(
			site,
			enable,
			opened(byKey('1'), { markerField: 'Notes', leaverDepartment: LEAVERS }),
		);
		expect(site.person(id)).toMatchObject({ department: 'Sales', accessLevels: [4] });
	});
});

describe('the entry of a leaver', () => {
	it('costs nothing where the operation has no marker field and the user no entry', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, disable, leaver(byKey('1')));
		expect(site.person(id).customFields.map(({ id: field }) => field)).toEqual([14]);
	});

	it('is left alone by a second disable of the same kind', async () => {
		const site = await openSite();
		addKim(site);
		await sync(site, [LEFT], REOPEN);
		await done(site, disable, leaver(byKey('1')));
		site.net2.clearRequests();
		expect((await done(site, disable, leaver(byKey('1')))).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
	});
});

describe('an operation that names the End Date that a list has set', () => {
	const END = { fields: {}, department: undefined, endDate: '2026-12-01' };
	it.each([
		['Create or Update', async (site: Site) => await done(site, upsert, provision('1', END))],
		[
			'Create or Update, with a level',
			async (site: Site) =>
				await done(site, upsert, provision('1', { ...END, accessLevels: ['Server room'] })),
		],
		[
			'Create or Update that enables',
			async (site: Site) => await done(site, upsert, provision('1', { ...END, enabled: 'enable' })),
		],
		[
			'Enable',
			async (site: Site) => await done(site, enable, opened(byKey('1'), { endDate: '2026-12-01' })),
		],
		[
			'Enable, with another marker field',
			async (site: Site) => {
				const more = { endDate: '2026-12-01', markerField: 'customField:12' };
				return await done(site, enable, opened(byKey('1'), more));
			},
		],
	])('makes it a decision of a person: %s', async (_, decide) => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-01' }], REOPEN);
		expect(left(site, id)?.cause).toBe('list');
		expect((await decide(site)).verified).toBe(true);
		expect(left(site, id)?.cause).not.toBe('list');
		site.clock.advance(10 * DAY);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('does so after the day, too, and a second time finds nothing to write', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-01' }], REOPEN);
		site.clock.advance(10 * DAY);
		const item = provision('1', END);
		await done(site, upsert, item);
		expect(left(site, id)?.cause).toBe('operation');
		site.net2.clearRequests();
		expect((await done(site, upsert, item)).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
	});

	it('does so although the item also ends temporary access in the same field', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		const until = { until: '2026-12-24T17:00', markerField: 'Notes' };
		await done(site, grant, levels(byKey('1'), ['Server room'], until));
		await sync(site, [{ ...KIM, endDate: '2026-12-01' }], REOPEN);
		await done(site, upsert, provision('1', { ...END, accessLevels: ['Warehouse'] }));
		expect(left(site, id)?.cause).toBe('operation');
	});

	it('leaves the entry as it is if the item names no End Date', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-01' }], REOPEN);
		await done(site, upsert, provision('1', { ...END, endDate: undefined }));
		expect(left(site, id)?.cause).toBe('list');
	});

	it('moves the entry to another End Date of the item', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-01' }], REOPEN);
		await done(site, upsert, provision('1', { ...END, endDate: '2026-12-15' }));
		expect(left(site, id)).toMatchObject({
			cause: 'operation',
			endDate: expect.stringMatching(/^2026-12-15/),
		});
	});

	it('does not bring the entry of the list back when an operation returns to that date', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-01' }], REOPEN);
		await done(site, upsert, provision('1', { ...END, endDate: '2026-12-15' }));
		await done(site, upsert, provision('1', END));
		site.clock.advance(10 * DAY);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});
});

describe('a decision with a credential that has another client id or marker secret', () => {
	const OTHER = { markerKey: deriveMarkerKey('another secret') };
	const disabled = async (site: Site, more = {}) =>
		succeeded((await all(site, disable, [leaver(byKey('1'), more)], {}, OTHER))[0]);

	it.each([
		['without a marker field', {}],
		['with the marker field', LEAVE],
	])('keeps the list from giving access again, with a warning: %s', async (_, more) => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [LEFT], REOPEN);
		const before = site.person(id).expiryDate;
		const result = await disabled(site, more);
		expect(result.warnings.join()).toMatch(/another client id or marker secret/);
		expect(site.person(id).expiryDate).toBe(before);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('does so for a leave date that it sets again', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-31' }], REOPEN);
		await all(site, setLeaveDate, [on('2026-12-31')], {}, OTHER);
		site.clock.advance(60 * DAY);
		expect((await sync(site, [KIM], REOPEN)).gist).toEqual(['blockedByHand 1']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('says it once, and keeps what else the entry and the field say', async () => {
		const site = await openSite();
		const id = addKim(site, { customFields: [{ id: NOTES, value: 'Parking permit 7' }] });
		await sync(site, [LEFT], REOPEN);
		const text = () => site.person(id).customFields.find((one) => one.id === NOTES)?.value ?? '';
		const before = text();
		await disabled(site);
		expect(text()).toBe(before.replace('L/', 'O/'));
		site.net2.clearRequests();
		expect(await disabled(site)).toMatchObject({ outcome: 'unchanged', warnings: [] });
		expect(site.writes()).toEqual([]);
	});

	it('leaves an entry alone that no list acts on', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-31' }], REOPEN);
		site.edit(id, { expiryDate: '2026-11-01T00:00:00' });
		site.net2.clearRequests();
		expect(await disabled(site)).toMatchObject({ outcome: 'unchanged', warnings: [] });
		expect(site.writes()).toEqual([]);
	});
});
