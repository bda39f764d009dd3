import { describe, expect, it, test } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { addCard } from '../../nodes/PaxtonNet2/lifecycle/cards/addCard';
import type { Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { ItemOptions } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { byId, done, leaver, provision, refused } from './support/params';
import { openSite, type Site, type SiteOptions } from './support/site';
import { agreeing, NO_LIMITS, refusal, sync } from './synchronize/support';
import { back } from './support/undoing';

const CARD = '48150001';
const ADA = 1;
const MOVES = { replaceFromLeavers: true };

/** A site in which one more user has the card, with this end date. */
async function world(expiryDate: string | null, options: SiteOptions = {}) {
	const site = await openSite({ siteZone: 'Europe/Amsterdam', ...options });
	const old = site.net2.addUser({
		firstName: 'Gone',
		lastName: 'Secret',
		personnelNumber: '00777',
		expiryDate,
		accessLevels: [2],
		cards: [CARD],
	});
	return { site, old };
}

/** The three ways to give a card; each gives it to Ada, who has the number 00123. */
const WAYS = {
	card: async (site: Site, options: Partial<ItemOptions>): Promise<Result> =>
		await done(site, addCard, ADD, options),
	upsert: async (site: Site, options: Partial<ItemOptions>): Promise<Result> =>
		await done(site, upsert, PROVISION, options),
	synchronize: async (site: Site, { dryRun, ...options }: Partial<ItemOptions>) =>
		(await list(site, dryRun === true ? 'plan' : 'apply', options)).one('00123'),
};
const ADD = {
	user: byId(ADA),
	tokenType: 'ProxCard',
	value: CARD,
	replaces: { which: 'none' as const },
};
const PROVISION = provision('00123', {
	fields: {},
	department: undefined,
	cards: [{ tokenType: 'ProxCard', value: CARD }],
});
async function list(site: Site, mode: 'plan' | 'apply', options: Partial<ItemOptions> = {}) {
	return await sync(site, [{ key: '00123', cards: [CARD] }], {
		mode,
		limits: NO_LIMITS,
		options,
	});
}
const ways = Object.entries(WAYS);

const numbers = (site: Site, id: number) => site.person(id).cards.map((card) => card.tokenValue);
const isLost = (site: Site, id: number) => site.person(id).cards.map((card) => card.isLost);

describe.each(ways)('%s', (_name, give) => {
	test('moves the card of a user whose end date has passed, and says from which user without a name', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const before = site.person(old);
		const dry = await give(site, { ...MOVES, dryRun: true });
		expect(site.writes()).toEqual([]);
		const result = await give(site, MOVES);
		expect(result).toMatchObject({
			userId: ADA,
			changes: [{ field: 'card …01', from: `user ${old} (00777)`, to: 'valid' }],
			verified: true,
		});
		expect(result).toMatchObject({ changes: 'changes' in dry ? dry.changes : undefined });
		expect(JSON.stringify(result)).toContain(`moves from user ${old} (00777), who has left`);
		expect(JSON.stringify(result)).not.toMatch(/Secret|Gone/);
		expect(numbers(site, ADA)).toContain(CARD);
		expect(site.person(old)).toEqual({ ...before, cards: [] });
		expect(site.writes()).toEqual([
			expect.stringMatching(`DELETE /users/${old}/tokens/`),
			`POST /users/${ADA}/tokens`,
		]);
		site.net2.clearRequests();
		await give(site, MOVES).catch(() => undefined);
		expect(site.writes()).toEqual([]);
	});

	test('an undo takes it from the new user and gives it to no one', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const result = await give(site, MOVES);
		if ('error' in result) throw new Error('it failed');
		await done(site, undo, back(result));
		expect([numbers(site, ADA), numbers(site, old)]).toEqual([['10000001'], []]);
	});
});

