import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import {
	all,
	byId,
	byKey,
	gist,
	leaver,
	LEAVERS,
	named,
	provision,
	refused,
} from '../support/params';
import { openSite } from '../support/site';
import { addKim, reply } from './support';

describe('several items that end the access of one employee', () => {
	it('remove together what any of them names', async () => {
		const site = await openSite();
		const id = addKim(site, { cards: ['111'], pin: '4711' });
		const results = await all(site, disable, [
			leaver(byKey('1')),
			leaver(byId(id), { cards: 'lost' }),
			leaver(byKey('1'), { clearPin: true, leaverDepartment: LEAVERS, removeAccess: 'all' }),
		]);
		expect(results.map(gist)).toEqual(['disabled', 'unchanged', 'unchanged']);
		expect(site.person(id)).toMatchObject({
			canOpen: [],
			pin: '',
			department: 'Terminated Employment',
			accessLevels: [],
			cards: [{ isLost: true }],
		});
	});

	it.each([
		[
			'leaver department',
			{ leaverDepartment: LEAVERS },
			{ leaverDepartment: named('Engineering') },
		],
		['marker field', { markerField: 'Notes' }, { markerField: 'customField:12' }],
	])('say for which item a different %s was not used', async (_, first, second) => {
		const site = await openSite();
		const id = addKim(site);
		const items = [first, second, {}, first, second].map((more) => leaver(byKey('1'), more));
		const results = await all(site, disable, items);
		expect(results.map(gist)).toEqual([
			'disabled',
			'duplicateKey',
			'unchanged',
			'unchanged',
			'duplicateKey',
		]);
		expect(site.person(id).canOpen).toEqual([]);
		const dry = await all(site, disable, items, { dryRun: true });
		expect(dry.map(gist)[1]).toBe('duplicateKey');
	});

	it('use the department of the first item that names one', async () => {
		const site = await openSite();
		const id = addKim(site);
		const items = [{}, { leaverDepartment: LEAVERS }, { leaverDepartment: named('Engineering') }];
		const results = await all(
			site,
			disable,
			items.map((more) => leaver(byKey('1'), more)),
		);
		expect(results.map(gist)).toEqual(['disabled', 'unchanged', 'duplicateKey']);
		expect(site.person(id)).toMatchObject({ canOpen: [], department: 'Terminated Employment' });
	});

	it('end it although they name different leaver departments', async () => {
		const site = await openSite();
		const id = addKim(site);
		await all(site, disable, [
			leaver(byKey('1'), { leaverDepartment: named('Gone') }),
			leaver(byKey('1'), { leaverDepartment: LEAVERS }),
		]);
		expect(site.person(id).canOpen).toEqual([]);
	});
});

describe('a card that Net2 refuses to mark lost', () => {
	it.each([0, 1, 2])('does not leave the others valid; card %s', async (place) => {
		const site = await openSite();
		const id = addKim(site, { cards: ['111', '222', '333'] });
		const card = site.person(id).cards[place]?.id ?? 0;
		site.intercept(async ({ method, path }, forward) =>
			method === 'PUT' && path === `/users/${id}/tokens/${card}` ? reply(400) : await forward(),
		);
		const failure = await refused(site, disable, leaver(byKey('1'), { cards: 'lost' }));
		expect(failure.reason).toBe('badInput');
		expect(site.person(id).cards.filter(({ isLost }) => !isLost)).toHaveLength(1);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('that has been removed meanwhile is a failure of that card, never "not found"', async () => {
		const site = await openSite();
		const id = addKim(site, { cards: ['111', '222'] });
		const [first] = site.person(id).cards;
		site.before(`PUT /users/${id}/tokens/${first?.id ?? 0}`, 1, () => {
			site.net2.world.cards.delete(first?.id ?? 0);
		});
		const params = leaver(byKey('1'), { cards: 'lost', onNotFound: 'report' });
		expect((await refused(site, disable, params)).reason).toBe('conflict');
		expect(site.person(id)).toMatchObject({ canOpen: [], cards: [{ isLost: true }] });
	});
});

describe('an item that disables', () => {
	it.each([
		['a department that is missing', { department: named('Gone') }],
		['a level that is missing', { accessLevels: ['Gone'] }],
		['a field that is missing', { fields: { 'customField:77': 'x' } }],
		['a flag that is none', { fields: { isAlarmUser: 'perhaps' } }],
		['a card that another user holds', { cards: [{ tokenType: 'ProxCard', value: '10000002' }] }],
		['dates that cannot be', { startDate: '31/31/2026', endDate: 'soon' }],
		['an end that lies ahead', { endDate: '2027-01-01' }],
	])('does not wait for %s', async (_, more) => {
		const site = await openSite();
		const id = addKim(site);
		await all(site, upsert, [provision('1', { fields: {}, ...more, enabled: 'disable' })]);
		expect(site.person(id).canOpen).toEqual([]);
	});
});
