import { describe, expect, it } from 'vitest';
import { applyRules } from '../../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { ProcessState } from '../../../nodes/PaxtonNet2/lifecycle/run/processState';
import { agreeing, NO_LIMITS, sync } from '../synchronize/support';
import {
	all,
	byId,
	byKey,
	done,
	failedWith,
	leaver,
	levels,
	mover,
	opened,
	provision,
	succeeded,
} from '../support/params';
import { openSite, type Site } from '../support/site';
import { takenBack } from '../support/undoing';
import { addKim, LEAVE } from './support';

const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };
const LIST = { mode: 'apply' as const, markerField: 'Notes', limits: NO_LIMITS };
const END = { fields: {}, department: undefined };
const on = (date: string, markerField?: string) => ({
	user: byKey('1'),
	date,
	withdraw: false,
	markerField,
});
const doorsOpen = (site: Site) =>
	site.net2.state().users.filter(({ canOpen }) => canOpen.length > 0).length;

describe('a leave date that the marker field stores, and that is put off', () => {
	it.each([
		[
			'Create or Update without a marker field',
			'2027-06-30',
			async (site: Site) =>
				await done(site, upsert, provision('1', { ...END, endDate: '2027-06-30' })),
		],
		[
			'Set Leave Date without a marker field',
			'2027-01-31',
			async (site: Site) => await done(site, setLeaveDate, on('2027-01-31')),
		],
		[
			'Set Leave Date to an earlier day',
			'2026-12-15',
			async (site: Site) => await done(site, setLeaveDate, on('2026-12-15')),
		],
		[
			'Set Leave Date with another marker field',
			'2027-01-31',
			async (site: Site) => await done(site, setLeaveDate, on('2027-01-31', 'customField:12')),
		],
	])('leaves the user enabled: %s', async (_, end, putOff) => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-31' }], LIST);
		const result = await putOff(site);
		expect(result).toMatchObject({ verified: true, user: { enabled: true } });
		expect(site.person(id).expiryDate?.slice(0, 10)).toBe(end);
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it.each([
		['without a marker field', 'Notes', undefined],
		['with another marker field', 'Notes', 'customField:12'],
		['with a marker field of a higher id', 'customField:12', 'Notes'],
	])('leaves all users of a list enabled: %s', async (_, first, second) => {
		const site = await openSite({ seed: 40 });
		const rows = agreeing(site.net2).slice(0, 15);
		const ends = (endDate: string) => rows.map((row) => ({ ...row, endDate }));
		await sync(site, ends('2026-12-31'), { ...LIST, markerField: first });
		const before = doorsOpen(site);
		const { summary } = await sync(site, ends('2027-12-31'), {
			mode: 'apply',
			limits: { maxChangePercent: 100, minMatchPercent: 0 },
			markerField: second,
		});
		expect(summary).toMatchObject({ verified: true, done: { updated: 15 } });
		expect(doorsOpen(site)).toBe(before);
	});

	it('gives access to a user whose leave another field stores, and removes that entry', async () => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, disable, leaver(byKey('1'), { ...LEAVE, markerField: 'customField:12' }));
		const { leaverDepartment } = LEAVE;
		const back = opened(byKey('1'), { markerField: 'Notes', leaverDepartment });
		const result = await done(site, enable, back);
		expect(result).toMatchObject({ outcome: 'enabled', verified: true, user: { enabled: true } });
		expect(site.person(id).expiryDate).toBeNull();
		expect(JSON.stringify(site.person(id).customFields)).not.toContain('left=');
	});
});

describe('a user whose end date a person has put off in Net2', () => {
	const UNTIL = { until: '2026-12-01T12:00', markerField: 'Notes' };
	const RULES = { user: byKey('1'), levels: ['Warehouse'], exclusive: [], markerField: 'Notes' };

	it.each([
		['Update', async (site: Site) => await done(site, update, mover(byKey('1'), { fax: '12' }))],
		['Apply Rules', async (site: Site) => await done(site, applyRules, RULES)],
		[
			'Grant with an end',
			async (site: Site) => await done(site, grant, levels(byKey('1'), ['Warehouse'], UNTIL)),
		],
	])('keeps access after %s', async (_, work) => {
		const site = await openSite();
		const id = addKim(site);
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		site.edit(id, { expiryDate: '2027-06-30T00:00:00' });
		expect(await work(site)).toMatchObject({ verified: true, user: { enabled: true } });
		expect(site.person(id).expiryDate).toBe('2027-06-30T00:00:00');
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it('keeps access after an undo of another value', async () => {
		const site = await openSite();
		const id = addKim(site, { telephone: '1' });
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		const changed = await done(site, update, mover(byKey('1'), { telephone: '2' }));
		site.edit(id, { expiryDate: '2027-03-31T00:00:00' });
		await takenBack(site, changed);
		expect(site.person(id).expiryDate).toBe('2027-03-31T00:00:00');
		expect(site.person(id).canOpen).not.toEqual([]);
	});
});

describe('a process that ends access while another one writes dates that it has read before', () => {
	/** Runs `slow`, and `leave` in another process between its reading and its first PUT of the record. */
	const meanwhile = async <T>(
		site: Site,
		id: number,
		{ slow, leave }: { slow: () => Promise<T>; leave: () => Promise<unknown> },
	): Promise<T> => {
		let isFirst = true;
		site.intercept(async (request, forward) => {
			if (isFirst && request.method === 'PUT' && request.path === `/users/${id}`) {
				isFirst = false;
				await leave();
			}
			return await forward();
		});
		return await slow();
	};
	const OTHER = () => ({ processState: new ProcessState() });

	it('shows in the result that the user has no access, and keeps what a rehire gives back', async () => {
		const site = await openSite();
		const id = addKim(site);
		const [result] = await meanwhile(site, id, {
			slow: async () => await all(site, update, [mover(byId(id), { telephone: '5' })]),
			leave: async () => await all(site, disable, [leaver(byId(id), LEAVE)], {}, OTHER()),
		});
		expect(succeeded(result).warnings.join()).toContain('disabled the user once more');
		expect(succeeded(result).user).toMatchObject({ enabled: false });
		expect(site.person(id).canOpen).toEqual([]);
		const { leaverDepartment } = LEAVE;
		await done(site, enable, opened(byKey('1'), { markerField: 'Notes', leaverDepartment }));
		expect(site.person(id).accessLevels).toEqual([4]);
	});

	it('leaves access until a leave date that lies ahead', async () => {
		const site = await openSite();
		const id = addKim(site);
		const [result] = await meanwhile(site, id, {
			slow: async () => await all(site, update, [mover(byId(id), { telephone: '5' })]),
			leave: async () => await all(site, setLeaveDate, [on('2026-12-31', 'Notes')], {}, OTHER()),
		});
		expect(succeeded(result).warnings.join()).toContain('wrote that End Date once more');
		expect(site.person(id).expiryDate?.slice(0, 10)).toBe('2026-12-31');
		expect(site.person(id).canOpen).not.toEqual([]);
	});

	it('makes a failure of an item that decided about the dates itself', async () => {
		const site = await openSite();
		const id = addKim(site);
		const [result] = await meanwhile(site, id, {
			slow: async () =>
				await all(site, upsert, [provision('1', { ...END, endDate: '2027-06-30' })]),
			leave: async () => await all(site, disable, [leaver(byId(id), LEAVE)], {}, OTHER()),
		});
		expect(failedWith(result)).toMatchObject({
			reason: 'conflict',
			message: expect.stringContaining('another process set the End Date'),
		});
		expect(site.person(id).canOpen).toEqual([]);
	});
});
