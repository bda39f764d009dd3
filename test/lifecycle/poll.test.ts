import { describe, expect, test } from 'vitest';
import { OVERLAP } from '../../nodes/PaxtonNet2/lifecycle/events/cursor';
import { latest } from '../../nodes/PaxtonNet2/lifecycle/events/latest';
import { FRONT, idsOf, openTrigger, type Trigger } from './support/trigger';

const GRANTED = { eventType: 20, eventDescription: 'Access permitted', userID: 1, address: FRONT };

/** Numbers that other writers have taken and not handed in yet. */
function leaveOut({ net2 }: Trigger, count: number): number[] {
	const from = net2.world.last.event + 1;
	net2.world.last.event += count;
	return Array.from({ length: count }, (_, n) => from + n);
}

describe.each(['where', 'dates'] as const)('at a server that selects by %s', (events) => {
	test('begins after the newest event and returns each event once', async () => {
		const trigger = await openTrigger({}, { events });
		trigger.pass();
		expect(await trigger.poll()).toEqual([]);
		const first = [trigger.pass(), trigger.pass('77777777')];
		expect(idsOf(await trigger.poll())).toEqual(first);
		expect(await trigger.poll()).toEqual([]);
		const [item] = [trigger.pass()];
		expect(await trigger.poll()).toMatchObject([
			{ event: 'accessGranted', eventId: item, userId: 1, cardNumber: '…01' },
		]);
	});

	test('begins at a server without events', async () => {
		const trigger = await openTrigger({}, { events });
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		const first = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([first]);
	});

	test('returns an event that arrives late once, also one from before the beginning', async () => {
		const trigger = await openTrigger({}, { events });
		trigger.pass();
		const early = leaveOut(trigger, 2);
		trigger.pass();
		await trigger.poll();
		const late = leaveOut(trigger, 1);
		const next = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([next]);
		for (const id of late) trigger.net2.addEvent({ ...GRANTED, id });
		for (const id of early.slice(1)) trigger.net2.addEvent({ ...GRANTED, id });
		expect(idsOf(await trigger.poll())).toEqual([early[1], late[0]]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('returns 10,000 events between two polls whole and in order', async () => {
		const trigger = await openTrigger({}, { events });
		await trigger.poll();
		const planted = Array.from({ length: 10_000 }, (_, n) => {
			if (n % 100 === 0) trigger.site.clock.advance(1_000);
			return trigger.net2.addEvent(GRANTED).id;
		});
		expect(idsOf(await trigger.poll())).toEqual(planted);
		expect(await trigger.poll()).toEqual([]);
		expect(JSON.stringify(trigger.cursor).length).toBeLessThan(500);
	}, 60_000);

	test('misses no event when clocks are set back or forward', async () => {
		const trigger = await openTrigger({}, { events, now: '2026-10-25T00:30:00Z' });
		trigger.pass();
		await trigger.poll();
		// Over the end of daylight saving: 02:30 comes retryIdempotent.
		trigger.site.clock.advance(3_600_000);
		const again = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([again]);
		trigger.site.clock.advance(-5_400_000);
		const back = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([back]);
		trigger.site.clock.advance(3 * 24 * 3_600_000);
		const forward = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([forward]);
		trigger.site.clock.advance(-3 * 24 * 3_600_000);
		const right = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([right]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('reports a server that numbers events from the beginning again, and follows it', async () => {
		const trigger = await openTrigger({}, { events });
		for (let n = 0; n < 5; n += 1) trigger.pass();
		await trigger.poll();
		trigger.net2.reset();
		trigger.net2.config({ signInRate: 'off', events });
		trigger.pass();
		const [gap, ...others] = await trigger.poll();
		expect(gap).toMatchObject({ event: 'gap', lastEventId: 5, startsAfterEventId: 1 });
		expect(others).toEqual([]);
		const next = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([next]);
	});

	test.each([
		['end at it', 5],
		['end above it', 9],
	])('reports a database that was restored, and whose new numbers %s', async (_what, passes) => {
		const trigger = await openTrigger({}, { events });
		for (let n = 0; n < 10; n += 1) trigger.pass();
		await trigger.poll();
		const { world } = trigger.net2;
		world.events.splice(5);
		world.last.event = 5;
		trigger.site.clock.advance(3_600_000);
		for (let n = 0; n < passes; n += 1) trigger.pass();
		const newest = 5 + passes;
		expect(await trigger.poll()).toMatchObject([
			{ event: 'gap', lastEventId: 10, startsAfterEventId: newest },
		]);
		const next = trigger.pass();
		expect(idsOf(await trigger.poll())).toEqual([next]);
	});

	test('shows the latest events for a manual test and changes nothing', async () => {
		const trigger = await openTrigger({}, { events });
		const passes = Array.from({ length: 7 }, () => trigger.pass());
		await trigger.poll();
		const before = trigger.cursor;
		const shown = await latest(trigger.site.run('trigger'), {
			kinds: ['accessGranted'],
			includeCards: true,
			doorId: async () => undefined,
		});
		expect(idsOf(shown)).toEqual(passes.slice(-5));
		expect(shown[0]).toMatchObject({ cardNumber: '10000001' });
		expect(trigger.cursor).toBe(before);
	});
});

test('begins after the newest event with a gap item when the cursor was lost', async () => {
	const trigger = await openTrigger();
	const last = trigger.pass();
	expect(await trigger.poll(true)).toMatchObject([
		{ event: 'gap', eventId: `gap-0-${last}`, lastEventId: null, startsAfterEventId: last },
	]);
	expect(await trigger.poll()).toEqual([]);
});

test('gives up an event that comes later than the overlap, and keeps the cursor small', async () => {
	const trigger = await openTrigger();
	await trigger.poll();
	const late = leaveOut(trigger, 1);
	for (let n = 0; n < OVERLAP + 10; n += 1) trigger.net2.addEvent(GRANTED);
	expect(await trigger.poll()).toHaveLength(OVERLAP + 10);
	expect(trigger.cursor?.gaps).toEqual([]);
	for (const id of late) trigger.net2.addEvent({ ...GRANTED, id });
	expect(await trigger.poll()).toEqual([]);
});

test('returns each event as its most specific kind, at the chosen door', async () => {
	const leavers = { leaverDepartment: { by: 'name' as const, name: 'Terminated Employment' } };
	const trigger = await openTrigger({
		kinds: ['accessGranted', 'accessDenied', 'unknownCard', 'leaverCardUsed'],
		door: FRONT,
		...leavers,
	});
	await trigger.poll();
	const past = trigger.net2.addUser({
		lastName: 'Past',
		expiryDate: '2026-11-22T00:00:00',
		cards: ['501'],
	});
	const moved = trigger.net2.addUser({
		lastName: 'Moved',
		department: 'Terminated Employment',
		accessLevels: [1],
		cards: ['502'],
	});
	const lastDay = trigger.net2.addUser({
		lastName: 'Last day',
		expiryDate: '2026-11-24T00:00:00',
		accessLevels: [1],
		cards: ['503'],
	});
	trigger.net2.pass({ cardNumber: '501', door: 6000002 });
	for (const card of ['501', '502', '503', '999', '10000001', '10000004']) trigger.pass(card);
	expect(await trigger.poll()).toMatchObject([
		{
			event: 'leaverCardUsed',
			userId: past,
			granted: false,
			leaver: { because: 'endDate', endDate: expect.stringContaining('2026-11-22') },
		},
		{
			event: 'leaverCardUsed',
			userId: moved,
			granted: true,
			leaver: { because: 'department', department: 'Terminated Employment' },
		},
		{ event: 'accessGranted', userId: lastDay },
		{ event: 'unknownCard', userId: null },
		{ event: 'accessGranted', userId: 1 },
		{ event: 'accessDenied', userId: 4 },
	]);
});

test('finds a leaver without SQL', async () => {
	const leaverSettings = {
		leaverDepartment: { by: 'name' as const, name: 'Terminated Employment' },
	};
	const trigger = await openTrigger(
		{ kinds: ['leaverCardUsed'], ...leaverSettings },
		{ querydb: 'off', siteZone: null },
	);
	await trigger.poll();
	trigger.net2.addUser({ expiryDate: '2026-11-22T00:00:00', lastName: 'Past', cards: ['501'] });
	trigger.net2.addUser({ department: 'Terminated Employment', lastName: 'Moved', cards: ['502'] });
	for (const card of ['501', '502', '10000001']) trigger.pass(card);
	expect(await trigger.poll()).toMatchObject([
		{ leaver: { because: 'endDate' } },
		{ leaver: { because: 'department' } },
	]);
});

test('throws during an outage, and the next poll returns what happened meanwhile', async () => {
	const trigger = await openTrigger();
	await trigger.poll();
	const missed = trigger.pass();
	trigger.net2.faults([{ match: 'GET /api/v1/events', fault: '503', times: 99 }]);
	await expect(trigger.poll()).rejects.toMatchObject({ reason: 'badReply' });
	trigger.net2.faults([]);
	expect(idsOf(await trigger.poll())).toEqual([missed]);
});
