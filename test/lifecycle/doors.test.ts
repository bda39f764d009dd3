import { expect, test } from 'vitest';
import {
	doorIdOf,
	doorStatuses,
	openDoor,
	type DoorRef,
} from '../../nodes/PaxtonNet2/lifecycle/doors';
import type { FaultName } from '../../emulator';
import { refusal } from '../mapping/refusal';
import { all } from './support/params';
import { openSite, type Site } from './support/site';

const FRONT = 6000001;
const OPEN = 'POST /commands/door/open';
const byName = (name: string) => ({ door: { by: 'name', name } satisfies DoorRef });
const byId = (id: number) => ({ door: { by: 'id', id } satisfies DoorRef });
const opens = (site: Site) => site.requests().filter((request) => request === OPEN).length;

test('opens a door once for equal items, by name and by id, out of a list read for it', async () => {
	const site = await openSite();
	const requested = [byName('Front door'), byId(FRONT), byId(FRONT), byName(' Warehouse door ')];
	const results = await all(site, openDoor, requested);
	expect(results).toMatchObject([
		{
			outcome: 'acceptedByServer',
			changed: true,
			verified: false,
			undo: null,
			door: { id: FRONT },
		},
		{ outcome: 'unchanged', changed: false },
		{ outcome: 'unchanged', changed: false },
		{ outcome: 'acceptedByServer', door: { id: 6000002 } },
	]);
	expect(opens(site)).toBe(2);
	expect(site.requests().filter((request) => request === 'GET /doors')).toHaveLength(1);
});

test.each<[FaultName, object, number]>([
	['reset-after', { outcome: 'unknown' }, 1],
	['reset-before', { outcome: 'unknown' }, 0],
	['500', { outcome: 'unknown' }, 0],
	['503', { outcome: 'unknown' }, 0],
	['429', { error: { reason: 'unreachable' } }, 0],
	['unauthorized', { error: { reason: 'notAllowed' } }, 0],
	// A proxy or another server answered, so nothing says what became of the command.
	['html', { outcome: 'unknown' }, 0],
])('sends the command once whatever comes back: %s', async (fault, reason, opened) => {
	const site = await openSite({ retryAfter: 1 });
	site.net2.faults([{ match: 'POST /api/v1/commands/door/open', fault }]);
	expect(await all(site, openDoor, [byId(FRONT)])).toMatchObject([reason]);
	expect(opens(site)).toBe(1);
	expect(site.net2.state().events.filter(({ eventType }) => eventType === 580)).toHaveLength(
		opened,
	);
});

test('a token with less than a minute to spare is renewed first, so that the command meets no 401', async () => {
	const site = await openSite({ tokenLife: 1_800 });
	await site.client.doors.list();
	site.clock.advance(1_735_000);
	await all(site, openDoor, [byId(FRONT)]);
	expect(site.requests().filter((one) => one.includes('authorization'))).toHaveLength(1);
	site.clock.advance(10_000);
	expect(await all(site, openDoor, [byId(FRONT)])).toMatchObject([{ outcome: 'acceptedByServer' }]);
	expect(site.requests().filter((one) => one.includes('authorization'))).toHaveLength(2);
	expect(site.net2.requests().filter(({ status }) => status === 401)).toEqual([]);
});

test('a token that Net2 forgot is not tried again on the door, and the next run has another', async () => {
	const site = await openSite();
	await site.client.doors.list();
	site.before(OPEN, 1, () => site.net2.dropAccessTokens());
	expect(await all(site, openDoor, [byId(FRONT)])).toMatchObject([
		{ error: { reason: 'notAllowed' } },
	]);
	expect(opens(site)).toBe(1);
	expect(await all(site, openDoor, [byId(FRONT)])).toMatchObject([{ outcome: 'acceptedByServer' }]);
});

test.each([
	'0',
	'',
	' ',
	'undefined',
	'null',
	'-1',
	'1.5',
	'1e6',
	'NaN',
	'[object Object]',
	'1 OR 1=1',
])('%j is the id of no door', (text) => {
	expect(refusal(() => doorIdOf(text)).reason).toBe('badInput');
});

test('a door that is not in the list, or is in it twice, opens nothing and stops no other', async () => {
	const site = await openSite();
	const front = site.net2.world.doors.get(FRONT);
	if (front === undefined) throw new Error('no front door');
	site.net2.world.doors.set(6000009, { ...front, id: 6000009 });
	site.net2.world.doors.set(0, { ...front, id: 0, name: 'Zero' });
	const requested = [byName('Front door'), byId(6000077), byName('Zero'), byId(6000002)];
	expect(await all(site, openDoor, requested)).toMatchObject([
		{ error: { reason: 'ambiguous' } },
		{ error: { reason: 'notFound' } },
		{ error: { reason: 'notFound' } },
		{ outcome: 'acceptedByServer' },
	]);
	expect(opens(site)).toBe(1);
});

test('a run that is stopped at the first door opens no other', async () => {
	const site = await openSite();
	const stopping = new AbortController();
	site.before(OPEN, 1, () => stopping.abort());
	const requested = [byId(FRONT), byId(6000002), byId(6000003)];
	const results = await all(site, openDoor, requested, {}, { stop: stopping.signal });
	expect(results).toMatchObject([
		{ outcome: 'acceptedByServer' },
		{ error: { reason: 'cancelled', attempted: false } },
		{ error: { reason: 'cancelled', attempted: false } },
	]);
	expect(opens(site)).toBe(1);
});

test('a dry run opens nothing', async () => {
	const site = await openSite();
	const [result] = await all(site, openDoor, [byId(FRONT)], { dryRun: true });
	expect(result).toMatchObject({ outcome: 'acceptedByServer', changed: false, dryRun: true });
	expect(opens(site)).toBe(0);
});

test.each(['camel', 'pascal'] as const)(
	'reports what the contacts of doors say (%s)',
	async (casing) => {
		const site = await openSite({ casing });
		const front = { id: FRONT, name: 'Front door', status: { doorRelayOpen: false } };
		const results = await all(site, doorStatuses, [byId(FRONT), {}, byName('No door')]);
		expect(results).toMatchObject([
			{ doors: [front] },
			{ doors: [front, { id: 6000002 }, { id: 6000003 }] },
			{ error: { reason: 'notFound' } },
		]);
	},
);
