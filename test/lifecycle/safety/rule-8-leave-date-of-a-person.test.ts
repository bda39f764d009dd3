import { describe, expect, it } from 'vitest';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { NO_LIMITS, sync } from '../synchronize/support';
import { byKey, done } from '../support/params';
import { openSite } from '../support/site';
import { addKim, DAY } from './support';

const KIM = { key: '1', firstName: 'Kim', lastName: 'Person' };
const LIST = { mode: 'apply' as const, markerField: 'Notes', limits: NO_LIMITS };
const on = (date: string, markerField?: string) => ({
	user: byKey('1'),
	date,
	withdraw: false,
	markerField,
});
const decided = async (date = '2026-12-15') => {
	const site = await openSite();
	const id = addKim(site);
	await done(site, setLeaveDate, on(date, 'Notes'));
	return {
		site,
		end: () => site.person(id).expiryDate?.slice(0, 10),
		person: () => site.person(id),
	};
};

describe('a leave date that a person decided', () => {
	it.each([
		['a later end', '2027-12-31', LIST],
		['no end', '9999-12-31', LIST],
		['a later end, without a marker field', '2027-12-31', { ...LIST, markerField: undefined }],
		['a later end, with another field', '2027-12-31', { ...LIST, markerField: 'customField:12' }],
	])('is kept and reported when a list says %s', async (_, endDate, list) => {
		const { site, end } = await decided();
		const outcome = await sync(site, [{ ...KIM, endDate }], list);
		expect(outcome.gist).toEqual(['blockedByHand 1']);
		expect(outcome.one('1').warnings.join()).toContain('by a decision of a person');
		expect(outcome.summary.changed).toBe(false);
		expect(end()).toBe('2026-12-15');
	});

	it('is kept on its last day', async () => {
		const { site, end } = await decided('2026-11-25');
		site.clock.advance(DAY);
		await sync(site, [{ ...KIM, endDate: '2099-12-31' }], LIST);
		expect(end()).toBe('2026-11-25');
	});

	it('is kept if the list had set the same date before', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-31' }], LIST);
		await done(site, setLeaveDate, on('2026-12-31', 'Notes'));
		await sync(site, [{ ...KIM, endDate: '2027-12-31' }], LIST);
		expect(site.person(id).expiryDate?.slice(0, 10)).toBe('2026-12-31');
	});

	it('is kept if the list had set another date, and the operation names no marker field', async () => {
		const site = await openSite();
		const id = addKim(site);
		await sync(site, [{ ...KIM, endDate: '2026-12-31' }], LIST);
		await done(site, setLeaveDate, on('2026-12-15'));
		await sync(site, [{ ...KIM, endDate: '2026-12-31' }], LIST);
		expect(site.person(id).expiryDate?.slice(0, 10)).toBe('2026-12-15');
	});

	it('does not keep the list from its other changes', async () => {
		const { site, end, person } = await decided();
		const line = { ...KIM, endDate: '2027-12-31', accessLevels: ['Office hours'] };
		const outcome = await sync(site, [line], LIST);
		expect(outcome.one('1').warnings.join()).toContain('by a decision of a person');
		expect([end(), person().accessLevels]).toEqual(['2026-12-15', [2]]);
	});

	it.each([
		['a list may name an earlier day', { endDate: '2026-12-01' }, '2026-12-01'],
		[
			'a list may put it off if the employee starts after it',
			{ startDate: '2027-01-04', endDate: '2027-12-31' },
			'2027-12-31',
		],
	])('%s', async (_, line, expected) => {
		const { site, end } = await decided();
		await sync(site, [{ ...KIM, ...line }], LIST);
		expect(end()).toBe(expected);
	});

	it('is put off by a person', async () => {
		const { site, end } = await decided();
		await done(site, setLeaveDate, on('2027-01-31', 'Notes'));
		expect(end()).toBe('2027-01-31');
	});
});
