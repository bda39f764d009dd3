import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import type { UpsertParams } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
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

describe('several items that disable one user in Create or Update', () => {
	it.each<[string, Partial<UpsertParams>, Partial<UpsertParams>]>([
		['fields', { fields: { telephone: '1' } }, { fields: { telephone: '2' } }],
		['departments', { department: named('Sales') }, { department: named('Engineering') }],
	])(
		'end the access although their %s differ, and the second is an error',
		async (_, one, other) => {
			const site = await openSite();
			const id = addKim(site);
			const results = await all(
				site,
				upsert,
				[one, other].map((more: object) =>
					provision('1', { fields: {}, department: undefined, enabled: 'disable', ...more }),
				),
			);
			expect(results.map(gist)).toEqual(['disabled', 'duplicateKey']);
			expect(site.person(id).canOpen).toEqual([]);
		},
	);

	it('write together what any of them names', async () => {
		const site = await openSite();
		const id = addKim(site);
		const results = await all(
			site,
			upsert,
			[{ telephone: '1' }, { extension: '2' }].map((fields) =>
				provision('1', { fields, department: undefined, enabled: 'disable' }),
			),
		);
		expect(results.map(gist)).toEqual(['disabled', 'unchanged']);
		expect(site.person(id)).toMatchObject({ canOpen: [], telephone: '1', extension: '2' });
	});

	it('are refused if one of them does not disable', async () => {
		const site = await openSite();
		const id = addKim(site);
		const results = await all(site, upsert, [
			provision('1', { fields: {}, enabled: 'disable' }),
			provision('1', { fields: {} }),
		]);
		expect(results.map(gist)).toEqual(['duplicateKey', 'duplicateKey']);
		expect(site.person(id).canOpen).not.toEqual([]);
	});
});

const MISSING = [
	['a level', { accessLevels: ['Typo'] }],
	['a department', { department: named('Typo') }],
	['a field', { fields: { 'customField:77': 'x' } }],
] satisfies Array<[string, object]>;

describe('an item of Create or Update that names what is missing', () => {
	const item = (more: object) => provision('1', { fields: {}, department: undefined, ...more });

	it.each(MISSING)('ends access now, and is an error: %s', async (_, more) => {
		const site = await openSite();
		const id = addKim(site);
		const error = await refused(site, upsert, item({ endDate: '2026-11-20', ...more }));
		expect(error.reason).toMatch(/^unknown/);
		expect(error.done).toEqual(['End Date 2026-11-20T23:59:00']);
		expect(site.person(id).canOpen).toEqual([]);
	});

	it.each(MISSING)(
		'writes no end that lies ahead, as a line of a list does not: %s',
		async (_, more) => {
			const site = await openSite();
			const id = addKim(site, { expiryDate: '2026-12-31T00:00:00' });
			for (const endDate of ['2026-12-15', '2027-12-31', 'never', ''])
				await refused(site, upsert, item({ endDate, ...more }));
			await refused(site, upsert, item({ endDate: '2026-12-15', enabled: 'enable', ...more }));
			expect(site.person(id).expiryDate).toMatch(/^2026-12-31/);
		},
	);

	it('gives no level and writes no other value', async () => {
		const site = await openSite();
		const id = addKim(site);
		const params = {
			endDate: '2026-11-20',
			accessLevels: ['Warehouse'],
			fields: { telephone: '5', 'customField:77': 'x' },
		};
		expect((await refused(site, upsert, item(params))).reason).toBe('unknownField');
		expect(site.person(id)).toMatchObject({ accessLevels: [4], telephone: null });
		expect(site.person(id).canOpen).toEqual([]);
	});

	it('does not wait for levels that cannot be read', async () => {
		const site = await openSite({ timeoutMs: 300 });
		const id = addKim(site, { accessLevels: [2, 3] });
		const route = `GET /api/v1/users/${id}/doorpermissionset`;
		site.net2.faults([{ match: route, fault: '500', times: 999 }]);
		await refused(site, upsert, item({ endDate: '2026-11-20', accessLevels: ['Warehouse'] }));
		expect(site.person(id).canOpen).toEqual([]);
	});
});

describe('a leave date with a marker field that is missing', () => {
	const on = (date: string) => ({
		user: byKey('1'),
		date,
		withdraw: false,
		markerField: 'Notess',
	});

	it('is written, and the item is an error', async () => {
		const site = await openSite();
		const id = addKim(site);
		expect((await refused(site, setLeaveDate, on('2026-12-31'))).reason).toBe('unknownField');
		expect(site.person(id).expiryDate).toMatch(/^2026-12-31/);
	});

	it('is neither put off nor withdrawn', async () => {
		const site = await openSite();
		const id = addKim(site, { expiryDate: '2026-12-31T00:00:00' });
		await refused(site, setLeaveDate, on('2027-12-31'));
		await refused(site, setLeaveDate, { ...on(''), withdraw: true });
		expect(site.person(id).expiryDate).toMatch(/^2026-12-31/);
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
