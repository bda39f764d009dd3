import { afterEach, beforeEach, expect, test } from 'vitest';
import { newestEvents } from '../../nodes/PaxtonNet2/lifecycle/events/pages';
import { eventsBetween } from '../../nodes/PaxtonNet2/lifecycle/events/spans';
import { startServer, type Net2Server, type ReceivedRequest } from '../net2/support/net2Server';
import { openClient, signedIn } from '../net2/support/openClient';

/** 2,500 events, two a second. A page contains 1,000. */
const EVENTS = Array.from({ length: 2_500 }, (_, n) => ({
	id: n + 1,
	eventType: 20,
	eventTime: new Date(Date.parse('2026-11-24T08:00:00Z') + n * 500).toISOString().slice(0, 23),
}));
const SPAN = {
	from: '2026-11-24T07:00:00',
	to: '2026-11-24T10:00:00',
	site: { zone: 'Europe/Amsterdam' },
};
const numbers = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Selects by dates and returns the newest first, which a Net2 may do as well. */
let server: Net2Server;
beforeEach(async () => {
	server = await startServer(
		signedIn({
			'GET /events': ({ query: { startDate = '', endDate = '9999', pageSize } }) => ({
				json: EVENTS.filter(({ eventTime }) => eventTime >= startDate && eventTime <= endDate)
					.reverse()
					.slice(0, Number(pageSize)),
			}),
		}),
	);
});
afterEach(async () => await server.close());

test('returns the newest events of a span from a server that selects by dates, newest first', async () => {
	const { client } = openClient(server);
	const found = await newestEvents(client, {
		span: SPAN,
		narrow: {},
		isWanted: ({ id }) => id % 2 === 0,
		limit: 1_200,
	});
	expect(found.map(({ id }) => id)).toEqual(
		numbers(51, 1_250)
			.map((half) => 2 * half)
			.reverse(),
	);
	expect(server.count('GET /events')).toBeLessThan(20);
});

type Listed = Array<(typeof EVENTS)[number]>;

/** A server of its own for a test, which answers requests for events as the test says. */
async function clientOf(
	answer: (events: Listed, query: ReceivedRequest['query']) => Listed,
	events = EVENTS,
) {
	await server.close();
	server = await startServer(
		signedIn({ 'GET /events': ({ query }) => ({ json: answer(events, query) }) }),
	);
	return openClient(server).client;
}

test('reads a span without older events from a server that ignores times and returns the newest', async () => {
	const client = await clientOf((events) => [...events].reverse().slice(0, 1_000));
	const span = { ...SPAN, from: '2026-11-24T08:16:00' };
	const { events, isComplete } = await eventsBetween(client, span);
	expect(isComplete).toBe(true);
	expect(events.map(({ id }) => id)).toEqual(numbers(1_921, 2_500));
});

test('says that events are missing if a server ignores times and the span contains more than a page', async () => {
	const client = await clientOf((events) => [...events].reverse().slice(0, 1_000));
	const { events, isComplete } = await eventsBetween(client, {
		...SPAN,
		from: '2026-11-24T08:00:00',
	});
	expect(isComplete).toBe(false);
	expect(events).toHaveLength(1_000);
	expect(server.count('GET /events')).toBeLessThanOrEqual(5);
});

test('is an error if a server ignores times and returns its oldest events only', async () => {
	const client = await clientOf((events) => events.slice(0, 1_000));
	const span = { ...SPAN, from: '2026-11-24T08:16:00' };
	await expect(eventsBetween(client, span)).rejects.toMatchObject({
		reason: 'badReply',
		message: expect.stringContaining('ignored the time'),
	});
});

test('stops at the first page of older events if a server ignores times but not numbers', async () => {
	const many = Array.from({ length: 20_000 }, (_, n) => ({
		id: n + 1,
		eventType: 20,
		eventTime: new Date(Date.parse('2026-11-24T04:00:00Z') + n * 1_000).toISOString().slice(0, 23),
	}));
	const client = await clientOf((events, { where = '' }) => {
		const below = Number(/eventid < (\d+)/.exec(where)?.[1] ?? Infinity);
		return events
			.filter(({ id }) => id < below)
			.reverse()
			.slice(0, 1_000);
	}, many);
	const found = await newestEvents(client, {
		span: { ...SPAN, from: '2026-11-24T09:00:00' },
		narrow: {},
		isWanted: ({ time }) => time >= '2026-11-24T09:00:00',
		limit: 5_000,
	});
	expect(found).toHaveLength(2_000);
	expect(server.count('GET /events')).toBeLessThanOrEqual(4);
});

test('says that events are missing if one second contains more than a server returns', async () => {
	const second = EVENTS.map((event) => ({ ...event, eventTime: '2026-11-24T08:00:00.000' }));
	const client = await clientOf(
		(events, { startDate = '', endDate = '9999' }) =>
			events
				.filter(({ eventTime }) => eventTime >= startDate && eventTime <= endDate)
				.slice(0, 1_000),
		second,
	);
	const { events, isComplete } = await eventsBetween(client, SPAN);
	expect(isComplete).toBe(false);
	expect(events).toHaveLength(1_000);
});

test('understands events whose times the server shows in UTC', async () => {
	const utc = EVENTS.map((event) => ({ ...event, eventTime: `${event.eventTime}Z` }));
	const client = await clientOf((events) => events.slice(0, 900), utc);
	const span = { ...SPAN, from: '2026-11-24T09:00:00' };
	const { events } = await eventsBetween(client, span);
	expect(events).toHaveLength(900);
});
