import { onTestFinished, describe, expect, it } from 'vitest';
import { profileFor, startEmulator, type EmulatorOptions } from '../../emulator';
import { openClient } from '../../nodes/PaxtonNet2/host/openClient';
import { eventDialects } from '../../nodes/PaxtonNet2/host/processState';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { encodeQuery } from '../../nodes/PaxtonNet2/net2/baseUrl';
import type { SiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';

/** A site, and a client of it whose credential has the profile of that site, with these changes. */
async function openWith(switches: EmulatorOptions, changes: Partial<SiteProfile> = {}) {
	// What this process remembers may be about an emulator that had the same port.
	eventDialects.clear();
	const emulator = await startEmulator({ signInRate: 'off', ...switches });
	const siteProfile = JSON.stringify({
		...profileFor(emulator.config(), LONGEST_QUERY),
		...changes,
	});
	const credential = { baseUrl: emulator.url, ...emulator.operator, siteProfile };
	const context: unknown = { getCredentials: async () => credential, helpers: {} };
	const limits = { maxConcurrency: 4, timeoutMs: 5_000 };
	const client: Awaited<ReturnType<typeof openClient>> = await Reflect.apply(
		openClient,
		undefined,
		[context, limits],
	);
	onTestFinished(async () => {
		await client.close();
		await emulator.stop();
	});
	const sent = (path: string) =>
		emulator.requests().filter((request) => request.path === `/api/v1${path}`);
	return { emulator, client, sent };
}

describe('the events of a server', () => {
	const SINCE = '2026-11-24T00:00:00';
	const clock = { now: () => new Date('2026-11-24T12:00:00Z') };

	it.each([
		// What a rehearsal did not find out, the client finds out itself: both conditions come first.
		['dates', null, 'dates', 3],
		['where', null, 'where', 2],
		['both', null, 'where', 2],
		['dates', 'dates', 'dates', 1],
		['where', 'where', 'where', 1],
		['both', 'both', 'where', 1],
	] as const)(
		'that selects them by %s are selected so if the site profile says %s',
		async (events, eventDialect, dialect, requests) => {
			const { emulator, client, sent } = await openWith({ events, clock }, { eventDialect });
			const event = { eventType: 20, eventDescription: 'Access permitted' };
			emulator.addEvent({ ...event, eventTime: '2026-11-23T08:00:00.000' });
			const { id } = emulator.addEvent({ ...event, eventTime: '2026-11-24T08:00:00.000' });
			const listed = await client.net2.events.list({
				from: SINCE,
				to: '2026-11-25T00:00:00',
				order: 'oldestFirst',
				limit: 100,
			});
			expect(listed.map((one) => one.id)).toEqual([id]);
			expect(client.net2.events.dialect()).toBe(dialect);
			expect(sent('/events')).toHaveLength(requests);
		},
	);
});

describe('queries', () => {
	const NUMBERS = Array.from({ length: 200 }, (_, i) => `${10_000 + i}`);

	it.each([
		// A profile of a server that runs no queries says nothing of their length.
		[{}, LONGEST_QUERY, 1_900],
		[{}, 500, 500],
		[{}, 0, 1_900],
		[{}, null, 1_900],
		[{ maxQueryLength: 500 }, 500, 500],
	] as const)('at %o with maxQueryLength %s are up to %i long', async (switches, said, most) => {
		const { client, sent } = await openWith(switches, { maxQueryLength: said });
		await client.net2.query.usersByField(14, NUMBERS);
		const queries = sent('/customquery/querydb');
		expect(queries.every(({ status }) => status === 200)).toBe(true);
		const lengths = queries.map(({ query = '' }) => encodeQuery({ query }).length);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
		expect(Math.max(...lengths)).toBeGreaterThan(most - 100);
	});
});

describe('requests', () => {
	it.each([
		[{ serial: true }, 1],
		[{ serial: false }, 4],
	] as const)('of users at a site that is %o: %i at a time', async (switches, most) => {
		const { client } = await openWith(switches);
		expect(client.maxConcurrency).toBe(most);
	});

	it('run together if the site profile does not say whether that helps', async () => {
		const { client } = await openWith({ serial: true }, { parallel: null });
		expect(client.maxConcurrency).toBe(4);
	});
});
