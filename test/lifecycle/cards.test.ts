import { describe, expect, test } from 'vitest';
import { addCard, type AddCardParams } from '../../nodes/PaxtonNet2/lifecycle/cards/addCard';
import { getCards } from '../../nodes/PaxtonNet2/lifecycle/cards/cards';
import { removeCard, setLost } from '../../nodes/PaxtonNet2/lifecycle/cards/changeCard';
import { isFailure } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { all, byId, byKey, done, refused } from './support/params';
import { reply } from './safety/support';
import { openSite, type Site } from './support/site';

const ADA = 1;
const GRACE = 2;
const LUKASZ = 4;

function card(userId: number, value: string, more: Partial<AddCardParams> = {}): AddCardParams {
	return { user: byId(userId), tokenType: 'ProxCard', value, replaces: { which: 'none' }, ...more };
}
const numbers = (site: Site, id: number) =>
	site.person(id).cards.map(({ tokenValue, isLost }) => `${tokenValue}${isLost ? ' lost' : ''}`);

describe('add', () => {
	test('gives a card, reads it back and shows both forms of its number', async () => {
		const site = await openSite();
		const result = await done(site, addCard, card(ADA, '12345678', { tokenType: 'Keyfob' }));
		expect(result).toMatchObject({
			outcome: 'created',
			verified: true,
			userId: ADA,
			changes: [{ field: 'card …78', from: null, to: 'valid' }],
			card: { tokenType: 'Keyfob', number: '12345678', numberHex: 'BC614E', isLost: false },
		});
		expect(numbers(site, ADA)).toEqual(['10000001', '12345678']);
		expect(await done(site, addCard, card(ADA, '12345678'))).toMatchObject({
			outcome: 'unchanged',
			changed: false,
		});
		expect(site.writes()).toEqual([`POST /users/${ADA}/tokens`]);
	});

	test('warns if it is not known which users are deleted', async () => {
		const site = await openSite({ querydb: 'off' });
		const result = await done(site, addCard, { ...card(ADA, '12345678'), user: byKey('00123') });
		expect(result.warnings.join()).toContain('refused the SQL route');
	});

	test('does not repeat a number plate that Net2 repeats in an error', async () => {
		const site = await openSite();
		site.intercept(async ({ method, path }, forward) =>
			method === 'POST' && path.startsWith('/users/')
				? reply(400, '{"message":"Token gv21xyz is in use"}')
				: await forward(),
		);
		const plate = card(ADA, 'GV21XYZ', { tokenType: 'VehicleNumberPlate' });
		const error = await refused(site, addCard, plate);
		expect(JSON.stringify(error)).not.toMatch(/GV21XYZ/i);
	});

	test('refuses a number that another user has before any write, with that user', async () => {
		const site = await openSite();
		const error = await refused(site, addCard, card(ADA, '10000002'));
		expect(error).toMatchObject({ reason: 'heldByOther', userId: ADA });
		expect(error.message).toContain(`User ${GRACE} has card`);
		expect(JSON.stringify(error)).not.toContain('10000002');
		expect(site.writes()).toEqual([]);
	});

	test.each([
		{ name: 'SQL refused', switches: { querydb: 'off' as const } },
		{ name: 'a plate, which SQL does not know', value: 'AB-123-C', type: 'VehicleNumberPlate' },
	])('finds the holder after Net2 refused the number: $name', async ({ switches, value, type }) => {
		const site = await openSite(switches);
		const held = site.net2.addUser({
			lastName: 'Holder',
			cards: [{ tokenValue: value ?? '77', tokenType: type ?? 'ProxCard' }],
		});
		const before = site.net2.state().users;
		const error = await refused(
			site,
			addCard,
			card(ADA, value ?? '77', type ? { tokenType: type } : {}),
		);
		expect(error).toMatchObject({ reason: 'heldByOther' });
		expect(error.message).toContain(`User ${held} `);
		expect(site.net2.state().users).toEqual(before);
	});

	test.each(['reset-after', '500', 'truncate'] as const)(
		'recognises its own card after a lost reply (%s) and posts once',
		async (fault) => {
			const site = await openSite();
			site.net2.faults([{ match: 'POST /api/v1/users/*/tokens', fault }]);
			const [result] = await all(site, addCard, [card(ADA, '12345678')]);
			const [again] = await all(site, addCard, [card(ADA, '12345678')]);
			if (fault === '500') {
				expect(result).toMatchObject({ error: { reason: 'unknownOutcome' } });
				expect(again).toMatchObject({ outcome: 'created' });
			} else {
				expect(result).toMatchObject({ outcome: 'created', verified: true });
				expect(again).toMatchObject({ outcome: 'unchanged' });
			}
			expect(numbers(site, ADA)).toEqual(['10000001', '12345678']);
		},
	);

	test('the same number for two people in one run goes to one of them', async () => {
		const site = await openSite();
		const results = await all(site, addCard, [card(ADA, '555'), card(GRACE, '555')]);
		expect(results.filter(isFailure).map(({ error }) => error.reason)).toEqual(['heldByOther']);
		expect([...numbers(site, ADA), ...numbers(site, GRACE)].filter((n) => n === '555')).toEqual([
			'555',
		]);
		// The other one was refused before any write, and not by Net2.
		expect(site.writes()).toHaveLength(1);
	});

	test.each([
		{ replaces: { which: 'sameType' as const }, left: ['10000001 lost', '999 lost', '20', '55'] },
		{
			replaces: { which: 'one' as const, value: '0999' },
			left: ['10000001', '999 lost', '20', '55'],
		},
	])('marks what it replaces as lost, the new one first: $replaces', async ({ replaces, left }) => {
		const site = await openSite();
		site.net2.world.addCard({
			userId: ADA,
			tokenType: 'ProxCard',
			tokenValue: '999',
			isLost: false,
		});
		site.net2.world.addCard({ userId: ADA, tokenType: 'Keyfob', tokenValue: '20', isLost: false });
		site.net2.world.touch(ADA);
		const result = await done(site, addCard, card(ADA, '55', { replaces }));
		expect(numbers(site, ADA)).toEqual(left);
		expect(site.writes()[0]).toBe(`POST /users/${ADA}/tokens`);
		expect(result.undo).toMatchObject({ operation: 'user.addCard' });
	});

	test('a card to replace that is not there stops it before any write', async () => {
		const site = await openSite();
		const params = card(ADA, '55', { replaces: { which: 'one', value: '10000002' } });
		const error = await refused(site, addCard, params);
		expect(error).toMatchObject({ reason: 'notFound' });
		expect(JSON.stringify(error)).not.toContain('10000002');
		expect(site.writes()).toEqual([]);
	});

	test('does not make a lost card valid', async () => {
		const site = await openSite();
		expect(await refused(site, addCard, card(LUKASZ, '10000004'))).toMatchObject({
			reason: 'conflict',
		});
	});

	test('a dry run writes nothing, and refuses what would be refused', async () => {
		const site = await openSite();
		const dry = { dryRun: true };
		expect(await done(site, addCard, card(ADA, '55'), dry)).toMatchObject({
			outcome: 'created',
			changed: false,
			verified: false,
			card: null,
		});
		expect(await refused(site, addCard, card(ADA, '10000002'), dry)).toMatchObject({
			reason: 'heldByOther',
		});
		expect(site.writes()).toEqual([]);
	});
});

