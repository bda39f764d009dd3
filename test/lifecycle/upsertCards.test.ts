import { describe, expect, it } from 'vitest';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { addCard } from '../../nodes/PaxtonNet2/lifecycle/cards/addCard';
import { removeCard } from '../../nodes/PaxtonNet2/lifecycle/cards/changeCard';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import type { UpsertParams } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { all, byId, done, gist, leaver, LEAVERS, provision, refused } from './support/params';
import { CLEARING, openSite, type Site } from './support/site';
import { back, everybody, takenBack } from './support/undoing';

const card = (value: string, tokenType = 'ProxCard') => ({ value, tokenType });
/** Grace has cards 10000002 and another one: see the emulator's seed. */
const GRACE = 2;
const HELD = '10000002';

const joiner = (...values: string[]) =>
	provision('00900', {
		startDate: '2026-11-24',
		accessLevels: ['Office hours'],
		cards: values.map((value) => card(value)),
	});
const grace = (...values: string[]): UpsertParams =>
	provision('123', {
		fields: {},
		department: undefined,
		cards: values.map((value) => card(value)),
	});
const cardsOf = (site: Site, id: number) =>
	site
		.person(id)
		.cards.map(({ tokenValue, isLost }) => (isLost ? `${tokenValue} lost` : tokenValue));

