import { describe, expect, it } from 'vitest';
import { applyRules } from '../../../nodes/PaxtonNet2/lifecycle/operations/applyRules';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke, setLevels } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { revokeExpired } from '../../../nodes/PaxtonNet2/lifecycle/operations/revokeExpired';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { isFailure } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import type { HttpResponse } from '../../../nodes/PaxtonNet2/net2/transport';
import { all, byKey, leaver, levels, mover, named } from '../support/params';
import { openSite, type Site } from '../support/site';
import { addKim, DAY, OPTIONS, reply } from './support';

const UNTIL = { until: '2026-11-25T12:00', markerField: 'Notes' };
const SERVER_ROOM = ['Server room'];

/** What a proxy or a restarting server may answer in place of a part of a user. */
const NOTHING: Array<[what: string, answer: HttpResponse]> = [
	['404', reply(404)],
	['204', reply(204)],
	['null', reply(200, 'null')],
	['{}', reply(200, '{}')],
];

/** Answers a GET of this part so: every time, or the nth time only. */
function instead(site: Site, part: string, answer: HttpResponse, nth?: number): void {
	let seen = 0;
	site.intercept(async ({ method, path }, forward) => {
		if (method !== 'GET' || !path.endsWith(`/${part}`)) return await forward();
		seen += 1;
		return nth === undefined || nth === seen ? answer : await forward();
	});
}

const asUsual = (site: Site) => site.intercept(async (_request, forward) => await forward());

const expire = async (site: Site) =>
	await revokeExpired(site.run('accessLevel.revokeExpired'), 'Notes', OPTIONS);

describe.each(NOTHING)('%s in place of the levels of a user who exists', (_what, answer) => {
	const LEAVE = { removeAccess: 'all' as const, cards: 'lost' as const };

	it.each([
		[1, 'error'],
		[2, 'error'],
		[1, 'report'],
		[2, 'report'],
	] as const)('is no leaver without access: reading %i, not found: %s', async (nth, onNotFound) => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2, 4], cards: ['123456'] });
		instead(site, 'doorpermissionset', answer, nth);
		const [result] = await all(site, disable, [leaver(byKey('1'), { ...LEAVE, onNotFound })]);
		const { accessLevels, canOpen, cards } = site.person(id);
		expect(canOpen).toEqual([]);
		expect(cards.every(({ isLost }) => isLost)).toBe(true);
		if (accessLevels.length > 0)
			expect(result).toMatchObject({ error: { reason: expect.stringMatching(/badReply/) } });
		else expect(result).toMatchObject({ outcome: 'disabled' });
	});

	it('is no level that a revoke has removed', async () => {
		const site = await openSite();
		const id = addKim(site);
		instead(site, 'doorpermissionset', answer);
		const [result] = await all(site, revoke, [levels(byKey('1'), SERVER_ROOM)]);
		expect(result).toMatchObject({ error: { reason: 'badReply' } });
		expect(site.person(id).accessLevels).toEqual([4]);
	});

	it('does not make temporary access permanent', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		await all(site, grant, [levels(byKey('1'), SERVER_ROOM, UNTIL)]);
		site.clock.advance(3 * DAY);
		instead(site, 'doorpermissionset', answer);
		expect((await expire(site)).every(isFailure)).toBe(true);
		asUsual(site);
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it('does not make a level by rule permanent', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2] });
		const rules = (names: string[]) => [
			{ user: byKey('1'), levels: names, exclusive: [], markerField: 'Notes' },
		];
		await all(site, applyRules, rules(SERVER_ROOM));
		instead(site, 'doorpermissionset', answer);
		await all(site, applyRules, rules([]));
		asUsual(site);
		await all(site, applyRules, rules([]));
		expect(site.person(id).accessLevels).toEqual([2]);
	});

	it.each([
		['grant', grant, ['All hours, all doors']],
		['set', setLevels, ['Office hours', 'Server room']],
	] as const)('costs the user no level and no door: %s', async (_name, operation, names) => {
		const site = await openSite();
		const id = addKim(site, {
			accessLevels: [2, 4],
			individualPermissions: [{ id: 6_000_001, timezoneId: 1 }],
		});
		instead(site, 'doorpermissionset', answer, 1);
		await all(site, operation, [levels(byKey('1'), [...names])]);
		expect(site.person(id).accessLevels).toContain(2);
		expect(site.person(id).individualPermissions).toHaveLength(1);
	});

	it('makes no permanent level temporary', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2, 4] });
		instead(site, 'doorpermissionset', answer, 1);
		await all(site, grant, [levels(byKey('1'), ['Office hours'], UNTIL)]);
		asUsual(site);
		site.clock.advance(5 * DAY);
		await expire(site);
		expect(site.person(id).accessLevels).toEqual([2, 4]);
	});
});

it('a 404 in place of the cards of a user who exists is no lost card', async () => {
	const site = await openSite();
	const id = addKim(site, { cards: ['123456'] });
	instead(site, 'tokens', reply(404));
	const [result] = await all(site, disable, [leaver(byKey('1'), { cards: 'lost' })]);
	expect(site.person(id).canOpen).toEqual([]);
	expect(result).toMatchObject({ error: { message: expect.stringContaining('tokens') } });
});

it('a 404 in place of the department of a user who exists is no department that was set', async () => {
	const site = await openSite({ querydb: 'off' });
	addKim(site);
	instead(site, 'departments', reply(404));
	const [result] = await all(site, update, [
		mover(byKey('1'), {}, { department: named('Engineering') }),
	]);
	expect(result).toMatchObject({ error: { reason: 'badReply' } });
});
