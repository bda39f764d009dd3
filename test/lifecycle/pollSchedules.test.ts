import fc from 'fast-check';
import { expect, test } from 'vitest';
import { further, type Cursor } from '../../nodes/PaxtonNet2/lifecycle/events/cursor';
import { poll } from '../../nodes/PaxtonNet2/lifecycle/events/poll';
import type { PollParams } from '../../nodes/PaxtonNet2/lifecycle/events/triggerItems';
import { FRONT } from './support/trigger';
import { openSite, type Site } from './support/site';

const PARAMS: PollParams = {
	kinds: ['accessGranted'],
	includeCards: false,
	doorId: async () => undefined,
};
const EVENT = { eventType: 20, eventDescription: 'Access permitted', userID: 1, address: FRONT };
/** No person, so no kind of event reports it: its number is read all the same. */
const OTHER = { eventType: 28, eventDescription: 'Door opened', address: FRONT };

/** What happens around a trigger. The numbers say how much of it. */
function happens(what: string, weight: number, most: number, least = 0) {
	const count = fc.integer({ min: least, max: most });
	return { weight, arbitrary: fc.record({ what: fc.constant(what), count }) };
}
const USUAL = [
	happens('events', 4, 9),
	happens('others', 1, 9),
	// Numbers that are taken by writers who finish later.
	happens('held', 2, 3),
	happens('late', 2, 3),
	happens('poll', 5, 2, 1),
	happens('minutes', 1, 90),
];
const restarts = fc.oneof(...USUAL, happens('restart', 2, 0));
const saves = fc.oneof(...USUAL, happens('setBack', 2, 0));
const kills = fc.oneof(
	...USUAL,
	happens('restart', 2, 0),
	happens('setBack', 1, 0),
	happens('kill', 2, 0),
);
type Step = { what: string; count: number };

interface ItemResult {
	expected: number[];
	reported: number[];
}

/**
 * A trigger as n8n keeps it. Its state is saved with the workflow only if there was something to report. The process
 * keeps the rest until it ends.
 */
async function play(site: Site, steps: Step[]): Promise<ItemResult> {
	site.net2.reset();
	const expected: number[] = [];
	const reported: number[] = [];
	const held: number[] = [];
	const earlier: Cursor[] = [];
	let saved: Cursor | undefined;
	let inProcess: Cursor | undefined;

	const onePoll = async (save: boolean) => {
		const cursor = further(inProcess, saved);
		const polled = await poll(site.run('trigger'), PARAMS, { cursor, lost: false });
		inProcess = polled.cursor;
		for (const { eventId } of polled.items) reported.push(Number(eventId));
		if (!save || (polled.items.length === 0 && cursor !== undefined)) return;
		saved = polled.cursor;
		earlier.push(polled.cursor);
	};
	const add = (event: typeof EVENT | typeof OTHER, id?: number) => {
		const added = site.net2.addEvent({ ...event, ...(id === undefined ? {} : { id }) });
		if (event === EVENT) expected.push(added.id);
	};

	await onePoll(true);
	for (const { what, count } of [...steps, { what: 'poll', count: 1 }]) {
		if (what === 'events') for (let n = 0; n < count; n += 1) add(EVENT);
		if (what === 'others') for (let n = 0; n < count; n += 1) add(OTHER);
		if (what === 'held')
			for (let n = 0; n < count; n += 1) held.push((site.net2.world.last.event += 1));
		if (what === 'late') for (const id of held.splice(0, count)) add(EVENT, id);
		if (what === 'poll') for (let n = 0; n < count; n += 1) await onePoll(true);
		if (what === 'minutes') site.clock.advance(count * 60_000);
		// n8n ends as it should: what it had to save, it has saved.
		if (what === 'restart') inProcess = undefined;
		// Another execution saves the workflow as it was when that began.
		if (what === 'setBack') saved = earlier[0];
		if (what === 'kill') {
			await onePoll(false);
			inProcess = undefined;
		}
	}
	return { expected, reported };
}

test.each(['where', 'dates'] as const)(
	'returns every event once in 100 random schedules of events, late events, clean restarts and double polls (%s)',
	async (events) => {
		const site = await openSite({ events });
		// Only the process knows that another execution set a cursor back. After a restart it is not known.
		const schedules = fc.oneof(fc.array(restarts, LENGTH), fc.array(saves, LENGTH));
		await fc.assert(
			fc.asyncProperty(schedules, async (steps) => {
				const { expected, reported } = await play(site, steps);
				expect([...reported].sort(byNumber)).toEqual([...expected].sort(byNumber));
			}),
			{ numRuns: 100 },
		);
	},
	300_000,
);

test.each(['where', 'dates'] as const)(
	'returns every event at least once in 100 random schedules with a process that is killed before n8n saves (%s)',
	async (events) => {
		const site = await openSite({ events });
		await fc.assert(
			fc.asyncProperty(fc.array(kills, LENGTH), async (steps) => {
				const { expected, reported } = await play(site, steps);
				expect([...new Set(reported)].sort(byNumber)).toEqual([...expected].sort(byNumber));
			}),
			{ numRuns: 100 },
		);
	},
	300_000,
);

const LENGTH = { minLength: 5, maxLength: 30 };
const byNumber = (one: number, other: number) => one - other;
