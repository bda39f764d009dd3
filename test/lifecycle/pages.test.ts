import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventsAfter, newestEvents } from '../../nodes/PaxtonNet2/lifecycle/events/pages';
import { startServer, type Net2Server } from '../net2/support/net2Server';
import { openClient, signedIn } from '../net2/support/openClient';

/** 2,500 events, two a second; a page holds 1,000. */
const EVENTS = Array.from({ length: 2_500 }, (_, n) => ({
	id: n + 1,
	eventType: 20,
	eventTime: new Date(Date.parse('2026-11-24T08:00:00Z') + n * 500).toISOString().slice(0, 23),
}));
const SPAN = { from: '2026-11-24T07:00:00', to: '2026-11-24T10:00:00' };
const numbers = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Heeds dates and the size of a page, and gives the newest first: nobody knows that a Net2 does not. */
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

test('a server that counts by dates, newest first, gives the newest of a span', async () => {
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

test('a server that counts by dates, newest first, gives all above a number, in order', async () => {
	const { client } = openClient(server);
	const found = await eventsAfter(client, { afterId: 400, span: SPAN, most: 20_000 });
	expect(found.map(({ id }) => id)).toEqual(numbers(401, 2_500));
	const some = await eventsAfter(client, { afterId: 400, span: SPAN, most: 1_500 });
	expect(some.map(({ id }) => id)).toEqual(numbers(401, 1_900));
	expect(server.count('GET /events')).toBeLessThan(40);
});
