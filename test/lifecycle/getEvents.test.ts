import { describe, expect, test } from 'vitest';
import { getEvents, type EventsParams } from '../../nodes/PaxtonNet2/lifecycle/events/getEvents';
import type { EventItem } from '../../nodes/PaxtonNet2/lifecycle/events/describe';
import { all, byId, byKey } from './support/params';
import { openSite, type Site, type SiteOptions } from './support/site';

const FRONT = 6000001;
const WAREHOUSE = 6000002;
const DIALECTS = ['where', 'dates'] as const;

async function eventsOf(site: Site, overrides: Partial<EventsParams> = {}): Promise<EventItem[]> {
	const whole: EventsParams = { types: [], limit: 50, includeCards: false, ...overrides };
	const [result] = await all(site, getEvents, [whole]);
	if (result === undefined || !('events' in result)) throw new Error(JSON.stringify(result));
	return result.events;
}
const ids = (events: EventItem[]) => events.map(({ eventId }) => eventId);

/** A morning of Ada at the front door, Grace at the warehouse and a card that no user has. They are a minute apart. */
async function morning(options: SiteOptions = {}) {
	const site = await openSite({ now: '2026-11-24T09:00:00Z', ...options });
	const at = (minute: number) => new Date(Date.parse('2026-11-24T08:00:00Z') + minute * 60_000);
	const passes = [
		{ cardNumber: '10000001', door: FRONT, at: at(0) },
		{ cardNumber: '10000002', door: WAREHOUSE, at: at(1) },
		{ cardNumber: '77777777', door: FRONT, at: at(2) },
		{ cardNumber: '10000004', door: FRONT, at: at(3) },
	];
	const events = passes.map((pass) => site.net2.pass(pass));
	return { site, events, numbers: events.map(({ id }) => id) };
}

describe.each(DIALECTS)('at a server that selects by %s', (events) => {
	test('returns the newest first, with times that have an offset', async () => {
		const { site, numbers } = await morning({ events });
		const result = await eventsOf(site);
		expect(ids(result)).toEqual([...numbers].reverse());
		expect(result[3]).toMatchObject({
			time: '2026-11-24T09:00:00.000+01:00',
			granted: true,
			door: { id: FRONT, name: 'Front door (In)' },
			userId: 1,
			firstName: 'Ada',
			cardNumber: '…01',
		});
		expect(ids(await eventsOf(site, { limit: 2 }))).toEqual([numbers[3], numbers[2]]);
	});

	test('filters by kind and number, user, door, since and until', async () => {
		const { site, numbers } = await morning({ events });
		const [ada, grace, nobody, lost] = numbers;
		expect(ids(await eventsOf(site, { types: ['accessGranted'] }))).toEqual([grace, ada]);
		expect(ids(await eventsOf(site, { types: ['accessDenied'] }))).toEqual([lost, nobody]);
		expect(ids(await eventsOf(site, { types: ['unknownCard'] }))).toEqual([nobody]);
		expect(ids(await eventsOf(site, { types: ['20', '23'] }))).toEqual([lost, nobody, grace, ada]);
		expect(ids(await eventsOf(site, { types: ['584'] }))).toEqual([]);
		expect(ids(await eventsOf(site, { user: byKey('00123') }))).toEqual([ada]);
		expect(ids(await eventsOf(site, { door: { by: 'name', name: 'Warehouse door' } }))).toEqual([
			grace,
		]);
		expect(
			ids(await eventsOf(site, { since: '2026-11-24T09:01:00', until: '2026-11-24T09:02:00' })),
		).toEqual([nobody, grace]);
		expect(
			ids(await eventsOf(site, { since: '2026-11-24T08:02:00Z', until: '2026-11-24' })),
		).toEqual([lost, nobody]);
		expect(ids(await eventsOf(site, { since: '2026-11-25' }).catch(() => []))).toEqual([]);
	});

	test('returns 3,500 events whole, also when they were handed in late', async () => {
		const { site } = await morning({ events });
		const planted = Array.from({ length: 3_500 }, (_, n) =>
			site.net2.addEvent({
				eventType: 28,
				eventDescription: 'Door opened',
				// Out of order by some minutes, as controllers hand them in.
				eventTime: `2026-11-24T0${4 + (n % 5)}:${String(n % 60).padStart(2, '0')}:00.000`,
			}),
		);
		const result = await eventsOf(site, { types: ['28'], limit: 5_000 });
		expect(new Set(ids(result))).toEqual(new Set(planted.map(({ id }) => id)));
		expect(result).toHaveLength(3_500);
	});

	test('returns an empty list for an empty body', async () => {
		const site = await openSite({ events });
		expect(await eventsOf(site)).toEqual([]);
	});
});

test('uses the offset of the server if the credential has no time zone', async () => {
	const { site, numbers } = await morning({ siteZone: null, workflowZone: 'America/New_York' });
	expect(ids(await eventsOf(site, { since: '2026-11-24T09:03:00' }))).toEqual([numbers[3]]);
});

test('selects by time if the server rejects other conditions', async () => {
	const { site, numbers } = await morning();
	// The emulator would run it, so its refusal is planted.
	site.net2.faults([{ match: 'GET /api/v1/events', fault: '500', nth: 1, times: 2 }]);
	expect(ids(await eventsOf(site, { types: ['unknownCard'] }))).toEqual([numbers[2]]);
});

test('shows whole card numbers only with Include Card Numbers', async () => {
	const { site } = await morning();
	site.net2.addEvent({
		eventType: 23,
		eventDescription: 'Card 77777777 refused',
		eventDetails: '77777777',
		cardNo: 77777777,
	});
	expect(JSON.stringify(await eventsOf(site))).not.toMatch(/77777777|1000000\d/);
	expect(JSON.stringify(await eventsOf(site, { includeCards: true }))).toContain('"77777777"');
});

test.each<[string, Partial<EventsParams>]>([
	['a time that is none', { since: "2026-11-24' OR '1'='1" }],
	['a day first', { since: '24/11/2026' }],
	['the end before the beginning', { since: '2026-11-24', until: '2026-11-23' }],
	['a door that is not there', { door: { by: 'name', name: "x' OR 1=1 --" } }],
	['a user who is not there', { user: byId(99_999) }],
])('rejects %s or finds nothing, and processes the other item', async (_name, overrides) => {
	const { site } = await morning();
	site.net2.clearRequests();
	const whole: EventsParams = { types: [], limit: 50, includeCards: false, ...overrides };
	const [result, other] = await all(site, getEvents, [whole, { ...whole, ...NOTHING }]);
	if (overrides.user !== undefined) expect(result).toMatchObject({ events: [] });
	else
		expect(result).toMatchObject({ error: { reason: expect.stringMatching(/badInput|notFound/) } });
	expect(other).toMatchObject({ events: expect.any(Array) });
});

const NOTHING = { since: undefined, until: undefined, door: undefined, user: undefined };

test('returns nothing for a kind that does not exist', async () => {
	const { site } = await morning();
	expect(await eventsOf(site, { types: ['20) OR (1=1'] })).toEqual([]);
});
