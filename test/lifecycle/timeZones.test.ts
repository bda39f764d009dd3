import { describe, expect, it } from 'vitest';
import { create } from '../../nodes/PaxtonNet2/lifecycle/operations/create';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { setLeaveDate } from '../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { byId, done, joiner, leaver, opened } from './support/params';
import { openSite, type SiteOptions } from './support/site';

const AMSTERDAM = 'Europe/Amsterdam';
const NEW_YORK = 'America/New_York';
const FRONT_DOOR = 6000001;

interface Place {
	now: string;
	/** The zone of the site; the server's where `tz` is not given. */
	site: string;
	workflow: string;
	tz?: string;
	end: string;
}

const PLACES: Array<[string, Place]> = [
	[
		'at 01:00 in Amsterdam, site in New York',
		{
			now: '2026-11-24T00:00:00Z',
			site: NEW_YORK,
			workflow: AMSTERDAM,
			end: '2026-11-22T00:00:00',
		},
	],
	[
		'at 19:00 in New York, site in Amsterdam',
		{
			now: '2026-11-24T00:00:00Z',
			site: AMSTERDAM,
			workflow: NEW_YORK,
			end: '2026-11-23T00:00:00',
		},
	],
	[
		'in the hour that Amsterdam skips',
		{
			now: '2026-03-29T01:30:00Z',
			site: AMSTERDAM,
			workflow: NEW_YORK,
			end: '2026-03-28T00:00:00',
		},
	],
	[
		'just after midnight of that night',
		{
			now: '2026-03-28T23:10:00Z',
			site: AMSTERDAM,
			workflow: NEW_YORK,
			end: '2026-03-28T00:00:00',
		},
	],
	[
		'just after midnight, the day after it',
		{
			now: '2026-03-29T22:10:00Z',
			site: AMSTERDAM,
			workflow: NEW_YORK,
			end: '2026-03-29T00:00:00',
		},
	],
	[
		'in the hour that Amsterdam has twice',
		{
			now: '2026-10-25T00:30:00Z',
			site: AMSTERDAM,
			workflow: NEW_YORK,
			end: '2026-10-24T00:00:00',
		},
	],
	[
		'at 01:00 in Amsterdam, the night that New York skips an hour',
		{
			now: '2026-03-08T00:00:00Z',
			site: NEW_YORK,
			workflow: AMSTERDAM,
			end: '2026-03-06T00:00:00',
		},
	],
	[
		'at 23:30 in New York, the night that it has an hour twice',
		{
			now: '2026-11-01T03:30:00Z',
			site: NEW_YORK,
			workflow: AMSTERDAM,
			end: '2026-10-30T00:00:00',
		},
	],
	[
		'a server in New York for a site in Amsterdam',
		{
			now: '2026-11-24T00:00:00Z',
			site: AMSTERDAM,
			workflow: AMSTERDAM,
			tz: NEW_YORK,
			end: '2026-11-22T00:00:00',
		},
	],
	[
		'a server in Auckland for a site in New York',
		{
			now: '2026-11-24T00:00:00Z',
			site: NEW_YORK,
			workflow: AMSTERDAM,
			tz: 'Pacific/Auckland',
			end: '2026-11-22T00:00:00',
		},
	],
];

function optionsOf({ now, site, workflow, tz }: Place, siteZone: string | null): SiteOptions {
	return { now, siteZone, workflowZone: workflow, tz: tz ?? site };
}

describe.each(PLACES)('%s', (_, place) => {
	it.each([
		['inclusive', 'midnight'],
		['exclusive', 'exact'],
	] as const)('a leaver is out at once (%s, %s)', async (expiryDay, expiry) => {
		const site = await openSite({ ...optionsOf(place, place.site), expiryDay, expiry });
		expect(site.net2.canOpen(1, FRONT_DOOR)).toBe(true);
		expect(await done(site, disable, leaver(byId(1)))).toMatchObject({
			outcome: 'disabled',
			user: { enabled: false },
		});
		expect(site.person(1)).toMatchObject({ expiryDate: place.end, canOpen: [] });
		site.net2.clearRequests();
		expect((await done(site, disable, leaver(byId(1)))).outcome).toBe('unchanged');
		expect(site.writes()).toEqual([]);
	});

	it('so is one whose site has no zone in the credential', async () => {
		const site = await openSite({ ...optionsOf(place, null), expiryDay: 'inclusive' });
		expect((await done(site, disable, leaver(byId(1)))).outcome).toBe('disabled');
		expect(site.person(1).canOpen).toEqual([]);
	});

	it.each([place.site, null])('a new user has no access (zone %s)', async (zone) => {
		const site = await openSite({ ...optionsOf(place, zone), expiryDay: 'inclusive' });
		const { userId } = await done(site, create, joiner('00900'));
		site.edit(userId ?? 0, { accessLevels: [1] });
		expect(site.person(userId ?? 0).canOpen).toEqual([]);
	});

	it('a returner gets access at once', async () => {
		const site = await openSite(optionsOf(place, place.site));
		site.edit(3, { accessLevels: [1] });
		expect((await done(site, enable, opened(byId(3)))).outcome).toBe('enabled');
		// A server in a zone behind the site's begins its today later.
		if (place.tz !== NEW_YORK) expect(site.net2.canOpen(3, FRONT_DOOR)).toBe(true);
	});
});

describe('a last working day', () => {
	it.each([
		['2026-12-31', '2026-12-31T23:59:00', '2026-12-31T22:58:00Z', '2026-12-31T22:59:00Z'],
		['2026-10-25', '2026-10-25T23:59:00', '2026-10-25T22:58:00Z', '2026-10-25T22:59:00Z'],
		['2026-12-31T17:00:00', '2026-12-31T17:00:00', '2026-12-31T15:59:00Z', '2026-12-31T16:00:00Z'],
		[
			'2026-12-31T17:00:00-05:00',
			'2026-12-31T23:00:00',
			'2026-12-31T21:59:00Z',
			'2026-12-31T22:00:00Z',
		],
	])('of %s is the site’s', async (date, stored, stillIn, out) => {
		const site = await openSite({
			now: '2026-10-01T09:00:00Z',
			workflowZone: NEW_YORK,
			expiry: 'exact',
			expiryDay: 'exclusive',
		});
		await done(site, setLeaveDate, { user: byId(1), date, withdraw: false });
		expect(site.person(1).expiryDate).toBe(stored);
		expect(site.net2.canOpen(1, FRONT_DOOR, new Date(stillIn))).toBe(true);
		expect(site.net2.canOpen(1, FRONT_DOOR, new Date(out))).toBe(false);
	});

	it('at a server in another zone is warned of, and not written again', async () => {
		const site = await openSite({ tz: NEW_YORK, expiry: 'exact' });
		const params = { user: byId(1), date: '2026-12-31', withdraw: false };
		const result = await done(site, setLeaveDate, params);
		expect(result.warnings.join()).toContain('-05:00');
		expect((await done(site, setLeaveDate, params)).outcome).toBe('unchanged');
	});
});
