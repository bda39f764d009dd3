import { expect, test } from 'vitest';
import { undo } from '../../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { done } from '../support/params';
import { openSite, type Site, type SiteOptions } from '../support/site';
import { back, everybody } from '../support/undoing';
import { byKey } from '../../promises/support';
import { agreeing, NO_LIMITS, refusal, sync, type Row } from './support';

/** Twenty users, two of them with a card, and a list that agrees with them except in what is given. */
async function world(changes: Record<string, Row>, options: SiteOptions = {}) {
	const site = await openSite({ seed: 20, ...options });
	for (const [key, tokenValue, isLost] of [
		['100002', '48150002', false],
		['100003', '48150003', true],
	] as const)
		site.net2.world.addCard({ userId: idOf(site, key), tokenType: 'ProxCard', tokenValue, isLost });
	const rows = agreeing(site.net2).map((row) => ({ ...row, ...changes[String(row.key)] }));
	return { site, rows };
}

function idOf(site: Site, key: string): number {
	const [person] = site.carriers(key);
	if (person === undefined) throw new Error(`no user has ${key}`);
	return person.id;
}

const cardsOf = (site: Site, key: string) =>
	site.person(idOf(site, key)).cards.map(({ tokenValue, isLost }) => [tokenValue, isLost]);
const apply = { mode: 'apply', limits: NO_LIMITS } as const;
const joiner = {
	key: 'A-1',
	firstName: 'New',
	lastName: 'Person',
	department: 'Sales',
	cards: ['48150009'],
};

test.each(['on', 'off'] as const)(
	'plans and adds missing cards, and an undo removes them (querydb %s)',
	async (querydb) => {
		const { site, rows } = await world(
			{
				'100001': { cards: ['48150001', '048150001'] },
				'100002': { cards: ['048150002', '48150012'] },
				'100003': { cards: ['48150003'] },
			},
			{ querydb },
		);
		const before = everybody(site);
		const list = [...rows, joiner];
		const plan = await sync(site, list);
		expect(plan.gist).toEqual(['drift 100001', 'drift 100002', 'joiner A-1']);
		expect(plan.one('100002').changes).toMatchObject([
			{ field: 'card …12', from: null, to: 'valid' },
		]);
		expect(JSON.stringify(plan)).not.toMatch(/4815/);
		expect(site.writes()).toEqual([]);

		const outcome = await sync(site, list, apply);
		expect(outcome.failures).toEqual([]);
		expect(outcome.differences.map(({ verified }) => verified)).toEqual([true, true, true]);
		expect(JSON.stringify(outcome)).not.toMatch(/4815/);
		expect(cardsOf(site, '100001')).toEqual([['48150001', false]]);
		expect(cardsOf(site, '100002')).toEqual([
			['48150002', false],
			['48150012', false],
		]);
		expect(cardsOf(site, '100003')).toEqual([['48150003', true]]);
		expect(cardsOf(site, 'A-1')).toEqual([['48150009', false]]);
		site.net2.clearRequests();
		expect((await sync(site, list, apply)).gist).toEqual([]);
		expect(site.writes()).toEqual([]);
		for (const result of outcome.differences.reverse()) await done(site, undo, back(result));
		expect(everybody(site)).toEqual(before);
	},
);

test('reports a card that another user has as an error of that line, which counts to a limit', async () => {
	const { site, rows } = await world({ '100001': { phone: '1', cards: ['48150002'] } });
	const list = [...rows, { ...joiner, cards: ['48150003'] }];
	const { failures, gist } = await sync(site, list, { ...apply, limits: { maxErrorPercent: 100 } });
	expect(gist).toEqual([]);
	expect(failures.map(({ reason, key }) => [reason, key])).toEqual([
		['heldByOther', '100001'],
		['heldByOther', 'A-1'],
	]);
	expect(failures[0]?.message).toContain(`User ${idOf(site, '100002')} has card …02`);
	expect(site.writes()).toEqual([]);
	const none = { mode: 'apply', limits: { maxErrorPercent: 0 } } as const;
	expect(await refusal(site, list, none)).toMatchObject({ reason: 'safetyLimit' });
});

test('reports one card on two lines as an error of both', async () => {
	const { site, rows } = await world({ '100001': { cards: ['48150001'] } });
	const list = [...rows, { ...joiner, cards: ['048150001'] }];
	const { failures, gist } = await sync(site, list);
	expect(gist).toEqual([]);
	expect(failures.map(({ reason, key }) => [reason, key])).toEqual([
		['badInput', '100001'],
		['badInput', 'A-1'],
	]);
	expect(JSON.stringify(failures)).not.toContain('4815');
});

test('refuses an approved plan after a card on the list or in Net2 has changed', async () => {
	const { site, rows } = await world({ '100001': { cards: ['48150001'] } });
	const { planId } = (await sync(site, rows)).summary;
	const other = rows.map((row) => (row.key === '100001' ? { ...row, cards: ['48150011'] } : row));
	const approved = { mode: 'applyApproved', planId } as const;
	expect(await refusal(site, other, approved)).toMatchObject({ reason: 'conflict' });
	site.net2.world.addCard({
		userId: idOf(site, '100001'),
		tokenType: 'Keyfob',
		tokenValue: '77',
		isLost: false,
	});
	expect(await refusal(site, rows, approved)).toMatchObject({ reason: 'conflict' });
	expect(site.writes()).toEqual([]);
});

test('reads two thousand cards that agree by one more query', async () => {
	const site = await openSite({ seed: 2_000 });
	const rows: Row[] = agreeing(site.net2).map((row, n) => ({
		...row,
		cards: [String(10_000_000 + n)],
	}));
	const people = byKey(site.net2);
	for (const [n, { key }] of rows.entries())
		site.net2.world.addCard({
			userId: people.get(String(key))?.id ?? 0,
			tokenType: 'ProxCard',
			tokenValue: String(10_000_000 + n),
			isLost: false,
		});
	const bare = rows.map(({ cards: _none, ...row }) => row);
	await site.client.users.list();
	site.net2.clearRequests();
	await sync(site, bare, apply);
	const without = site.requests().length;
	site.net2.clearRequests();
	const { gist, failures } = await sync(site, rows, apply);
	expect([gist, failures]).toEqual([[], []]);
	expect(site.requests().length).toBe(without + 1);
});

test('gives no card to a leaver or to a user who was disabled by hand', async () => {
	const { site, rows } = await world({
		'100001': { cards: ['48150001'] },
		'100004': { cards: ['48150004'], endDate: '2026-11-01' },
	});
	site.edit(idOf(site, '100001'), { expiryDate: '2026-10-01T00:00:00' });
	const { gist } = await sync(site, rows, apply);
	expect(gist).toEqual(['blockedByHand 100001', 'leaverStillActive 100004']);
	expect(cardsOf(site, '100001').concat(cardsOf(site, '100004'))).toEqual([]);
});