const refusedWays = [
	['card', async (site: Site, options = MOVES) => await refused(site, addCard, ADD, options)],
	[
		'upsert',
		async (site: Site, options = MOVES) => await refused(site, upsert, PROVISION, options),
	],
	[
		'synchronize',
		async (site: Site, options = MOVES) => (await list(site, 'apply', options)).failures[0],
	],
] as const;

describe.each(refusedWays)('%s leaves the card where it is', (_name, give) => {
	test.each([
		['the holder has access', null],
		['the end date lies ahead', '2026-12-31T23:59:00'],
		['today is the last day', '2026-11-24T00:00:00'],
		['the access ended earlier today', '2026-11-24T08:00:00'],
	])('if %s', async (_, expiryDate) => {
		const { site, old } = await world(expiryDate);
		const before = site.net2.state().users;
		const error = await give(site);
		expect(error).toMatchObject({ reason: 'heldByOther' });
		expect(error?.message).toContain(
			`of user ${old} (00777) does not move, because that user has not left`,
		);
		expect(JSON.stringify(error)).not.toMatch(/Secret|48150001/);
		expect(site.net2.state().users).toEqual(before);
		expect(site.writes()).toEqual([]);
	});

	test('without the option, also if the holder has left', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		expect(await give(site, { replaceFromLeavers: false })).toMatchObject({
			reason: 'heldByOther',
		});
		expect(numbers(site, old)).toEqual([CARD]);
		expect(site.writes()).toEqual([]);
	});

	test('if the holder gets access again just before the card is removed', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		site.before(`GET /users/${old}/tokens`, 1, () => {
			site.edit(old, { expiryDate: null });
		});
		expect(await give(site)).toMatchObject({ reason: 'heldByOther' });
		expect(numbers(site, old)).toEqual([CARD]);
	});
});

it('moves the card of a user that this node disabled a moment ago, marked lost by that', async () => {
	const { site, old } = await world(null);
	await done(site, disable, leaver(byId(old), { cards: 'lost' }));
	expect(isLost(site, old)).toEqual([true]);
	const result = await done(site, addCard, ADD, MOVES);
	expect(result.warnings.join()).toContain('was marked lost');
	expect(isLost(site, ADA)).toEqual([false, false]);
});

it('leaves the card of a user with a leave date that this node set ahead', async () => {
	const { site, old } = await world(null);
	await done(site, setLeaveDate, { user: byId(old), withdraw: false, date: '2026-12-31' });
	expect(await refused(site, addCard, ADD, MOVES)).toMatchObject({ reason: 'heldByOther' });
	expect(numbers(site, old)).toEqual([CARD]);
});

test.each<[string, SiteOptions, string, string]>([
	['SQL is refused', { querydb: 'off' }, CARD, 'ProxCard'],
	['it is a plate', {}, 'AB-123-C', 'VehicleNumberPlate'],
])('finds the holder if %s', async (_, options, value, tokenType) => {
	const { site } = await world(null, options);
	const old = site.net2.addUser({
		lastName: 'Old',
		personnelNumber: '00778',
		expiryDate: '2026-11-20T23:59:00',
		cards: [{ tokenValue: value === CARD ? '48150009' : value, tokenType }],
	});
	const params = { ...ADD, tokenType, value: value === CARD ? '48150009' : value };
	const result = await done(site, addCard, params, MOVES);
	expect(result.changes).toMatchObject([{ from: `user ${old} (00778)` }]);
	expect(numbers(site, old)).toEqual([]);
});

it('says that the card was removed if Net2 then refuses it for the new user', async () => {
	const { site, old } = await world('2026-11-20T23:59:00');
	site.intercept(async (request, forward) =>
		request.method === 'POST' && request.path === `/users/${ADA}/tokens`
			? { status: 403, headers: {}, body: Buffer.from('') }
			: await forward(),
	);
	const error = await refused(site, addCard, ADD, MOVES);
	expect(error.message).toContain(`was removed from user ${old} (00777) before`);
});

