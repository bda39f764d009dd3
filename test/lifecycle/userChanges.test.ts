import { expect, test } from 'vitest';
import type { Emulator } from '../../emulator';
import { byId, done, mover } from './support/params';
import { openTrigger } from './support/trigger';
import { update } from '../../nodes/PaxtonNet2/lifecycle/operations/update';

const KINDS = { kinds: ['userChanged'] as const };

/** A Net2 that shows no events about edits: what is planted leaves none. */
function silently(net2: Emulator, id: number, changes: object): void {
	const user = net2.world.users.get(id);
	if (user === undefined) throw new Error(`no user ${id}`);
	Object.assign(user, changes);
	net2.world.touch(id);
}

test('by events where Net2 shows them: created, edited and deleted, each event once', async () => {
	const trigger = await openTrigger(KINDS);
	const { client } = trigger.site;
	await done(trigger.site, update, mover(byId(1), { telephone: '1' }));
	await trigger.poll();
	expect(trigger.cursor?.watch).toEqual({ by: 'events', highestUser: 4 });

	await done(trigger.site, update, mover(byId(1), { telephone: '2' }));
	const created = (await client.users.create({ lastName: 'New' })) ?? 0;
	await client.users.update(created, { lastName: 'Newer' });
	await client.users.delete(3);
	expect(await trigger.poll()).toMatchObject([
		{ event: 'userChanged', eventId: 2, userId: 1, change: 'edited', lastName: 'Lovelace' },
		{ eventId: 3, userId: created, change: 'created' },
		{ eventId: 4, userId: created, change: 'edited' },
		{ eventId: 5, userId: 3, change: 'deleted' },
	]);
	expect(await trigger.poll()).toEqual([]);
});

test('by digests of 16 bytes a person where Net2 shows none; the PIN is not in them', async () => {
	const trigger = await openTrigger(KINDS);
	const { net2 } = trigger;
	expect(await trigger.poll()).toEqual([]);
	const watch = trigger.cursor?.watch;
	expect(watch).toMatchObject({ by: 'digests', highestUser: 4, capped: false });
	expect(Buffer.from(watch?.digests ?? '', 'base64')).toHaveLength(4 * 16);

	silently(net2, 2, { pin: '9999' });
	expect(await trigger.poll()).toEqual([]);
	silently(net2, 2, { telephone: '020' });
	silently(net2, 3, { deleted: true });
	const created = net2.addUser({ firstName: 'Nia', lastName: 'New' });
	expect(await trigger.poll()).toMatchObject([
		{ eventId: expect.stringMatching(/^user-2-[0-9a-f]{24}$/), userId: 2, change: 'edited' },
		{ userId: created, change: 'created', firstName: 'Nia' },
		{ eventId: 'user-3-deleted', userId: 3, change: 'deleted' },
	]);
	expect(await trigger.poll()).toEqual([]);
});

test('goes over to events once Net2 shows one, and reports nothing twice on the way', async () => {
	const trigger = await openTrigger(KINDS);
	await trigger.poll();
	silently(trigger.net2, 2, { telephone: '020' });
	await done(trigger.site, update, mover(byId(1), { telephone: '1' }));
	expect(await trigger.poll()).toMatchObject([
		{ eventId: 1, userId: 1, change: 'edited' },
		{ userId: 2, change: 'edited' },
	]);
	expect(trigger.cursor?.watch).toEqual({ by: 'events', highestUser: 4 });
});

test('a user that the list merely leaves out is not called deleted', async () => {
	const trigger = await openTrigger(KINDS, { listInactive: true });
	await trigger.poll();
	trigger.net2.config({ listInactive: false });
	expect(await trigger.poll()).toEqual([]);
});

test('beyond 5,000 users the cap is reported once, and what is kept stays within it', async () => {
	const trigger = await openTrigger(KINDS, { seed: 4_999 });
	await trigger.poll();
	trigger.net2.addUser({ lastName: 'The 5,000th' });
	expect(await trigger.poll()).toMatchObject([{ change: 'created' }]);
	trigger.net2.addUser({ lastName: 'One too many' });
	expect(await trigger.poll()).toMatchObject([
		{ event: 'userChanged', change: 'created' },
		{ event: 'cap', unwatched: 1 },
	]);
	expect(await trigger.poll()).toEqual([]);
	expect(Buffer.from(trigger.cursor?.watch?.digests ?? '', 'base64')).toHaveLength(5_000 * 16);
	silently(trigger.net2, 5_000, { telephone: '020' });
	expect(await trigger.poll()).toMatchObject([{ userId: 5_000, change: 'edited' }]);
});