test('setLost marks a card lost and found again, by number or by id 0', async () => {
	const site = await openSite();
	expect(site.person(ADA).cards).toMatchObject([{ id: 0 }]);
	const byNumber = { user: byKey('00123'), card: { by: 'number' as const, value: '010000001' } };
	const lost = await done(site, setLost, { ...byNumber, isLost: true });
	expect(lost).toMatchObject({ outcome: 'updated', verified: true, card: { isLost: true } });
	expect(lost.undo).not.toBeNull();
	expect(await done(site, setLost, { ...byNumber, isLost: true })).toMatchObject({
		outcome: 'unchanged',
	});
	const found = await done(site, setLost, { ...byNumber, isLost: false });
	expect(found).toMatchObject({ card: { isLost: false }, undo: { userId: ADA } });
	const byZero = { user: byId(ADA), card: { by: 'id' as const, id: 0 }, isLost: true };
	expect(await done(site, setLost, byZero)).toMatchObject({ card: { id: 0, isLost: true } });
	expect(numbers(site, ADA)).toEqual(['10000001 lost']);
});

test('remove takes a card away; one that is gone is an error by number, and none by id', async () => {
	const site = await openSite();
	const params = {
		user: byId(ADA),
		card: { by: 'number' as const, value: '10000001' },
		onNotFound: 'error' as const,
	};
	expect(await done(site, removeCard, params, { dryRun: true })).toMatchObject({ changed: false });
	expect(await done(site, removeCard, params)).toMatchObject({
		outcome: 'deleted',
		verified: true,
	});
	expect(numbers(site, ADA)).toEqual([]);
	const gone = await refused(site, removeCard, params);
	expect(gone).toMatchObject({ reason: 'notFound' });
	expect(JSON.stringify(gone)).not.toContain('10000001');
	expect(await done(site, removeCard, { ...params, onNotFound: 'report' })).toMatchObject({
		outcome: 'notFound',
	});
	const id = { ...params, card: { by: 'id' as const, id: 77 } };
	expect(await done(site, removeCard, id)).toMatchObject({ outcome: 'notFound', changed: false });
});

test.each(['reset-after', 'reset-before'] as const)(
	'a lost reply (%s) of a change is followed by the same change',
	async (fault) => {
		const site = await openSite();
		site.net2.faults([{ match: 'PUT /api/v1/users/*/tokens/*', fault }]);
		const params = { user: byId(ADA), card: { by: 'number' as const, value: '10000001' } };
		expect(await done(site, setLost, { ...params, isLost: true })).toMatchObject({
			verified: true,
		});
		site.net2.faults([{ match: 'DELETE /api/v1/users/*/tokens/*', fault }]);
		expect(await done(site, removeCard, { ...params, onNotFound: 'error' })).toMatchObject({
			outcome: 'deleted',
		});
	},
);

test('getCards lists the cards of people in order, an empty body for none', async () => {
	const site = await openSite({ emptyBody: true });
	const requested = [GRACE, 3, 99].map((id) => ({ user: byId(id) }));
	const [grace, miles, missing] = await all(site, getCards, requested);
	expect(grace).toMatchObject({
		cards: [{ userId: GRACE, number: '10000002', tokenType: 'Keyfob' }],
	});
	expect(miles).toEqual({ cards: [] });
	expect(missing).toMatchObject({ error: { reason: 'notFound' } });
});
