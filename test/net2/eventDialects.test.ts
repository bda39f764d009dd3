import { afterEach, describe, expect, it } from 'vitest';
import type { EventQuery } from '../../nodes/PaxtonNet2/net2/model';
import { type Net2Server, type ReceivedRequest, startServer } from './support/net2Server';
import { openClient, signedIn } from './support/openClient';

let server: Net2Server | undefined;
afterEach(async () => await server?.close());

interface Entry {
	id: number;
	eventType: number;
	eventTime: string;
}

const event = (id: number, day = 24): Entry => ({
	id,
	eventType: 20,
	eventTime: `2026-11-${day}T08:00:0${id % 10}`,
});

/** Understands `where eventid > n` and conditions that nothing fulfils. */
const byWhere =
	(events: Entry[]) =>
	({ query: { where = '', rowCount } }: ReceivedRequest) => {
		const after = Number(/eventid > (\d+)/.exec(where)?.[1] ?? 0);
		const found = where.includes('1900-01-01') ? [] : events.filter(({ id }) => id > after);
		return { json: found.slice(0, rowCount === undefined ? 2 : Number(rowCount)) };
	};

/** Ignores `where`, and returns the events of one day unless it gets dates. */
const byDates =
	(events: Entry[], today = '2026-11-24') =>
	({ query: { startDate = today, endDate = '9999', pageSize } }: ReceivedRequest) => ({
		json: events
			.filter(({ eventTime }) => eventTime >= startDate && eventTime <= endDate)
			.slice(0, pageSize === undefined ? 2 : Number(pageSize)),
	});

const refusing =
	(parameter: 'where' | 'startDate', answer: (seen: ReceivedRequest) => { json: Entry[] }) =>
	(seen: ReceivedRequest) =>
		parameter in seen.query || (parameter === 'where' && 'rowCount' in seen.query)
			? { status: 400, json: { message: 'Unknown parameter' } }
			: answer(seen);

const QUERY: EventQuery = {
	afterId: 2,
	startDate: '2026-11-23T00:00:00',
	order: 'oldestFirst',
	limit: 100,
};

const events = [1, 2, 3, 4, 5].map((id) => event(id));

async function clientOf(answer: (seen: ReceivedRequest) => { status?: number; json: unknown }) {
	server = await startServer(signedIn({ 'GET /events': answer }));
	const { client } = openClient(server);
	return { client, sent: () => server?.seen.filter(({ path }) => path === '/events') ?? [] };
}

describe('the way in which a server selects events', () => {
	it.each([
		['a condition', byWhere(events), 'where', [3, 4, 5]],
		['a condition, and rejects dates', refusing('startDate', byWhere(events)), 'where', [3, 4, 5]],
		['dates', byDates(events), 'dates', [1, 2, 3, 4, 5]],
		[
			'dates, and rejects a condition',
			refusing('where', byDates(events)),
			'dates',
			[1, 2, 3, 4, 5],
		],
	] as const)('is found out: %s', async (_what, answer, dialect, ids) => {
		const { client, sent } = await clientOf(answer);
		expect(client.events.dialect()).toBeUndefined();
		expect((await client.events.list(QUERY)).map(({ id }) => id)).toEqual(ids);
		expect(client.events.dialect()).toBe(dialect);
		expect(sent().length).toBeLessThanOrEqual(3);
		const before = sent().length;
		await client.events.list(QUERY);
		expect(sent().length).toBe(before + 1);
		for (const { query } of sent()) expect('where' in query && 'startDate' in query).toBe(false);
	});

	it('is found out when the first event comes, and costs two requests until then', async () => {
		const later: Entry[] = [];
		const { client, sent } = await clientOf((seen) => byDates(later)(seen));
		expect(await client.events.list(QUERY)).toEqual([]);
		expect(await client.events.list(QUERY)).toEqual([]);
		expect(sent()).toHaveLength(4);
		later.push(event(3));
		expect(await client.events.list(QUERY)).toMatchObject([{ id: 3 }]);
		expect(client.events.dialect()).toBe('dates');
	});

	it('is found out where the server returns only the events of today without dates', async () => {
		const { client } = await clientOf(byDates([event(3, 23)]));
		expect(await client.events.list(QUERY)).toMatchObject([{ id: 3 }]);
	});

	it('is not taken for dates because a server that ignores them returns other events', async () => {
		const { client } = await clientOf(byWhere([event(1)]));
		expect(await client.events.list(QUERY)).toEqual([]);
		expect(client.events.dialect()).toBeUndefined();
	});

	it('leaves it to the caller if only one condition is refused', async () => {
		const { client } = await clientOf((seen) =>
			seen.query['where']?.includes('eventid')
				? { status: 400, json: { message: 'Invalid column' } }
				: byWhere(events)(seen),
		);
		await expect(client.events.list(QUERY)).rejects.toMatchObject({ reason: 'badInput' });
	});

	it('is taken from the site profile without a request', async () => {
		server = await startServer(signedIn({ 'GET /events': byDates(events) }));
		const { client } = openClient(server, { eventDialect: 'dates' });
		await client.events.list(QUERY);
		expect(server.count('GET /events')).toBe(1);
	});
});
