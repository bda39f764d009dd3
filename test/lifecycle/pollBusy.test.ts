import { describe, expect, onTestFinished, test } from 'vitest';
import type { Cursor } from '../../nodes/PaxtonNet2/lifecycle/events/cursor';
import { poll } from '../../nodes/PaxtonNet2/lifecycle/events/poll';
import { startServer } from '../net2/support/net2Server';
import { openClient, signedIn } from '../net2/support/openClient';
import { openSite } from './support/site';
import { FRONT, idsOf, openTrigger, type Trigger } from './support/trigger';

const GRANTED = { eventType: 20, eventDescription: 'Access permitted', userID: 1, address: FRONT };
const MINUTE = 60_000;
const SECOND = '2026-11-24T09:59:00';

/** So many events, spread over so many minutes. */
function happen({ net2, site }: Trigger, count: number, minutes: number): number[] {
	return Array.from({ length: count }, () => {
		site.clock.advance((minutes * MINUTE) / count);
		return net2.addEvent(GRANTED).id;
	});
}

async function requestsOf(trigger: Trigger, poll: () => Promise<unknown>): Promise<string[]> {
	trigger.net2.clearRequests();
	await poll();
	return trigger.site.requests();
}

describe.each(['where', 'dates'] as const)('at a server that selects by %s', (events) => {
	test('returns 1,500 events of one second whole, and later ones of the same second', async () => {
		const trigger = await openTrigger({}, { events });
		await trigger.poll();
		const burst = happen(trigger, 1_500, 0);
		expect(idsOf(await trigger.poll())).toEqual(burst);
		const later = happen(trigger, 700, 0);
		expect(idsOf(await trigger.poll())).toEqual(later);
		expect(await trigger.poll()).toEqual([]);
	});

	test('costs at most three requests for an idle poll after a busy hour', async () => {
		const trigger = await openTrigger({ door: FRONT }, { events });
		await trigger.poll();
		const busy = happen(trigger, 6_000, 60);
		expect(idsOf(await trigger.poll())).toEqual(busy);
		for (let n = 0; n < 20; n += 1) {
			trigger.site.clock.advance(MINUTE);
			const requests = await requestsOf(trigger, async () => {
				expect(await trigger.poll()).toEqual([]);
			});
			expect(requests.length).toBeLessThanOrEqual(3);
		}
	}, 120_000);

	test('costs at most three requests for an idle poll after 1,500 events in one second', async () => {
		const trigger = await openTrigger({}, { events });
		await trigger.poll();
		happen(trigger, 1_500, 0);
		await trigger.poll();
		for (let n = 0; n < 5; n += 1)
			expect((await requestsOf(trigger, trigger.poll)).length).toBeLessThanOrEqual(3);
	});

	test('returns an event that a controller hands in late after a busy hour, once', async () => {
		const trigger = await openTrigger({}, { events });
		await trigger.poll();
		happen(trigger, 6_000, 60);
		await trigger.poll();
		const eventTime = new Date(trigger.site.clock.now() + 15 * MINUTE).toISOString().slice(0, 23);
		const late = trigger.net2.addEvent({ ...GRANTED, eventTime });
		const found: unknown[] = [];
		// Some parts of two hours, each of which one poll looks through.
		for (let n = 0; n < 25; n += 1) found.push(...idsOf(await trigger.poll()));
		expect(found).toEqual([late.id]);
	}, 120_000);
});

test('reports a gap, and goes on, when one second contains more events than Net2 returns', async () => {
	const site = await openSite({ now: '2026-11-24T09:00:00Z' });
	let ids = [1];
	const server = await startServer(
		signedIn({
			'GET /events': ({ query: { startDate = '', endDate = '9999' } }) => ({
				json: (startDate <= SECOND && endDate >= SECOND ? ids : []).slice(0, 1_000).map((id) => ({
					id,
					eventType: 20,
					userID: 1,
					address: FRONT,
					eventTime: `${SECOND}.000+01:00`,
				})),
			}),
		}),
	);
	onTestFinished(async () => await server.close());
	const run = site.run('trigger', { net2: openClient(server, { clock: site.clock }).client });
	const params = {
		kinds: ['accessGranted' as const],
		includeCards: false,
		doorId: async () => undefined,
	};
	let cursor: Cursor | undefined;
	const next = async () => {
		const polled = await poll(run, params, { cursor, lost: false });
		cursor = polled.cursor;
		return polled.items;
	};
	await next();
	ids = Array.from({ length: 1_500 }, (_, n) => n + 1);
	const items = await next();
	expect(items).toHaveLength(1_000);
	expect(items.at(-1)).toMatchObject({
		event: 'gap',
		lastEventId: 1,
		startsAfterEventId: 1_000,
		message: expect.stringContaining('did not return all events'),
	});
	expect(await next()).toEqual([]);
});
