import { describe, expect, it } from 'vitest';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { grant, revoke } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';
import type { HttpResponse } from '../../../nodes/PaxtonNet2/net2/transport';
import { agreeing, NO_LIMITS, sync } from '../synchronize/support';
import { all, byId, done, leaver, levels, mover, provision, refused } from '../support/params';
import { CLEARING, openSite, type Site } from '../support/site';
import { addKim, reply } from './support';

/** A reply that requests a later attempt, in seconds. */
const later = (status: number): HttpResponse => ({
	...reply(status),
	headers: { 'retry-after': '30' },
});

/** Why a PUT reaches Net2 long after the reading that it comes from. */
const DELAYS: Array<[string, () => Promise<HttpResponse>]> = [
	['Net2 requests a later attempt', async () => await Promise.resolve(later(429))],
	['Net2 is overloaded', async () => await Promise.resolve(later(503))],
	[
		'Net2 is away for a second',
		async () => await Promise.reject(new Net2Error('unreachable', 'Net2 is away.', '')),
	],
];

/** Delays the nth PUT to this path. Another program writes meanwhile. */
function delay(
	site: Site,
	path: string,
	how: () => Promise<HttpResponse>,
	{ nth = 1, other }: { nth?: number; other: () => void },
): void {
	let seen = 0;
	site.intercept(async (request, forward) => {
		if (request.method !== 'PUT' || request.path !== path) return await forward();
		seen += 1;
		if (seen !== nth) return await forward();
		other();
		site.clock.advance(2_000);
		return await how();
	});
}

describe.each(DELAYS)('a PUT that is sent late, since %s', (_, how) => {
	const ends = (site: Site, id: number) => () =>
		site.edit(id, { expiryDate: '2026-11-01T00:00:00' });

	it.each([
		[
			'Update',
			async (site: Site, id: number) =>
				await done(site, update, mover(byId(id), { telephone: '5' })),
		],
		[
			'Create or Update',
			async (site: Site) =>
				await done(
					site,
					upsert,
					provision('1', { fields: { telephone: '5' }, department: undefined }),
				),
		],
	])('gives no access back to a user who was disabled meanwhile: %s', async (__, change) => {
		const site = await openSite();
		const id = addKim(site);
		delay(site, `/users/${id}`, how, { other: ends(site, id) });
		const result = await change(site, id);
		expect(result.verified).toBe(true);
		expect(site.person(id)).toMatchObject({ telephone: '5', canOpen: [] });
	});

	it('gives no access back to a user who was disabled meanwhile: Synchronize', async () => {
		const site = await openSite({ seed: 5 });
		const id = addKim(site);
		const rows = agreeing(site.net2).map((row) => ({ ...row, phone: '5' }));
		delay(site, `/users/${id}`, how, { other: ends(site, id) });
		await sync(site, rows, { mode: 'apply', limits: NO_LIMITS });
		expect(site.person(id)).toMatchObject({ telephone: '5', canOpen: [] });
	});

	it('gives no access back when it repairs what Net2 cleared', async () => {
		const site = await openSite(CLEARING);
		const id = addKim(site, { isAlarmUser: true });
		delay(site, `/users/${id}`, how, { nth: 2, other: ends(site, id) });
		const failed = await refused(site, update, mover(byId(id), { telephone: '5' }));
		expect(failed.reason).toBe('conflict');
		expect(site.person(id)).toMatchObject({ isAlarmUser: true, canOpen: [] });
	});

	it('keeps a level that another program removed out of a grant', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2, 4] });
		delay(site, `/users/${id}/doorpermissionset`, how, {
			other: () => site.edit(id, { accessLevels: [2] }),
		});
		await done(site, grant, levels(byId(id), ['Warehouse']));
		expect(site.person(id).accessLevels).toEqual([2, 3]);
	});

	it('keeps a level that another program gave while one was revoked', async () => {
		const site = await openSite();
		const id = addKim(site, { accessLevels: [2, 4] });
		delay(site, `/users/${id}/doorpermissionset`, how, {
			other: () => site.edit(id, { accessLevels: [2, 3, 4] }),
		});
		await done(site, revoke, levels(byId(id), ['Server room']));
		expect(site.person(id).accessLevels).toEqual([2, 3]);
	});

	it('keeps a level that another program gave before the second form of "no levels" was sent', async () => {
		const site = await openSite({ clearLevels: 'zero' });
		const id = addKim(site);
		delay(site, `/users/${id}/doorpermissionset`, how, {
			nth: 2,
			other: () => site.edit(id, { accessLevels: [3] }),
		});
		await all(site, revoke, [levels(byId(id), ['Server room'])]);
		expect(site.person(id).accessLevels).toEqual([3]);
	});
});

it('writes all the same after a few readings, if this computer is always late', async () => {
	const site = await openSite();
	const id = addKim(site);
	site.intercept(async (request, forward) => {
		const received = await forward();
		site.clock.advance(request.method === 'GET' ? 5_000 : 0);
		return received;
	});
	// The wait lies between the reply and the write, where the node cannot see it as part of the reading.
	const now = site.clock.now.bind(site.clock);
	site.clock.now = () => {
		site.clock.advance(5_000);
		return now();
	};
	const result = await done(site, disable, leaver(byId(id)));
	expect(result.verified).toBe(true);
	expect(site.person(id).canOpen).toEqual([]);
	const readings = site.requests().filter((one) => one === `GET /users/${id}`);
	expect(readings.length).toBeLessThanOrEqual(7);
});
