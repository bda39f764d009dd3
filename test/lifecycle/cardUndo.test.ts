import { expect, test } from 'vitest';
import { addCard, type AddCardParams } from '../../nodes/PaxtonNet2/lifecycle/cards/addCard';
import { removeCard, setLost } from '../../nodes/PaxtonNet2/lifecycle/cards/changeCard';
import { undo } from '../../nodes/PaxtonNet2/lifecycle/undo/undo';
import { byId, done, refused } from './support/params';
import { openSite, type Site } from './support/site';
import { back } from './support/undoing';

const ADA = 1;
const GRACE = 2;
const NUMBER = '48151623';

const card = (userId: number, value = NUMBER): AddCardParams => ({
	user: byId(userId),
	tokenType: 'ProxCard',
	value,
	replaces: { which: 'none' },
});
const remove = (userId: number, value = NUMBER) => ({
	user: byId(userId),
	card: { by: 'number' as const, value },
	onNotFound: 'error' as const,
});
const numbers = (site: Site, id: number) =>
	site.person(id).cards.map(({ tokenValue, isLost }) => `${tokenValue}${isLost ? ' lost' : ''}`);

test('a new card that was marked lost since stays, and nothing is written', async () => {
	const site = await openSite();
	const added = await done(site, addCard, card(ADA));
	await done(site, setLost, { ...remove(ADA), isLost: true });
	site.net2.clearRequests();
	const failure = await refused(site, undo, back(added));
	expect(failure).toMatchObject({ reason: 'conflict', done: [] });
	expect(failure.message).toContain('…23 is marked lost');
	expect(failure.message).not.toContain(NUMBER);
	expect(site.writes()).toEqual([]);
});

test('a number that another user has by now stays with that user', async () => {
	const site = await openSite();
	const added = await done(site, addCard, card(ADA));
	await done(site, removeCard, remove(ADA));
	await done(site, addCard, card(GRACE));
	site.net2.clearRequests();
	expect(await refused(site, undo, back(added))).toMatchObject({ reason: 'conflict' });
	expect(site.writes()).toEqual([]);
	expect(numbers(site, GRACE)).toContain(NUMBER);
});

test('a removed card does not come back while another user has its number', async () => {
	const site = await openSite();
	const [had = ''] = numbers(site, ADA);
	const removed = await done(site, removeCard, remove(ADA, had));
	await done(site, addCard, card(GRACE, had));
	const failure = await refused(site, undo, back(removed));
	expect(failure).toMatchObject({ reason: 'heldByOther', done: [] });
	expect(failure.message).toContain(`User ${GRACE}`);
	expect(failure.message).not.toContain(had);
	expect(numbers(site, ADA)).toEqual([]);
	expect(numbers(site, GRACE)).toContain(had);
});