it('does not report success if the card is still there after it was removed', async () => {
	const { site, old } = await world('2026-11-20T23:59:00');
	site.intercept(async (request, forward) => {
		const reply = await forward();
		if (request.method === 'DELETE')
			site.net2.world.addCard({
				userId: old,
				tokenType: 'ProxCard',
				tokenValue: CARD,
				isLost: false,
			});
		return reply;
	});
	expect(await refused(site, addCard, ADD, MOVES)).toMatchObject({ reason: 'notVerified' });
	expect(numbers(site, ADA)).toEqual(['10000001']);
});

describe('an HR list', () => {
	it('moves no card of a user that it names as present, or who is protected', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const lines = [{ key: '00123', cards: [CARD] }, { key: '00777' }];
		const settings = { mode: 'apply' as const, limits: NO_LIMITS, options: MOVES };
		expect((await sync(site, lines, settings)).failures).toMatchObject([
			{ reason: 'heldByOther', key: '00123' },
		]);
		const kept = { ...settings, protect: [String(old)] };
		expect((await sync(site, lines.slice(0, 1), kept)).failures).toMatchObject([
			{ reason: 'heldByOther', key: '00123' },
		]);
		expect(site.writes()).toEqual([]);
	});

	it.each([
		['an error', { key: '00777', phone: { a: 1 } }],
		['a department that is missing', { key: '00777', department: 'Gone' }],
		['a number of nearly the same form', { key: '777', lastName: 'Secret' }],
		[
			'the name of the user and no number',
			{ key: { a: 1 }, firstName: 'Gone', lastName: 'Secret' },
		],
	])('moves no card of a user who may be on it, in a line with %s', async (_, line) => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const lines = [{ key: '00123', cards: [CARD] }, line];
		const settings = { mode: 'apply' as const, limits: NO_LIMITS, options: MOVES };
		const { failures } = await sync(site, lines, settings);
		expect(failures).toContainEqual(
			expect.objectContaining({ reason: 'heldByOther', key: '00123' }),
		);
		expect(failures).toHaveLength(2);
		expect(numbers(site, old)).toEqual([CARD]);
	});

	it('moves the card of a user whose line says in spite of an error that the employee has left', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const gone = { key: '00777', endDate: '2026-11-20', phone: { a: 1 } };
		const settings = { mode: 'apply' as const, limits: NO_LIMITS, options: MOVES };
		await sync(site, [{ key: '00123', cards: [CARD] }, gone], settings);
		expect(numbers(site, old)).toEqual([]);
	});

	it('gives a new employee the card of a leaver', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const joiner = { key: '00901', lastName: 'New', department: 'Sales', cards: [CARD] };
		const lines = [...agreeing(site.net2), joiner];
		await sync(site, lines, { mode: 'apply', limits: NO_LIMITS, options: MOVES });
		expect(site.carriers('00901')[0]?.cards).toMatchObject([{ tokenValue: CARD, isLost: false }]);
		expect(numbers(site, old)).toEqual([]);
	});

	it('applies no approved plan if the card has gone to another leaver since', async () => {
		const { site, old } = await world('2026-11-20T23:59:00');
		const other = site.net2.addUser({
			lastName: 'Other',
			personnelNumber: '00779',
			expiryDate: '2026-11-20T23:59:00',
		});
		const lines = [{ key: '00123', cards: [CARD] }];
		const settings = { limits: NO_LIMITS, options: MOVES };
		const { planId } = (await sync(site, lines, { mode: 'plan', ...settings })).summary;
		const [token] = (await site.client.tokens.list(old)) ?? [];
		if (token === undefined) throw new Error('no card');
		await site.client.tokens.delete(old, token.id);
		await site.client.tokens.add(other, { tokenType: 'ProxCard', tokenValue: CARD, isLost: false });
		site.net2.clearRequests();
		const approved = { mode: 'applyApproved' as const, planId, ...settings };
		expect(await refusal(site, lines, approved)).toMatchObject({ reason: 'conflict' });
		expect(site.writes()).toEqual([]);
	});
});