describe('upsert with cards, a new user', () => {
	it('gives them before the access level, reads them back, and is done once', async () => {
		const site = await openSite(CLEARING);
		const params = joiner('48151623', '48151624');
		const dry = await done(site, upsert, params, { dryRun: true });
		expect(site.writes()).toEqual([]);
		const result = await done(site, upsert, params);
		expect(result).toMatchObject({ outcome: 'created', verified: true, userId: 5 });
		expect(result.changes).toEqual(dry.changes);
		expect(result.changes.slice(-3, -1)).toMatchObject([
			{ field: 'card …23', from: null, to: 'valid' },
			{ field: 'card …24', from: null, to: 'valid' },
		]);
		expect(JSON.stringify(result)).not.toMatch(/4815162/);
		expect(cardsOf(site, 5)).toEqual(['48151623', '48151624']);
		expect(site.writes().slice(-3)).toEqual([
			'POST /users/5/tokens',
			'POST /users/5/tokens',
			'PUT /users/5/doorpermissionset',
		]);
		site.net2.clearRequests();
		expect((await done(site, upsert, params)).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
		expect((await refused(site, undo, back(result))).message).toContain('relied on');
		const [undone] = await all(
			site,
			undo,
			[back(result)],
			{},
			{ processState: new ProcessState() },
		);
		expect(undone).toMatchObject({ outcome: 'deleted' });
		expect(site.carriers('00900')).toMatchObject([{ deleted: true }]);
	});

	it('is refused with a card that another user has, by that id, before anything is written', async () => {
		const site = await openSite();
		for (const dryRun of [true, false]) {
			const failure = await refused(site, upsert, joiner('48151623', HELD), { dryRun });
			expect(failure).toMatchObject({ reason: 'heldByOther', done: [] });
			expect(failure.message).toContain(`User ${GRACE} has card …02`);
		}
		expect(site.writes()).toEqual([]);
	});

	it('without SQL is refused by Net2 itself; the rest is done, and reported', async () => {
		const site = await openSite({ querydb: 'off' });
		const failure = await refused(site, upsert, joiner('48151623', HELD));
		expect(failure).toMatchObject({ reason: 'heldByOther', userId: 5 });
		expect(failure.message).toContain(`User ${GRACE} has card`);
		expect(failure.done.at(-1)).toBe('Card …23 added');
		expect(cardsOf(site, 5)).toEqual(['48151623']);
		await takenBack(site, failure);
		expect(site.carriers('00900')).toMatchObject([{ deleted: true }]);
	});

	it('refuses one card for two people of a run, both of them', async () => {
		const site = await openSite();
		const other = { ...joiner('048151623'), key: '00901' };
		const third = { ...joiner('1234'), key: '00902' };
		const results = await all(site, upsert, [joiner('48151623'), other, third]);
		expect(results.map(gist)).toEqual(['badInput', 'badInput', 'created']);
		expect(JSON.stringify(results)).toMatch(/keys 00900, 00901/);
		expect(JSON.stringify(results)).not.toContain('48151623');
		expect(site.carriers('00900').concat(site.carriers('00901'))).toEqual([]);
	});

	it('is not reversed once another card came, or one of them was lost', async () => {
		const site = await openSite();
		const result = await done(site, upsert, joiner('48151623'));
		const [token] = (await site.client.tokens.list(5)) ?? [];
		if (token === undefined) throw new Error('no card');
		await site.client.tokens.update(5, { ...token, isLost: true });
		expect((await refused(site, undo, back(result))).message).toMatch(/other cards/);
		await site.client.tokens.update(5, { ...token, isLost: false });
		await site.client.tokens.add(5, { tokenType: 'Keyfob', tokenValue: '77', isLost: false });
		expect((await refused(site, undo, back(result))).reason).toBe('conflict');
		expect(site.carriers('00900')).toMatchObject([{ deleted: false }]);
	});
});

describe('upsert with cards, an existing user', () => {
	it('adds those that are missing, keeps the others, and takes them back by number', async () => {
		const site = await openSite(CLEARING);
		const before = everybody(site);
		const had = cardsOf(site, GRACE);
		const params = grace(HELD, '0048151623', '48151623');
		const result = await done(site, upsert, params);
		expect(result).toMatchObject({
			outcome: 'updated',
			verified: true,
			changes: [{ field: 'card …23', from: null, to: 'valid' }],
		});
		expect(site.writes()).toEqual([`POST /users/${GRACE}/tokens`]);
		expect(cardsOf(site, GRACE)).toEqual([...had, '0048151623']);
		const elsewhere = { processState: new ProcessState() };
		expect((await all(site, upsert, [params], {}, elsewhere)).map(gist)).toEqual(['unchanged']);
		const undone = await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
		expect(undone.changes).toMatchObject([{ field: 'card …23', from: 'valid', to: null }]);
		await takenBack(site, undone);
		expect(cardsOf(site, GRACE)).toEqual([...had, '0048151623']);
	});

	it('does not take a card back that was lost since, nor one that is gone already', async () => {
		const site = await openSite();
		const result = await done(site, upsert, grace('48151623'));
		const token = (await site.client.tokens.list(GRACE))?.at(-1);
		if (token === undefined) throw new Error('no card');
		await site.client.tokens.update(GRACE, { ...token, isLost: true });
		expect((await refused(site, undo, back(result))).message).toMatch(/…23 is marked lost now/);
		await site.client.tokens.delete(GRACE, token.id);
		expect((await refused(site, undo, back(result))).reason).toBe('conflict');
	});

	it('leaves a card lost that they have lost, and says so', async () => {
		const site = await openSite();
		await done(site, disable, leaver(byId(GRACE), { cards: 'lost' }));
		const result = await done(site, upsert, { ...grace(HELD), enabled: 'enable' });
		expect(result).toMatchObject({ outcome: 'enabled' });
		expect(result.warnings.join()).toMatch(/…02 is marked lost and stays lost/);
		expect(cardsOf(site, GRACE)).toContain(`${HELD} lost`);
	});

	it("gives no card to a user in the leaver department, and refuses another user's card before any write", async () => {
		const site = await openSite();
		await done(site, disable, leaver(byId(GRACE), { leaverDepartment: LEAVERS }));
		const had = cardsOf(site, GRACE);
		const result = await done(site, upsert, { ...grace('48151623'), leaverDepartment: LEAVERS });
		expect(result).toMatchObject({ outcome: 'unchanged' });
		expect(result.warnings.join()).toMatch(/leaver department/);
		expect(cardsOf(site, GRACE)).toEqual(had);
		site.net2.clearRequests();
		const ada = provision('00123', {
			fields: { telephone: '1' },
			department: undefined,
			cards: [card('1234'), card(HELD)],
		});
		expect((await refused(site, upsert, ada)).reason).toBe('heldByOther');
		expect(site.writes()).toEqual([]);
	});

	it('disables a user although another user has the card', async () => {
		const site = await openSite();
		const params = provision('00123', {
			fields: {},
			department: undefined,
			enabled: 'disable',
			cards: [card(HELD)],
		});
		expect((await refused(site, upsert, params)).reason).toBe('heldByOther');
		expect(site.person(1).canOpen).toEqual([]);
	});
});

describe('upsert with cards after a lost reply', () => {
	it.each(['reset-after', 'timeout-after', 'truncate'] as const)(
		'finds the card that was added, and sends no second (%s)',
		async (fault) => {
			const site = await openSite({ timeoutMs: 1_000 });
			site.net2.faults([{ match: 'POST /api/v1/users/*/tokens', fault }]);
			const result = await done(site, upsert, joiner('48151623'));
			expect(result).toMatchObject({ outcome: 'created', verified: true });
			expect(cardsOf(site, 5)).toEqual(['48151623']);
			expect(site.writes().filter((one) => one.endsWith('/tokens'))).toHaveLength(1);
			await takenBack(site, result);
		},
	);

	it('says that it does not know where the card is not there, and sends no second', async () => {
		const site = await openSite();
		site.net2.faults([{ match: 'POST /api/v1/users/*/tokens', fault: 'reset-before' }]);
		const failure = await refused(site, upsert, joiner('48151623'));
		expect(failure.reason).toBe('unknownOutcome');
		expect(failure.done.join()).not.toMatch(/Card/);
		expect(site.writes().filter((one) => one.endsWith('/tokens'))).toHaveLength(1);
		const { changes } = await done(site, upsert, joiner('48151623'));
		expect(changes.map(({ field }) => field).sort()).toEqual(['accessLevels', 'card …23']);
	});
});

describe('other operations on cards are reversed too', () => {
	it('add: the new card goes, and the one it replaced is valid', async () => {
		const site = await openSite();
		const before = everybody(site);
		const [result] = await all(site, addCard, [
			{
				user: byId(GRACE),
				tokenType: 'ProxCard',
				value: '48151623',
				replaces: { which: 'one' as const, value: HELD },
			},
		]);
		if (result === undefined || 'error' in result) throw new Error('not added');
		await takenBack(site, result);
		expect(everybody(site)).toEqual(before);
	});

	it.each([false, true])('remove: the card comes back as it was, lost: %s', async (isLost) => {
		const site = await openSite();
		const token = (await site.client.tokens.list(GRACE))?.find(
			({ tokenValue }) => tokenValue === HELD,
		);
		if (token === undefined) throw new Error('no card');
		await site.client.tokens.update(GRACE, { ...token, isLost });
		const had = cardsOf(site, GRACE).sort();
		const [result] = await all(site, removeCard, [
			{
				user: byId(GRACE),
				card: { by: 'number' as const, value: HELD },
				onNotFound: 'error' as const,
			},
		]);
		if (result === undefined || 'error' in result) throw new Error('not removed');
		await takenBack(site, result);
		expect(cardsOf(site, GRACE).sort()).toEqual(had);
	});
});
